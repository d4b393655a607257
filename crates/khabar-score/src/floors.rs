//! The least that figures may be, set by set.

use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};

use crate::report::{FIGURES, Report};

/// Floors under the figures of named sets of pages:
///
/// ```toml
/// [news]
/// statement = 0.7
/// cue = 0.85
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Floors {
    sets: BTreeMap<String, BTreeMap<String, f64>>,
}

/// Why floors could not be read.
#[derive(Debug, thiserror::Error)]
pub enum FloorsError {
    #[error("{}: {reason}", path.display())]
    Read {
        path: PathBuf,
        reason: std::io::Error,
    },

    #[error("floors: {0}")]
    Syntax(Box<toml::de::Error>),

    #[error("floors: [{set}] {figure}: there is no such figure")]
    UnknownFigure { set: String, figure: String },

    #[error("floors: [{set}] {figure} = {floor}: a floor lies between 0 and 1")]
    OutOfRange {
        set: String,
        figure: String,
        floor: f64,
    },
}

/// A floor that does not hold.
#[derive(Clone, Debug, PartialEq)]
pub enum Violation {
    /// A figure is below its floor, or there is nothing to make it of.
    Below {
        figure: String,
        floor: f64,
        got: Option<f64>,
    },
    /// There are no floors for the set.
    UnknownSet { set: String },
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Violation::Below {
                figure,
                floor,
                got: Some(got),
            } => {
                write!(f, "{figure} is {got:.3}, below its floor of {floor:.3}")
            }
            Violation::Below {
                figure,
                floor,
                got: None,
            } => {
                write!(f, "{figure} is n/a, its floor is {floor:.3}")
            }
            Violation::UnknownSet { set } => write!(f, "no floors for the set {set:?}"),
        }
    }
}

impl Floors {
    /// Reads a file of floors.
    ///
    /// # Errors
    ///
    /// Where it cannot be read, and as [`Floors::parse`].
    pub fn read(path: &Path) -> Result<Self, FloorsError> {
        let toml = std::fs::read_to_string(path).map_err(|reason| FloorsError::Read {
            path: path.to_owned(),
            reason,
        })?;
        Self::parse(&toml)
    }

    /// Parses floors: a table for each set, a number from 0 to 1 for each
    /// figure that has a floor.
    ///
    /// # Errors
    ///
    /// Where `toml` has another form, or names a figure that there is not.
    pub fn parse(toml: &str) -> Result<Self, FloorsError> {
        let sets: BTreeMap<String, BTreeMap<String, f64>> =
            toml::from_str(toml).map_err(|error| FloorsError::Syntax(Box::new(error)))?;
        for (set, floors) in &sets {
            for (figure, &floor) in floors {
                let (set, figure) = (set.clone(), figure.clone());
                if !FIGURES.contains(&figure.as_str()) {
                    return Err(FloorsError::UnknownFigure { set, figure });
                }
                if !(0.0..=1.0).contains(&floor) {
                    return Err(FloorsError::OutOfRange { set, figure, floor });
                }
            }
        }
        Ok(Floors { sets })
    }

    /// The names of the sets, sorted.
    pub fn sets(&self) -> impl Iterator<Item = &str> {
        self.sets.keys().map(String::as_str)
    }

    /// The floors of `set` that do not hold, in the order of the figures.
    /// Figures are compared as they are printed, to three decimals.
    pub fn check(&self, report: &Report, set: &str) -> Vec<Violation> {
        let Some(floors) = self.sets.get(set) else {
            return vec![Violation::UnknownSet {
                set: set.to_owned(),
            }];
        };
        let thousandths = |figure: f64| (figure * 1000.0).round();
        let mut violations = Vec::new();
        for (figure, got) in report.figures() {
            let Some(&floor) = floors.get(figure) else {
                continue;
            };
            if got.is_none_or(|got| thousandths(got) < thousandths(floor)) {
                violations.push(Violation::Below {
                    figure: figure.to_owned(),
                    floor,
                    got,
                });
            }
        }
        violations
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measures::{Prf, Scores, Share};

    fn report() -> Report {
        let cue = Prf {
            hits: 2,
            gold: 3,
            machine: 3,
        };
        let act = Share { right: 1, n: 2 };
        Report {
            scores: Scores {
                cue,
                act,
                ..Scores::default()
            },
            errors: Vec::new(),
        }
    }

    #[test]
    fn floors_that_hold() {
        let floors = Floors::parse("[news]\ncue = 0.667\nact = 0.5\n[other]\ncue = 1").unwrap();
        assert_eq!(floors.sets().collect::<Vec<_>>(), ["news", "other"]);
        assert_eq!(floors.check(&report(), "news"), []);
    }

    #[test]
    fn floors_that_do_not() {
        let floors = Floors::parse("[news]\nform = 0\nact = 0.501\ncue = 0.668").unwrap();
        let found: Vec<String> = floors
            .check(&report(), "news")
            .iter()
            .map(Violation::to_string)
            .collect();
        assert_eq!(
            found,
            [
                "cue is 0.667, below its floor of 0.668",
                "act is 0.500, below its floor of 0.501",
                "form is n/a, its floor is 0.000"
            ]
        );
    }

    #[test]
    fn a_set_without_floors_does_not_pass() {
        let found = Floors::parse("[news]").unwrap().check(&report(), "nwes");
        assert_eq!(
            found,
            [Violation::UnknownSet {
                set: "nwes".to_owned()
            }]
        );
        assert_eq!(found[0].to_string(), "no floors for the set \"nwes\"");
    }

    #[test]
    fn refuses_what_can_be_no_floor() {
        for (toml, message) in [
            ("[news]\ncu = 0.5", "[news] cu: there is no such figure"),
            ("[news]\ncue = 1.5", "[news] cue = 1.5: a floor lies"),
            ("[news]\ncue = nan", "[news] cue = NaN: a floor lies"),
            ("cue = 0.5", "floors: "),
            ("[news]\ncue = \"0.5\"", "floors: "),
        ] {
            let error = Floors::parse(toml).unwrap_err().to_string();
            assert!(error.contains(message), "{toml}: {error}");
        }
        let error = Floors::read(Path::new("no/floors.toml"))
            .unwrap_err()
            .to_string();
        assert!(error.starts_with("no/floors.toml: "), "{error}");
    }
}
