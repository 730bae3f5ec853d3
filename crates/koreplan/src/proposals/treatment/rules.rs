//! Where a proposed treatment stands, and who may still answer it.

use jiff::{ToSpan as _, civil::Date};

use crate::{
    case::working_days,
    choices,
    proposals::rules::{self as proposal, ProposalState},
    refusal::{Message, Refusal},
};

choices! {
    /// What is to become of a proposal.
    Verdict {
        With: "with", "treatment-with";
        Changed: "changed", "treatment-changed";
        Without: "without", "treatment-without";
        Postponed: "postponed", "treatment-postponed";
    }
}

choices! {
    /// In which days a body's time to answer is counted.
    Counting {
        Calendar: "calendar", "counting-calendar";
        Working: "working", "counting-working";
    }
}

/// The last day of so many days after `from`. Days of the calendar that would end on a
/// day off end on the next working day.
pub fn last_day(from: Date, days: i64, counting: Counting) -> Date {
    let days = u16::try_from(days.clamp(0, 3_660)).unwrap_or(0);
    match counting {
        Counting::Calendar => {
            working_days::on_or_after(from.saturating_add(i32::from(days).days()))
        }
        Counting::Working => working_days::add(from, days),
    }
}

/// Days left to the last day, which counts in full; below zero once it has passed.
pub fn days_left(today: Date, last: Date, counting: Counting) -> i64 {
    let between = |from: Date, to: Date| match counting {
        Counting::Calendar => to.since(from).map_or(0, |span| i64::from(span.get_days())),
        Counting::Working => i64::from(working_days::between(from, to)),
    };
    // A day too late is late, be it a Saturday.
    if today > last { -between(last, today).max(1) } else { between(today, last) }
}

choices! {
    /// What the body says to it.
    Answer {
        Accepted: "accepted", "treatment-accepted";
        Objected: "objected", "treatment-objected";
    }
}

/// What a body's rule says of its answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rule {
    pub days: i64,
    pub counting: Counting,
    /// Silence is consent.
    pub silence: bool,
}

/// A treatment as it was sent, and what was answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sent {
    /// The last day to answer.
    pub due: Date,
    pub counting: Counting,
    pub silence: bool,
    pub answer: Option<Answer>,
    /// A newer version was sent to the same body.
    pub replaced: bool,
}

/// Where a treatment stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    Waiting {
        left: i64,
    },
    Answered(Answer),
    /// The time ran out, and silence is consent in that body.
    Consented,
    /// The time ran out without an answer.
    Expired {
        since: i64,
    },
    Replaced,
}

pub fn standing(sent: Sent, today: Date) -> Standing {
    if let Some(answer) = sent.answer {
        return Standing::Answered(answer);
    }
    let left = days_left(today, sent.due, sent.counting);
    match (sent.replaced, left < 0) {
        (true, _) => Standing::Replaced,
        (false, false) => Standing::Waiting { left },
        (false, true) if sent.silence => Standing::Consented,
        (false, true) => Standing::Expired { since: -left },
    }
}

/// Why a treatment was not sent or answered.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    #[error(transparent)]
    Proposal(#[from] proposal::Refused),
    #[error("a newer version was sent")]
    Replaced,
    #[error("it has been answered")]
    Answered,
    #[error("silence was consent")]
    Consented,
}

impl Refusal for Refused {
    fn why(&self) -> Message {
        match self {
            Self::Proposal(refused) => refused.why(),
            Self::Replaced => Message::new("treatment-refused-replaced"),
            Self::Answered => Message::new("treatment-refused-answered"),
            Self::Consented => Message::new("treatment-refused-consented"),
        }
    }

    fn way_forward(&self) -> Message {
        match self {
            Self::Proposal(refused) => refused.way_forward(),
            Self::Replaced => Message::new("treatment-refused-replaced-way"),
            Self::Answered => Message::new("treatment-refused-answered-way"),
            Self::Consented => Message::new("treatment-refused-consented-way"),
        }
    }
}

/// A treatment is put to a body while the proposal is worked on.
///
/// # Errors
/// [`Refused`] with what is wrong first.
pub fn send(state: ProposalState) -> Result<(), Refused> {
    Ok(proposal::change(state)?)
}

/// The newest version is answered once; late too, unless silence has answered. Says
/// whether it is late.
///
/// # Errors
/// [`Refused`] with what is wrong first.
pub fn answer(state: ProposalState, standing: Standing) -> Result<bool, Refused> {
    proposal::change(state)?;
    match standing {
        Standing::Waiting { .. } => Ok(false),
        Standing::Expired { .. } => Ok(true),
        Standing::Replaced => Err(Refused::Replaced),
        Standing::Answered(_) => Err(Refused::Answered),
        Standing::Consented => Err(Refused::Consented),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn as_many_days_are_left_on_the_first_day_as_were_given(
            ahead in 0..4_000_i64, days in 0..60_i64,
        ) {
            let from = date(2010, 1, 1).saturating_add(ahead.days());
            let last = last_day(from, days, Counting::Working);
            prop_assert_eq!(days_left(from, last, Counting::Working), days);
            let last = last_day(from, days, Counting::Calendar);
            prop_assert!(days_left(from, last, Counting::Calendar) >= days);
            prop_assert!(working_days::is_working_day(last));
        }
    }

    #[test]
    fn the_last_day_counts_in_full_and_a_saturday_after_it_is_late() {
        let friday = date(2011, 1, 14);
        let left = |day| days_left(day, friday, Counting::Working);

        assert_eq!(left(friday), 0);
        assert_eq!(left(date(2011, 1, 15)), -1);
        assert_eq!(last_day(date(2011, 4, 19), 7, Counting::Working), date(2011, 5, 3));
    }

    const SENT: Sent = Sent {
        due: date(2011, 1, 14),
        counting: Counting::Working,
        silence: false,
        answer: None,
        replaced: false,
    };
    const DRAFTED: ProposalState = ProposalState::Drafted;

    #[test]
    fn the_body_sees_how_many_days_are_left_and_the_last_one_counts() {
        let on = |day| standing(SENT, day);

        assert_eq!(on(date(2011, 1, 12)), Standing::Waiting { left: 2 });
        assert_eq!(on(date(2011, 1, 14)), Standing::Waiting { left: 0 });
        assert_eq!(on(date(2011, 1, 17)), Standing::Expired { since: 1 });
    }

    #[test]
    fn silence_is_consent_only_where_the_rule_says_so() {
        let late = date(2011, 1, 17);
        let silent = Sent { silence: true, ..SENT };

        assert_eq!(standing(silent, late), Standing::Consented);
        assert_eq!(answer(DRAFTED, standing(silent, late)), Err(Refused::Consented));
        assert_eq!(answer(DRAFTED, standing(SENT, late)), Ok(true));
        assert_eq!(standing(silent, date(2011, 1, 14)), Standing::Waiting { left: 0 });
    }

    #[test]
    fn an_earlier_version_is_answered_no_more_and_keeps_its_answer() {
        let replaced = Sent { replaced: true, ..SENT };
        let day = date(2011, 1, 10);

        assert_eq!(answer(DRAFTED, standing(replaced, day)), Err(Refused::Replaced));
        let answered = Sent { answer: Some(Answer::Objected), ..replaced };
        assert_eq!(standing(answered, day), Standing::Answered(Answer::Objected));
    }

    #[test]
    fn what_a_meeting_has_is_answered_there() {
        let waiting = Standing::Waiting { left: 3 };

        let refused = answer(ProposalState::OnAgenda, waiting);

        assert_eq!(refused, Err(proposal::Refused::OnAgenda.into()));
    }
}
