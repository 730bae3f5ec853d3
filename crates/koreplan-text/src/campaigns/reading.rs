//! How a letter is read: its words without case, punctuation or white space; a
//! fingerprint of all of them; its shingles (each run of three words); and a sketch of
//! the shingles that is small enough to keep for every letter of a docket.

use low::{low8, low16};
pub use low::{low32, low64};
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
    /// The letters in small, and spaces for all that stands between words.
    folded: Vec<u8>,
    /// Where words begin and end, by turns.
    edges: Vec<u32>,
    /// A hash of each word.
    words: Vec<u64>,
    bytes: Vec<u8>,
    shingles: Shingles,
}

/// A set of shingles that is emptied and filled again without new memory.
#[derive(Default, Clone)]
pub struct Shingles {
    all: Vec<u32>,
    /// Each where its lowest bits say, or the next place that was free; 0 is free.
    places: Vec<u32>,
}

impl Shingles {
    fn clear(&mut self, most: usize) {
        self.all.clear();
        self.places.clear();
        self.places.resize((most * 2).next_power_of_two(), 0);
    }

    fn add(&mut self, shingle: u32) {
        let shingle = shingle.max(1);
        let place = self.place(shingle);
        if self.places[place] == 0 {
            self.places[place] = shingle;
            self.all.push(shingle);
        }
    }

    fn place(&self, shingle: u32) -> usize {
        let last = self.places.len() - 1;
        let mut place = shingle as usize & last;
        while self.places[place] != 0 && self.places[place] != shingle {
            place = (place + 1) & last;
        }
        place
    }

    pub fn all(&self) -> &[u32] {
        &self.all
    }

    pub fn has(&self, shingle: u32) -> bool {
        self.places[self.place(shingle)] == shingle
    }
}

impl Reader {
    /// Reads a letter; the questions below are then about this one.
    pub fn read(&mut self, text: &str) {
        self.folded.clear();
        if !fold_latin(text.as_bytes(), &mut self.folded) {
            self.folded.clear();
            fold(text, &mut self.folded);
        }
        self.find_words();
    }

    /// None if the letter is empty, or of punctuation and pictures alone.
    pub fn count_words(&self) -> usize {
        self.words.len()
    }

    /// The same for two letters if their words are the same in the same order.
    pub fn fingerprint(&mut self) -> u128 {
        self.bytes.clear();
        self.bytes.extend(self.words.iter().flat_map(|word| word.to_le_bytes()));
        xxhash_rust::xxh3::xxh3_128(&self.bytes)
    }

    pub fn sketch(&self) -> Sketch {
        let mut slots = [u16::MAX; SLOTS];
        let mut filled = 0_u64;
        self.for_each_shingle(|shingle| {
            let slot = (shingle >> 58) as usize;
            slots[slot] = slots[slot].min(low16(shingle >> 42));
            filled |= 1 << slot;
        });
        borrow(&mut slots, filled);
        slots
    }

    /// The different shingles.
    pub fn shingles(&mut self) -> &Shingles {
        let mut shingles = std::mem::take(&mut self.shingles);
        shingles.clear(self.words.len());
        self.for_each_shingle(|shingle| shingles.add(low32(shingle)));
        self.shingles = shingles;
        &self.shingles
    }

    /// First where words begin and end, 64 bytes at a time; then the words, none of which
    /// has to wait for the one before it.
    fn find_words(&mut self) {
        let padded = self.folded.len().next_multiple_of(64) + 64;
        self.folded.resize(padded, b' ');
        self.edges.clear();
        let (mut place, mut before) = (0_u32, 0);
        for bytes in self.folded.as_chunks::<64>().0 {
            let letters = letters_in(bytes);
            let mut edges = letters ^ ((letters << 1) | before);
            before = letters >> 63;
            while edges != 0 {
                self.edges.push(place + edges.trailing_zeros());
                edges &= edges - 1;
            }
            place += 64;
        }
        self.words.clear();
        let words = self.edges.as_chunks().0.iter();
        let folded = &self.folded;
        self.words.extend(words.map(|[start, end]| hash(folded, *start, *end)));
    }

    fn for_each_shingle(&self, mut tell: impl FnMut(u64)) {
        // A letter of fewer words than a shingle has is one shingle.
        match *self.words.as_slice() {
            [] => {}
            [one] => tell(together(one, 0, 0)),
            [one, two] => tell(together(one, two, 0)),
            _ => {
                for run in self.words.windows(SHINGLE) {
                    tell(together(run[0], run[1], run[2]));
                }
            }
        }
    }
}

/// Which of the bytes are no space, the first one in the lowest bit.
fn letters_in(bytes: &[u8; 64]) -> u64 {
    const SPACES: u64 = u64::from_le_bytes([b' '; 8]);
    const HIGH: u64 = u64::from_le_bytes([0x80; 8]);
    // Brings the lowest bits of eight bytes together in the highest one.
    const TOGETHER: u64 = 0x0102_0408_1020_4080;
    let eights = bytes.as_chunks::<8>().0.iter();
    eights.rev().fold(0, |letters, eight| {
        let other = u64::from_le_bytes(*eight) ^ SPACES;
        let is_letter = (((other & !HIGH) + !HIGH) | other) & HIGH;
        (letters << 8) | ((is_letter >> 7).wrapping_mul(TOGETHER) >> 56)
    })
}

/// A hash of the word at these places. Behind it are at least 64 more bytes.
fn hash(folded_text: &[u8], start: u32, end: u32) -> u64 {
    let (start, end) = (start as usize, end as usize);
    let length = end - start;
    let eight = |at: usize| {
        folded_text
            .get(at..)
            .and_then(<[u8]>::first_chunk)
            .map_or(0, |eight| u64::from_le_bytes(*eight))
    };
    // The first so many bytes of eight, of one to eight.
    let first = |count: usize| u64::MAX >> (64 - 8 * count);
    let short = folded(ODD[0] ^ eight(start) & first(length.min(8)), ODD[1]);
    if length <= 16 {
        // Both are worked out: a guess which it is would be wrong too often.
        let rest = eight(start + 8) & first(length.clamp(9, 16) - 8);
        let long = folded(short ^ rest, ODD[1]);
        return if length > 8 { long } else { short };
    }
    let mut hash = short;
    for at in (start + 8..end).step_by(8) {
        hash = folded(hash ^ eight(at) & first((end - at).min(8)), ODD[1]);
    }
    hash
}

/// Folds a text of the letters that western European languages have; false if there
/// are others in it. Without a branch, for the processor to take many bytes at once.
fn fold_latin(text: &[u8], folded: &mut Vec<u8>) -> bool {
    folded.resize(text.len(), b' ');
    let mut is_strange = false;
    let mut fold = |before: u8, byte: u8, to: &mut u8| {
        let is_ascii = byte < 0x80;
        let is_word = byte.is_ascii_alphanumeric() || !is_ascii;
        // After 0xC3 stand the letters from U+00C0 on, the large ones first.
        let is_second = before == 0xC3;
        let is_large = byte.is_ascii_uppercase() || is_second && byte < 0x9F;
        let is_sign = is_second && byte & 0xDF == 0x97;
        is_strange |= !is_ascii && byte != 0xC3 && !is_second || is_sign;
        *to = if is_word { byte | (u8::from(is_large) << 5) } else { b' ' };
    };
    if let (Some(first), Some(to)) = (text.first(), folded.first_mut()) {
        fold(b' ', *first, to);
        for ((before, byte), to) in text.iter().zip(&text[1..]).zip(&mut folded[1..]) {
            fold(*before, *byte, to);
        }
    }
    !is_strange
}

/// Folds any text, one letter after the other.
fn fold(text: &str, folded: &mut Vec<u8>) {
    let mut put = |letter: char| match kind(letter) {
        Kind::Part => spell(letter, folded),
        Kind::Whole => {
            folded.push(b' ');
            spell(letter, folded);
            folded.push(b' ');
        }
        Kind::Nothing => {}
        Kind::Between => folded.push(b' '),
    };
    if is_nfc_quick(text.chars()) == IsNormalized::Yes {
        text.chars().for_each(&mut put);
    } else {
        text.nfc().for_each(put);
    }
}

fn spell(letter: char, folded: &mut Vec<u8>) {
    if letter.is_ascii() {
        folded.push(low8(letter.to_ascii_lowercase()));
        return;
    }
    for small in letter.to_lowercase() {
        folded.extend_from_slice(small.encode_utf8(&mut [0; 4]).as_bytes());
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
        '\0'..'\u{80}' if letter.is_ascii_alphanumeric() => Kind::Part,
        '\0'..'\u{80}' => Kind::Between,
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
            own[lender].wrapping_add(low16(u64::from(distance) * 0x9E37));
        empty &= empty - 1;
    }
}

/// Spreads what is hashed already.
pub const SPREAD: u64 = 0x9E37_79B9_7F4A_7C15;

const ODD: [u64; 3] =
    [0x9E37_79B9_7F4A_7C15, 0xBF58_476D_1CE4_E5B9, 0x94D0_49BB_1331_11EB];

/// Multiplies to 128 bits and folds the halves, as wyhash does.
pub fn folded(one: u64, other: u64) -> u64 {
    let product = u128::from(one) * u128::from(other);
    low64(product) ^ low64(product >> 64)
}

/// Of three words in this order.
fn together(one: u64, two: u64, three: u64) -> u64 {
    folded(folded(one ^ ODD[0], two ^ ODD[1]) ^ three, ODD[2])
}

#[expect(clippy::cast_possible_truncation, reason = "the low bits are what is wanted")]
mod low {
    pub fn low8(value: char) -> u8 {
        value as u8
    }

    pub fn low16(value: u64) -> u16 {
        value as u16
    }

    pub fn low32(value: u64) -> u32 {
        value as u32
    }

    pub fn low64(value: u128) -> u64 {
        value as u64
    }
}
