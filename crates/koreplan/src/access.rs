//! Who may do what: the whole policy as one table.
//!
//! Storage gives out only [`Sealed`] values. [`Sealed::open`] asks the table and gives
//! the value together with a [`Permit`]; rules and journal take the permit, so a
//! forgotten check does not compile. What is forbidden looks like what is missing.

use std::marker::PhantomData;

use crate::{
    bodies::rules::{BodyKind, Role},
    web::error::NotFound,
};

/// Who stands at the door.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Actor {
    /// Nobody, when not signed in.
    pub person: Option<Person>,
    /// The seats the person has today.
    pub seats: Vec<Seat>,
    /// The token every form of this session carries.
    pub csrf: String,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    pub id: i64,
    pub name: String,
    pub operator: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seat {
    pub case_id: i64,
    /// The slug of the case, as addresses name it.
    pub case: String,
    pub body_id: i64,
    pub kind: BodyKind,
    pub role: Role,
}

/// What the table needs to know of a thing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Facts {
    pub case_id: i64,
    /// The body whose thing it is.
    pub body_id: Option<i64>,
    /// The person who chairs it.
    pub chair_id: Option<i64>,
    /// The person whose own thing it is.
    pub owner_id: Option<i64>,
    /// The people the owner let in.
    pub colleagues: Vec<i64>,
    /// Released to everybody; of a task: to everybody with a seat.
    pub public: bool,
    /// Not yet shown to those whose thing it is: it is being prepared.
    pub withheld: bool,
}

/// A thing that has a door.
pub trait Guarded {
    fn facts(&self) -> Facts;
}

/// A thing whose door is shut.
#[derive(Debug)]
pub struct Sealed<T>(T);

impl<T: Guarded> Sealed<T> {
    pub fn new(value: T) -> Self {
        Self(value)
    }

    /// Opens the door, if the table says so.
    ///
    /// # Errors
    /// [`NotFound`], the same as if the thing were missing.
    pub fn open<A: Action>(
        self,
        actor: &Actor,
        _: A,
    ) -> Result<(T, Permit<A>), NotFound> {
        let facts = self.0.facts();
        if !may::<A>(actor, &facts) {
            return Err(NotFound);
        }
        let by = actor.person.as_ref();
        let permit = Permit {
            by_id: by.map(|person| person.id),
            by: by.map_or_else(String::new, |person| person.name.clone()),
            action: PhantomData,
        };
        Ok((self.0, permit))
    }
}

/// Says that the table allowed action `A`. Made only here.
#[derive(Debug)]
pub struct Permit<A> {
    pub by_id: Option<i64>,
    /// The name the record shows; empty when not signed in.
    pub by: String,
    action: PhantomData<A>,
}

/// Something one can do.
pub trait Action: 'static {
    const NAME: &'static str;
    const WHO: &'static [Who];
}

/// Who may do a thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Who {
    Anyone,
    /// Anyone, once the thing is released.
    AnyoneOncePublic,
    /// Everyone with a seat in the case.
    Insider,
    /// Everyone with a seat in the case, where the thing is open to all of them.
    InsiderOnceOpen,
    Secretariat,
    HeadOfSecretariat,
    SteeringGroup,
    /// The chair of the body whose thing it is.
    ChairOfBody,
    /// Someone with a seat in the body whose thing it is: observers hear, too.
    SeatInBody,
    /// As above, once it is shown to them.
    SeatOnceShown,
    /// Someone who acts in the body whose thing it is: not an observer.
    MemberOfBody,
    /// As above, once it is shown to them.
    MemberOnceShown,
    /// The steering group, of what is no other body's, once it is shown to it.
    SteeringGroupOnceShown,
    /// The person who chairs the thing itself, such as a meeting.
    ItsChair,
    Owner,
    /// Someone the owner let in.
    Colleague,
    /// Everyone with an account.
    SignedIn,
    Operator,
}

impl Who {
    fn is(self, actor: &Actor, facts: &Facts) -> bool {
        let mut seats = actor.seats.iter().filter(|seat| seat.case_id == facts.case_id);
        let person = actor.person.as_ref().map(|person| person.id);
        match self {
            Self::Anyone => true,
            Self::AnyoneOncePublic => facts.public,
            Self::Insider => seats.next().is_some(),
            Self::InsiderOnceOpen => facts.public && seats.next().is_some(),
            Self::Secretariat => seats.any(|seat| {
                seat.kind == BodyKind::Secretariat && seat.role != Role::Observer
            }),
            Self::HeadOfSecretariat => seats.any(|seat| {
                seat.kind == BodyKind::Secretariat && seat.role == Role::Chair
            }),
            Self::SteeringGroup => seats.any(|seat| seat.kind == BodyKind::SteeringGroup),
            Self::ChairOfBody => seats.any(|seat| {
                Some(seat.body_id) == facts.body_id && seat.role == Role::Chair
            }),
            Self::SeatInBody => seats.any(|seat| Some(seat.body_id) == facts.body_id),
            Self::SeatOnceShown => !facts.withheld && Self::SeatInBody.is(actor, facts),
            Self::MemberOfBody => seats.any(|seat| {
                Some(seat.body_id) == facts.body_id && seat.role != Role::Observer
            }),
            Self::MemberOnceShown => {
                !facts.withheld && Self::MemberOfBody.is(actor, facts)
            }
            Self::SteeringGroupOnceShown => {
                facts.body_id.is_none()
                    && !facts.withheld
                    && Self::SteeringGroup.is(actor, facts)
            }
            Self::ItsChair => person.is_some() && person == facts.chair_id,
            Self::Owner => person.is_some() && person == facts.owner_id,
            Self::Colleague => person.is_some_and(|id| facts.colleagues.contains(&id)),
            Self::SignedIn => person.is_some(),
            Self::Operator => actor.person.as_ref().is_some_and(|person| person.operator),
        }
    }

    fn doors(self, facts: &Facts) -> Vec<Door> {
        let case = facts.case_id;
        let one =
            |id: Option<i64>, door: fn(i64) -> Door| id.into_iter().map(door).collect();
        match self {
            Self::Anyone => vec![Door::Everybody],
            Self::AnyoneOncePublic if facts.public => vec![Door::Everybody],
            Self::Insider => vec![Door::Insider(case)],
            Self::InsiderOnceOpen if facts.public => vec![Door::Insider(case)],
            Self::AnyoneOncePublic | Self::InsiderOnceOpen => Vec::new(),
            Self::Secretariat => vec![Door::Secretariat(case)],
            Self::HeadOfSecretariat => vec![Door::HeadOfSecretariat(case)],
            Self::SteeringGroup => vec![Door::SteeringGroup(case)],
            Self::ChairOfBody => one(facts.body_id, Door::Chair),
            Self::SeatInBody => one(facts.body_id, Door::Seat),
            Self::MemberOfBody => one(facts.body_id, Door::Member),
            Self::SeatOnceShown
            | Self::MemberOnceShown
            | Self::SteeringGroupOnceShown
                if facts.withheld =>
            {
                Vec::new()
            }
            Self::SeatOnceShown => Self::SeatInBody.doors(facts),
            Self::MemberOnceShown => Self::MemberOfBody.doors(facts),
            Self::SteeringGroupOnceShown if facts.body_id.is_some() => Vec::new(),
            Self::SteeringGroupOnceShown => Self::SteeringGroup.doors(facts),
            Self::ItsChair => one(facts.chair_id, Door::Person),
            Self::Owner => one(facts.owner_id, Door::Person),
            Self::Colleague => {
                facts.colleagues.iter().map(|id| Door::Person(*id)).collect()
            }
            Self::SignedIn => vec![Door::SignedIn],
            Self::Operator => vec![Door::Operator],
        }
    }
}

/// Asks the table. Also decides which buttons a page shows.
pub fn may<A: Action>(actor: &Actor, facts: &Facts) -> bool {
    A::WHO.iter().any(|who| who.is(actor, facts))
}

/// The doors of a thing as numbers, for lists too long to ask the table of each thing:
/// whoever has one of them may do `A`, and nobody else may.
pub fn doors<A: Action>(facts: &Facts) -> Vec<u64> {
    A::WHO.iter().flat_map(|who| who.doors(facts)).map(Door::number).collect()
}

/// Something that opens things: being somebody, or having a seat.
#[derive(Debug, Clone, Copy)]
enum Door {
    Everybody,
    SignedIn,
    Operator,
    Person(i64),
    Insider(i64),
    Secretariat(i64),
    HeadOfSecretariat(i64),
    SteeringGroup(i64),
    Member(i64),
    Chair(i64),
    Seat(i64),
}

impl Door {
    /// The kind of door in the highest byte, whose it is in the others.
    fn number(self) -> u64 {
        let (kind, whose) = match self {
            Self::Everybody => (1, 0),
            Self::SignedIn => (2, 0),
            Self::Operator => (3, 0),
            Self::Person(id) => (4, id),
            Self::Insider(case) => (5, case),
            Self::Secretariat(case) => (6, case),
            Self::HeadOfSecretariat(case) => (7, case),
            Self::SteeringGroup(case) => (8, case),
            Self::Member(body) => (9, body),
            Self::Chair(body) => (10, body),
            Self::Seat(body) => (11, body),
        };
        (kind << 56) | u64::try_from(whose).unwrap_or_default()
    }
}

impl Actor {
    /// The doors this one may go through, as [`doors`] numbers them.
    pub fn doors(&self) -> Vec<u64> {
        let mut all = vec![Door::Everybody];
        if let Some(person) = &self.person {
            all.extend([Door::SignedIn, Door::Person(person.id)]);
            all.extend(person.operator.then_some(Door::Operator));
        }
        for seat in &self.seats {
            let (case, is_chair) = (seat.case_id, seat.role == Role::Chair);
            let acts = seat.role != Role::Observer;
            all.extend([Door::Insider(case), Door::Seat(seat.body_id)]);
            all.extend(acts.then_some(Door::Member(seat.body_id)));
            all.extend(is_chair.then_some(Door::Chair(seat.body_id)));
            match seat.kind {
                BodyKind::Secretariat => {
                    all.extend(acts.then_some(Door::Secretariat(case)));
                    all.extend(is_chair.then_some(Door::HeadOfSecretariat(case)));
                }
                BodyKind::SteeringGroup => all.push(Door::SteeringGroup(case)),
                _ => {}
            }
        }
        all.into_iter().map(Door::number).collect()
    }
}

/// A line of the table.
#[derive(Debug)]
pub struct Row {
    pub action: &'static str,
    pub who: &'static [Who],
    pub may: fn(&Actor, &Facts) -> bool,
}

macro_rules! actions {
    ($($name:ident => [$($who:ident),+];)+) => {
        $(
            #[derive(Debug, Clone, Copy)]
            pub struct $name;

            impl Action for $name {
                const NAME: &'static str = stringify!($name);
                const WHO: &'static [Who] = &[$(Who::$who),+];
            }
        )+

        /// Whether a door decides as the table does, for each action.
        #[cfg(test)]
        fn disagreeing(actor: &Actor, facts: &Facts) -> Vec<&'static str> {
            let has = actor.doors();
            let mut wrong = Vec::new();
            $(
                let by_door = doors::<$name>(facts).iter().any(|door| has.contains(door));
                if by_door != may::<$name>(actor, facts) {
                    wrong.push(stringify!($name));
                }
            )+
            wrong
        }

        /// The table as data, for those who ask by name.
        pub const TABLE: &[Row] = &[
            $(Row {
                action: stringify!($name),
                who: &[$(Who::$who),+],
                may: may::<$name>,
            }),+
        ];
    };
}

actions! {
    // The timetable.
    ReadCase => [Anyone];
    StartStep => [Secretariat];
    MoveStep => [HeadOfSecretariat];
    PauseCase => [HeadOfSecretariat];
    ResumeCase => [HeadOfSecretariat];
    OpenGate => [HeadOfSecretariat];
    // Input.
    ReadHearing => [AnyoneOncePublic, Secretariat];
    PrepareHearing => [Secretariat];
    PublishHearing => [HeadOfSecretariat];
    InviteParties => [Secretariat];
    NoteReply => [Secretariat];
    EndHearing => [HeadOfSecretariat];
    ExtendHearing => [HeadOfSecretariat];
    SubmitInput => [AnyoneOncePublic];
    FollowInput => [Anyone];
    ConfirmInput => [Anyone];
    DisownInput => [Anyone];
    RegisterLetter => [Secretariat];
    ImportInputs => [Secretariat];
    ListInputs => [Secretariat];
    ReadInput => [AnyoneOncePublic, Owner, Secretariat];
    ReadOriginal => [Owner, Secretariat];
    MarkInputRead => [Secretariat];
    ReleaseInput => [Secretariat];
    ReleaseInputs => [HeadOfSecretariat];
    RedactInput => [Secretariat];
    WithdrawInput => [Secretariat];
    SetRemoval => [HeadOfSecretariat];
    EraseInput => [HeadOfSecretariat];
    CorrectInput => [Anyone];
    KeepAnswerDraft => [Anyone];
    ReadAnswerDraft => [AnyoneOncePublic, Owner];
    ReadAttachmentOriginal => [Secretariat];
    ReadAttachmentCopy => [AnyoneOncePublic, Owner, Secretariat];
    CheckAttachment => [Secretariat];
    ClearAttachment => [Secretariat];
    // Answers of organisations.
    BeginJointAnswer => [SignedIn];
    ReadJointAnswer => [Owner, Colleague];
    WriteJointAnswer => [Owner, Colleague];
    CommentJointAnswer => [Owner, Colleague];
    InviteColleague => [Owner];
    AcceptInvitation => [SignedIn];
    SendJointAnswer => [Owner];
    DeleteJointAnswer => [Owner];
    // Telling people.
    Subscribe => [Anyone];
    ConfirmSubscription => [Anyone];
    EndSubscription => [Anyone];
    // Analysis.
    ReadTopics => [Insider];
    CreateTopic => [Secretariat];
    TagInput => [Secretariat];
    AssessTopic => [Secretariat];
    ApproveTopic => [HeadOfSecretariat];
    FindTopics => [Secretariat];
    EditCandidate => [Secretariat];
    SignTopics => [Secretariat];
    AskForMapping => [Secretariat];
    ConfirmSuggestion => [Secretariat];
    WriteCodeBook => [Secretariat];
    AskHelper => [Secretariat];
    AssignReading => [Secretariat];
    KeepFilter => [Secretariat];
    RemoveFilter => [Owner];
    DrawSample => [Secretariat];
    ReadCoding => [Secretariat];
    CodeSample => [Colleague];
    SettleCoding => [Secretariat];
    ReadStatistics => [Insider];
    ReadAnalysis => [Insider];
    WriteAnalysis => [Secretariat];
    ReadCampaigns => [Secretariat];
    ReadCampaign => [AnyoneOncePublic, Secretariat];
    GroupInputs => [Secretariat];
    ReshapeCampaign => [Secretariat];
    PublishCampaign => [Secretariat];
    ReadOpinions => [Secretariat];
    ImportOpinions => [Secretariat];
    GroupOpinions => [Secretariat];
    ReadNote => [AnyoneOncePublic, Secretariat];
    WriteNote => [Secretariat];
    ReleaseNote => [HeadOfSecretariat];
    PrepareLetters => [Secretariat];
    // Meetings of all kinds.
    ListMeetings => [Anyone];
    ReadMeeting => [AnyoneOncePublic, Secretariat, SeatOnceShown, ItsChair, ChairOfBody,
        SteeringGroupOnceShown];
    ReadPreparation => [Secretariat, SeatOnceShown, ItsChair, ChairOfBody,
        SteeringGroupOnceShown];
    ReadClosedItem => [Secretariat, SeatOnceShown, ItsChair, ChairOfBody];
    ReadAnnex => [AnyoneOncePublic, Secretariat, SeatOnceShown, ItsChair, ChairOfBody];
    ChangeAnnex => [Secretariat];
    ReadBacklog => [Secretariat, ChairOfBody];
    CallMeeting => [Secretariat];
    PrepareMeeting => [Secretariat];
    HoldMeeting => [Secretariat, ItsChair, ChairOfBody];
    SendMinutes => [Secretariat, ItsChair, ChairOfBody];
    AnswerMinutes => [MemberOnceShown];
    ApproveMinutes => [ItsChair, ChairOfBody];
    AnswerCall => [AnyoneOncePublic, Owner];
    CloseMeeting => [Secretariat, ItsChair, ChairOfBody];
    NoteAttendance => [Secretariat, ItsChair, ChairOfBody];
    NoteVotes => [Secretariat, ItsChair, ChairOfBody];
    // Written procedure.
    ListWritten => [Insider];
    ReadWritten => [Secretariat, SeatInBody];
    SendWritten => [Secretariat];
    AnswerWritten => [MemberOfBody];
    NoteAway => [Secretariat, MemberOfBody];
    WithdrawWritten => [Secretariat, ChairOfBody];
    EndWritten => [Secretariat, ChairOfBody];
    // Bodies.
    EditBody => [Secretariat];
    SeatMember => [Secretariat];
    PassOn => [HeadOfSecretariat];
    ImportPeople => [Secretariat];
    // Theme meeting.
    ConcludeTheme => [Secretariat, ItsChair];
    ReadConclusion => [AnyoneOncePublic, Secretariat, ItsChair, SteeringGroupOnceShown];
    ReleaseConclusion => [HeadOfSecretariat, ItsChair];
    // Proposals.
    ReadProposals => [Insider];
    MakeProposal => [Secretariat];
    RecommendProposal => [Secretariat];
    ReshapeProposal => [Secretariat];
    SendTreatment => [Secretariat];
    AnswerTreatment => [ChairOfBody];
    SendProposalOn => [Secretariat];
    EndProposal => [HeadOfSecretariat];
    // Steering group.
    ReadDecisions => [Anyone];
    ReleaseDecision => [HeadOfSecretariat];
    Decide => [Secretariat, ItsChair, ChairOfBody];
    ReadBriefs => [Secretariat, SteeringGroup, SeatInBody];
    SendBrief => [HeadOfSecretariat];
    NoteBrief => [ChairOfBody];
    NoteRisk => [Secretariat];
    // Draft.
    ReadDraft => [Insider];
    WriteDraft => [Secretariat];
    FreezeVersion => [HeadOfSecretariat];
    ReadVersion => [AnyoneOncePublic, Insider];
    ReleaseVersion => [HeadOfSecretariat];
    // Approval.
    ReadApproval => [AnyoneOncePublic, Insider];
    DecideApproval => [ChairOfBody];
    ResolveReservation => [HeadOfSecretariat];
    // Negotiation.
    ReadNegotiation => [Insider];
    WriteFinance => [Secretariat];
    TakePosition => [ChairOfBody];
    SettleOutcome => [HeadOfSecretariat];
    // Follow-up.
    ReadInitiatives => [AnyoneOncePublic, Insider];
    LinkInitiative => [Secretariat];
    StartInitiative => [Secretariat];
    ReportStatus => [Secretariat];
    // Tasks, and how one is told of them.
    ReadCalendar => [Insider];
    ListTasks => [Insider];
    MakeTask => [Insider];
    ReadTask => [Owner, SeatInBody, Secretariat, InsiderOnceOpen];
    ChangeTask => [Owner, MemberOfBody, Secretariat];
    ReadOwnPage => [Owner];
    ChangeOwnPage => [Owner];
    // Across the steps.
    ReadTrace => [AnyoneOncePublic, Insider];
    ReadOrphans => [Insider];
    ReadDesk => [Secretariat];
    ReadJournal => [Secretariat, Operator];
    // The post list and access requests.
    ReadPostDay => [AnyoneOncePublic, Secretariat];
    ShortenPost => [Secretariat];
    PublishPost => [Secretariat];
    ReadAccessRequests => [Secretariat];
    RegisterAccessRequest => [Secretariat];
    WorkOnAccessRequest => [Secretariat];
    DecideAccessRequest => [HeadOfSecretariat];
    ReadMail => [Operator];
    RetryMail => [Operator];
}

#[cfg(test)]
mod tests {
    use proptest::{prelude::*, sample::select};

    use super::*;

    struct Thing(Facts);

    impl Guarded for Thing {
        fn facts(&self) -> Facts {
            self.0.clone()
        }
    }

    fn seat(body_id: i64, kind: BodyKind, role: Role) -> Actor {
        Actor {
            person: Some(Person { id: body_id, name: "Jan".into(), operator: false }),
            seats: vec![Seat { case_id: 1, case: "plan".into(), body_id, kind, role }],
            csrf: String::new(),
        }
    }

    fn approval_of(body_id: i64) -> Sealed<Thing> {
        Sealed::new(Thing(Facts {
            case_id: 1,
            body_id: Some(body_id),
            ..Facts::default()
        }))
    }

    #[test]
    fn a_chair_answers_for_the_own_body_and_no_other() {
        let jan = seat(7, BodyKind::Approver, Role::Chair);

        assert!(approval_of(7).open(&jan, DecideApproval).is_ok());
        assert!(approval_of(8).open(&jan, DecideApproval).is_err());
    }

    #[test]
    fn a_member_is_no_chair() {
        let member = seat(7, BodyKind::Approver, Role::Member);

        assert!(approval_of(7).open(&member, DecideApproval).is_err());
    }

    #[test]
    fn the_secretariat_of_one_case_is_a_stranger_in_another() {
        let astrid = seat(1, BodyKind::Secretariat, Role::Chair);
        let elsewhere = Sealed::new(Thing(Facts { case_id: 2, ..Facts::default() }));

        assert!(elsewhere.open(&astrid, ListInputs).is_err());
    }

    #[test]
    fn nobody_signed_in_owns_nothing_that_has_no_owner() {
        let unowned = Sealed::new(Thing(Facts { case_id: 1, ..Facts::default() }));

        assert!(unowned.open(&Actor::default(), ReadInput).is_err());
    }

    fn any_seat() -> impl Strategy<Value = Seat> {
        let kinds = [BodyKind::Secretariat, BodyKind::SteeringGroup, BodyKind::Approver];
        let roles = [Role::Chair, Role::Member, Role::Observer];
        // A body belongs to one case.
        (1..3_i64, 1..4_i64, select(kinds.to_vec()), select(roles.to_vec())).prop_map(
            |(case_id, body, kind, role)| Seat {
                case_id,
                case: String::new(),
                body_id: case_id * 10 + body,
                kind,
                role,
            },
        )
    }

    fn any_actor() -> impl Strategy<Value = Actor> {
        let person = (1..5_i64, any::<bool>()).prop_map(|(id, operator)| Person {
            id,
            name: String::new(),
            operator,
        });
        let seats = proptest::collection::vec(any_seat(), 0..3);
        (proptest::option::of(person), seats).prop_map(|(person, seats)| Actor {
            // Only people have seats.
            seats: if person.is_some() { seats } else { Vec::new() },
            person,
            csrf: String::new(),
        })
    }

    fn any_facts() -> impl Strategy<Value = Facts> {
        let id = || proptest::option::of(1..5_i64);
        let colleagues = proptest::collection::vec(1..5_i64, 0..3);
        let flags = (any::<bool>(), any::<bool>());
        (1..3_i64, id(), id(), id(), colleagues, flags).prop_map(
            |(case_id, body, chair_id, owner_id, colleagues, (public, withheld))| Facts {
                case_id,
                body_id: body.map(|body| case_id * 10 + body),
                chair_id,
                owner_id,
                colleagues,
                public,
                withheld,
            },
        )
    }

    proptest! {
        #[test]
        fn doors_open_to_those_the_table_lets_in_and_to_nobody_else(
            actor in any_actor(), facts in any_facts(),
        ) {
            prop_assert_eq!(disagreeing(&actor, &facts), Vec::<&str>::new());
        }
    }

    #[test]
    fn no_operator_answers_for_a_body() {
        let row = TABLE.iter().find(|row| row.action == "DecideApproval").unwrap();

        assert_eq!(row.who, &[Who::ChairOfBody]);
    }

    /// Who one is to the thing of body 7 in case 1 that person 50 owns, person 51 was let
    /// into and person 52 chairs: the name, the person, the seat, and what that makes one.
    type Standing = (&'static str, i64, Option<(i64, BodyKind, Role)>, &'static [Who]);

    const ALWAYS: &[Who] = &[Who::Anyone];
    const ACCOUNT: &[Who] = &[Who::Anyone, Who::SignedIn];

    /// Written down by hand, one line each, and not by how the table is read.
    const STANDINGS: &[Standing] = {
        use BodyKind::{Approver, Secretariat, SteeringGroup, Superior};
        use Role::{Chair, Member, Observer, Secretary, Substitute, ViceChair};
        use Who::{
            Anyone, ChairOfBody, Colleague, HeadOfSecretariat, Insider, ItsChair,
            MemberOfBody, Owner, SeatInBody, SignedIn,
        };
        use Who::{Secretariat as Officer, SteeringGroup as Steering};
        &[
            ("anyone", 0, None, ALWAYS),
            ("signed in", 1, None, ACCOUNT),
            ("owner", 50, None, &[Anyone, SignedIn, Owner]),
            ("colleague", 51, None, &[Anyone, SignedIn, Colleague]),
            ("its chair", 52, None, &[Anyone, SignedIn, ItsChair]),
            (
                "head",
                2,
                Some((1, Secretariat, Chair)),
                &[Anyone, SignedIn, Insider, Officer, HeadOfSecretariat],
            ),
            (
                "officer",
                3,
                Some((1, Secretariat, Member)),
                &[Anyone, SignedIn, Insider, Officer],
            ),
            (
                "listens in the secretariat",
                4,
                Some((1, Secretariat, Observer)),
                &[Anyone, SignedIn, Insider],
            ),
            (
                "chairs the steering group",
                5,
                Some((2, SteeringGroup, Chair)),
                &[Anyone, SignedIn, Insider, Steering],
            ),
            (
                "listens in the steering group",
                6,
                Some((2, SteeringGroup, Observer)),
                &[Anyone, SignedIn, Insider, Steering],
            ),
            ("above", 7, Some((3, Superior, Chair)), &[Anyone, SignedIn, Insider]),
            (
                "chairs the body",
                8,
                Some((7, Approver, Chair)),
                &[Anyone, SignedIn, Insider, SeatInBody, MemberOfBody, ChairOfBody],
            ),
            (
                "stands in for the chair",
                9,
                Some((7, Approver, ViceChair)),
                &[Anyone, SignedIn, Insider, SeatInBody, MemberOfBody],
            ),
            (
                "member",
                10,
                Some((7, Approver, Member)),
                &[Anyone, SignedIn, Insider, SeatInBody, MemberOfBody],
            ),
            (
                "substitute",
                11,
                Some((7, Approver, Substitute)),
                &[Anyone, SignedIn, Insider, SeatInBody, MemberOfBody],
            ),
            (
                "secretary of the body",
                12,
                Some((7, Approver, Secretary)),
                &[Anyone, SignedIn, Insider, SeatInBody, MemberOfBody],
            ),
            (
                "observer",
                13,
                Some((7, Approver, Observer)),
                &[Anyone, SignedIn, Insider, SeatInBody],
            ),
            (
                "chairs another body",
                14,
                Some((8, Approver, Chair)),
                &[Anyone, SignedIn, Insider],
            ),
        ]
    };

    /// What one is to a thing in a state, beside what one always is.
    fn more(is: &[Who], facts: &Facts) -> Vec<Who> {
        let when = |state: bool, needs: Who, gives: Who| {
            (state && is.contains(&needs)).then_some(gives)
        };
        let shown = !facts.withheld;
        let nobodys = shown && facts.body_id.is_none();
        [
            when(facts.public, Who::Anyone, Who::AnyoneOncePublic),
            when(facts.public, Who::Insider, Who::InsiderOnceOpen),
            when(shown, Who::SeatInBody, Who::SeatOnceShown),
            when(shown, Who::MemberOfBody, Who::MemberOnceShown),
            when(nobodys, Who::SteeringGroup, Who::SteeringGroupOnceShown),
        ]
        .into_iter()
        .flatten()
        .collect()
    }

    #[test]
    fn everybody_may_do_what_the_table_says_in_every_state_and_nothing_else() {
        let mut asked = 0;
        for &(name, id, seat, is) in STANDINGS {
            let person =
                (id > 0).then(|| Person { id, name: name.into(), operator: false });
            let seat = seat.map(|(body_id, kind, role)| Seat {
                case_id: 1,
                case: String::new(),
                body_id,
                kind,
                role,
            });
            let actor =
                Actor { person, seats: seat.into_iter().collect(), csrf: String::new() };
            let mut operator = actor.clone();
            operator.person.iter_mut().for_each(|person| person.operator = true);
            // Of the case or of another one, of the body or of none, in four states.
            for state in 0..16 {
                let [here, of_body, public, withheld] =
                    [1, 2, 4, 8].map(|bit| state & bit > 0);
                let facts = Facts {
                    case_id: if here { 1 } else { 2 },
                    // A body belongs to one case.
                    body_id: of_body.then_some(if here { 7 } else { 9 }),
                    chair_id: Some(52),
                    owner_id: Some(50),
                    colleagues: vec![51],
                    public,
                    withheld,
                };
                let known = |who: &&Who| {
                    let own = [Who::Owner, Who::Colleague, Who::ItsChair];
                    let of_body = of_body && here;
                    let bodys = [Who::SeatInBody, Who::MemberOfBody, Who::ChairOfBody];
                    own.contains(who)
                        || ACCOUNT.contains(who)
                        || (here && (of_body || !bodys.contains(who)))
                };
                let mut is: Vec<Who> = is.iter().filter(known).copied().collect();
                is.extend(more(&is, &facts));
                for Row { action, who, may } in TABLE {
                    let expected = who.iter().any(|who| is.contains(who));
                    assert_eq!(
                        may(&actor, &facts),
                        expected,
                        "{name} {action} {facts:?}"
                    );
                    let runs = id > 0 && who.contains(&Who::Operator);
                    let expected = expected || runs;
                    assert_eq!(may(&operator, &facts), expected, "{name} runs {action}");
                    asked += 2;
                }
            }
        }
        assert!(asked > 60_000, "{asked}");
    }

    #[test]
    fn an_observer_hears_all_and_does_nothing() {
        let observer = seat(7, BodyKind::Approver, Role::Observer);
        let facts = Facts {
            case_id: 1,
            body_id: Some(7),
            chair_id: Some(52),
            ..Facts::default()
        };
        let may = TABLE.iter().filter(|row| (row.may)(&observer, &facts));
        // What everybody with an account may do, and everybody with a seat.
        let own = may.filter(|row| {
            !row.who.iter().any(|who| matches!(who, Who::Anyone | Who::SignedIn))
        });
        let acts: Vec<_> = own
            .map(|row| row.action)
            .filter(|action| !action.starts_with("Read") && !action.starts_with("List"))
            .collect();

        assert_eq!(acts, ["MakeTask"]);
    }
}
