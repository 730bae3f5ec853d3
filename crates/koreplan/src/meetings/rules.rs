//! The life of a meeting and the words of its decisions.

use crate::{
    choices,
    refusal::{Message, Refusal},
};

choices! {
    /// What a meeting is for.
    MeetingKind {
        /// Headed by a minister, in one area.
        Theme: "theme", "meeting-kind-theme";
        /// A body's own meeting: steering group, the body above it, a board.
        Body: "body", "meeting-kind-body";
    }
}

choices! {
    /// Where a meeting stands.
    MeetingState {
        Planned: "planned", "meeting-planned";
        PapersSent: "papers_sent", "meeting-papers-sent";
        InProgress: "in_progress", "meeting-in-progress";
        Closed: "closed", "meeting-closed";
    }
}

choices! {
    /// The verbs of Danish decisions ("det indstilles, at … godkendes").
    Verb {
        Approved: "approved", "verb-approved";
        Endorsed: "endorsed", "verb-endorsed";
        Discussed: "discussed", "verb-discussed";
        Noted: "noted", "verb-noted";
        Postponed: "postponed", "verb-postponed";
        RecommendedUp: "recommended_up", "verb-recommended-up";
        Rejected: "rejected", "verb-rejected";
    }
}

impl Verb {
    /// The matter goes on into the text.
    pub fn adopts(self) -> bool {
        matches!(self, Self::Approved | Self::Endorsed | Self::RecommendedUp)
    }

    /// The matter ends here.
    pub fn drops(self) -> bool {
        self == Self::Rejected
    }
}

choices! {
    /// Whether a person came.
    Presence {
        Present: "present", "presence-present";
        Apology: "apology", "presence-apology";
    }
}

/// Why an act on a meeting was not done.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    #[error("the agenda is empty")]
    EmptyAgenda,
    #[error("the papers have been sent")]
    PapersSent,
    #[error("the papers have not been sent")]
    PapersNotSent,
    #[error("the meeting is not in progress")]
    NotInProgress,
    #[error("the meeting is closed")]
    Closed,
    #[error("the meeting has no minutes")]
    NoMinutes,
    #[error("the day of the meeting has not come")]
    TooEarly,
    #[error("nobody is present")]
    NobodyPresent,
    #[error("{count} items have no decision")]
    Undecided { count: i64 },
    #[error("the theme meeting has no conclusion")]
    NoConclusion,
    #[error("the item has been decided")]
    AlreadyDecided,
}

impl Refusal for Refused {
    fn why(&self) -> Message {
        match self {
            Self::EmptyAgenda => Message::new("meeting-refused-empty-agenda"),
            Self::PapersSent => Message::new("meeting-refused-papers-sent"),
            Self::PapersNotSent => Message::new("meeting-refused-papers-not-sent"),
            Self::NotInProgress => Message::new("meeting-refused-not-in-progress"),
            Self::Closed => Message::new("meeting-refused-closed"),
            Self::NoMinutes => Message::new("meeting-refused-no-minutes"),
            Self::TooEarly => Message::new("meeting-refused-too-early"),
            Self::NobodyPresent => Message::new("meeting-refused-nobody-present"),
            Self::Undecided { count } => {
                Message::new("meeting-refused-undecided").with("count", *count)
            }
            Self::NoConclusion => Message::new("meeting-refused-no-conclusion"),
            Self::AlreadyDecided => Message::new("meeting-refused-already-decided"),
        }
    }

    fn way_forward(&self) -> Message {
        Message::new(match self {
            Self::EmptyAgenda => "meeting-refused-empty-agenda-way",
            Self::PapersSent | Self::Closed | Self::AlreadyDecided => {
                "meeting-refused-too-late-way"
            }
            Self::PapersNotSent => "meeting-refused-papers-not-sent-way",
            Self::NotInProgress => "meeting-refused-not-in-progress-way",
            Self::NoMinutes => "meeting-refused-no-minutes-way",
            Self::TooEarly => "meeting-refused-too-early-way",
            Self::NobodyPresent => "meeting-refused-nobody-present-way",
            Self::Undecided { .. } => "meeting-refused-undecided-way",
            Self::NoConclusion => "meeting-refused-no-conclusion-way",
        })
    }
}

/// Where a meeting stands, from what has been noted.
pub fn state(papers: bool, opened: bool, approved: bool) -> MeetingState {
    match (papers, opened, approved) {
        (_, _, true) => MeetingState::Closed,
        (_, true, false) => MeetingState::InProgress,
        (true, false, false) => MeetingState::PapersSent,
        (false, false, false) => MeetingState::Planned,
    }
}

/// Items are added until the papers go out.
pub fn add_item(state: MeetingState) -> Result<(), Refused> {
    match state {
        MeetingState::Planned => Ok(()),
        MeetingState::PapersSent | MeetingState::InProgress => Err(Refused::PapersSent),
        MeetingState::Closed => Err(Refused::Closed),
    }
}

/// Papers go out once, with an agenda in them.
pub fn send_papers(state: MeetingState, items: usize) -> Result<(), Refused> {
    match state {
        MeetingState::Planned if items == 0 => Err(Refused::EmptyAgenda),
        MeetingState::Planned => Ok(()),
        MeetingState::PapersSent | MeetingState::InProgress => Err(Refused::PapersSent),
        MeetingState::Closed => Err(Refused::Closed),
    }
}

/// A meeting is opened, and attendance noted, on its day or later, after its papers
/// were sent.
pub fn open(
    state: MeetingState,
    day_has_come: bool,
    present: usize,
) -> Result<(), Refused> {
    match state {
        MeetingState::PapersSent if !day_has_come => Err(Refused::TooEarly),
        MeetingState::Planned => Err(Refused::PapersNotSent),
        MeetingState::Closed => Err(Refused::Closed),
        MeetingState::PapersSent | MeetingState::InProgress if present == 0 => {
            Err(Refused::NobodyPresent)
        }
        MeetingState::PapersSent | MeetingState::InProgress => Ok(()),
    }
}

/// What is said and decided is written down while the meeting is in progress.
pub fn write(state: MeetingState) -> Result<(), Refused> {
    match state {
        MeetingState::InProgress => Ok(()),
        MeetingState::Closed => Err(Refused::Closed),
        MeetingState::Planned | MeetingState::PapersSent => Err(Refused::NotInProgress),
    }
}

/// What the minutes must hold before the chair approves them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Minutes {
    pub kind: MeetingKind,
    pub written: bool,
    pub undecided: i64,
    pub conclusions: i64,
}

/// Closes a meeting by approving its minutes.
pub fn approve(state: MeetingState, minutes: Minutes) -> Result<(), Refused> {
    write(state)?;
    if !minutes.written {
        return Err(Refused::NoMinutes);
    }
    match minutes.kind {
        MeetingKind::Theme if minutes.conclusions == 0 => Err(Refused::NoConclusion),
        MeetingKind::Body if minutes.undecided > 0 => {
            Err(Refused::Undecided { count: minutes.undecided })
        }
        MeetingKind::Theme | MeetingKind::Body => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WRITTEN: Minutes =
        Minutes { kind: MeetingKind::Body, written: true, undecided: 0, conclusions: 0 };

    #[test]
    fn papers_without_an_agenda_are_not_sent() {
        assert_eq!(send_papers(MeetingState::Planned, 0), Err(Refused::EmptyAgenda));
        assert_eq!(send_papers(MeetingState::Planned, 1), Ok(()));
        assert_eq!(send_papers(MeetingState::PapersSent, 1), Err(Refused::PapersSent));
    }

    #[test]
    fn nothing_is_decided_before_the_meeting_is_opened_or_after_it_is_closed() {
        assert_eq!(write(MeetingState::PapersSent), Err(Refused::NotInProgress));
        assert_eq!(write(MeetingState::Closed), Err(Refused::Closed));
        assert_eq!(write(MeetingState::InProgress), Ok(()));
    }

    #[test]
    fn a_body_decides_every_item_before_its_minutes_are_approved() {
        let open = Minutes { undecided: 2, ..WRITTEN };

        assert_eq!(
            approve(MeetingState::InProgress, open),
            Err(Refused::Undecided { count: 2 })
        );
        assert_eq!(approve(MeetingState::InProgress, WRITTEN), Ok(()));
    }

    #[test]
    fn a_theme_meeting_concludes_before_its_minutes_are_approved() {
        let theme = Minutes { kind: MeetingKind::Theme, ..WRITTEN };

        assert_eq!(approve(MeetingState::InProgress, theme), Err(Refused::NoConclusion));
        let concluded = Minutes { conclusions: 1, ..theme };
        assert_eq!(approve(MeetingState::InProgress, concluded), Ok(()));
    }

    #[test]
    fn a_meeting_is_not_held_before_its_day() {
        assert_eq!(open(MeetingState::PapersSent, false, 3), Err(Refused::TooEarly));
        assert_eq!(open(MeetingState::PapersSent, true, 3), Ok(()));
    }

    #[test]
    fn a_meeting_without_anybody_is_not_opened() {
        assert_eq!(open(MeetingState::PapersSent, true, 0), Err(Refused::NobodyPresent));
        assert_eq!(open(MeetingState::Planned, true, 3), Err(Refused::PapersNotSent));
    }
}
