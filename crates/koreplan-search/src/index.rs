//! The index as files: opening, changing, and taking words out for good.

use std::{
    borrow::Cow,
    fs,
    path::Path,
    sync::{Mutex, MutexGuard, PoisonError},
    thread,
    time::Duration,
};

use koreplan_text::words::Language;
use tantivy::{
    IndexReader, IndexWriter, ReloadPolicy, TantivyDocument, TantivyError, Term,
    indexer::{LogMergePolicy, UserOperation},
    schema::{
        FAST, Field, INDEXED, IndexRecordOption, Schema, TextFieldIndexing, TextOptions,
    },
    tokenizer::TextAnalyzer,
};
use unicode_normalization::{IsNormalized, UnicodeNormalization as _, is_nfc_quick};

use crate::{Document, Shape, terms::OwnTokenizer, terms_of};

/// Changes when the same documents would be indexed otherwise: words, stems, fields.
const VERSION: u32 = 1;

/// The name our tokenizer is known by in the files.
const TOKENIZER: &str = "koreplan";

/// Bytes each indexing thread fills before it writes a segment.
const ARENA: usize = 64 << 20;

/// Documents that one worker takes at once.
const BATCH: usize = 500;

/// Segments are not merged beyond that many documents, so that taking one out for good
/// costs seconds also in a large index.
const LARGEST_SEGMENT: usize = 250_000;

/// What the index could not do. It is derived: whoever sees one goes on, and says so.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the search index: {0}")]
pub struct Fault(String);

impl From<TantivyError> for Fault {
    fn from(error: TantivyError) -> Self {
        Self(error.to_string())
    }
}

impl From<std::io::Error> for Fault {
    fn from(error: std::io::Error) -> Self {
        Self(error.to_string())
    }
}

/// What was found in the folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Opened {
    /// Nothing: the index begins empty.
    New,
    /// An index that goes on where it was.
    Kept,
    /// Something that could not be used, and why; the index begins empty.
    ThrownAway(String),
}

/// What is to go out of the index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Removal {
    Document(u64),
    /// All documents with that value of a facet.
    Facet(usize, u64),
}

/// What becomes of the index in one commit.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Change {
    pub remove: Vec<Removal>,
    pub put: Vec<Document>,
    /// How far the source has been followed with this.
    pub cursor: String,
    /// The words of what is removed or replaced are to leave the files as well.
    pub words_go: bool,
}

/// An index in a folder.
pub struct Index {
    pub(crate) files: tantivy::Index,
    pub(crate) reader: IndexReader,
    pub(crate) fields: Fields,
    pub(crate) shape: Shape,
    writer: Mutex<Option<IndexWriter>>,
}

/// The fields of our documents.
#[derive(Debug, Clone)]
pub(crate) struct Fields {
    pub key: Field,
    pub words: Field,
    pub doors: Field,
    pub from: Field,
    pub until: Field,
    pub at: Field,
    pub number: Field,
    pub facets: Vec<Field>,
}

/// The names of the fields that hold numbers.
pub(crate) mod names {
    pub const KEY: &str = "key";
    pub const DOORS: &str = "doors";
    pub const FROM: &str = "from";
    pub const UNTIL: &str = "until";
    pub const AT: &str = "at";
    pub const NUMBER: &str = "number";

    /// A facet's field.
    pub fn facet(name: &str) -> String {
        format!("by_{name}")
    }
}

fn schema(shape: &Shape) -> (Schema, Fields) {
    let mut schema = Schema::builder();
    let words = TextFieldIndexing::default()
        .set_tokenizer(TOKENIZER)
        .set_index_option(IndexRecordOption::WithFreqsAndPositions);
    let fields = Fields {
        key: schema.add_u64_field(names::KEY, INDEXED | FAST),
        words: schema
            .add_text_field("words", TextOptions::default().set_indexing_options(words)),
        doors: schema.add_u64_field(names::DOORS, FAST),
        from: schema.add_i64_field(names::FROM, FAST),
        until: schema.add_i64_field(names::UNTIL, FAST),
        at: schema.add_i64_field(names::AT, FAST),
        number: schema.add_u64_field(names::NUMBER, FAST),
        facets: shape
            .facets
            .iter()
            .map(|name| schema.add_u64_field(&names::facet(name), INDEXED | FAST))
            .collect(),
    };
    (schema.build(), fields)
}

impl Index {
    /// Opens the index in `folder`, or begins an empty one: where there is none, and
    /// where what is there is broken, of another shape, or not an index.
    ///
    /// # Errors
    /// [`Fault`] when the folder can't be written.
    pub fn open(folder: &Path, shape: Shape) -> Result<(Self, Opened), Fault> {
        let was_there =
            fs::read_dir(folder).is_ok_and(|mut files| files.next().is_some());
        let why = if was_there {
            match Self::kept(folder, shape) {
                Ok(index) => return Ok((index, Opened::Kept)),
                Err(why) => Some(why),
            }
        } else {
            None
        };
        if was_there {
            fs::remove_dir_all(folder)?;
        }
        fs::create_dir_all(folder)?;
        let (schema, fields) = schema(&shape);
        let index = tantivy::Index::create_in_dir(folder, schema)?;
        let opened = why.map_or(Opened::New, Opened::ThrownAway);
        Ok((Self::of(index, fields, shape)?, opened))
    }

    /// What is in the folder, if it can be used.
    fn kept(folder: &Path, shape: Shape) -> Result<Self, String> {
        let say = |error: TantivyError| error.to_string();
        let index = tantivy::Index::open_in_dir(folder).map_err(say)?;
        let (schema, fields) = schema(&shape);
        if index.schema() != schema {
            return Err("it has other fields".into());
        }
        let damaged = index.validate_checksum().map_err(say)?;
        if !damaged.is_empty() {
            return Err(format!("{} of its files are damaged", damaged.len()));
        }
        let payload = index.load_metas().map_err(say)?.payload;
        let begun = Self::of(index, fields, shape).map_err(|fault| fault.to_string())?;
        match payload {
            Some(payload) if !payload.starts_with(&begun.label()) => {
                Err("it was made by another version".into())
            }
            Some(_) => Ok(begun),
            None => Err("it was never finished".into()),
        }
    }

    fn of(
        mut index: tantivy::Index,
        fields: Fields,
        shape: Shape,
    ) -> Result<Self, Fault> {
        index
            .tokenizers()
            .register(TOKENIZER, TextAnalyzer::from(OwnTokenizer::default()));
        index.set_default_multithread_executor()?;
        let reader =
            index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
        let writer = Mutex::new(None);
        Ok(Self { files: index, reader, fields, shape, writer })
    }

    /// What the cursor in the files begins with: who can read them.
    fn label(&self) -> String {
        format!("{VERSION}.{} ", self.shape.version)
    }

    /// How far the source was followed; nothing in an index that is empty.
    ///
    /// # Errors
    /// [`Fault`] when the files can't be read.
    pub fn cursor(&self) -> Result<Option<String>, Fault> {
        let payload = self.files.load_metas()?.payload;
        Ok(payload.and_then(|it| it.strip_prefix(&self.label()).map(str::to_owned)))
    }

    /// How many documents there are, whoever may find them.
    pub fn count(&self) -> u64 {
        self.reader.searcher().num_docs()
    }

    /// Whether there is a document with that key, whoever may find it.
    ///
    /// # Errors
    /// [`Fault`] when the files can't be read.
    pub fn has(&self, key: u64) -> Result<bool, Fault> {
        let term = Term::from_field_u64(self.fields.key, key);
        Ok(self.reader.searcher().doc_freq(&term)? > 0)
    }

    /// Empties the index, cursor and all.
    ///
    /// # Errors
    /// [`Fault`] when the files can't be written.
    pub fn clear(&self) -> Result<(), Fault> {
        self.with_writer(|index, writer| {
            writer.delete_all_documents()?;
            writer.commit()?;
            index.reader.reload()?;
            writer.garbage_collect_files().wait()?;
            Ok(())
        })
    }

    /// Makes a change, all of it or nothing, together with the cursor. What is put in
    /// takes the place of what has its key.
    ///
    /// # Errors
    /// [`Fault`] when the files can't be written; then the index is as it was.
    pub fn apply(&self, change: &Change) -> Result<(), Fault> {
        let payload = format!("{}{}", self.label(), change.cursor);
        self.with_writer(|index, writer| {
            for removal in &change.remove {
                let (field, value) = match removal {
                    Removal::Document(key) => (Some(&index.fields.key), *key),
                    Removal::Facet(facet, value) => {
                        (index.fields.facets.get(*facet), *value)
                    }
                };
                if let Some(field) = field {
                    writer.delete_term(Term::from_field_u64(*field, value));
                }
            }
            for batch in change.put.chunks(BATCH) {
                let operations: Vec<_> = batch
                    .iter()
                    .flat_map(|document| {
                        let key = Term::from_field_u64(index.fields.key, document.key);
                        [
                            UserOperation::Delete(key),
                            UserOperation::Add(index.added(document)),
                        ]
                    })
                    .collect();
                writer.run(operations)?;
            }
            let mut commit = writer.prepare_commit()?;
            commit.set_payload(&payload);
            commit.commit()?;
            if change.words_go {
                index.merge_away(writer)?;
            }
            index.reader.reload()?;
            // What nobody reads any more: also of an earlier change, whose files
            // somebody was still searching.
            writer.garbage_collect_files().wait()?;
            Ok(())
        })
    }

    /// Rewrites every segment in which something was deleted: until then the words of
    /// what is gone are in the files, found by nobody.
    fn merge_away(&self, writer: &mut IndexWriter) -> Result<(), Fault> {
        const PATIENCE: usize = 600;
        for _ in 0..PATIENCE {
            let metas = self.files.searchable_segment_metas()?;
            let touched = metas.iter().filter(|meta| meta.has_deletes());
            let ids: Vec<_> = touched.map(tantivy::SegmentMeta::id).collect();
            if ids.is_empty() {
                return Ok(());
            }
            for id in ids {
                // One that is being merged already can't be taken: it comes out of that
                // merge with what was deleted meanwhile, and is looked at again.
                if let Err(error) = writer.merge(&[id]).wait() {
                    tracing::debug!(%error, "a segment is looked at again");
                    rest();
                }
            }
        }
        Err(Fault("segments with deleted words could not be rewritten".into()))
    }

    fn with_writer(
        &self,
        act: impl FnOnce(&Self, &mut IndexWriter) -> Result<(), Fault>,
    ) -> Result<(), Fault> {
        let mut slot: MutexGuard<'_, _> =
            self.writer.lock().unwrap_or_else(PoisonError::into_inner);
        let mut writer = match slot.take() {
            Some(writer) => writer,
            None => self.writer()?,
        };
        act(self, &mut writer)?;
        // After a fault it is not put back: the next one begins at what was committed.
        *slot = Some(writer);
        Ok(())
    }

    fn writer(&self) -> Result<IndexWriter, Fault> {
        const MOST_THREADS: usize = 4;
        let threads = thread::available_parallelism().map_or(1, usize::from);
        let threads = threads.min(MOST_THREADS);
        let writer = self.files.writer_with_num_threads(threads, threads * ARENA)?;
        let mut policy = LogMergePolicy::default();
        policy.set_max_docs_before_merge(LARGEST_SEGMENT);
        writer.set_merge_policy(Box::new(policy));
        Ok(writer)
    }

    fn added(&self, document: &Document) -> TantivyDocument {
        let fields = &self.fields;
        let mut added = TantivyDocument::default();
        added.add_u64(fields.key, document.key);
        added.add_text(fields.words, document.text());
        for door in &document.doors {
            added.add_u64(fields.doors, *door);
        }
        let public = document.public.clone().unwrap_or(i64::MAX..i64::MAX);
        added.add_i64(fields.from, public.start);
        added.add_i64(fields.until, public.end);
        added.add_i64(fields.at, document.at);
        added.add_u64(fields.number, document.number);
        for (facet, value) in &document.facets {
            if let Some(field) = fields.facets.get(*facet) {
                added.add_u64(*field, *value);
            }
        }
        added
    }

    /// Whether a word is in the files, be it of a document that was removed: nobody finds
    /// those any more, but a disk would show them until [`Change::words_go`].
    ///
    /// # Errors
    /// [`Fault`] when the files can't be read.
    pub fn holds(&self, word: &str) -> Result<bool, Fault> {
        for language in [Language::Danish, Language::English] {
            for term in terms_of(word, language) {
                let term = Term::from_field_text(self.fields.words, &term);
                for segment in self.reader.searcher().segment_readers() {
                    let inverted = segment.inverted_index(self.fields.words)?;
                    if inverted.get_term_info(&term)?.is_some() {
                        return Ok(true);
                    }
                }
            }
        }
        Ok(false)
    }
}

/// Waits for a merge that holds a segment: it tells nobody when it ends.
#[expect(clippy::disallowed_methods, reason = "there is no event to wait for")]
fn rest() {
    thread::sleep(Duration::from_millis(100));
}

/// The same letters, each as one character where there is one.
pub(crate) fn composed(text: &str) -> Cow<'_, str> {
    if is_nfc_quick(text.chars()) == IsNormalized::Yes {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(text.nfc().collect())
    }
}
