//! When a decision is public, and what became of it.

use crate::{
    choices,
    meetings::rules::Verb,
    refusal::{Message, Refusal},
};

/// What was done about the release of a decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Release {
    /// When it is released by itself.
    pub at: Option<i64>,
    pub released: Option<i64>,
    pub withdrawn: Option<i64>,
}

/// Where a decision stands towards the public.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Its minutes are not approved, or its item is closed.
    Inside,
    /// With the approved minutes.
    WithMinutes,
    /// Released on its own.
    Released {
        since: i64,
    },
    Planned {
        at: i64,
    },
    Withdrawn {
        since: i64,
    },
}

impl Standing {
    pub fn is_public(self) -> bool {
        matches!(self, Self::WithMinutes | Self::Released { .. })
    }
}

pub fn standing(
    minutes_approved: bool,
    closed: bool,
    release: Option<Release>,
) -> Standing {
    match release {
        Some(Release { released: Some(since), .. }) => Standing::Released { since },
        Some(Release { withdrawn: Some(since), .. }) => Standing::Withdrawn { since },
        Some(Release { at: Some(at), .. }) => Standing::Planned { at },
        Some(_) | None if minutes_approved && !closed => Standing::WithMinutes,
        Some(_) | None => Standing::Inside,
    }
}

/// Why a decision was not released or withdrawn.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    #[error("the item has not been decided")]
    Undecided,
    #[error("the decision is public")]
    Public,
    #[error("the decision is not public")]
    NotPublic,
    #[error("the decision is not as it was read")]
    Changed,
}

impl Refusal for Refused {
    fn why(&self) -> Message {
        Message::new(match self {
            Self::Undecided => "release-refused-undecided",
            Self::Public => "release-refused-public",
            Self::NotPublic => "release-refused-not-public",
            Self::Changed => "release-refused-changed",
        })
    }

    fn way_forward(&self) -> Message {
        Message::new(match self {
            Self::Undecided => "release-refused-undecided-way",
            Self::Public => "release-refused-public-way",
            Self::NotPublic => "release-refused-not-public-way",
            Self::Changed => "release-refused-changed-way",
        })
    }
}

/// A decision that is not public is released, as it was read; one that is may be planned
/// for later only after it was withdrawn.
///
/// # Errors
/// [`Refused`] with what is wrong first.
pub fn release(standing: Standing, same: bool) -> Result<(), Refused> {
    if standing.is_public() {
        return Err(Refused::Public);
    }
    if same { Ok(()) } else { Err(Refused::Changed) }
}

/// What is public or planned to be is withdrawn.
///
/// # Errors
/// [`Refused::NotPublic`].
pub fn withdraw(standing: Standing) -> Result<(), Refused> {
    match standing {
        Standing::WithMinutes | Standing::Released { .. } | Standing::Planned { .. } => {
            Ok(())
        }
        Standing::Inside | Standing::Withdrawn { .. } => Err(Refused::NotPublic),
    }
}

choices! {
    /// What became of a decision.
    Became {
        Draft: "draft", "became-draft";
        Task: "task", "became-task";
        SentOn: "sent_on", "became-sent-on";
        Dropped: "dropped", "became-dropped";
        Nothing: "nothing", "became-nothing";
    }
}

/// What is known of a decision's consequences.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Consequences {
    pub verb: Verb,
    pub paragraphs: usize,
    pub tasks: usize,
    pub sent_on: bool,
    /// Its proposal fell afterwards.
    pub ended: bool,
}

/// Everything that became of it; `Nothing` where nothing has yet.
pub fn became(of: Consequences) -> Vec<Became> {
    let dropped = of.ended || of.verb.drops();
    let found: Vec<Became> = [
        (of.paragraphs > 0, Became::Draft),
        (of.tasks > 0, Became::Task),
        (of.sent_on || of.verb == Verb::RecommendedUp, Became::SentOn),
        (dropped, Became::Dropped),
    ]
    .into_iter()
    .filter_map(|(is, became)| is.then_some(became))
    .collect();
    if found.is_empty() { vec![Became::Nothing] } else { found }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLANNED: Release = Release { at: Some(9), released: None, withdrawn: None };

    #[test]
    fn open_decisions_are_public_with_the_minutes_and_closed_ones_are_not() {
        assert_eq!(standing(true, false, None), Standing::WithMinutes);
        assert_eq!(standing(false, false, None), Standing::Inside);
        assert_eq!(standing(true, true, None), Standing::Inside);
    }

    #[test]
    fn a_planned_release_keeps_the_decision_back_although_the_minutes_are_approved() {
        assert_eq!(standing(true, false, Some(PLANNED)), Standing::Planned { at: 9 });
        let released = Release { released: Some(9), ..PLANNED };
        assert!(standing(false, true, Some(released)).is_public());
    }

    #[test]
    fn what_was_withdrawn_stays_away_until_it_is_released_again() {
        let withdrawn = Release { withdrawn: Some(5), ..PLANNED };
        let standing = standing(true, false, Some(withdrawn));

        assert!(!standing.is_public());
        assert_eq!(withdraw(standing), Err(Refused::NotPublic));
        assert_eq!(release(standing, true), Ok(()));
        assert_eq!(release(standing, false), Err(Refused::Changed));
        assert_eq!(release(Standing::WithMinutes, true), Err(Refused::Public));
    }

    #[test]
    fn each_decision_tells_everything_that_became_of_it() {
        let approved = Consequences {
            verb: Verb::Approved,
            paragraphs: 0,
            tasks: 0,
            sent_on: false,
            ended: false,
        };

        assert_eq!(became(approved), [Became::Nothing]);
        let used = Consequences { paragraphs: 2, tasks: 1, ..approved };
        assert_eq!(became(used), [Became::Draft, Became::Task]);
        let up = Consequences { verb: Verb::RecommendedUp, ..approved };
        assert_eq!(became(up), [Became::SentOn]);
        let no = Consequences { verb: Verb::Rejected, ..approved };
        assert_eq!(became(no), [Became::Dropped]);
    }
}
