//! One search: who asks, for what, and what comes back.

use std::{
    cmp::{Ordering, Reverse},
    collections::{BTreeMap, BinaryHeap},
    ops::Range,
    sync::{Mutex, PoisonError},
};

use tantivy::{
    DocId, Score, SegmentOrdinal, SegmentReader, Term,
    collector::{Collector, SegmentCollector},
    columnar::Column,
    query::{
        AllQuery, BooleanQuery, ConstScoreQuery, EmptyQuery, Occur, PhraseQuery, Query,
        TermQuery, Weight,
    },
    schema::IndexRecordOption,
};

use crate::{Fault, Index, Question, index::names, question::Clause};

/// Who asks, and when.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Searcher {
    /// The doors this one may go through.
    pub doors: Vec<u64>,
    /// Now: what everybody may find from then on, and not after.
    pub now: i64,
}

/// One of these values of a facet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filter {
    pub facet: usize,
    pub values: Vec<u64>,
}

/// Which come first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Order {
    /// Those that fit best.
    #[default]
    Best,
    /// Those with the lowest number.
    Number,
}

/// A search.
#[derive(Debug, Clone)]
pub struct Ask<'a> {
    pub question: &'a Question,
    pub searcher: &'a Searcher,
    pub filters: &'a [Filter],
    /// From the first day to the one before the second, if that is bounded.
    pub dates: Option<Range<i64>>,
    /// Facets whose values are counted. A facet that is also filtered by is counted as if
    /// it were not, so that one sees what another choice would give.
    pub counted: &'a [usize],
    pub order: Order,
    pub offset: usize,
    pub limit: usize,
}

/// What was found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Found {
    pub count: u64,
    /// The keys of the documents on this page, in order.
    pub keys: Vec<u64>,
    /// How many of each value, for each facet of [`Ask::counted`].
    pub counts: Vec<BTreeMap<u64, u64>>,
}

/// Words a beginning is completed to: the commonest ones.
const COMPLETIONS: usize = 64;
/// Words looked at for that.
const LOOKED_AT: usize = 20_000;
/// A filter that fits at most one in that many documents leads the search.
const FEW: u64 = 16;

impl Index {
    /// Searches. What the searcher may not find is not counted either.
    ///
    /// # Errors
    /// [`Fault`] when the files can't be read.
    pub fn search(&self, ask: &Ask) -> Result<Found, Fault> {
        let searcher = self.reader.searcher();
        let words = self.words(&searcher, ask.question)?;
        let count = Counting { ask, index: self };
        let (count, counts) = searcher.search_with_executor(
            &*words,
            &count,
            self.files.search_executor(),
            tantivy::query::EnableScoring::disabled_from_searcher(&searcher),
        )?;
        if ask.limit == 0 || count == 0 {
            return Ok(Found { count, keys: Vec::new(), counts });
        }
        Ok(Found { count, keys: self.best(ask)?, counts })
    }

    /// The keys alone, without counting: what fits best is found without looking at all
    /// that fits.
    ///
    /// # Errors
    /// [`Fault`] when the files can't be read.
    pub fn best(&self, ask: &Ask) -> Result<Vec<u64>, Fault> {
        let searcher = self.reader.searcher();
        let mut query = self.words(&searcher, ask.question)?;
        for filter in ask.filters {
            // What few documents have is walked along; what many have is asked of each.
            let Some(field) = self.fields.facets.get(filter.facet) else { continue };
            let terms: Vec<_> = filter
                .values
                .iter()
                .map(|value| Term::from_field_u64(*field, *value))
                .collect();
            let mut many = 0;
            for term in &terms {
                many += searcher.doc_freq(term)?;
            }
            if many <= searcher.num_docs() / FEW {
                let any = terms.into_iter().map(|term| {
                    let one = TermQuery::new(term, IndexRecordOption::Basic);
                    (Occur::Should, Box::new(one) as Box<dyn Query>)
                });
                let any =
                    ConstScoreQuery::new(Box::new(BooleanQuery::new(any.collect())), 0.0);
                query = Box::new(BooleanQuery::new(vec![
                    (Occur::Must, query),
                    (Occur::Must, Box::new(any)),
                ]));
            }
        }
        let best = Best {
            ask,
            index: self,
            heap: Mutex::new(BinaryHeap::new()),
            wanted: ask.offset.saturating_add(ask.limit).max(1),
        };
        searcher.search(&*query, &best)?;
        let heap = best.heap.into_inner().unwrap_or_else(PoisonError::into_inner);
        let sorted = heap.into_sorted_vec();
        Ok(sorted.into_iter().skip(ask.offset).map(|candidate| candidate.key).collect())
    }

    /// The words of a question as a query.
    fn words(
        &self,
        searcher: &tantivy::Searcher,
        question: &Question,
    ) -> Result<Box<dyn Query>, Fault> {
        if question.wordless {
            return Ok(Box::new(EmptyQuery));
        }
        if question.with.is_empty() {
            return Ok(Box::new(AllQuery));
        }
        let mut clauses = Vec::new();
        for clause in &question.with {
            match self.clause(searcher, clause)? {
                Some(query) => clauses.push((Occur::Must, query)),
                None => return Ok(Box::new(EmptyQuery)),
            }
        }
        for clause in &question.without {
            if let Some(query) = self.clause(searcher, clause)? {
                clauses.push((Occur::MustNot, query));
            }
        }
        if clauses.len() == 1
            && let Some((_, only)) = clauses.pop()
        {
            return Ok(only);
        }
        Ok(Box::new(BooleanQuery::new(clauses)))
    }

    /// One condition as a query; nothing where no document fits.
    fn clause(
        &self,
        searcher: &tantivy::Searcher,
        clause: &Clause,
    ) -> Result<Option<Box<dyn Query>>, Fault> {
        let term = |word: &str| Term::from_field_text(self.fields.words, word);
        let mut ways: Vec<Box<dyn Query>> = Vec::new();
        match clause {
            Clause::Word(stems) => {
                for stem in stems {
                    // A stem of the other language that no text has would only cost.
                    if searcher.doc_freq(&term(stem))? > 0 {
                        ways.push(word(term(stem)));
                    }
                }
            }
            Clause::Beginning(stems, start) => {
                for found in self.completions(searcher, stems, start)? {
                    ways.push(word(term(&found)));
                }
            }
            Clause::Phrase(all) => {
                for stems in all {
                    let terms: Vec<_> = stems.iter().map(|stem| term(stem)).collect();
                    if terms.len() > 1 {
                        ways.push(Box::new(PhraseQuery::new(terms)));
                    }
                }
            }
        }
        Ok(match ways.len() {
            0 => None,
            1 => ways.pop(),
            _ => Some(Box::new(BooleanQuery::union(ways))),
        })
    }

    /// The commonest words that begin so, and the word itself.
    fn completions(
        &self,
        searcher: &tantivy::Searcher,
        stems: &[String],
        start: &str,
    ) -> Result<Vec<String>, Fault> {
        let mut known: BTreeMap<String, u64> = BTreeMap::new();
        for segment in searcher.segment_readers() {
            let inverted = segment.inverted_index(self.fields.words)?;
            let mut stream =
                inverted.terms().range().ge(start.as_bytes()).into_stream()?;
            for _ in 0..LOOKED_AT {
                if !stream.advance() || !stream.key().starts_with(start.as_bytes()) {
                    break;
                }
                let word = String::from_utf8_lossy(stream.key()).into_owned();
                *known.entry(word).or_default() += u64::from(stream.value().doc_freq);
            }
        }
        let mut by_count: Vec<_> =
            known.iter().map(|(word, count)| (Reverse(*count), word)).collect();
        by_count.sort();
        by_count.truncate(COMPLETIONS);
        let mut words: Vec<String> =
            by_count.into_iter().map(|(_, word)| word.clone()).collect();
        for stem in stems {
            let term = Term::from_field_text(self.fields.words, stem);
            if !words.contains(stem) && searcher.doc_freq(&term)? > 0 {
                words.push(stem.clone());
            }
        }
        Ok(words)
    }
}

fn word(term: Term) -> Box<dyn Query> {
    Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs))
}

/// What decides in one segment whether a document is one that may be shown.
struct Sieve<'a> {
    ask: &'a Ask<'a>,
    doors: Column<u64>,
    from: Column<i64>,
    until: Column<i64>,
    at: Column<i64>,
    facets: Vec<Column<u64>>,
    /// All documents of the segment are open to everybody now.
    all_public: bool,
}

impl<'a> Sieve<'a> {
    fn of(
        ask: &'a Ask<'a>,
        index: &Index,
        segment: &SegmentReader,
    ) -> tantivy::Result<Self> {
        let numbers = segment.fast_fields();
        let (from, until) = (numbers.i64(names::FROM)?, numbers.i64(names::UNTIL)?);
        let now = ask.searcher.now;
        Ok(Self {
            ask,
            doors: numbers.u64(names::DOORS)?,
            all_public: from.max_value() <= now && until.min_value() > now,
            from,
            until,
            at: numbers.i64(names::AT)?,
            facets: index
                .shape
                .facets
                .iter()
                .map(|name| numbers.u64(&names::facet(name)))
                .collect::<tantivy::Result<_>>()?,
        })
    }

    /// Whether the searcher may know of it, and it is of the wanted days.
    fn lets_through(&self, document: DocId) -> bool {
        let searcher = self.ask.searcher;
        let is_open = self.all_public
            || self
                .doors
                .values_for_doc(document)
                .any(|door| searcher.doors.contains(&door))
            || (self.from.first(document).is_some_and(|from| from <= searcher.now)
                && self.until.first(document).is_some_and(|until| until > searcher.now));
        let dates = self.ask.dates.as_ref();
        is_open
            && dates.is_none_or(|dates| {
                self.at.first(document).is_some_and(|at| dates.contains(&at))
            })
    }

    fn fits(&self, filter: &Filter, document: DocId) -> bool {
        let column = self.facets.get(filter.facet);
        column.is_some_and(|column| {
            column.values_for_doc(document).any(|value| filter.values.contains(&value))
        })
    }

    fn fits_all(&self, document: DocId) -> bool {
        self.ask.filters.iter().all(|filter| self.fits(filter, document))
    }
}

/// A document that may be among the first.
struct Candidate {
    /// What it is ordered by; more is better.
    rank: f64,
    key: u64,
}

impl Ord for Candidate {
    /// The first one is the least, so that a heap has the last one on top.
    fn cmp(&self, other: &Self) -> Ordering {
        other.rank.total_cmp(&self.rank).then(self.key.cmp(&other.key))
    }
}

impl PartialOrd for Candidate {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Candidate {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Candidate {}

/// Keeps the first ones over all segments: what is not better than the worst of them is
/// not looked at.
struct Best<'a> {
    ask: &'a Ask<'a>,
    index: &'a Index,
    heap: Mutex<BinaryHeap<Candidate>>,
    wanted: usize,
}

impl Best<'_> {
    fn threshold(&self, heap: &BinaryHeap<Candidate>) -> Score {
        if heap.len() < self.wanted {
            return Score::MIN;
        }
        #[expect(clippy::cast_possible_truncation, reason = "it was a score before")]
        heap.peek().map_or(Score::MIN, |worst| worst.rank as Score)
    }

    fn take(&self, heap: &mut BinaryHeap<Candidate>, candidate: Candidate) {
        heap.push(candidate);
        if heap.len() > self.wanted {
            heap.pop();
        }
    }
}

impl Collector for Best<'_> {
    type Fruit = ();
    type Child = Nothing;

    fn for_segment(
        &self,
        _: SegmentOrdinal,
        _: &SegmentReader,
    ) -> tantivy::Result<Nothing> {
        Ok(Nothing)
    }

    fn requires_scoring(&self) -> bool {
        self.ask.order == Order::Best
    }

    fn merge_fruits(&self, _: Vec<()>) -> tantivy::Result<()> {
        Ok(())
    }

    fn collect_segment(
        &self,
        weight: &dyn Weight,
        _: SegmentOrdinal,
        segment: &SegmentReader,
    ) -> tantivy::Result<()> {
        let sieve = Sieve::of(self.ask, self.index, segment)?;
        let keys = segment.fast_fields().u64(names::KEY)?;
        let alive = segment.alive_bitset();
        let may = |document: DocId| {
            alive.is_none_or(|alive| alive.is_alive(document))
                && sieve.fits_all(document)
                && sieve.lets_through(document)
        };
        let mut heap = self.heap.lock().unwrap_or_else(PoisonError::into_inner);
        if self.requires_scoring() {
            let mut threshold = self.threshold(&heap);
            return weight.for_each_pruning(
                threshold,
                segment,
                &mut |document, score| {
                    if may(document) {
                        let key = keys.first(document).unwrap_or_default();
                        self.take(&mut heap, Candidate { rank: f64::from(score), key });
                        threshold = self.threshold(&heap);
                    }
                    threshold
                },
            );
        }
        let numbers = segment.fast_fields().u64(names::NUMBER)?;
        weight.for_each_no_score(segment, &mut |documents| {
            for document in documents.iter().filter(|document| may(**document)) {
                #[expect(
                    clippy::cast_precision_loss,
                    reason = "numbers of rows are smaller"
                )]
                let number = numbers.first(*document).unwrap_or_default() as f64;
                let key = keys.first(*document).unwrap_or_default();
                self.take(&mut heap, Candidate { rank: -number, key });
            }
        })
    }
}

/// Nothing is collected one by one.
struct Nothing;

impl SegmentCollector for Nothing {
    type Fruit = ();

    fn collect(&mut self, _: DocId, _: Score) {}

    fn harvest(self) {}
}

/// Counts all that fits, and by facets.
struct Counting<'a> {
    ask: &'a Ask<'a>,
    index: &'a Index,
}

type Counts = (u64, Vec<BTreeMap<u64, u64>>);

impl Collector for Counting<'_> {
    type Fruit = Counts;
    type Child = Unused;

    fn for_segment(
        &self,
        _: SegmentOrdinal,
        _: &SegmentReader,
    ) -> tantivy::Result<Unused> {
        Ok(Unused)
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(&self, segments: Vec<Counts>) -> tantivy::Result<Counts> {
        let mut all = (0, vec![BTreeMap::new(); self.ask.counted.len()]);
        for (count, counts) in segments {
            all.0 += count;
            for (sum, counts) in all.1.iter_mut().zip(counts) {
                for (value, count) in counts {
                    *sum.entry(value).or_default() += count;
                }
            }
        }
        Ok(all)
    }

    fn collect_segment(
        &self,
        weight: &dyn Weight,
        _: SegmentOrdinal,
        segment: &SegmentReader,
    ) -> tantivy::Result<Counts> {
        let sieve = Sieve::of(self.ask, self.index, segment)?;
        let alive = segment.alive_bitset();
        let mut count = 0;
        let mut counts: Vec<Tally> =
            self.ask.counted.iter().map(|_| Tally::default()).collect();
        weight.for_each_no_score(segment, &mut |documents| {
            for document in documents {
                if alive.is_some_and(|alive| alive.is_deleted(*document))
                    || !sieve.lets_through(*document)
                {
                    continue;
                }
                let mut failed = self
                    .ask
                    .filters
                    .iter()
                    .filter(|filter| !sieve.fits(filter, *document))
                    .map(|filter| filter.facet);
                let (failed, another) = (failed.next(), failed.next());
                if another.is_some() {
                    continue;
                }
                count += u64::from(failed.is_none());
                for (facet, tally) in self.ask.counted.iter().zip(&mut counts) {
                    if failed.is_none_or(|failed| failed == *facet)
                        && let Some(column) = sieve.facets.get(*facet)
                    {
                        for value in column.values_for_doc(*document) {
                            tally.add(value);
                        }
                    }
                }
            }
        })?;
        Ok((count, counts.into_iter().map(Tally::into_map).collect()))
    }
}

/// Counts by value: most values are small numbers.
#[derive(Default)]
struct Tally {
    small: Vec<u64>,
    large: BTreeMap<u64, u64>,
}

impl Tally {
    const SMALL: u64 = 4_096;

    fn add(&mut self, value: u64) {
        match usize::try_from(value) {
            Ok(at) if value < Self::SMALL => {
                if at >= self.small.len() {
                    self.small.resize(at + 1, 0);
                }
                self.small[at] += 1;
            }
            _ => *self.large.entry(value).or_default() += 1,
        }
    }

    fn into_map(self) -> BTreeMap<u64, u64> {
        let small = (0..).zip(self.small).filter(|(_, count)| *count > 0);
        let mut map: BTreeMap<u64, u64> = small.collect();
        map.extend(self.large);
        map
    }
}

struct Unused;

impl SegmentCollector for Unused {
    type Fruit = Counts;

    fn collect(&mut self, _: DocId, _: Score) {}

    fn harvest(self) -> Counts {
        Counts::default()
    }
}
