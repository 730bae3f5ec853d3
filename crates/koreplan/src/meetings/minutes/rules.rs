//! When minutes are approved, and what a member may answer.

use jiff::{ToSpan as _, civil::Date};

use crate::{
    choices,
    meetings::rules::{self as meeting, ApprovedHow, MeetingState},
    refusal::{Message, Refusal},
};

choices! {
    /// What a member says to the minutes.
    Answer {
        Approved: "approved", "minutes-answer-approved";
        Remark: "remark", "minutes-answer-remark";
    }
}

/// Why minutes stay as they are.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    #[error(transparent)]
    Meeting(#[from] meeting::Refused),
    #[error("the minutes have not been sent")]
    NotSent,
    #[error("the day for remarks is over")]
    TooLate,
    #[error("this meeting has no members to ask")]
    NoMembers,
    #[error("who answers has no vote")]
    NoVote,
    #[error("{count} remarks are not settled")]
    OpenRemarks { count: i64 },
    #[error("{count} members have not answered, and may still do so")]
    Awaited { count: i64 },
    #[error("{count} members have not answered, and silence is no yes")]
    Silent { count: i64 },
    #[error("the remark is settled")]
    Settled,
    #[error("the other meeting was not held after this one")]
    NotLater,
}

impl Refusal for Refused {
    fn why(&self) -> Message {
        match self {
            Self::Meeting(refused) => refused.why(),
            Self::NotSent => Message::new("minutes-refused-not-sent"),
            Self::TooLate => Message::new("minutes-refused-too-late"),
            Self::NoMembers => Message::new("minutes-refused-no-members"),
            Self::NoVote => Message::new("minutes-refused-no-vote"),
            Self::OpenRemarks { count } => {
                Message::new("minutes-refused-open-remarks").with("count", *count)
            }
            Self::Awaited { count } => {
                Message::new("minutes-refused-awaited").with("count", *count)
            }
            Self::Silent { count } => {
                Message::new("minutes-refused-silent").with("count", *count)
            }
            Self::Settled => Message::new("minutes-refused-settled"),
            Self::NotLater => Message::new("minutes-refused-not-later"),
        }
    }

    fn way_forward(&self) -> Message {
        match self {
            Self::Meeting(refused) => refused.way_forward(),
            Self::NotSent => Message::new("minutes-refused-not-sent-way"),
            Self::TooLate => Message::new("minutes-refused-too-late-way"),
            Self::NoMembers => Message::new("minutes-refused-no-members-way"),
            Self::NoVote => Message::new("minutes-refused-no-vote-way"),
            Self::OpenRemarks { .. } => Message::new("minutes-refused-open-remarks-way"),
            Self::Awaited { .. } => Message::new("minutes-refused-awaited-way"),
            Self::Silent { .. } => Message::new("minutes-refused-silent-way"),
            Self::Settled => Message::new("minutes-refused-settled-way"),
            Self::NotLater => Message::new("minutes-refused-not-later-way"),
        }
    }
}

/// The last day for remarks to minutes that are sent today.
pub fn last_day(today: Date, days: i64) -> Date {
    today.saturating_add(days.days())
}

/// What the members have said so far.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Circulation {
    /// Who may answer.
    pub members: i64,
    pub approved: i64,
    pub remarks_open: i64,
    pub remarks_settled: i64,
    /// The last day for remarks is over.
    pub is_over: bool,
    /// Who says nothing in time has consented.
    pub silence_consents: bool,
}

/// How minutes are approved that were, or were not, sent to the members.
///
/// # Errors
/// [`Refused`] with what they wait for.
pub fn approve(
    sent: Option<Circulation>,
    at_next_meeting: bool,
) -> Result<ApprovedHow, Refused> {
    let Some(sent) = sent else {
        let how = if at_next_meeting {
            ApprovedHow::NextMeeting
        } else {
            ApprovedHow::Chair
        };
        return Ok(how);
    };
    let silent = (sent.members - sent.approved - sent.remarks_settled).max(0);
    if sent.remarks_open > 0 {
        Err(Refused::OpenRemarks { count: sent.remarks_open })
    } else if at_next_meeting {
        Ok(ApprovedHow::NextMeeting)
    } else if sent.members > 0 && sent.approved >= sent.members {
        Ok(ApprovedHow::Members)
    } else if !sent.is_over {
        Err(Refused::Awaited { count: sent.members - sent.approved })
    } else if sent.silence_consents || silent == 0 {
        Ok(ApprovedHow::Silence)
    } else {
        Err(Refused::Silent { count: silent })
    }
}

/// Takes a member's answer: a yes until the minutes are approved, a remark in time.
///
/// # Errors
/// [`Refused`] where it comes too early or too late, or from somebody without a vote.
pub fn answer(
    state: MeetingState,
    sent: bool,
    votes: bool,
    is_over: bool,
    answer: Answer,
) -> Result<(), Refused> {
    meeting::mend(state)?;
    if !sent {
        Err(Refused::NotSent)
    } else if !votes {
        Err(Refused::NoVote)
    } else if is_over && answer == Answer::Remark {
        Err(Refused::TooLate)
    } else {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    const SENT: Circulation = Circulation {
        members: 4,
        approved: 1,
        remarks_open: 0,
        remarks_settled: 0,
        is_over: false,
        silence_consents: false,
    };

    #[test]
    fn minutes_that_were_not_sent_out_are_approved_by_the_chair() {
        assert_eq!(approve(None, false), Ok(ApprovedHow::Chair));
        assert_eq!(approve(None, true), Ok(ApprovedHow::NextMeeting));
    }

    #[test]
    fn the_last_yes_approves_before_the_day_is_over() {
        let all = Circulation { approved: 4, ..SENT };

        assert_eq!(approve(Some(SENT), false), Err(Refused::Awaited { count: 3 }));
        assert_eq!(approve(Some(all), false), Ok(ApprovedHow::Members));
    }

    #[test]
    fn silence_is_a_yes_only_where_the_body_says_so() {
        let over = Circulation { is_over: true, ..SENT };
        let consenting = Circulation { silence_consents: true, ..over };

        assert_eq!(approve(Some(over), false), Err(Refused::Silent { count: 3 }));
        assert_eq!(approve(Some(consenting), false), Ok(ApprovedHow::Silence));
        assert_eq!(approve(Some(over), true), Ok(ApprovedHow::NextMeeting));
    }

    #[test]
    fn silence_before_the_day_is_over_is_nothing() {
        let early = Circulation { silence_consents: true, ..SENT };

        assert_eq!(approve(Some(early), false), Err(Refused::Awaited { count: 3 }));
    }

    #[test]
    fn a_remark_comes_in_time_and_a_yes_until_the_end() {
        let state = MeetingState::MinutesDraft;

        assert_eq!(answer(state, true, true, false, Answer::Remark), Ok(()));
        let late = answer(state, true, true, true, Answer::Remark);
        assert_eq!(late, Err(Refused::TooLate));
        assert_eq!(answer(state, true, true, true, Answer::Approved), Ok(()));
        let early = answer(state, false, true, false, Answer::Approved);
        assert_eq!(early, Err(Refused::NotSent));
        let watching = answer(state, true, false, false, Answer::Approved);
        assert_eq!(watching, Err(Refused::NoVote));
    }

    #[test]
    fn five_days_for_remarks_end_on_the_fifth_day() {
        assert_eq!(last_day(date(2010, 11, 2), 5), date(2010, 11, 7));
    }

    proptest! {
        #[test]
        fn no_minutes_are_approved_over_an_open_remark(
            members in 0..25_i64, approved in 0..25_i64, open in 1..5_i64,
            settled in 0..5_i64, is_over: bool, silence_consents: bool, next: bool,
        ) {
            let sent = Circulation {
                members, approved, remarks_open: open, remarks_settled: settled, is_over,
                silence_consents,
            };
            prop_assert_eq!(
                approve(Some(sent), next),
                Err(Refused::OpenRemarks { count: open })
            );
        }

        #[test]
        fn one_more_yes_never_takes_an_approval_back(
            members in 1..25_i64, approved in 0..25_i64, is_over: bool,
            silence_consents: bool,
        ) {
            let sent = Circulation {
                members, approved: approved.min(members), remarks_open: 0,
                remarks_settled: 0, is_over, silence_consents,
            };
            let more = Circulation { approved: (sent.approved + 1).min(members), ..sent };
            if approve(Some(sent), false).is_ok() {
                prop_assert!(approve(Some(more), false).is_ok());
            }
        }
    }
}
