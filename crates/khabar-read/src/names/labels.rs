//! The labels of words and the names they spell out.

/// Labels beside O, in the order of the weights: for each kind (person, place,
/// organisation, other) a name of one word, a first, a middle and a last word.
pub const LANES: usize = 16;
/// All labels: O and the lanes.
pub const LABELS: usize = LANES + 1;
/// The outside label. A name of kind k has labels from `1 + 4k` on.
pub const OUT: u8 = 0;

/// What a tagged name is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tag {
    Person,
    Place,
    Org,
    Misc,
}

/// A tagged name: positions within the words read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tagged {
    pub from: usize,
    pub to: usize,
    pub tag: Tag,
}

const SINGLE: u8 = 0;
const FIRST: u8 = 1;
const MIDDLE: u8 = 2;
const LAST: u8 = 3;

impl Tag {
    const ALL: [Tag; 4] = [Tag::Person, Tag::Place, Tag::Org, Tag::Misc];

    pub(super) fn of(label: u8) -> Tag {
        Tag::ALL[usize::from((label - 1) / 4) & 3]
    }
}

/// The names of a sequence of labels; a broken one ends where it breaks.
pub fn spans(labels: &[u8]) -> Vec<Tagged> {
    let mut out: Vec<Tagged> = Vec::new();
    for (i, &l) in labels.iter().enumerate() {
        if l == OUT {
            continue;
        }
        let tag = Tag::of(l);
        let goes_on = matches!((l - 1) % 4, MIDDLE | LAST);
        match out.last_mut() {
            Some(s) if goes_on && s.to == i && s.tag == tag => s.to = i + 1,
            _ => out.push(Tagged {
                from: i,
                to: i + 1,
                tag,
            }),
        }
    }
    out
}

/// The labels of `n` words among which these names lie.
pub fn labels(n: usize, names: &[Tagged]) -> Vec<u8> {
    let mut out = vec![OUT; n];
    for t in names {
        let base = 1 + 4 * Tag::ALL.iter().position(|&x| x == t.tag).unwrap_or(0) as u8;
        for (i, l) in out.iter_mut().enumerate().take(t.to).skip(t.from) {
            let place = match (i == t.from, i + 1 == t.to) {
                (true, true) => SINGLE,
                (true, false) => FIRST,
                (false, false) => MIDDLE,
                (false, true) => LAST,
            };
            *l = base + place;
        }
    }
    out
}

/// True if a word labelled `to` may follow one labelled `from`.
#[inline]
pub const fn may_follow(from: u8, to: u8) -> bool {
    let open = from != OUT && matches!((from - 1) % 4, FIRST | MIDDLE);
    let goes_on = to != OUT && matches!((to - 1) % 4, MIDDLE | LAST);
    if open || goes_on {
        open && goes_on && (from - 1) / 4 == (to - 1) / 4
    } else {
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_labels_are_one() {
        let name = |from, to, tag| Tagged { from, to, tag };
        let names = [
            name(0, 1, Tag::Person),
            name(1, 3, Tag::Person),
            name(4, 8, Tag::Org),
        ];
        assert_eq!(spans(&labels(9, &names)), names);
    }
}
