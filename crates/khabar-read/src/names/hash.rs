//! Hashes of words and phrases: a stream of bytes, so that affixes and cut
//! words are hashed in place.

/// FNV-1a, 64 bits.
#[derive(Clone, Copy)]
pub(crate) struct Hash(u64);

const PRIME: u64 = 0x0000_0100_0000_01b3;

impl Hash {
    pub fn new() -> Self {
        Hash(0xcbf2_9ce4_8422_2325)
    }

    #[inline]
    pub fn byte(self, b: u8) -> Self {
        Hash((self.0 ^ u64::from(b)).wrapping_mul(PRIME))
    }

    #[inline]
    pub fn bytes(self, bytes: &[u8]) -> Self {
        bytes.iter().fold(self, |h, &b| h.byte(b))
    }

    pub fn value(self) -> u64 {
        self.0
    }
}

/// The hash of one folded word.
#[inline]
pub(crate) fn word(w: &str) -> u64 {
    Hash::new().bytes(w.as_bytes()).value()
}

/// The hash of a word with the article before it.
#[inline]
pub(crate) fn word_with_article(w: &str) -> u64 {
    Hash::new()
        .bytes("ال".as_bytes())
        .bytes(w.as_bytes())
        .value()
}

/// The hash of a phrase that goes on with the word of hash `next`.
#[inline]
pub(crate) fn join(phrase: u64, next: u64) -> u64 {
    mix(phrase.rotate_left(17) ^ next)
}

/// Spreads the bits of `h`.
#[inline]
pub(crate) fn mix(h: u64) -> u64 {
    let h = (h ^ (h >> 32)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    h ^ (h >> 29)
}

/// The hash of a folded word's consonants, letters of one sound alike, long
/// vowels and the article left out; and how many they are. Foreign names reach
/// Arabic in many spellings that differ in little else.
pub(crate) fn sounds(w: &str) -> (u64, u8) {
    let w = w.strip_prefix("ال").filter(|r| r.len() > 4).unwrap_or(w);
    let mut h = Hash::new();
    let (mut n, mut last) = (0u8, 0u8);
    for c in w.chars() {
        let class = match c {
            'غ' | 'ج' | 'ق' | 'ك' => b'k',
            'ت' | 'ط' => b't',
            'س' | 'ص' | 'ز' | 'ث' => b's',
            'د' | 'ذ' | 'ض' | 'ظ' => b'd',
            'ا' | 'و' | 'ي' | 'ئ' | 'ؤ' | 'ء' | 'ه' if n > 0 => continue,
            'ا' | 'ئ' | 'ؤ' | 'ء' => b'a',
            c => c as u32 as u8,
        };
        if class != last {
            h = h.byte(class);
            n += 1;
        }
        last = class;
    }
    (h.value(), n)
}
