//! Who may answer for which seat, when a procedure can be ended, and what the answers
//! come to by the rule of the body.

use crate::{
    bodies::rules::{DecisionRule, Outcome, Quorum, Role, Tally, Vote, outcome},
    choices,
    meetings::rules::Verb,
    refusal::{Message, Refusal},
};

choices! {
    /// What a member answers.
    Answer {
        Yes: "yes", "written-answer-yes";
        /// A yes with words that are recorded.
        Reservation: "reservation", "written-answer-reservation";
        No: "no", "written-answer-no";
        /// The matter is to be talked about.
        Meeting: "meeting", "written-answer-meeting";
    }
}

impl Answer {
    /// Whether it needs words.
    pub fn needs_words(self) -> bool {
        matches!(self, Self::Reservation | Self::Meeting)
    }

    /// As a vote; nothing for who wants to talk first.
    pub fn vote(self) -> Vote {
        match self {
            Self::Yes => Vote::For,
            Self::Reservation => Vote::Reservation,
            Self::No => Vote::Against,
            Self::Meeting => Vote::Abstains,
        }
    }
}

choices! {
    /// How a procedure ended.
    Ended {
        Carried: "carried", "written-ended-carried";
        Lost: "lost", "written-ended-lost";
        /// As many votes for as against, and nobody's vote decides: no decision.
        Tie: "tie", "written-ended-tie";
        /// Enough members want a meeting.
        Meeting: "meeting", "written-ended-meeting";
        TooFew: "too_few", "written-ended-too-few";
        Withdrawn: "withdrawn", "written-ended-withdrawn";
    }
}

impl Ended {
    /// What the item is decided to; nothing where it waits for a meeting.
    pub fn decision(self, proposed: Verb) -> Option<Verb> {
        match self {
            Self::Carried => Some(proposed),
            Self::Lost => Some(Verb::Rejected),
            Self::Tie | Self::Meeting | Self::TooFew | Self::Withdrawn => None,
        }
    }
}

/// By what a procedure goes, as it was when the item was sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Terms {
    pub rule: DecisionRule,
    pub quorum: Quorum,
    pub seats: i64,
    /// Who does not answer in time has consented.
    pub silence_consents: bool,
    /// How many must want a meeting for there to be one; 0: the wish is noted, and the
    /// procedure goes on.
    pub wishes_needed: i64,
}

/// A seat, and what was answered for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Voice {
    pub role: Role,
    pub said: Option<Answer>,
}

/// What the answers are, counted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Count {
    pub seats: i64,
    pub yes: i64,
    pub reservations: i64,
    pub no: i64,
    pub wishes: i64,
    pub silent: i64,
}

pub fn count(voices: &[Voice]) -> Count {
    let of = |wanted: Option<Answer>| {
        let found = voices.iter().filter(|voice| voice.said == wanted).count();
        i64::try_from(found).unwrap_or(i64::MAX)
    };
    Count {
        seats: i64::try_from(voices.len()).unwrap_or(i64::MAX),
        yes: of(Some(Answer::Yes)),
        reservations: of(Some(Answer::Reservation)),
        no: of(Some(Answer::No)),
        wishes: of(Some(Answer::Meeting)),
        silent: of(None),
    }
}

impl Count {
    /// Whether those who want a meeting are enough.
    pub fn calls_a_meeting(&self, terms: &Terms) -> bool {
        terms.wishes_needed > 0 && self.wishes >= terms.wishes_needed
    }
}

/// The answers as votes, and whether chair or vice chair is among them. Silence is a yes
/// where it consents, and else nothing.
pub fn votes(terms: &Terms, voices: &[Voice]) -> (Tally, bool) {
    let mut tally = Tally::default();
    let mut chaired = false;
    for voice in voices {
        let silence = terms.silence_consents.then_some(Vote::For);
        let Some(vote) = voice.said.map(Answer::vote).or(silence) else { continue };
        chaired |= matches!(voice.role, Role::Chair | Role::ViceChair);
        tally = tally.and(vote, voice.role == Role::Chair);
    }
    (tally, chaired)
}

/// What the answers come to.
pub fn result(terms: &Terms, voices: &[Voice]) -> Ended {
    if count(voices).calls_a_meeting(terms) {
        return Ended::Meeting;
    }
    let (tally, chaired) = votes(terms, voices);
    if terms.quorum.check(tally.present, chaired).is_err() {
        return Ended::TooFew;
    }
    match outcome(&terms.rule, terms.seats, &tally) {
        Outcome::Carried | Outcome::CarriedByChair => Ended::Carried,
        Outcome::Lost => Ended::Lost,
        Outcome::Tie => Ended::Tie,
    }
}

/// Why an act on a procedure was not done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    #[error("the item has been decided")]
    Decided,
    #[error("the item is out already")]
    Out,
    #[error("nobody in the body votes")]
    Nobody,
    #[error("the procedure has ended")]
    Ended,
    #[error("the day to answer has passed")]
    Late,
    #[error("this person answers for nobody")]
    NotAsked,
    #[error("the member is not away")]
    NotAway,
    #[error("the member has answered")]
    Answered,
    #[error("{silent} have not answered, and the day has not passed")]
    TooEarly { silent: i64 },
}

impl Refusal for Refused {
    fn why(&self) -> Message {
        match *self {
            Self::Decided => Message::new("written-refused-decided"),
            Self::Out => Message::new("written-refused-out"),
            Self::Nobody => Message::new("written-refused-nobody"),
            Self::Ended => Message::new("written-refused-ended"),
            Self::Late => Message::new("written-refused-late"),
            Self::NotAsked => Message::new("written-refused-not-asked"),
            Self::NotAway => Message::new("written-refused-not-away"),
            Self::Answered => Message::new("written-refused-answered"),
            Self::TooEarly { silent } => {
                Message::new("written-refused-too-early").with("silent", silent)
            }
        }
    }

    fn way_forward(&self) -> Message {
        Message::new(match self {
            Self::Decided => "written-refused-decided-way",
            Self::Out => "written-refused-out-way",
            Self::Nobody => "written-refused-nobody-way",
            Self::Ended => "written-refused-ended-way",
            Self::Late => "written-refused-late-way",
            Self::NotAsked => "written-refused-not-asked-way",
            Self::NotAway => "written-refused-not-away-way",
            Self::Answered => "written-refused-answered-way",
            Self::TooEarly { .. } => "written-refused-too-early-way",
        })
    }
}

/// Sends an item out: undecided, not out already, to a body somebody votes in.
///
/// # Errors
/// [`Refused`] with what stands in the way.
pub fn send(decided: bool, out: bool, voters: usize) -> Result<(), Refused> {
    if decided {
        Err(Refused::Decided)
    } else if out {
        Err(Refused::Out)
    } else if voters == 0 {
        Err(Refused::Nobody)
    } else {
        Ok(())
    }
}

/// Somebody who answers, and the seat it is for.
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Answering {
    /// The seat is the person's own.
    pub own: bool,
    /// The person is a substitute for it.
    pub stands_in: bool,
    /// The seat's member is away.
    pub away: bool,
    /// The member has answered in person.
    pub answered_in_person: bool,
}

/// Answers for a seat: a member as often as the mind changes until the day has passed, a
/// substitute while the member is away and has not answered in person.
///
/// # Errors
/// [`Refused`] with what stands in the way.
pub fn answer(ended: bool, late: bool, who: Answering) -> Result<(), Refused> {
    if ended {
        return Err(Refused::Ended);
    }
    if late {
        return Err(Refused::Late);
    }
    match who {
        Answering { own: true, .. } => Ok(()),
        Answering { stands_in: false, .. } => Err(Refused::NotAsked),
        Answering { answered_in_person: true, .. } => Err(Refused::Answered),
        Answering { away: false, .. } => Err(Refused::NotAway),
        Answering { .. } => Ok(()),
    }
}

/// Ends a procedure: when its day has passed, everybody has answered, or enough want a
/// meeting.
///
/// # Errors
/// [`Refused`] when it has ended, or it is too early.
pub fn end(
    ended: bool,
    decided: bool,
    late: bool,
    terms: &Terms,
    count: &Count,
) -> Result<(), Refused> {
    if ended {
        return Err(Refused::Ended);
    }
    if decided {
        return Err(Refused::Decided);
    }
    if late || count.silent == 0 || count.calls_a_meeting(terms) {
        Ok(())
    } else {
        Err(Refused::TooEarly { silent: count.silent })
    }
}

/// Takes a procedure back.
///
/// # Errors
/// [`Refused::Ended`] when it has ended.
pub fn withdraw(ended: bool) -> Result<(), Refused> {
    if ended { Err(Refused::Ended) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use proptest::{prelude::*, sample::select};

    use super::*;
    use crate::{
        bodies::rules::{Abstention, Rule, Share, Whole},
        web::choices::Choice as _,
    };

    const TERMS: Terms = Terms {
        rule: DecisionRule::MAJORITY,
        quorum: Quorum { needed: 2, with_chair: false },
        seats: 4,
        silence_consents: false,
        wishes_needed: 1,
    };

    fn voices(said: &[Option<Answer>]) -> Vec<Voice> {
        let role = |at| if at == 0 { Role::Chair } else { Role::Member };
        said.iter()
            .enumerate()
            .map(|(at, said)| Voice { role: role(at), said: *said })
            .collect()
    }

    const YES: Option<Answer> = Some(Answer::Yes);
    const NO: Option<Answer> = Some(Answer::No);

    #[test]
    fn silence_is_a_yes_only_where_the_rule_says_so() {
        let lenient = Terms { silence_consents: true, ..TERMS };
        let said = voices(&[NO, None, None, None]);

        assert_eq!(result(&TERMS, &said), Ended::TooFew);
        assert_eq!(result(&lenient, &said), Ended::Carried);
    }

    #[test]
    fn one_who_wants_a_meeting_stops_it_where_one_is_enough() {
        let said = voices(&[YES, YES, YES, Some(Answer::Meeting)]);
        let two = Terms { wishes_needed: 2, ..TERMS };
        let noted = Terms { wishes_needed: 0, ..TERMS };

        assert_eq!(result(&TERMS, &said), Ended::Meeting);
        assert_eq!(result(&two, &said), Ended::Carried);
        assert_eq!(result(&noted, &said), Ended::Carried);
    }

    #[test]
    fn a_reservation_is_a_yes_that_is_recorded() {
        let unanimous = Terms { rule: DecisionRule::UNANIMOUS, ..TERMS };
        let said = voices(&[YES, Some(Answer::Reservation), YES, YES]);

        assert_eq!(result(&unanimous, &said), Ended::Carried);
        assert_eq!(count(&said).reservations, 1);
    }

    #[test]
    fn an_equal_number_decides_nothing_unless_the_chair_breaks_it() {
        let said = voices(&[NO, NO, YES, YES]);
        let casting = DecisionRule { casting_vote: true, ..DecisionRule::MAJORITY };
        let casting = Terms { rule: casting, ..TERMS };

        assert_eq!(result(&TERMS, &said), Ended::Tie);
        assert_eq!(Ended::Tie.decision(Verb::Approved), None);
        assert_eq!(result(&casting, &said), Ended::Lost);
        assert_eq!(Ended::Lost.decision(Verb::Approved), Some(Verb::Rejected));
    }

    #[test]
    fn it_ends_when_the_day_has_passed_or_nothing_more_can_come() {
        let waiting = count(&voices(&[YES, None, None, None]));
        let all = count(&voices(&[YES, YES, NO, YES]));
        let wish = count(&voices(&[Some(Answer::Meeting), None, None, None]));

        assert_eq!(
            end(false, false, false, &TERMS, &waiting),
            Err(Refused::TooEarly { silent: 3 })
        );
        assert_eq!(end(false, false, true, &TERMS, &waiting), Ok(()));
        assert_eq!(end(false, false, false, &TERMS, &all), Ok(()));
        assert_eq!(end(false, false, false, &TERMS, &wish), Ok(()));
        assert_eq!(end(true, false, true, &TERMS, &all), Err(Refused::Ended));
        assert_eq!(end(false, true, true, &TERMS, &all), Err(Refused::Decided));
    }

    #[test]
    fn a_substitute_answers_for_one_who_is_away_and_has_said_nothing() {
        let substitute = Answering {
            own: false,
            stands_in: true,
            away: true,
            answered_in_person: false,
        };
        let said = Answering { answered_in_person: true, ..substitute };
        let there = Answering { away: false, ..substitute };
        let stranger = Answering { stands_in: false, ..substitute };

        assert_eq!(answer(false, false, substitute), Ok(()));
        assert_eq!(answer(false, false, said), Err(Refused::Answered));
        assert_eq!(answer(false, false, there), Err(Refused::NotAway));
        assert_eq!(answer(false, false, stranger), Err(Refused::NotAsked));
        assert_eq!(answer(false, true, substitute), Err(Refused::Late));
    }

    #[test]
    fn an_item_is_out_once_and_undecided() {
        assert_eq!(send(true, false, 7), Err(Refused::Decided));
        assert_eq!(send(false, true, 7), Err(Refused::Out));
        assert_eq!(send(false, false, 0), Err(Refused::Nobody));
        assert_eq!(send(false, false, 7), Ok(()));
    }

    /// The same law, written another way: by counting words instead of votes.
    fn model(terms: &Terms, voices: &[Voice]) -> &'static str {
        let many = |wanted: Option<&str>| {
            let found = voices.iter().filter(|v| v.said.map(Answer::word) == wanted);
            i64::try_from(found.count()).unwrap()
        };
        let (said, silent) = (|word| many(Some(word)), many(None));
        let consents = if terms.silence_consents { silent } else { 0 };
        let (wishes, against) = (said("meeting"), said("no"));
        if terms.wishes_needed >= 1 && wishes >= terms.wishes_needed {
            return "meeting";
        }
        let agree = said("yes") + said("reservation") + consents;
        let took_part = agree + against + wishes;
        let led = voices.iter().any(|v| {
            matches!(v.role, Role::Chair | Role::ViceChair)
                && (v.said.is_some() || terms.silence_consents)
        });
        if took_part < terms.quorum.needed || (terms.quorum.with_chair && !led) {
            return "too_few";
        }
        let strict = terms.rule.abstention == Abstention::Against;
        let against_all = if strict { against + wishes } else { against };
        let yes = match terms.rule.rule {
            Rule::Unanimous => agree > 0 && against_all == 0,
            Rule::Consensus => took_part > 0 && against == 0,
            Rule::Qualified => {
                let whole = match terms.rule.whole {
                    Whole::Seats => terms.seats,
                    Whole::Present => agree + against_all,
                };
                let (num, den) = (terms.rule.share.num(), terms.rule.share.den());
                if num * 2 == den {
                    agree * 2 > whole
                } else {
                    agree > 0 && agree * den >= num * whole
                }
            }
            Rule::Majority => {
                if agree == against_all && agree > 0 {
                    let chair = voices.iter().rev().find(|v| {
                        v.role == Role::Chair
                            && (v.said.is_some() || terms.silence_consents)
                    });
                    let chair = chair.map(|v| v.said.unwrap_or(Answer::Yes));
                    return match chair {
                        Some(Answer::Yes | Answer::Reservation)
                            if terms.rule.casting_vote =>
                        {
                            "carried"
                        }
                        Some(Answer::No) if terms.rule.casting_vote => "lost",
                        _ => "tie",
                    };
                }
                agree > against_all
            }
        };
        if yes { "carried" } else { "lost" }
    }

    fn any_terms() -> impl Strategy<Value = Terms> {
        let share = (1..6_i64, 1..6_i64)
            .prop_filter_map("no majority", |(a, b)| Share::new(a, b));
        let rule = (
            select(Rule::ALL.to_vec()),
            share,
            select(Whole::ALL.to_vec()),
            select(Abstention::ALL.to_vec()),
            any::<bool>(),
        );
        (rule, 0..13_i64, any::<bool>(), 1..25_i64, any::<bool>(), 0..4_i64).prop_map(
            |(rule, needed, with_chair, seats, silence_consents, wishes_needed)| {
                let (rule, share, whole, abstention, casting_vote) = rule;
                Terms {
                    rule: DecisionRule { rule, share, whole, abstention, casting_vote },
                    quorum: Quorum { needed, with_chair },
                    seats,
                    silence_consents,
                    wishes_needed,
                }
            },
        )
    }

    fn any_voices() -> impl Strategy<Value = Vec<Voice>> {
        let said = proptest::option::of(select(Answer::ALL.to_vec()));
        let others = proptest::collection::vec(said.clone(), 0..24);
        let vice = any::<bool>();
        (proptest::option::of(said), vice, others).prop_map(|(chair, vice, others)| {
            let chair = chair.map(|said| Voice { role: Role::Chair, said });
            let others = others.into_iter().enumerate().map(|(at, said)| {
                let role = if vice && at == 0 { Role::ViceChair } else { Role::Member };
                Voice { role, said }
            });
            chair.into_iter().chain(others).collect()
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]

        #[test]
        fn the_result_is_that_of_the_model(terms in any_terms(), voices in any_voices()) {
            prop_assert_eq!(result(&terms, &voices).word(), model(&terms, &voices));
        }

        #[test]
        fn another_yes_never_turns_a_yes_into_a_no(
            terms in any_terms(), voices in any_voices(), at in any::<prop::sample::Index>(),
        ) {
            if !voices.is_empty() && result(&terms, &voices) == Ended::Carried {
                let mut better = voices.clone();
                at.get_mut(&mut better).said = Some(Answer::Yes);
                prop_assert_eq!(result(&terms, &better), Ended::Carried);
            }
        }
    }
}
