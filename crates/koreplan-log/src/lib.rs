//! The record's hash chain: what an entry is, and how a stranger checks the chain.
//!
//! Pure and without I/O. An entry's hash covers the hash of the entry before it, so
//! that a changed, removed, added or swapped entry breaks the chain at that place.

use std::fmt;

use sha2::{Digest, Sha256};

/// SHA-256, 32 bytes.
pub type Hash = [u8; 32];

/// What stands before the first entry.
pub const START: Hash = [0; 32];

/// One act: who, when, what, why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Counted from 1 without a gap.
    pub seq: i64,
    /// Microseconds since 1970-01-01 UTC; never falls.
    pub at: i64,
    /// The slug of the case, or empty for acts outside one.
    pub case: String,
    /// Who acted, by the name shown on the pages.
    pub actor: String,
    /// The name of the action in the access table.
    pub action: String,
    /// The thing acted upon, as in its address: `inputs/12`.
    pub subject: String,
    /// The facts of the act, as JSON with sorted keys.
    pub what: String,
    /// The reason given, or empty.
    pub why: String,
}

impl Entry {
    /// The hash of this entry when it stands after `previous`.
    ///
    /// Every field goes in with its length before it, so that no two different entries
    /// have the same bytes.
    pub fn hash(&self, previous: &Hash) -> Hash {
        let mut hasher = Sha256::new();
        hasher.update(b"koreplan-entry-1");
        hasher.update(previous);
        hasher.update(self.seq.to_be_bytes());
        hasher.update(self.at.to_be_bytes());
        for field in
            [&self.case, &self.actor, &self.action, &self.subject, &self.what, &self.why]
        {
            hasher.update((field.len() as u64).to_be_bytes());
            hasher.update(field.as_bytes());
        }
        hasher.finalize().into()
    }
}

/// An entry as it was stored, with the hash that was stored beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stored {
    pub entry: Entry,
    pub hash: Hash,
}

/// The place where a chain stops to hold, and why.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    #[error("entry {seq} was changed, or stands after another entry than when written")]
    Changed { seq: i64 },
    #[error("entry {expected} is missing: entry {found} stands in its place")]
    Missing { expected: i64, found: i64 },
    #[error("entry {seq} is earlier than the one before it")]
    OutOfTime { seq: i64 },
    #[error("entry {expected} is missing: the record ends at {last}")]
    Cut { expected: i64, last: i64 },
    #[error("entry {seq} is not the one that was last written")]
    OtherEnd { seq: i64 },
}

/// A checker that is fed the entries in order, one by one.
#[derive(Debug, Clone)]
pub struct Checker {
    last: i64,
    at: i64,
    hash: Hash,
}

impl Default for Checker {
    fn default() -> Self {
        Self { last: 0, at: i64::MIN, hash: START }
    }
}

impl Checker {
    /// Takes the next entry.
    ///
    /// # Errors
    /// The first [`Fault`] found; feeding more after it has no meaning.
    pub fn feed(&mut self, stored: &Stored) -> Result<(), Fault> {
        let entry = &stored.entry;
        let expected = self.last + 1;
        if entry.seq != expected {
            return Err(Fault::Missing { expected, found: entry.seq });
        }
        if entry.hash(&self.hash) != stored.hash {
            return Err(Fault::Changed { seq: entry.seq });
        }
        if entry.at < self.at {
            return Err(Fault::OutOfTime { seq: entry.seq });
        }
        *self = Self { last: entry.seq, at: entry.at, hash: stored.hash };
        Ok(())
    }

    /// Compares the end with the one that was noted when the last entry was written.
    ///
    /// # Errors
    /// [`Fault::Cut`] if entries are gone from the end, [`Fault::OtherEnd`] if the last
    /// one is another.
    pub fn end(&self, seq: i64, hash: &Hash) -> Result<i64, Fault> {
        if self.last < seq {
            return Err(Fault::Cut { expected: self.last + 1, last: self.last });
        }
        if self.last != seq || self.hash != *hash {
            return Err(Fault::OtherEnd { seq: self.last });
        }
        Ok(self.last)
    }
}

/// A hash as 64 hexadecimal digits.
#[derive(Debug, Clone, Copy)]
pub struct Hex<'a>(pub &'a [u8]);

impl fmt::Display for Hex<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn chain(whats: &[String]) -> Vec<Stored> {
        let mut previous = START;
        (1..)
            .zip(whats)
            .map(|(seq, what)| {
                let entry = Entry {
                    seq,
                    at: seq * 1_000,
                    case: "plan".into(),
                    actor: "Astrid".into(),
                    action: "SubmitInput".into(),
                    subject: format!("inputs/{seq}"),
                    what: what.clone(),
                    why: String::new(),
                };
                previous = entry.hash(&previous);
                Stored { entry, hash: previous }
            })
            .collect()
    }

    fn check(chain: &[Stored], end: &Stored) -> Result<i64, Fault> {
        let mut checker = Checker::default();
        for stored in chain {
            checker.feed(stored)?;
        }
        checker.end(end.entry.seq, &end.hash)
    }

    fn any_chain() -> impl Strategy<Value = Vec<Stored>> {
        proptest::collection::vec(".{0,20}", 3..12).prop_map(|whats| chain(&whats))
    }

    proptest! {
        #[test]
        fn an_untouched_record_holds(chain in any_chain()) {
            let end = chain.last().unwrap();
            prop_assert_eq!(check(&chain, end), Ok(end.entry.seq));
        }

        #[test]
        fn a_changed_entry_is_named(chain in any_chain(), at in any::<prop::sample::Index>()) {
            let at = at.index(chain.len());
            let mut touched = chain.clone();
            touched[at].entry.what.push('x');
            let fault = Fault::Changed { seq: touched[at].entry.seq };
            prop_assert_eq!(check(&touched, chain.last().unwrap()), Err(fault));
        }

        #[test]
        fn a_removed_entry_is_named(chain in any_chain(), at in any::<prop::sample::Index>()) {
            let at = at.index(chain.len());
            let mut touched = chain.clone();
            let seq = touched.remove(at).entry.seq;
            let fault = check(&touched, chain.last().unwrap()).unwrap_err();
            let named = match fault {
                Fault::Missing { expected, .. } | Fault::Cut { expected, .. } => expected,
                other => panic!("{other}"),
            };
            prop_assert_eq!(named, seq);
        }

        #[test]
        fn swapped_entries_are_named(chain in any_chain(), at in any::<prop::sample::Index>()) {
            let at = at.index(chain.len() - 1);
            let mut touched = chain.clone();
            touched.swap(at, at + 1);
            let named = touched[at + 1].entry.seq;
            let fault = Fault::Missing { expected: named, found: named + 1 };
            prop_assert_eq!(check(&touched, chain.last().unwrap()), Err(fault));
        }

        #[test]
        fn swapped_contents_are_named(chain in any_chain()) {
            let mut touched = chain.clone();
            let (a, b) = (touched[0].entry.clone(), touched[1].entry.clone());
            touched[0].entry = Entry { seq: 1, ..b };
            touched[1].entry = Entry { seq: 2, ..a };
            let fault = Err(Fault::Changed { seq: 1 });
            prop_assert_eq!(check(&touched, chain.last().unwrap()), fault);
        }
    }

    #[test]
    fn fields_cannot_run_into_each_other() {
        let one = chain(&["a".into()]).remove(0).entry;
        let moved = Entry { what: String::new(), why: "a".into(), ..one.clone() };

        assert_ne!(one.hash(&START), moved.hash(&START));
    }
}
