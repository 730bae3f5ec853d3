//! Which entries somebody looks for.

use koreplan_log::Entry;

use crate::web::form::folded;

/// What is looked for; what is empty is not.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// The name of who acted.
    pub who: String,
    /// The name of the act in the access table.
    pub act: String,
    /// A page of the case: itself and what is below it, or all pages of a kind.
    pub about: String,
    /// The first microsecond, and the first after the last.
    pub from: Option<i64>,
    pub to: Option<i64>,
    pub words: String,
}

/// What leads to the entries quickest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    ByActor,
    ByAction,
    InOrder,
}

impl Filter {
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Most of a long record are inputs that were sent, by nobody who is named: those are
    /// looked for in order.
    pub fn way(&self) -> Way {
        if !self.who.is_empty() {
            Way::ByActor
        } else if !self.act.is_empty() && self.act != "SubmitInput" {
            Way::ByAction
        } else {
            Way::InOrder
        }
    }

    /// Whether an entry is looked for; `said` is it as the reader reads it.
    pub fn fits(&self, entry: &Entry, said: &str) -> bool {
        let is = |wanted: &str, value: &str| wanted.is_empty() || wanted == value;
        is(&self.who, &entry.actor)
            && is(&self.act, &entry.action)
            && is_about(&self.about, &entry.subject)
            && self.from.is_none_or(|from| entry.at >= from)
            && self.to.is_none_or(|to| entry.at < to)
            && self.has_words(said)
    }

    fn has_words(&self, said: &str) -> bool {
        let said = folded(said);
        folded(&self.words).split_whitespace().all(|word| said.contains(word))
    }
}

fn is_about(about: &str, subject: &str) -> bool {
    let about = about.trim_matches('/');
    about.is_empty()
        || subject
            .strip_prefix(about)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '#']))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(actor: &str, action: &str, subject: &str) -> Entry {
        Entry {
            seq: 1,
            at: 100,
            case: "plan".into(),
            actor: actor.into(),
            action: action.into(),
            subject: subject.into(),
            what: String::new(),
            why: String::new(),
        }
    }

    #[test]
    fn an_entry_is_about_a_thing_and_what_is_below_it() {
        assert!(is_about("inputs/4", "inputs/4"));
        assert!(is_about("inputs/4", "inputs/4/erasure"));
        assert!(is_about("inputs", "inputs/4"));
        assert!(!is_about("inputs/4", "inputs/42"));
        assert!(is_about("", "mail"));
    }

    #[test]
    fn every_word_must_be_in_what_is_read() {
        let filter = Filter { words: "Astrid  FLYTTEDE".into(), ..Filter::default() };
        let moved = entry("Astrid", "MoveStep", "steps/draft");

        assert!(filter.fits(&moved, "Astrid flyttede et trin"));
        assert!(!filter.fits(&moved, "Bo flyttede et trin"));
    }

    #[test]
    fn a_period_has_its_first_day_and_its_last() {
        let filter = Filter { from: Some(100), to: Some(101), ..Filter::default() };
        let at = |at| Entry { at, ..entry("Bo", "TagInput", "inputs/1") };

        assert!(filter.fits(&at(100), ""));
        assert!(!filter.fits(&at(99), ""));
        assert!(!filter.fits(&at(101), ""));
    }

    #[test]
    fn sent_inputs_are_looked_for_in_order_and_others_by_their_index() {
        let of = |who: &str, act: &str| {
            Filter { who: who.into(), act: act.into(), ..Filter::default() }.way()
        };

        assert_eq!(of("", ""), Way::InOrder);
        assert_eq!(of("", "SubmitInput"), Way::InOrder);
        assert_eq!(of("", "MoveStep"), Way::ByAction);
        assert_eq!(of("Astrid", "MoveStep"), Way::ByActor);
    }
}
