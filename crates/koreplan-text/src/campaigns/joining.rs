//! To which template a letter belongs.

use std::{
    collections::HashMap,
    hash::{BuildHasherDefault, Hasher},
};

use super::{
    ALIKE,
    reading::{Reader, SLOTS, SPREAD, Shingles, Sketch, folded, low64, same_slots},
};

/// A letter that holds [`ALIKE`] of the template's shingles is made from it however much
/// it adds, as long as they are this share of the letter's. A long answer of an
/// organisation that quotes a campaign is an answer of its own.
const OF_THE_LETTER: f64 = 0.4;

/// ...and as long as the template has this many shingles: a sentence or two may stand in
/// any letter.
const SHORTEST: usize = 20;

/// Sketches with fewer equal slots than this are not compared word by word. A letter
/// that is made of a template has 22 of 64 at the very least, give or take four, and
/// mostly far more. Nor are those with less than half as many as another.
const FEWEST_SLOTS: u32 = 18;

/// Keys that must lead to a template before its sketch is looked at: what shares a
/// standard paragraph has one at times, a letter made of the template nine or more.
const FEWEST_KEYS: usize = 2;

/// Four slots in a row that a letter has in common with a template lead to it: of two
/// texts at the limit of likeness, 98 in 100 have one of these 16 keys in common. Keys
/// of two slots lead from a letter with a long part of its own to its template.
const KEYS: [usize; 2] = [4, 2];

/// How many templates one key leads to. What more templates have in common is a standard
/// phrase: the first of them are looked at for a key of four slots, none for two.
const LONGEST: [usize; 2] = [64, 16];

/// How alike a letter is to a template (their common shingles among all their shingles),
/// if that makes it a member.
fn resemblance(template: &[u32], letter: &Shingles) -> Option<f64> {
    let common: usize = template.iter().map(|s| usize::from(letter.has(*s))).sum();
    let count = letter.all().len();
    let alike = share(common, template.len() + count - common);
    let is_made_from_it = template.len() >= SHORTEST
        && share(common, template.len()) >= ALIKE
        && share(common, count) >= OF_THE_LETTER;
    (alike >= ALIKE || is_made_from_it).then_some(alike)
}

#[expect(clippy::cast_precision_loss, reason = "no letter has 2^52 words")]
fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

/// The templates of the known campaigns, to find the one of a new letter in well under
/// a millisecond.
#[derive(Default)]
pub struct Joiner {
    templates: Vec<Option<Template>>,
    places: HashMap<i64, usize>,
    /// The places of removed templates, to be used again.
    free: Vec<usize>,
    by_key: HashMap<u64, Vec<usize>, BuildHasherDefault<Spread>>,
    known: Known,
}

/// Which keys may lead to a template, in few enough bytes to be near the processor: most
/// letters that belong nowhere have none, and need not be looked for among all keys.
#[derive(Default)]
struct Known {
    bits: Vec<u64>,
    keys: usize,
}

impl Known {
    /// Bits for each key: one key in sixteen that is not there seems to be.
    const BITS: usize = 16;

    fn add(&mut self, key: u64) -> bool {
        let is_room = (self.keys + 1) * Self::BITS <= self.bits.len() * 64;
        if is_room {
            self.keys += 1;
            let (word, bit) = self.place(key);
            self.bits[word] |= bit;
        }
        is_room
    }

    /// Empty, with room for twice as many.
    fn grown(&self) -> Self {
        Self { bits: vec![0; (self.bits.len() * 2).max(1024)], keys: 0 }
    }

    fn may_have(&self, key: u64) -> bool {
        let (word, bit) = self.place(key);
        self.bits.get(word).is_some_and(|bits| bits & bit != 0)
    }

    /// The number of words is a power of two.
    fn place(&self, key: u64) -> (usize, u64) {
        let words = self.bits.len().max(1);
        ((key >> 6) as usize & (words - 1), 1 << (key % 64))
    }
}

struct Template {
    id: i64,
    sketch: Sketch,
    shingles: Vec<u32>,
}

impl Joiner {
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a template, in place of the one that had this id. One without words is
    /// known but gets no letters.
    pub fn add(&mut self, id: i64, template: &str) {
        let mut reader = Reader::default();
        reader.read(template);
        let sketch = reader.sketch();
        self.add_read(id, sketch, reader.shingles().all().to_vec());
    }

    pub(super) fn add_read(&mut self, id: i64, sketch: Sketch, shingles: Vec<u32>) {
        self.remove(id);
        let template = Template { id, sketch, shingles };
        let is_empty = template.shingles.is_empty();
        let place = self.free.pop().unwrap_or(self.templates.len());
        if place == self.templates.len() {
            self.templates.push(Some(template));
        } else {
            self.templates[place] = Some(template);
        }
        self.places.insert(id, place);
        let keys = keys(&sketch).filter(|_| !is_empty);
        for (_, key) in keys {
            self.by_key.entry(key).or_default().push(place);
            while !self.known.add(key) {
                let mut known = self.known.grown();
                let is_all = self.by_key.keys().all(|key| known.add(*key));
                debug_assert!(is_all, "twice as many have room");
                self.known = known;
            }
        }
    }

    /// Forgets a template; one that is not known is no error.
    pub fn remove(&mut self, id: i64) {
        let Some(place) = self.places.remove(&id) else { return };
        let Some(template) = self.templates[place].take() else { return };
        for (_, key) in keys(&template.sketch) {
            let Some(places) = self.by_key.get_mut(&key) else { continue };
            places.retain(|p| *p != place);
            if places.is_empty() {
                self.by_key.remove(&key);
            }
        }
        self.free.push(place);
    }

    /// The campaign whose template the letter is most alike to, among those that it
    /// is a member of (the smallest id when several are the same), and how alike. A
    /// letter with a long own part can be a member and less than [`ALIKE`].
    pub fn join(&self, letter: &str) -> Option<(i64, f64)> {
        let mut reader = Reader::default();
        reader.read(letter);
        if reader.count_words() == 0 {
            return None;
        }
        let candidates = self.candidates(&reader.sketch());
        if candidates.is_empty() {
            None
        } else {
            self.best(&candidates, reader.shingles())
        }
    }

    /// The templates whose words are worth comparing, by place.
    pub(super) fn candidates(&self, sketch: &Sketch) -> Vec<usize> {
        let may_lead = || keys(sketch).filter(|(_, key)| self.known.may_have(*key));
        if may_lead().count() < FEWEST_KEYS {
            return Vec::new();
        }
        let mut near: Vec<usize> = Vec::with_capacity(64);
        for (kind, key) in may_lead() {
            let places = self.by_key.get(&key).map_or(&[][..], Vec::as_slice);
            if kind == 0 || places.len() <= LONGEST[kind] {
                near.extend(places.iter().take(LONGEST[kind]));
            }
        }
        near.sort_unstable();
        let keys_to = |of: &[usize]| of.len();
        let most = near.chunk_by(|a, b| a == b).map(keys_to).max().unwrap_or(0);
        let enough = FEWEST_KEYS.max(most / 4);
        let near = near.chunk_by(|a, b| a == b).filter(|of| of.len() >= enough);
        let near = near.map(|of| {
            let template = self.templates[of[0]].as_ref();
            (of[0], template.map_or(0, |template| same_slots(&template.sketch, sketch)))
        });
        let mut near: Vec<(usize, u32)> = near.collect();
        let most = near.iter().map(|(_, slots)| *slots).max().unwrap_or(0);
        near.retain(|(_, slots)| *slots >= FEWEST_SLOTS.max(most / 2));
        near.into_iter().map(|(place, _)| place).collect()
    }

    pub(super) fn best(
        &self,
        candidates: &[usize],
        letter: &Shingles,
    ) -> Option<(i64, f64)> {
        let known = candidates.iter().filter_map(|c| self.templates.get(*c)?.as_ref());
        let members = known
            .filter_map(|t| resemblance(&t.shingles, letter).map(|alike| (t.id, alike)));
        members.max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)))
    }
}

/// The keys of a sketch, each with its place in [`KEYS`].
fn keys(sketch: &Sketch) -> impl Iterator<Item = (usize, u64)> + '_ {
    (0..KEYS.len()).flat_map(move |kind| {
        let slots =
            sketch.chunks_exact(KEYS[kind]).zip(SLOTS as u64 / KEYS[kind] as u64..);
        slots.map(move |(slots, band)| {
            let together = slots.iter().fold(0, |key, slot| key << 16 | u64::from(*slot));
            (kind, folded(!together, SPREAD ^ band))
        })
    })
}

/// Spreads keys that are hashes already.
#[derive(Default)]
pub(super) struct Spread(u64);

impl Hasher for Spread {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.write_u64(u64::from(*byte));
        }
    }

    fn write_u128(&mut self, value: u128) {
        self.write_u64(low64(value) ^ low64(value >> 64));
    }

    fn write_u64(&mut self, value: u64) {
        let product = (self.0 ^ value).wrapping_mul(SPREAD);
        self.0 = product ^ (product >> 32);
    }
}
