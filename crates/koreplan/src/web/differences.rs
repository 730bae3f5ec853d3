//! How two texts differ, by words, and how a page marks it.

use maud::{Markup, html};
use similar::{ChangeTag, TextDiff};

/// A run of words that stayed, went or came.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Run {
    tag: ChangeTag,
    words: String,
}

/// How one text became another, by words.
fn differences(old: &str, new: &str) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for change in TextDiff::from_unicode_words(old, new).iter_all_changes() {
        match runs.last_mut() {
            Some(run) if run.tag == change.tag() => run.words.push_str(change.value()),
            _ => runs.push(Run { tag: change.tag(), words: change.value().to_owned() }),
        }
    }
    runs
}

/// Words that came and went, marked for eye, print and screen reader.
pub fn marked(old: &str, new: &str) -> Markup {
    html! {
        @for run in differences(old, new) {
            @match run.tag {
                ChangeTag::Equal => (run.words),
                ChangeTag::Delete => del { (run.words) },
                ChangeTag::Insert => ins { (run.words) },
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn differences_hold_both_texts(old in "\\PC{0,80}", new in "\\PC{0,80}") {
            let runs = differences(&old, &new);
            let of = |gone: ChangeTag| -> String {
                runs.iter().filter(|r| r.tag != gone).map(|r| r.words.as_str()).collect()
            };
            prop_assert_eq!(of(ChangeTag::Insert), old);
            prop_assert_eq!(of(ChangeTag::Delete), new);
        }
    }
}
