//! What the names of a block tell of it, from `data/html_names.tsv`.

use khabar_model::Roles;
use khabar_text::table::{cell, parts, rows};
use rustc_hash::FxHashMap;
use std::borrow::Cow;

pub struct Names {
    whole: FxHashMap<&'static str, Roles>,
    part: FxHashMap<&'static str, Roles>,
}

impl Names {
    pub fn builtin() -> Self {
        let mut names = Names {
            whole: FxHashMap::default(),
            part: FxHashMap::default(),
        };
        for row in rows(include_str!("../../../../data/html_names.tsv")) {
            let Some(role) = role(cell(&row, 0)) else {
                continue;
            };
            let whole = cell(&row, 1) == "y";
            for name in parts(&row, 2) {
                let map = if whole {
                    &mut names.whole
                } else {
                    &mut names.part
                };
                let roles = map.entry(name).or_default();
                *roles = roles.with(role);
            }
        }
        names
    }

    /// The roles of names parted by white space (`class`, `id`, `itemprop`).
    pub fn roles(&self, names: &str) -> Roles {
        let mut roles = Roles::default();
        for name in names.split_ascii_whitespace() {
            let lower = lower(name);
            let short = lower.rsplit(['$', '/', '#']).next().unwrap_or(&lower);
            // `post_message_12345`
            let short =
                short.trim_end_matches(|c: char| c.is_ascii_digit() || c == '_' || c == '-');
            if let Some(&r) = self.whole.get(short) {
                roles = roles.with(r);
                continue;
            }
            roles = roles.with(self.of_parts(name));
        }
        // A quoted post is named for its network, as share buttons are.
        if roles.has(Roles::EMBED) {
            roles = Roles(roles.0 & !Roles::CLUTTER.0);
        }
        roles
    }

    /// `styles_articleBody__x1` has the parts styles, article, body, x1 and the
    /// whole name articlebody.
    fn of_parts(&self, name: &str) -> Roles {
        let mut roles = Roles::default();
        for chunk in name
            .split(['-', '_', ':', '$', '.'])
            .filter(|c| !c.is_empty())
        {
            let lower = lower(chunk);
            let mut known = |word: &str| {
                if let Some(&r) = self.part.get(word) {
                    roles = roles.with(r);
                }
            };
            known(&lower);
            let mut from = 0;
            for (at, _) in chunk.match_indices(|c: char| c.is_ascii_uppercase()) {
                if at > from {
                    known(&lower[from..at]);
                    from = at;
                }
            }
            if from > 0 {
                known(&lower[from..]);
            }
            // Names of CSS modules: `Article_articleBody__3fQz`.
            if let Some(&r) = self
                .whole
                .get(&*lower)
                .filter(|_| lower.len() > 9 || lower.starts_with("lbl"))
            {
                roles = roles.with(r);
            }
        }
        roles
    }
}

/// In lower case, as nearly all names are written.
fn lower(name: &str) -> Cow<'_, str> {
    match name.bytes().any(|b| b.is_ascii_uppercase()) {
        true => name.to_ascii_lowercase().into(),
        false => name.into(),
    }
}

fn role(name: &str) -> Option<Roles> {
    Some(match name {
        "body" => Roles::BODY,
        "clutter" => Roles::CLUTTER,
        "related" => Roles::RELATED,
        "comments" => Roles::COMMENTS,
        "caption" => Roles::CAPTION,
        "headline" => Roles::HEADLINE,
        "kicker" => Roles::KICKER,
        "author" => Roles::AUTHOR,
        "date" => Roles::DATE,
        "updated" => Roles::UPDATED,
        "tags" => Roles::TAGS,
        "section" => Roles::SECTION,
        "biography" => Roles::BIOGRAPHY,
        "post" => Roles::POST,
        "lead" => Roles::LEAD,
        "credit" => Roles::CREDIT,
        "embed" => Roles::EMBED,
        "masthead" => Roles::MASTHEAD,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_whole_and_in_parts() {
        let n = Names::builtin();
        assert!(n.roles("jeg_inner_content x").has(Roles::BODY));
        assert!(n.roles("Article_articleBody__3fQz").has(Roles::BODY));
        assert!(n.roles("post-share-wrapper").has(Roles::CLUTTER));
        assert!(n.roles("td-related-title").has(Roles::RELATED));
        assert!(n.roles("ctl00_lblTitle").has(Roles::HEADLINE));
        assert!(n.roles("twitter-tweet").has(Roles::EMBED));
        assert!(!n.roles("twitter-tweet").has(Roles::CLUTTER));
        assert_eq!(
            n.roles("post-12 type-post category-news tag-iraq"),
            Roles::default()
        );
    }
}
