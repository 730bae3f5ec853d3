//! How a letter is read: its words without case, punctuation or white space; a
//! fingerprint of all of them; its shingles (each run of three words); and a sketch of
//! the shingles that is small enough to keep for every letter of a docket.

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// Words in a shingle. Two words say too little (letters on one subject share many
/// pairs), four lose too much to one typing error.
const SHINGLE: usize = 3;

/// Parts of a sketch.
pub const SLOTS: usize = 64;

/// One-permutation `MinHash` (Li, Owen, Zhang 2012): every shingle falls into one of the
/// slots, each slot keeps its smallest value, and an empty slot borrows from the next
/// (Shrivastava and Li 2014). The share of equal slots estimates the share of common
/// shingles, give or take six points.
pub type Sketch = [u16; SLOTS];

/// How many slots of two sketches are the same.
pub fn same_slots(one: &Sketch, other: &Sketch) -> u32 {
    let same: u16 = one.iter().zip(other).map(|(a, b)| u16::from(a == b)).sum();
    u32::from(same)
}

/// Reads one letter after the other in the same memory.
#[derive(Default)]
pub struct Reader {
    /// The words in small letters, each followed by one space.
    words: Vec<u8>,
    /// Where each word ends in `words`, before its space.
    ends: Vec<usize>,
    hashes: Vec<u64>,
    shingles: Vec<u64>,
}

impl Reader {
    /// Reads a letter; the questions below are then about this one.
    pub fn read(&mut self, text: &str) {
        self.words.clear();
        self.ends.clear();
        self.shingles.clear();
        if !self.fold(text) {
            self.words.clear();
            self.ends.clear();
            let composed: String = text.nfc().collect();
            self.fold(&composed);
        }
    }

    /// A letter without words (empty, or of emoji alone) is like no other.
    pub fn has_words(&self) -> bool {
        !self.ends.is_empty()
    }

    /// The same for two letters if their words are the same in the same order.
    pub fn fingerprint(&self) -> u128 {
        xxhash_rust::xxh3::xxh3_128(&self.words)
    }

    pub fn sketch(&mut self) -> Sketch {
        self.find_shingles();
        let mut slots = [u16::MAX; SLOTS];
        let mut filled = 0_u64;
        for shingle in &self.shingles {
            let slot = (shingle >> 58) as usize;
            slots[slot] = slots[slot].min(bits(shingle >> 42));
            filled |= 1 << slot;
        }
        borrow(&mut slots, filled);
        slots
    }

    /// The different shingles, in ascending order.
    pub fn shingles(&mut self) -> Vec<u32> {
        self.find_shingles();
        let mut shingles: Vec<u32> = self.shingles.iter().map(|s| low(*s)).collect();
        shingles.sort_unstable();
        shingles.dedup();
        shingles
    }

    /// Fills `words` and `ends`; false if the text must be composed (NFC) first.
    fn fold(&mut self, text: &str) -> bool {
        let mut word = Word { bytes: &mut self.words, ends: &mut self.ends, open: false };
        let mut rest = text.as_bytes();
        let mut is_composed = false;
        loop {
            match *rest {
                [] => break,
                [byte @ 0..0x80, ..] => {
                    word.letter_of_ascii(byte);
                    rest = &rest[1..];
                }
                // The letters of Latin-1 without the signs of multiplication and
                // division; large ones stand 32 before their small ones.
                [0xC3, byte, ..] if byte & 0x9F != 0x97 => {
                    let small = if byte < 0x9F { byte | 0x20 } else { byte };
                    word.open();
                    word.bytes.extend_from_slice(&[0xC3, small]);
                    rest = &rest[2..];
                }
                _ => {
                    let at = text.len() - rest.len();
                    let Some(letter) = text[at..].chars().next() else { break };
                    if letter >= '\u{300}' && !is_composed {
                        if is_nfc_quick(text.chars()) != IsNormalized::Yes {
                            let composed = text.nfc().eq(text.chars());
                            if !composed {
                                return false;
                            }
                        }
                        is_composed = true;
                    }
                    word.letter(letter);
                    rest = &rest[letter.len_utf8()..];
                }
            }
        }
        word.close();
        true
    }

    fn find_shingles(&mut self) {
        if !self.shingles.is_empty() {
            return;
        }
        self.hashes.clear();
        let mut from = 0;
        for end in &self.ends {
            self.hashes.push(hash(&self.words[from..*end]));
            from = end + 1;
        }
        // A letter of fewer words than a shingle has is one shingle.
        match *self.hashes.as_slice() {
            [] => {}
            [one] => self.shingles.push(together(one, 0, 0)),
            [one, two] => self.shingles.push(together(one, two, 0)),
            _ => {
                let runs = self.hashes.windows(SHINGLE);
                self.shingles.extend(runs.map(|run| together(run[0], run[1], run[2])));
            }
        }
    }
}

/// The word that is being read.
struct Word<'a> {
    bytes: &'a mut Vec<u8>,
    ends: &'a mut Vec<usize>,
    open: bool,
}

impl Word<'_> {
    fn open(&mut self) {
        self.open = true;
    }

    fn close(&mut self) {
        if self.open {
            self.ends.push(self.bytes.len());
            self.bytes.push(b' ');
            self.open = false;
        }
    }

    fn letter_of_ascii(&mut self, byte: u8) {
        if byte.is_ascii_alphanumeric() {
            self.open();
            self.bytes.push(byte.to_ascii_lowercase());
        } else {
            self.close();
        }
    }

    fn letter(&mut self, letter: char) {
        match kind(letter) {
            Kind::Part => {
                self.open();
                self.spell(letter);
            }
            Kind::Whole => {
                self.close();
                self.open();
                self.spell(letter);
                self.close();
            }
            Kind::Nothing => {}
            Kind::Between => self.close(),
        }
    }

    fn spell(&mut self, letter: char) {
        for small in letter.to_lowercase() {
            self.bytes.extend_from_slice(small.encode_utf8(&mut [0; 4]).as_bytes());
        }
    }
}

/// What a letter is to the words around it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A part of a word.
    Part,
    /// A word in itself, in scripts that do not put spaces between words.
    Whole,
    /// Nothing at all: marks on other letters, soft hyphens, zero-width characters.
    Nothing,
    /// What stands between words.
    Between,
}

pub fn kind(letter: char) -> Kind {
    match letter {
        '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}' => Kind::Nothing,
        _ if unicode_normalization::char::is_combining_mark(letter) => Kind::Nothing,
        _ if !letter.is_alphanumeric() => Kind::Between,
        // Thai, Lao, Burmese, Khmer, kana and Chinese characters.
        '\u{E00}'..='\u{EFF}'
        | '\u{1000}'..='\u{109F}'
        | '\u{1780}'..='\u{17FF}'
        | '\u{3040}'..='\u{30FF}'
        | '\u{3400}'..='\u{9FFF}'
        | '\u{F900}'..='\u{FAFF}'
        | '\u{20000}'..='\u{3FFFF}' => Kind::Whole,
        _ => Kind::Part,
    }
}

/// Gives each empty slot the value of the next filled one, changed by the distance so
/// that runs of borrowed values are not alike by themselves.
fn borrow(slots: &mut Sketch, filled: u64) {
    if filled == 0 || filled == u64::MAX {
        return;
    }
    let own = *slots;
    let mut empty = !filled;
    while empty != 0 {
        let slot = empty.trailing_zeros();
        let distance = filled.rotate_right(slot).trailing_zeros();
        let lender = ((slot + distance) % 64) as usize;
        slots[slot as usize] =
            own[lender].wrapping_add(bits(u64::from(distance) * 0x9E37));
        empty &= empty - 1;
    }
}

const ODD: [u64; 3] =
    [0x9E37_79B9_7F4A_7C15, 0xBF58_476D_1CE4_E5B9, 0x94D0_49BB_1331_11EB];

/// Multiplies to 128 bits and folds the halves, as wyhash does.
fn folded(one: u64, other: u64) -> u64 {
    let product = u128::from(one) * u128::from(other);
    low64(product) ^ low64(product >> 64)
}

/// Of the bytes of a word.
pub fn hash(word: &[u8]) -> u64 {
    let mut hash = ODD[0] ^ word.len() as u64;
    for eight in word.chunks(8) {
        let mut bytes = [0; 8];
        bytes[..eight.len()].copy_from_slice(eight);
        hash = folded(hash ^ u64::from_le_bytes(bytes), ODD[1]);
    }
    hash
}

/// Of three words in this order.
fn together(one: u64, two: u64, three: u64) -> u64 {
    folded(folded(one ^ ODD[0], two ^ ODD[1]) ^ three, ODD[2])
}

#[expect(clippy::cast_possible_truncation, reason = "the low bits are what is wanted")]
fn bits(value: u64) -> u16 {
    value as u16
}

#[expect(clippy::cast_possible_truncation, reason = "the low bits are what is wanted")]
fn low(value: u64) -> u32 {
    value as u32
}

#[expect(clippy::cast_possible_truncation, reason = "the low bits are what is wanted")]
fn low64(value: u128) -> u64 {
    value as u64
}
