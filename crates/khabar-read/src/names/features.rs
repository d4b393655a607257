//! The features of a word in its sentence: hashes of what stands in it and
//! around it. The trainer and the tagger share them; a change makes another
//! model version.

use super::hash::mix;
use super::lexicon::{TOPICS, flag};
use super::words::Word;

/// Gives the key of every feature of word `i`; keys are above zero.
pub fn each(words: &[Word], i: usize, mut put: impl FnMut(u32)) {
    let w = &words[i];
    own(w, &mut put);
    let around = Around::of(words, i);
    for side in Side::ALL {
        beside(around.at(side), side, &mut put);
    }
    before(around.p, w, &mut put);
    after(w, around.n, &mut put);
    rest(words, i, &mut put);
}

/// A word's neighbour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// The word before, the one before that.
    Before,
    Before2,
    /// The word after, the one after that.
    After,
    After2,
}

impl Side {
    pub const ALL: [Side; 4] = [Side::Before, Side::After, Side::Before2, Side::After2];
}

/// What stands beyond a sentence's ends.
pub static EDGE: Word = Word::EDGE;

/// A word's neighbours.
struct Around<'a> {
    p: &'a Word,
    pp: &'a Word,
    n: &'a Word,
    nn: &'a Word,
}

impl<'a> Around<'a> {
    fn of(words: &'a [Word], i: usize) -> Self {
        let at = |k: isize| i.checked_add_signed(k).and_then(|j| words.get(j));
        Around {
            p: at(-1).unwrap_or(&EDGE),
            pp: at(-2).unwrap_or(&EDGE),
            n: at(1).unwrap_or(&EDGE),
            nn: at(2).unwrap_or(&EDGE),
        }
    }

    fn at(&self, side: Side) -> &'a Word {
        match side {
            Side::Before => self.p,
            Side::Before2 => self.pp,
            Side::After => self.n,
            Side::After2 => self.nn,
        }
    }
}

fn id(w: &Word) -> u64 {
    w.readings[0].hash
}

fn lists(w: &Word) -> u64 {
    mix(w.flags & OLD)
}

/// How like names the word looks, in twos.
fn like(w: &Word) -> u64 {
    w.like.iter().fold(0, |a, &n| a << 3 | u64::from(n >> 1))
}

fn band(w: &Word) -> u64 {
    u64::from(w.band) | u64::from(w.cut_band) << 3
}

fn sounds(w: &Word) -> u64 {
    u64::from(w.sounds.0.min(6)) | u64::from(w.sounds.1) << 4
}

fn shape(w: &Word) -> u64 {
    w.kind as u64
        | u64::from(w.article) << 4
        | u64::from(w.letters.min(7)) << 5
        | u64::from(w.quoted) << 9
}

/// A hash of all that [`own`] and [`beside`] look at: words alike in it have
/// the same features there.
#[inline]
pub fn own_id(w: &Word) -> u64 {
    mix(mix(id(w)) ^ w.flags) ^ u64::from(w.maqsura)
}

/// The features that a word has wherever it stands.
#[inline]
pub fn own(w: &Word, put: &mut impl FnMut(u32)) {
    let mut f = |template: u64, value: u64| put(key(template, value));
    f(1, 0);
    for r in w.readings.iter().filter(|r| r.hash != 0) {
        f(2, r.hash);
    }
    f(3, id(w));
    for k in 0..4 {
        if w.prefix[k] != 0 {
            f(11 + k as u64, w.prefix[k]);
        }
        if w.suffix[k] != 0 {
            f(15 + k as u64, w.suffix[k]);
        }
    }
    f(19, w.bare);
    let mut bits = w.flags;
    while bits != 0 {
        let bit = u64::from(bits.trailing_zeros());
        bits &= bits - 1;
        f(30, bit);
    }
    f(70, band(w));
    f(71, band(w) ^ lists(w));
    f(
        75,
        band(w) << 8 | u64::from(w.letters.min(7)) << 16 | u64::from(w.article),
    );
    f(64, u64::from(w.maqsura) | u64::from(w.letters.min(7)) << 1);
    f(35, lists(w));
    f(121, sounds(w) | band(w) << 8);
    f(110, w.pattern);
    f(111, mix(w.pattern) ^ lists(w));
    f(116, mix(w.prefix[1]) ^ w.suffix[1]);
    f(118, mix(w.prefix[0]) ^ w.suffix[2]);
    if w.band <= 1 {
        for &g in w.grams.iter().take_while(|&&g| g != 0) {
            f(119, u64::from(g));
        }
        let unlisted = u64::from(lists(w) == mix(0));
        for (k, &n) in w.like.iter().enumerate() {
            let n = u64::from(n) | (k as u64) << 8;
            f(150, n);
            f(151, n | unlisted << 16 | band(w) << 20);
        }
        f(152, like(w) | unlisted << 16);
        f(
            153,
            like(w) | u64::from(w.letters.min(8)) << 20 | unlisted << 16,
        );
    }
}

/// The features that a word gives its neighbour, whatever that is.
#[inline]
pub fn beside(o: &Word, side: Side, put: &mut impl FnMut(u32)) {
    let mut f = |template: u64, value: u64| put(key(template, value));
    match side {
        Side::Before => {
            f(4, id(o));
            f(20, o.suffix[2]);
            f(22, o.bare);
            f(112, o.pattern);
        }
        Side::After => {
            f(5, id(o));
            f(21, o.suffix[2]);
            f(113, o.pattern);
            f(117, mix(o.prefix[1]) ^ o.suffix[1]);
        }
        Side::Before2 => f(6, id(o)),
        Side::After2 => f(7, id(o)),
    }
}

/// All that [`before`] and [`after`] look at in one of both words, in 61 bits.
#[inline]
pub fn form_id(w: &Word) -> u64 {
    w.flags & OLD | band(w) << 32 | shape(w) << 40 | like(w) << 52
}

/// What the lists, frequency and shape of a word and the one before say.
#[inline]
pub fn before(p: &Word, w: &Word, put: &mut impl FnMut(u32)) {
    listed_beside(31, p, w, put);
    let mut f = |template: u64, value: u64| put(key(template, value));
    f(36, mix(lists(p)) ^ lists(w));
    f(51, shape(p) << 16 | shape(w));
    f(72, band(p) << 8 | band(w));
    f(
        154,
        like(p) << 16 | like(w) | u64::from(lists(w) == mix(0)) << 32,
    );
    f(155, mix(lists(p)) ^ like(w));
}

/// What the lists, frequency and shape of a word and the one after say.
#[inline]
pub fn after(w: &Word, n: &Word, put: &mut impl FnMut(u32)) {
    listed_beside(32, n, w, put);
    let mut f = |template: u64, value: u64| put(key(template, value));
    f(37, mix(lists(w)) ^ lists(n));
    f(52, shape(w) << 16 | shape(n));
    f(73, band(w) << 8 | band(n));
    f(
        156,
        like(w) << 16 | like(n) | u64::from(lists(w) == mix(0)) << 32,
    );
    f(157, mix(lists(n)) ^ like(w));
}

#[inline]
fn listed_beside(template: u64, o: &Word, w: &Word, put: &mut impl FnMut(u32)) {
    let mut bits = o.flags & STRONG;
    while bits != 0 {
        let bit = u64::from(bits.trailing_zeros());
        bits &= bits - 1;
        put(key(template, bit));
        put(key(template + 10, bit ^ mix(w.flags & STRONG)));
    }
}

/// All other features of word `i`.
#[inline]
pub fn rest(words: &[Word], i: usize, put: &mut impl FnMut(u32)) {
    let w = &words[i];
    let Around { p, pp, n, nn } = Around::of(words, i);
    listed_beside(33, pp, w, put);
    listed_beside(34, nn, w, put);
    let mut f = |template: u64, value: u64| put(key(template, value));
    f(8, mix(id(p)) ^ id(w));
    f(9, mix(id(w)) ^ id(n));
    f(10, mix(id(p)) ^ id(n));
    f(74, band(p) << 16 | band(w) << 8 | band(n));
    f(
        76,
        u64::from(w.after_title) << 8 | band(w) << 16 | u64::from(w.article),
    );
    let t = u64::from(w.after_title);
    f(60, t);
    f(61, t ^ lists(w));
    f(62, t ^ mix(p.flags & STRONG));
    f(
        63,
        u64::from(w.flags & OLD == 0)
            | u64::from(n.flags & OLD == 0) << 1
            | u64::from(p.flags & OLD == 0) << 2
            | t << 4
            | u64::from(w.article) << 8,
    );
    f(50, shape(w));
    f(53, shape(p) << 32 | shape(w) << 16 | shape(n));
    let first = u64::from(i == 0);
    f(54, first << 1 | u64::from(w.quoted));
    f(55, (id(p) ^ 0x55) ^ shape(w));
    f(56, mix(id(pp)) ^ id(p));
    f(57, mix(id(n)) ^ id(nn));
    f(122, sounds(w) << 8 | sounds(n) << 16 | sounds(p) << 24);
    f(114, mix(p.pattern) ^ w.pattern);
    f(115, mix(w.pattern) ^ n.pattern);
    let hint =
        |w: &Word| w.flags & (flag::RARE_LATIN | flag::RARE_INDEX | flag::GEO | flag::PERSON);
    if hint(n) != 0 || hint(p) != 0 || hint(w) != 0 {
        f(123, mix(hint(p)) ^ hint(w));
        f(124, mix(hint(w)) ^ hint(n));
        f(125, hint(w) | band(w));
        f(126, hint(p) | band(w));
        f(127, hint(n) | band(w));
    }

    // The lists' longest names, heads and what the page says.
    for k in 0..3 {
        if w.listed[k] != 0 {
            f(80 + k as u64, u64::from(w.listed[k]));
        }
        if n.listed[k] != 0 || p.listed[k] != 0 {
            f(
                83 + k as u64,
                u64::from(w.listed[k]) | u64::from(p.listed[k]) << 4 | u64::from(n.listed[k]) << 8,
            );
        }
    }
    let known = |w: &Word| u64::from(w.listed[3]) | u64::from(w.is(flag::KNOWN)) << 3;
    if w.listed[3] != 0 {
        f(130, known(w));
        f(
            131,
            known(w) | u64::from(w.listed[0]) << 8 | u64::from(w.listed[1]) << 12,
        );
        f(132, known(w) | band(w) << 8 | u64::from(w.article) << 16);
        f(133, known(w) ^ mix(lists(w)));
        f(134, known(w) | u64::from(w.page.topics) << 8);
    }
    if n.listed[3] != 0 || p.listed[3] != 0 {
        f(135, known(w) | known(p) << 4 | known(n) << 8);
    }
    let class = |w: &Word| w.flags & (flag::CLASS | flag::LISTED | flag::BODY);
    if class(w) != 0 {
        f(86, class(w) | u64::from(w.listed[0]));
        f(120, class(w) ^ mix(u64::from(w.page.topics)));
    }
    if w.after_head > 0 {
        let far = u64::from(w.after_head.min(4));
        let ahead = |w: &Word| u64::from(w.article) | u64::from(w.kind as u8) << 1;
        f(87, far);
        f(88, w.head ^ far);
        f(89, far | ahead(w) << 4 | ahead(p) << 8 | ahead(n) << 12);
        f(90, far ^ lists(w));
        f(91, w.head ^ id(w));
        f(
            92,
            far | u64::from(w.chosen > 0) << 4 | ahead(w) << 8 | w.flags & flag::NISBA,
        );
    }
    let about = w.page.topics;
    for k in 0..TOPICS {
        if about >> k & 1 == 1 {
            let k = (k as u64) << 56;
            f(93, k ^ lists(w));
            f(94, k ^ id(w));
            f(95, k ^ id(p));
            f(96, k | shape(p) << 16 | shape(w));
        }
    }
    if w.page.ya > 0 {
        f(158, u64::from(w.page.ya) | band(w) << 2);
        f(159, u64::from(w.page.ya) ^ id(w));
    }
    let near = w.page.near;
    f(136, u64::from(near & about) ^ mix(lists(w)));
    f(
        137,
        u64::from(near) << 8 | band(w) << 16 | u64::from(w.article),
    );
    for k in 0..TOPICS {
        if near >> k & 1 == 1 {
            f(138, (k as u64) << 56 ^ lists(w));
            f(139, (k as u64) << 56 ^ id(p));
        }
    }
    if w.page.times > 1 {
        let mut bits = w.page.beside;
        let times = u64::from(w.page.times);
        f(
            97,
            times | u64::from(w.band) << 3 | u64::from(w.article) << 8,
        );
        f(103, u64::from(w.page.reading));
        while bits != 0 {
            let bit = u64::from(bits.trailing_zeros());
            bits &= bits - 1;
            f(98, bit);
            f(
                99,
                bit | u64::from(w.article) << 8 | u64::from(w.band) << 16,
            );
            f(100, bit << 56 ^ lists(w));
        }
        f(101, u64::from(w.page.beside & 0x3f));
        f(102, u64::from(w.page.beside));
    }
}

/// The flags whose union makes one feature.
const OLD: u64 = (1 << 32) - 1;

const STRONG: u64 = flag::GIVEN
    | flag::SURNAME
    | flag::PLACE
    | flag::GIVEN_TOP
    | flag::SURNAME_TOP
    | flag::COUNTRY
    | flag::OUTLET
    | flag::ORG
    | flag::ORG_HEAD
    | flag::POST
    | flag::HONORIFIC
    | flag::ROLE
    | flag::NISBA
    | flag::STOP
    | flag::CUE
    | flag::PLACE_NOUN
    | flag::LINK;

#[inline]
pub(super) fn key(template: u64, value: u64) -> u32 {
    // The top bit is free: the trainer marks another corpus's own features.
    ((mix(value ^ template.wrapping_mul(0xA24B_AED4_963E_E407)) >> 33) as u32).max(1)
}
