//! Closed sets of labels with their printed form.

/// Declares an enum whose variants have a fixed name outside (JSON, tables,
/// queries), with `as_str` and `parse`.
#[macro_export]
macro_rules! labels {
    ($(#[$m:meta])* $name:ident { $($(#[$v:meta])* $var:ident = $text:literal),+ $(,)? }) => {
        $(#[$m])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$v])* $var),+ }

        impl $name {
            pub const ALL: &'static [$name] = &[$($name::$var),+];

            pub fn as_str(self) -> &'static str {
                match self { $($name::$var => $text),+ }
            }

            /// The label printed as `s`, if there is one.
            pub fn parse(s: &str) -> Option<Self> {
                match s { $($text => Some($name::$var),)+ _ => None }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }
    };
}
