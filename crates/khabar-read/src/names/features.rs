//! The features of a word in its sentence: hashes of what stands in it and
//! around it. The trainer and the tagger share them; a change makes another
//! model version.

use super::hash::mix;
use super::lexicon::flag;
use super::words::{Kind, Word};

/// Gives the key of every feature of word `i`; keys are above zero.
#[inline]
pub fn each(words: &[Word], i: usize, mut put: impl FnMut(u32)) {
    let edge = Word {
        kind: Kind::Mark,
        ..Word::default()
    };
    let at = |k: isize| -> &Word {
        let j = i as isize + k;
        if j < 0 {
            &edge
        } else {
            words.get(j as usize).unwrap_or(&edge)
        }
    };
    let w = at(0);
    let (p, pp, n, nn) = (at(-1), at(-2), at(1), at(2));
    let id = |w: &Word| w.readings[0].hash;
    let mut f = |template: u64, value: u64| put(key(template, value));

    f(1, 0);
    for r in w.readings.iter().filter(|r| r.hash != 0) {
        f(2, r.hash);
    }
    f(3, id(w));
    f(4, id(p));
    f(5, id(n));
    f(6, id(pp));
    f(7, id(nn));
    f(8, mix(id(p)) ^ id(w));
    f(9, mix(id(w)) ^ id(n));
    f(10, mix(id(p)) ^ id(n));
    for k in 0..4 {
        if w.prefix[k] != 0 {
            f(11 + k as u64, w.prefix[k]);
        }
        if w.suffix[k] != 0 {
            f(15 + k as u64, w.suffix[k]);
        }
    }
    f(19, w.bare);
    f(20, p.suffix[2]);
    f(21, n.suffix[2]);
    f(22, p.bare);

    let lists = |w: &Word| u64::from(w.flags);
    let mut bits = w.flags;
    while bits != 0 {
        let bit = u64::from(bits.trailing_zeros());
        bits &= bits - 1;
        f(30, bit);
    }
    for (template, o) in [(31, p), (32, n), (33, pp), (34, nn)] {
        let mut bits = o.flags & STRONG;
        while bits != 0 {
            let bit = u64::from(bits.trailing_zeros());
            bits &= bits - 1;
            f(template, bit);
            f(template + 10, bit << 32 | (lists(w) & u64::from(STRONG)));
        }
    }
    let band = |w: &Word| u64::from(w.band) | u64::from(w.cut_band) << 3;
    f(70, band(w));
    f(71, band(w) << 32 | lists(w));
    f(72, band(p) << 8 | band(w));
    f(73, band(w) << 8 | band(n));
    f(74, band(p) << 16 | band(w) << 8 | band(n));
    f(
        75,
        band(w) << 8 | u64::from(w.letters.min(7)) << 16 | u64::from(w.article),
    );
    f(
        76,
        u64::from(w.after_title) << 8 | band(w) << 16 | u64::from(w.article),
    );
    let t = u64::from(w.after_title);
    f(60, t);
    f(61, t << 32 | lists(w));
    f(62, t << 32 | lists(p) & u64::from(STRONG));
    f(
        63,
        u64::from(w.flags == 0)
            | u64::from(n.flags == 0) << 1
            | u64::from(p.flags == 0) << 2
            | t << 4
            | u64::from(w.article) << 8,
    );
    f(64, u64::from(w.maqsura) | u64::from(w.letters.min(7)) << 1);
    f(35, lists(w));
    f(36, lists(p) << 32 | lists(w));
    f(37, lists(w) << 32 | lists(n));

    let shape = |w: &Word| {
        w.kind as u64
            | u64::from(w.article) << 4
            | u64::from(w.letters.min(7)) << 5
            | u64::from(w.quoted) << 9
    };
    f(50, shape(w));
    f(51, shape(p) << 16 | shape(w));
    f(52, shape(w) << 16 | shape(n));
    f(53, shape(p) << 32 | shape(w) << 16 | shape(n));
    let first = u64::from(i == 0);
    f(54, first << 1 | u64::from(w.quoted));
    f(55, (id(p) ^ 0x55) ^ shape(w));
    f(56, mix(id(pp)) ^ id(p));
    f(57, mix(id(n)) ^ id(nn));
}

const STRONG: u32 = flag::GIVEN
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
fn key(template: u64, value: u64) -> u32 {
    ((mix(value ^ template.wrapping_mul(0xA24B_AED4_963E_E407)) >> 32) as u32).max(1)
}
