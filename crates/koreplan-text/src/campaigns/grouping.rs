//! The campaigns of a docket that need not fit in memory.
//!
//! ```text
//! read     each text once: copies collapse, each different text leaves a sketch
//! gather   different texts that share a band, each under the strongest one it is like
//! choose   of each gathering the text most like all the others; of alike ones the larger
//! verify   what may belong to a template is fetched and compared with it word by word
//! ```
//!
//! No step looks at the order of the texts: the stronger one has more copies, then the
//! smaller fingerprint. And a text that is like no other changes nothing for the others:
//! it leads nobody, follows nobody and counts for nothing.

use std::{
    cmp::Reverse,
    collections::HashMap,
    convert::Infallible,
    hash::BuildHasherDefault,
    sync::atomic::{AtomicU32, Ordering},
};

use rayon::prelude::*;
use xxhash_rust::xxh3::xxh3_64;

use super::{
    ALIKE, Campaign, Member,
    joining::{Joiner, Spread},
    reading::{Reader, SLOTS, SPREAD, Shingles, Sketch, folded, low32, same_slots},
};

/// Slots in a band: texts that share all of one band are compared. Of two texts at the
/// limit of likeness 98 in 100 share one of the 16 bands; of four fifths alike, all do.
const BAND: usize = 4;

/// Equal slots of texts that are gathered: six tenths. That is less than the limit of
/// likeness, because sketches guess and the words decide later.
const GATHERED: u32 = 39;

/// How many leaders the texts of one band get. More that are not alike share a standard
/// phrase; those that are have 15 other bands.
const LEADERS: usize = 64;

/// Bands that are looked at before the texts that have found a leader are left out.
const AT_A_TIME: usize = 4;

/// How many times all bands are looked at; after the first time only for texts whose
/// leader turned out to be a follower.
const ROUNDS: usize = 8;

/// Texts that are read or fetched at a time.
const BATCH: usize = 16_384;

const NONE: u32 = u32::MAX;

/// Groups texts that are given once, one batch after the other, and of which some are
/// fetched once more. Keeps four bytes of each text and less than 300 of each different
/// one. Takes four billion texts.
#[derive(Default)]
pub struct Grouper {
    /// Which of the different texts each text is; `NONE` if it has no words.
    texts: Vec<u32>,
    different: Vec<Different>,
    sketches: Vec<Sketch>,
    by_words: HashMap<u128, u32, BuildHasherDefault<Spread>>,
}

/// A text, with all its copies.
struct Different {
    words: u128,
    /// The smallest of the hashes of its copies' bytes...
    bytes: u64,
    /// ...and the first text with it, which stands for all.
    text: u32,
    copies: u32,
    length: u32,
}

/// What is kept of a text that has been read.
struct Reading {
    words: u128,
    bytes: u64,
    length: u32,
    sketch: Sketch,
}

impl Reading {
    fn of(text: &str, reader: &mut Reader) -> Option<Self> {
        reader.read(text);
        let length = narrow(reader.count_words());
        (length > 0).then(|| Self {
            words: reader.fingerprint(),
            bytes: xxh3_64(text.as_bytes()),
            length,
            sketch: reader.sketch(),
        })
    }
}

/// The text that stands for a gathering.
struct Chosen<'a> {
    template: u32,
    /// Texts, with their copies.
    size: u64,
    members: &'a [(u32, u32)],
}

impl Grouper {
    pub fn new() -> Self {
        Self::default()
    }

    /// Reads the next texts: a batch is noted while the next one is read.
    pub fn read<T: AsRef<str> + Sync>(&mut self, texts: &[T]) {
        let mut readings = Vec::new();
        for batch in texts.chunks(BATCH) {
            (readings, ()) = rayon::join(|| read_all(batch), || self.note(readings));
        }
        self.note(readings);
    }

    fn note(&mut self, readings: Vec<Option<Reading>>) {
        for reading in readings {
            let text = narrow(self.texts.len());
            let Some(Reading { words, bytes, length, sketch }) = reading else {
                self.texts.push(NONE);
                continue;
            };
            let next = narrow(self.different.len());
            let number = *self.by_words.entry(words).or_insert(next);
            if number == next {
                self.different.push(Different { words, bytes, text, copies: 0, length });
                self.sketches.push(sketch);
            }
            let known = &mut self.different[number as usize];
            known.copies += 1;
            if bytes < known.bytes {
                (known.bytes, known.text) = (bytes, text);
            }
            self.texts.push(number);
        }
    }

    /// The campaigns, in the order of their templates. `fetch` gives the texts with
    /// these numbers (counted from 0 as they were read), in the order asked for; an
    /// empty text for one that has gone meanwhile.
    pub fn finish<T, E>(
        mut self,
        mut fetch: impl FnMut(&[usize]) -> Result<Vec<T>, E>,
    ) -> Result<Vec<Campaign>, E>
    where
        T: AsRef<str> + Sync,
    {
        self.by_words = HashMap::default();
        let gathered = self.gather();
        let chosen = self.choose(&gathered);
        let (joiner, templates, near) = self.read_templates(&chosen, &mut fetch)?;
        let found = self.verify(&joiner, &templates, &near, &mut fetch)?;
        Ok(self.campaigns(&templates, &found))
    }

    /// The different texts by strength.
    fn by_strength(&self) -> Vec<u32> {
        let mut numbers: Vec<u32> = (0..narrow(self.different.len())).collect();
        numbers.par_sort_unstable_by_key(|number| {
            let text = &self.different[*number as usize];
            (Reverse(text.copies), text.words)
        });
        numbers
    }

    /// Pairs of a leader and a text that is probably like it, sorted; a leader is also
    /// beside itself. Texts that are alone are left out.
    fn gather(&self) -> Vec<(u32, u32)> {
        let by_strength = self.by_strength();
        let mut rank_of = vec![0_u32; by_strength.len()];
        for (rank, number) in (0..).zip(&by_strength) {
            rank_of[*number as usize] = rank;
        }
        let sketch = |rank: u32| &self.sketches[by_strength[rank as usize] as usize];
        let none = |_| AtomicU32::new(NONE);
        let leaders: Vec<AtomicU32> = by_strength.iter().map(none).collect();
        let leader = |rank: u32| leaders[rank as usize].load(Ordering::Relaxed);

        let mut gathered: Vec<(u32, u32)> = Vec::new();
        // By number, because the sketches lie in this order.
        let mut open: Vec<u32> = rank_of;
        for _ in 0..ROUNDS {
            let mut is_left = vec![false; by_strength.len()];
            for start in (0..SLOTS / BAND).step_by(AT_A_TIME) {
                (start..start + AT_A_TIME).into_par_iter().for_each(|band| {
                    let is_like = |first: u32, other: u32| {
                        leader(other) == first
                            || same_slots(sketch(first), sketch(other)) >= GATHERED
                    };
                    for_each_pair(band, &open, sketch, is_like, |first, other| {
                        leaders[other as usize].fetch_min(first, Ordering::Relaxed);
                    });
                });
                let is_led =
                    |rank: u32| leader(rank) != NONE && leader(leader(rank)) == NONE;
                let led = open.iter().filter(|rank| is_led(**rank));
                gathered.extend(led.map(|rank| (leader(*rank), *rank)));
                open.retain(|rank| !is_led(*rank));
                for rank in &open {
                    is_left[*rank as usize] |= leader(*rank) != NONE;
                }
                for rank in &open {
                    leaders[*rank as usize].store(NONE, Ordering::Relaxed);
                }
            }
            open.retain(|rank| is_left[*rank as usize]);
            if open.is_empty() {
                break;
            }
        }

        let mut is_in = vec![false; by_strength.len()];
        for (first, other) in &gathered {
            (is_in[*first as usize], is_in[*other as usize]) = (true, true);
        }
        let mut first: Vec<u32> = gathered.iter().map(|(first, _)| *first).collect();
        first.sort_unstable();
        first.dedup();
        let copied = (0_u32..)
            .zip(&by_strength)
            .take_while(|(_, number)| self.different[**number as usize].copies > 1);
        first.extend(copied.map(|(rank, _)| rank).filter(|rank| !is_in[*rank as usize]));
        gathered.extend(first.into_iter().map(|first| (first, first)));
        for (first, other) in &mut gathered {
            *first = by_strength[*first as usize];
            *other = by_strength[*other as usize];
        }
        gathered.par_sort_unstable();
        gathered
    }

    /// Of each gathering the text that is most like all the others, those of the largest
    /// gatherings first.
    fn choose<'a>(&self, gathered: &'a [(u32, u32)]) -> Vec<Chosen<'a>> {
        let gatherings: Vec<&[(u32, u32)]> =
            gathered.chunk_by(|a, b| a.0 == b.0).collect();
        let mut chosen: Vec<Chosen> = gatherings
            .par_iter()
            .with_min_len(64)
            .map_init(|| vec![0; 1 << 16], |counts, members| self.middle(counts, members))
            .collect();
        chosen.par_sort_unstable_by_key(|chosen| {
            (Reverse(chosen.size), self.different[chosen.template as usize].words)
        });
        chosen
    }

    /// How many texts a gathering has, and the one with most slots in common with the
    /// others; of several the one with most copies, then the shortest.
    fn middle<'a>(&self, counts: &mut [u64], members: &'a [(u32, u32)]) -> Chosen<'a> {
        let different = |member: &(u32, u32)| &self.different[member.1 as usize];
        let mut scores = vec![0_u64; members.len()];
        for slot in 0..SLOTS {
            let value =
                |member: &(u32, u32)| usize::from(self.sketches[member.1 as usize][slot]);
            for member in members {
                counts[value(member)] += u64::from(different(member).copies);
            }
            for (member, score) in members.iter().zip(&mut scores) {
                *score += counts[value(member)];
            }
            for member in members {
                counts[value(member)] = 0;
            }
        }
        let size = members.iter().map(|member| u64::from(different(member).copies)).sum();
        let middle = members.iter().zip(scores).min_by_key(|(member, score)| {
            let Different { copies, length, words, .. } = different(member);
            (Reverse(*score), Reverse(*copies), *length, *words)
        });
        Chosen { template: middle.map_or(NONE, |(member, _)| member.1), size, members }
    }

    /// The templates, read; without those that are letters of a larger campaign. And for
    /// each different text that was gathered the template it is probably made of.
    fn read_templates<T: AsRef<str> + Sync, E>(
        &self,
        chosen: &[Chosen],
        fetch: &mut impl FnMut(&[usize]) -> Result<Vec<T>, E>,
    ) -> Result<(Joiner, Vec<u32>, Vec<u32>), E> {
        let mut joiner = Joiner::new();
        let mut templates = Vec::new();
        let mut near = vec![NONE; self.different.len()];
        for batch in chosen.chunks(BATCH) {
            let numbers: Vec<u32> = batch.iter().map(|chosen| chosen.template).collect();
            let shingles: Vec<Shingles> = fetch(&self.places(&numbers))?
                .par_iter()
                .with_min_len(64)
                .map_init(Reader::default, |reader, text| {
                    reader.read(text.as_ref());
                    reader.shingles().clone()
                })
                .collect();
            for (chosen, shingles) in batch.iter().zip(shingles) {
                let sketch = self.sketches[chosen.template as usize];
                let known = joiner.best(&joiner.candidates(&sketch), &shingles);
                let id = known.map_or(narrow(templates.len()), |(id, _)| number(id));
                if known.is_none() {
                    joiner.add_read(i64::from(id), sketch, shingles.all().to_vec());
                    templates.push(chosen.template);
                }
                for (_, member) in chosen.members {
                    near[*member as usize] = id;
                }
            }
        }
        Ok((joiner, templates, near))
    }

    /// For each different text the template it belongs to and how alike it is.
    fn verify<T: AsRef<str> + Sync, E>(
        &self,
        joiner: &Joiner,
        templates: &[u32],
        near: &[u32],
        fetch: &mut impl FnMut(&[usize]) -> Result<Vec<T>, E>,
    ) -> Result<Vec<(u32, f64)>, E> {
        let mut found = vec![(NONE, 0.0); self.different.len()];
        let numbers: Vec<u32> = (0..narrow(self.different.len())).collect();
        let candidates = |number: u32| joiner.candidates(&self.sketches[number as usize]);
        for batch in numbers.chunks(BATCH) {
            let wanted = batch.par_iter().with_min_len(64).copied().filter(|number| {
                near[*number as usize] != NONE || !candidates(*number).is_empty()
            });
            let wanted: Vec<u32> = wanted.collect();
            let texts = fetch(&self.places(&wanted))?;
            let best: Vec<Option<(i64, f64)>> = texts
                .par_iter()
                .zip(&wanted)
                .with_min_len(64)
                .map_init(Reader::default, |reader, (text, number)| {
                    reader.read(text.as_ref());
                    let shingles = reader.shingles();
                    let near = near[*number as usize] as usize;
                    // Templates are less alike than the limit. Of three texts, two can
                    // not be further apart than both are from the third: so what is
                    // this near to one template is further from all others.
                    joiner
                        .best(&[near], shingles)
                        .filter(|(_, alike)| *alike >= f64::midpoint(ALIKE, 1.0))
                        .or_else(|| joiner.best(&candidates(*number), shingles))
                })
                .collect();
            for (text, best) in wanted.into_iter().zip(best) {
                if let Some((template, alike)) = best {
                    found[text as usize] = (number(template), alike);
                }
            }
        }
        // Another text can have the same shingles; a template is its own.
        for (template, number) in (0..).zip(templates) {
            found[*number as usize] = (template, 1.0);
        }
        Ok(found)
    }

    fn places(&self, numbers: &[u32]) -> Vec<usize> {
        let place = |number: &u32| self.different[*number as usize].text as usize;
        numbers.iter().map(place).collect()
    }

    fn campaigns(&self, templates: &[u32], found: &[(u32, f64)]) -> Vec<Campaign> {
        let empty = |place| Campaign { template: place, members: Vec::new() };
        let mut campaigns: Vec<Campaign> =
            self.places(templates).into_iter().map(empty).collect();
        for (text, number) in self.texts.iter().enumerate() {
            let Some((template, alike)) = found.get(*number as usize) else { continue };
            if let Some(campaign) = campaigns.get_mut(*template as usize) {
                campaign.members.push(Member { text, alike: *alike });
            }
        }
        campaigns.retain(|campaign| campaign.members.len() > 1);
        campaigns.sort_unstable_by_key(|campaign| campaign.template);
        campaigns
    }
}

fn read_all<T: AsRef<str> + Sync>(texts: &[T]) -> Vec<Option<Reading>> {
    texts
        .par_iter()
        .with_min_len(64)
        .map_init(Reader::default, |reader, text| Reading::of(text.as_ref(), reader))
        .collect()
}

/// The campaigns among the texts, in the order of their templates.
pub fn group<T: AsRef<str> + Sync>(texts: &[T]) -> Vec<Campaign> {
    let mut grouper = Grouper::new();
    grouper.read(texts);
    let fetch = |places: &[usize]| {
        Ok(places.iter().map(|place| texts[*place].as_ref()).collect::<Vec<&str>>())
    };
    match grouper.finish::<_, Infallible>(fetch) {
        Ok(campaigns) => campaigns,
        Err(never) => match never {},
    }
}

/// Tells which texts of a band are like the first of those that share it; then which of
/// the rest are like the first of the rest, and so on.
fn for_each_pair<'a>(
    band: usize,
    open: &[u32],
    sketch: impl Fn(u32) -> &'a Sketch,
    is_like: impl Fn(u32, u32) -> bool,
    pair: impl Fn(u32, u32),
) {
    let key = |rank: u32| {
        let slots = &sketch(rank)[band * BAND..][..BAND];
        slots.iter().fold(0_u64, |key, slot| key << 16 | u64::from(*slot))
    };
    let keys: Vec<u64> = open.iter().map(|rank| key(*rank)).collect();
    let mut keyed = repeated(&keys, open);
    keyed.sort_unstable();
    let mut rest = Vec::new();
    for same in keyed.chunk_by(|a, b| a.0 == b.0).filter(|same| same.len() > 1) {
        rest.clear();
        rest.extend(same.iter().map(|(_, rank)| *rank));
        for _ in 0..LEADERS {
            let Some(first) = rest.first().copied() else { break };
            rest.retain(|other| {
                let is_led = *other != first && is_like(first, *other);
                if is_led {
                    pair(first, *other);
                }
                *other != first && !is_led
            });
        }
    }
}

/// The keys that are probably there more than once, with what they are keys of.
fn repeated(keys: &[u64], of: &[u32]) -> Vec<(u64, u32)> {
    let places = (keys.len() * 8).next_power_of_two().max(64);
    let place = |key: u64| {
        let place = low32(folded(!key, SPREAD)) as usize & (places - 1);
        (place / 64, 1_u64 << (place % 64))
    };
    let (mut once, mut twice) = (vec![0_u64; places / 64], vec![0_u64; places / 64]);
    for key in keys {
        let (word, bit) = place(*key);
        twice[word] |= once[word] & bit;
        once[word] |= bit;
    }
    let is_twice = |(key, _): &(u64, u32)| {
        let (word, bit) = place(*key);
        twice[word] & bit != 0
    };
    keys.iter().copied().zip(of.iter().copied()).filter(is_twice).collect()
}

fn number(id: i64) -> u32 {
    u32::try_from(id).unwrap_or(NONE)
}

/// Numbers of texts fit in four bytes.
fn narrow(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(NONE)
}
