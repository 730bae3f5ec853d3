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
        /// No meeting: the items of a body that no meeting has yet.
        Backlog: "backlog", "meeting-kind-backlog";
    }
}

choices! {
    /// Where a meeting stands.
    MeetingState {
        /// Being prepared: nobody is told, and only those who prepare it see it.
        Planned: "planned", "meeting-planned";
        /// Those who meet see the agenda while it grows.
        AgendaOpen: "agenda_open", "meeting-agenda-open";
        PapersSent: "papers_sent", "meeting-papers-sent";
        InProgress: "in_progress", "meeting-in-progress";
        MinutesDraft: "minutes_draft", "meeting-minutes-draft";
        MinutesApproved: "minutes_approved", "meeting-minutes-approved";
        /// Nothing is changed any more.
        Closed: "closed", "meeting-closed";
        Cancelled: "cancelled", "meeting-cancelled";
    }
}

impl MeetingState {
    /// The meeting has not begun, and is to be held.
    pub fn is_ahead(self) -> bool {
        matches!(self, Self::Planned | Self::AgendaOpen | Self::PapersSent)
    }

    /// It was begun, and its minutes are not approved.
    pub fn is_under_way(self) -> bool {
        matches!(self, Self::InProgress | Self::MinutesDraft)
    }
}

choices! {
    /// What an item asks of those who meet.
    Matter {
        Decision: "decision", "matter-decision";
        Discussion: "discussion", "matter-discussion";
        Information: "information", "matter-information";
    }
}

impl Default for Matter {
    fn default() -> Self {
        Self::Decision
    }
}

choices! {
    /// How minutes came to be approved.
    ApprovedHow {
        /// The chair alone, where they were not sent out.
        Chair: "chair", "approved-how-chair";
        /// Every member said yes.
        Members: "members", "approved-how-members";
        /// The day passed without a remark, and the body takes silence for a yes.
        Silence: "silence", "approved-how-silence";
        /// At the next meeting of the body.
        NextMeeting: "next_meeting", "approved-how-next-meeting";
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
    /// What stands after "det indstilles, at …".
    pub fn proposed_key(self) -> &'static str {
        match self {
            Self::Approved => "proposed-approved",
            Self::Endorsed => "proposed-endorsed",
            Self::Discussed => "proposed-discussed",
            Self::Noted => "proposed-noted",
            Self::Postponed => "proposed-postponed",
            Self::RecommendedUp => "proposed-recommended-up",
            Self::Rejected => "proposed-rejected",
        }
    }

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
    #[error("the agenda is open to those who meet")]
    AgendaOpen,
    #[error("nothing has changed since the papers were sent")]
    NothingNew,
    #[error("the papers have not been sent")]
    PapersNotSent,
    #[error("the meeting is not in progress")]
    NotInProgress,
    #[error("the meeting has begun")]
    Begun,
    #[error("the meeting is closed")]
    Closed,
    #[error("the meeting is cancelled")]
    Cancelled,
    #[error("the meeting has no minutes")]
    NoMinutes,
    #[error("the minutes are not approved")]
    NotApproved,
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
    #[error("time and place are as before")]
    SamePlace,
    #[error("this is no meeting")]
    NoMeeting,
}

impl Refused {
    fn keys(&self) -> (&'static str, &'static str) {
        match self {
            Self::EmptyAgenda => {
                ("meeting-refused-empty-agenda", "meeting-refused-empty-agenda-way")
            }
            Self::AgendaOpen => {
                ("meeting-refused-agenda-open", "meeting-refused-agenda-open-way")
            }
            Self::NothingNew => {
                ("meeting-refused-nothing-new", "meeting-refused-nothing-new-way")
            }
            Self::PapersNotSent => {
                ("meeting-refused-papers-not-sent", "meeting-refused-papers-not-sent-way")
            }
            Self::NotInProgress => {
                ("meeting-refused-not-in-progress", "meeting-refused-not-in-progress-way")
            }
            Self::Begun => ("meeting-refused-begun", "meeting-refused-begun-way"),
            Self::Closed => ("meeting-refused-closed", "meeting-refused-too-late-way"),
            Self::Cancelled => {
                ("meeting-refused-cancelled", "meeting-refused-cancelled-way")
            }
            Self::NoMinutes => {
                ("meeting-refused-no-minutes", "meeting-refused-no-minutes-way")
            }
            Self::NotApproved => {
                ("meeting-refused-not-approved", "meeting-refused-not-approved-way")
            }
            Self::TooEarly => {
                ("meeting-refused-too-early", "meeting-refused-too-early-way")
            }
            Self::NobodyPresent => {
                ("meeting-refused-nobody-present", "meeting-refused-nobody-present-way")
            }
            Self::Undecided { .. } => {
                ("meeting-refused-undecided", "meeting-refused-undecided-way")
            }
            Self::NoConclusion => {
                ("meeting-refused-no-conclusion", "meeting-refused-no-conclusion-way")
            }
            Self::AlreadyDecided => {
                ("meeting-refused-already-decided", "meeting-refused-too-late-way")
            }
            Self::SamePlace => {
                ("meeting-refused-same-place", "meeting-refused-same-place-way")
            }
            Self::NoMeeting => {
                ("meeting-refused-no-meeting", "meeting-refused-no-meeting-way")
            }
        }
    }
}

impl Refusal for Refused {
    fn why(&self) -> Message {
        let why = Message::new(self.keys().0);
        match self {
            Self::Undecided { count } => why.with("count", *count),
            _ => why,
        }
    }

    fn way_forward(&self) -> Message {
        Message::new(self.keys().1)
    }
}

/// What has been noted of a meeting.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[allow(clippy::struct_excessive_bools)]
pub struct Noted {
    pub agenda: bool,
    pub papers: bool,
    pub opened: bool,
    pub ended: bool,
    pub approved: bool,
    pub closed: bool,
    pub cancelled: bool,
}

/// Where a meeting stands, from what has been noted: the last step that was taken.
pub fn state(noted: Noted) -> MeetingState {
    [
        (noted.cancelled, MeetingState::Cancelled),
        (noted.closed, MeetingState::Closed),
        (noted.approved, MeetingState::MinutesApproved),
        (noted.ended, MeetingState::MinutesDraft),
        (noted.opened, MeetingState::InProgress),
        (noted.papers, MeetingState::PapersSent),
        (noted.agenda, MeetingState::AgendaOpen),
    ]
    .into_iter()
    .find_map(|(is_so, state)| is_so.then_some(state))
    .unwrap_or(MeetingState::Planned)
}

/// Why a meeting that is not ahead any more is left as it is.
fn behind(state: MeetingState) -> Refused {
    match state {
        MeetingState::Cancelled => Refused::Cancelled,
        MeetingState::Closed | MeetingState::MinutesApproved => Refused::Closed,
        _ => Refused::Begun,
    }
}

/// A meeting is prepared - its items written, ordered, taken off - until it begins.
pub fn prepare(state: MeetingState) -> Result<(), Refused> {
    if state.is_ahead() { Ok(()) } else { Err(behind(state)) }
}

/// Items are added until the minutes are written: extra ones in the meeting itself.
pub fn add_item(state: MeetingState) -> Result<(), Refused> {
    if state == MeetingState::InProgress { Ok(()) } else { prepare(state) }
}

/// Shows the agenda to those who meet.
pub fn open_agenda(state: MeetingState) -> Result<(), Refused> {
    prepare(state)?;
    if state == MeetingState::Planned { Ok(()) } else { Err(Refused::AgendaOpen) }
}

/// Papers go out with an agenda in them, and again when it has changed since.
pub fn send_papers(
    state: MeetingState,
    items: usize,
    changed: bool,
) -> Result<(), Refused> {
    prepare(state)?;
    if items == 0 {
        return Err(Refused::EmptyAgenda);
    }
    if state == MeetingState::PapersSent && !changed {
        return Err(Refused::NothingNew);
    }
    Ok(())
}

/// Gives a meeting another time or place, before it begins.
pub fn shift(state: MeetingState, is_other: bool) -> Result<(), Refused> {
    prepare(state)?;
    if is_other { Ok(()) } else { Err(Refused::SamePlace) }
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
        MeetingState::Planned | MeetingState::AgendaOpen => Err(Refused::PapersNotSent),
        MeetingState::Closed | MeetingState::MinutesApproved => Err(Refused::Closed),
        MeetingState::Cancelled => Err(Refused::Cancelled),
        MeetingState::PapersSent
        | MeetingState::InProgress
        | MeetingState::MinutesDraft
            if present == 0 =>
        {
            Err(Refused::NobodyPresent)
        }
        MeetingState::PapersSent
        | MeetingState::InProgress
        | MeetingState::MinutesDraft => Ok(()),
    }
}

/// What is said and decided is written down while the meeting is in progress.
pub fn write(state: MeetingState) -> Result<(), Refused> {
    match state {
        MeetingState::InProgress => Ok(()),
        MeetingState::Closed | MeetingState::MinutesApproved => Err(Refused::Closed),
        MeetingState::Cancelled => Err(Refused::Cancelled),
        MeetingState::Planned
        | MeetingState::AgendaOpen
        | MeetingState::PapersSent
        | MeetingState::MinutesDraft => Err(Refused::NotInProgress),
    }
}

/// Minutes are mended until they are approved.
pub fn mend(state: MeetingState) -> Result<(), Refused> {
    if state == MeetingState::MinutesDraft { Ok(()) } else { write(state) }
}

/// Whether an item must have been decided when the meeting ends.
pub fn must_be_decided(kind: MeetingKind, matter: Matter) -> bool {
    kind == MeetingKind::Body && matter == Matter::Decision
}

/// What the minutes must hold before the meeting ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Minutes {
    pub kind: MeetingKind,
    pub written: bool,
    pub undecided: i64,
    pub conclusions: i64,
}

/// Whether the minutes are complete: a body's are put together from its decisions, those
/// of a theme meeting are written.
pub fn complete(state: MeetingState, minutes: Minutes) -> Result<(), Refused> {
    mend(state)?;
    match minutes.kind {
        MeetingKind::Theme if !minutes.written => Err(Refused::NoMinutes),
        MeetingKind::Theme if minutes.conclusions == 0 => Err(Refused::NoConclusion),
        MeetingKind::Body if minutes.undecided > 0 => {
            Err(Refused::Undecided { count: minutes.undecided })
        }
        MeetingKind::Backlog => Err(Refused::NoMeeting),
        MeetingKind::Theme | MeetingKind::Body => Ok(()),
    }
}

/// Closes a meeting whose minutes are approved: nothing is changed after that.
pub fn close(state: MeetingState) -> Result<(), Refused> {
    match state {
        MeetingState::MinutesApproved => Ok(()),
        MeetingState::Closed => Err(Refused::Closed),
        MeetingState::Cancelled => Err(Refused::Cancelled),
        _ => Err(Refused::NotApproved),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::web::choices::Choice as _;

    const WRITTEN: Minutes =
        Minutes { kind: MeetingKind::Body, written: true, undecided: 0, conclusions: 0 };

    #[test]
    fn papers_without_an_agenda_are_not_sent() {
        assert_eq!(send_papers(MeetingState::Planned, 0, true), Err(Refused::EmptyAgenda));
        assert_eq!(send_papers(MeetingState::Planned, 1, true), Ok(()));
        assert_eq!(send_papers(MeetingState::AgendaOpen, 1, true), Ok(()));
    }

    #[test]
    fn papers_go_out_again_only_when_the_agenda_has_changed() {
        let sent = MeetingState::PapersSent;

        assert_eq!(send_papers(sent, 1, false), Err(Refused::NothingNew));
        assert_eq!(send_papers(sent, 1, true), Ok(()));
        assert_eq!(send_papers(MeetingState::InProgress, 1, true), Err(Refused::Begun));
    }

    #[test]
    fn a_draft_is_shown_once_and_only_before_the_meeting() {
        assert_eq!(open_agenda(MeetingState::Planned), Ok(()));
        assert_eq!(open_agenda(MeetingState::AgendaOpen), Err(Refused::AgendaOpen));
        assert_eq!(open_agenda(MeetingState::Cancelled), Err(Refused::Cancelled));
    }

    #[test]
    fn a_meeting_that_has_begun_is_neither_moved_nor_prepared() {
        assert_eq!(shift(MeetingState::PapersSent, true), Ok(()));
        assert_eq!(shift(MeetingState::PapersSent, false), Err(Refused::SamePlace));
        assert_eq!(shift(MeetingState::InProgress, true), Err(Refused::Begun));
        assert_eq!(prepare(MeetingState::Closed), Err(Refused::Closed));
    }

    #[test]
    fn an_extra_item_is_added_in_the_meeting_and_not_after_it() {
        assert_eq!(add_item(MeetingState::InProgress), Ok(()));
        assert_eq!(add_item(MeetingState::MinutesDraft), Err(Refused::Begun));
    }

    #[test]
    fn nothing_is_decided_before_the_meeting_is_opened_or_after_it_is_closed() {
        assert_eq!(write(MeetingState::PapersSent), Err(Refused::NotInProgress));
        assert_eq!(write(MeetingState::MinutesDraft), Err(Refused::NotInProgress));
        assert_eq!(write(MeetingState::Closed), Err(Refused::Closed));
        assert_eq!(write(MeetingState::InProgress), Ok(()));
    }

    #[test]
    fn minutes_are_mended_until_they_are_approved() {
        assert_eq!(mend(MeetingState::MinutesDraft), Ok(()));
        assert_eq!(mend(MeetingState::MinutesApproved), Err(Refused::Closed));
    }

    #[test]
    fn a_body_decides_every_item_before_its_minutes_are_complete() {
        let open = Minutes { undecided: 2, ..WRITTEN };

        assert_eq!(
            complete(MeetingState::InProgress, open),
            Err(Refused::Undecided { count: 2 })
        );
        assert_eq!(complete(MeetingState::InProgress, WRITTEN), Ok(()));
        let unwritten = Minutes { written: false, ..WRITTEN };
        assert_eq!(complete(MeetingState::InProgress, unwritten), Ok(()));
    }

    #[test]
    fn what_is_for_information_needs_no_decision() {
        assert!(must_be_decided(MeetingKind::Body, Matter::Decision));
        assert!(!must_be_decided(MeetingKind::Body, Matter::Information));
        assert!(!must_be_decided(MeetingKind::Theme, Matter::Decision));
    }

    #[test]
    fn a_theme_meeting_writes_and_concludes_before_its_minutes_are_complete() {
        let theme = Minutes { kind: MeetingKind::Theme, ..WRITTEN };
        let concluded = Minutes { conclusions: 1, ..theme };
        let unwritten = Minutes { written: false, ..concluded };

        let state = MeetingState::InProgress;
        assert_eq!(complete(state, theme), Err(Refused::NoConclusion));
        assert_eq!(complete(state, unwritten), Err(Refused::NoMinutes));
        assert_eq!(complete(state, concluded), Ok(()));
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

    #[test]
    fn only_a_meeting_with_approved_minutes_is_closed() {
        assert_eq!(close(MeetingState::MinutesApproved), Ok(()));
        assert_eq!(close(MeetingState::MinutesDraft), Err(Refused::NotApproved));
        assert_eq!(close(MeetingState::Closed), Err(Refused::Closed));
    }

    proptest! {
        #[test]
        fn what_is_closed_or_cancelled_takes_no_act(
            items in 0..3_usize, changed: bool, here in 0..3_usize,
        ) {
            for state in [MeetingState::Closed, MeetingState::Cancelled] {
                prop_assert!(prepare(state).is_err() && add_item(state).is_err());
                prop_assert!(send_papers(state, items, changed).is_err());
                prop_assert!(open_agenda(state).is_err() && shift(state, changed).is_err());
                prop_assert!(open(state, changed, here).is_err() && close(state).is_err());
                prop_assert!(write(state).is_err() && mend(state).is_err());
            }
        }

        #[test]
        fn every_state_follows_from_what_was_noted_last(
            agenda: bool, papers: bool, opened: bool, ended: bool,
            approved: bool, closed: bool,
        ) {
            let noted =
                Noted { agenda, papers, opened, ended, approved, closed, cancelled: false };
            let steps = [agenda, papers, opened, ended, approved, closed];
            let reached = steps.iter().rposition(|step| *step).map_or(0, |at| at + 1);
            prop_assert_eq!(state(noted), MeetingState::ALL[reached]);
            let off = Noted { cancelled: true, ..noted };
            prop_assert_eq!(state(off), MeetingState::Cancelled);
        }
    }
}
