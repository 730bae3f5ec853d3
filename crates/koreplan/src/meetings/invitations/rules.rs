//! When a call is made anew, and which answer counts.

use crate::{
    choices,
    refusal::{Message, Refusal},
};

choices! {
    /// What somebody answered to a call.
    Reply {
        None: "none", "call-answer-none";
        Accepted: "accepted", "call-answer-accepted";
        Declined: "declined", "call-answer-declined";
        Tentative: "tentative", "call-answer-tentative";
        /// Sends somebody else.
        Delegated: "delegated", "call-answer-delegated";
    }
}

choices! {
    /// How an answer came.
    How {
        /// Signed in, or by the secret link of the mail.
        Page: "page", "call-how-page";
        Mail: "mail", "call-how-mail";
    }
}

/// What was told of a meeting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    pub sequence: i64,
    pub starts_at: i64,
    pub place: String,
}

/// The sequence of the next call, and whether everybody is called anew: when the time or
/// the place is another than was told.
pub fn call_anew(told: Option<&Told>, starts_at: i64, place: &str) -> (i64, bool) {
    match told {
        None => (0, true),
        Some(told) if told.starts_at != starts_at || told.place != place => {
            (told.sequence + 1, true)
        }
        Some(told) => (told.sequence, false),
    }
}

/// An answer: to which call, when it was given (seconds), how, and what it says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Answer {
    pub sequence: i64,
    pub stamp: i64,
    pub how: How,
    pub reply: Reply,
}

/// Why an answer does not count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    #[error("it answers no call of ours")]
    NoCall,
    #[error("who sent it is not who was called")]
    Forged,
    #[error("it answers a call that was replaced")]
    Old,
    #[error("a later answer is known")]
    Overtaken,
    #[error("the meeting has begun, or is called off")]
    Over,
}

impl Refusal for Refused {
    fn why(&self) -> Message {
        Message::new(match self {
            Self::NoCall | Self::Forged => "call-refused-no-call",
            Self::Old => "call-refused-old",
            Self::Overtaken => "call-refused-overtaken",
            Self::Over => "call-refused-over",
        })
    }

    fn way_forward(&self) -> Message {
        Message::new("call-refused-way")
    }
}

/// Takes an answer to the call that holds, unless one given later is known. What somebody
/// said on our own page is not undone by an older mail that was long on its way.
///
/// # Errors
/// [`Refused::NoCall`] for a call that was never made, [`Refused::Old`] for one that was
/// replaced, [`Refused::Overtaken`].
pub fn take(current: i64, known: Option<&Answer>, new: &Answer) -> Result<(), Refused> {
    if new.sequence > current {
        return Err(Refused::NoCall);
    }
    if new.sequence < current {
        return Err(Refused::Old);
    }
    let order =
        |answer: &Answer| (answer.sequence, answer.stamp, answer.how == How::Page);
    match known {
        Some(known) if order(known) > order(new) => Err(Refused::Overtaken),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use proptest::{prelude::*, sample::select};

    use super::*;
    use crate::web::choices::Choice as _;

    #[test]
    fn a_call_is_made_anew_when_time_or_place_change() {
        let told = Told { sequence: 3, starts_at: 100, place: "Salen".into() };

        assert_eq!(call_anew(None, 100, "Salen"), (0, true));
        assert_eq!(call_anew(Some(&told), 100, "Salen"), (3, false));
        assert_eq!(call_anew(Some(&told), 101, "Salen"), (4, true));
        assert_eq!(call_anew(Some(&told), 100, "Kantinen"), (4, true));
    }

    #[test]
    fn an_answer_to_an_earlier_time_is_not_one_to_the_new_time() {
        let to = |sequence| Answer {
            sequence,
            stamp: 50,
            how: How::Mail,
            reply: Reply::Accepted,
        };

        assert_eq!(take(1, None, &to(1)), Ok(()));
        assert_eq!(take(1, None, &to(0)), Err(Refused::Old));
        assert_eq!(take(1, None, &to(2)), Err(Refused::NoCall));
    }

    proptest! {
        #[test]
        fn in_whatever_order_answers_arrive_the_latest_to_the_last_call_counts(
            answers in proptest::collection::vec(
                (0_i64..4, 0_i64..50, select(How::ALL), select(Reply::ALL)), 1..12),
            seed in any::<u64>(),
        ) {
            let answers: Vec<Answer> = answers
                .into_iter()
                .map(|(sequence, stamp, how, reply)| Answer { sequence, stamp, how, reply })
                .collect();
            let counted = |order: &[usize]| {
                let mut known: Option<Answer> = None;
                for at in order {
                    if take(2, known.as_ref(), &answers[*at]).is_ok() {
                        known = Some(answers[*at]);
                    }
                }
                known.map(|known| (known.sequence, known.stamp, known.how))
            };
            let forward: Vec<usize> = (0..answers.len()).collect();
            let mut other = forward.clone();
            other.sort_by_key(|at| (*at as u64 + 1).wrapping_mul(seed | 1).rotate_left(17));

            let expected = answers
                .iter()
                .filter(|answer| answer.sequence == 2)
                .map(|answer| (answer.stamp, answer.how == How::Page))
                .max()
                .map(|(stamp, page)| (2, stamp, if page { How::Page } else { How::Mail }));
            prop_assert_eq!(counted(&forward), expected);
            prop_assert_eq!(counted(&other), expected);
        }
    }
}
