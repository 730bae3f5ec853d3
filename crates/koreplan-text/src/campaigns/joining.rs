//! To which template a letter belongs.

use std::{
    collections::HashMap,
    hash::{BuildHasherDefault, Hasher},
};

use super::{
    ALIKE,
    reading::{Reader, SLOTS, Sketch, same_slots},
};

/// A letter that holds this share of the template is made from it, however much it adds
/// (up to [`OF_THE_LETTER`]).
const OF_THE_TEMPLATE: f64 = 0.8;

/// ...as long as the template is at least this share of the letter. A long answer of an
/// organisation that quotes a campaign is an answer of its own.
const OF_THE_LETTER: f64 = 0.4;

/// ...and the template has this many shingles: a sentence or two may stand in any letter.
const SHORTEST: usize = 20;

/// Sketches with fewer equal slots than this are not compared word by word. A letter
/// that is made of a template has 23 of 64 at the very least, give or take four.
const FEWEST_SLOTS: u32 = 12;

/// Slots that lead to a template together.
const KEY_SLOTS: usize = 2;

/// How many templates one key leads to. What more templates have in common is a
/// standard phrase, and each of them has other keys.
const LONGEST_LIST: usize = 64;

/// How alike a letter is to a template (their common shingles among all their shingles),
/// if that makes it a member. Both in ascending order, without repetition.
pub fn resemblance(template: &[u32], letter: &[u32]) -> Option<f64> {
    let common = common(template, letter);
    let alike = share(common, template.len() + letter.len() - common);
    let is_made_from_it = template.len() >= SHORTEST
        && share(common, template.len()) >= OF_THE_TEMPLATE
        && share(common, letter.len()) >= OF_THE_LETTER;
    (alike >= ALIKE || is_made_from_it).then_some(alike)
}

fn common(one: &[u32], other: &[u32]) -> usize {
    let (mut i, mut j, mut common) = (0, 0, 0);
    while i < one.len() && j < other.len() {
        common += usize::from(one[i] == other[j]);
        let (a, b) = (one[i], other[j]);
        i += usize::from(a <= b);
        j += usize::from(b <= a);
    }
    common
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
        self.add_read(id, sketch, reader.shingles());
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
        for key in keys {
            self.by_key.entry(key).or_default().push(place);
        }
    }

    /// Forgets a template; one that is not known is no error.
    pub fn remove(&mut self, id: i64) {
        let Some(place) = self.places.remove(&id) else { return };
        let Some(template) = self.templates[place].take() else { return };
        for key in keys(&template.sketch) {
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
        if !reader.has_words() {
            return None;
        }
        let candidates = self.candidates(&reader.sketch());
        if candidates.is_empty() {
            None
        } else {
            self.best(&candidates, &reader.shingles())
        }
    }

    /// The templates whose words are worth comparing, by place.
    pub(super) fn candidates(&self, sketch: &Sketch) -> Vec<usize> {
        let known = keys(sketch).filter_map(|key| self.by_key.get(&key));
        let near = known.flat_map(|places| places.iter().take(LONGEST_LIST).copied());
        let mut found: Vec<usize> = near.collect();
        found.sort_unstable();
        found.dedup();
        found.retain(|place| {
            let template = &self.templates[*place];
            template
                .as_ref()
                .is_some_and(|t| same_slots(&t.sketch, sketch) >= FEWEST_SLOTS)
        });
        found
    }

    pub(super) fn best(
        &self,
        candidates: &[usize],
        letter: &[u32],
    ) -> Option<(i64, f64)> {
        let known = candidates.iter().filter_map(|c| self.templates[*c].as_ref());
        let members = known
            .filter_map(|t| resemblance(&t.shingles, letter).map(|alike| (t.id, alike)));
        members.max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)))
    }
}

fn keys(sketch: &Sketch) -> impl Iterator<Item = u64> + '_ {
    let slots = sketch.chunks_exact(KEY_SLOTS).zip(0_u64..);
    debug_assert_eq!(SLOTS % KEY_SLOTS, 0);
    slots.map(|(slots, band)| {
        slots.iter().fold(band, |key, slot| key << 16 | u64::from(*slot))
    })
}

/// Spreads keys that are hashes already.
#[derive(Default)]
struct Spread(u64);

impl Hasher for Spread {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.write_u64(u64::from(*byte));
        }
    }

    fn write_u64(&mut self, value: u64) {
        let product = (self.0 ^ value).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        self.0 = product ^ (product >> 32);
    }
}
