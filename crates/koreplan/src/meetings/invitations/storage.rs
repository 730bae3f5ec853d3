//! Calls and answers in the database, and the mails that follow from them.

use jiff::{Timestamp, tz::TimeZone};
use koreplan_log::Entry;
use koreplan_store::{Row, StoreError, Tx};

use super::{
    reading::Answered,
    rules::{self, Answer, How, Refused, Reply, Told},
};
use crate::{
    App,
    access::{AnswerCall, Facts, Guarded, Permit, Sealed},
    bodies::{self, rules::Role},
    case::{self, Case},
    feeds::calendar::{self, Call, Said},
    journal,
    meetings::storage::{self as meetings, Attendee, Meeting},
    outbox::{
        self, Clocks, Mail,
        rules::{Address, Kind},
    },
    reminders,
    web::{
        choices::{Choice as _, stored},
        error::{Error, NotFound},
        l10n::{Lang, Text},
        session::{hashed, secret},
    },
};

/// Who meets: the body, or the area of a theme meeting.
pub fn host(tx: &mut dyn Tx, case: &Case, meeting: &Meeting) -> Result<Text, StoreError> {
    if let Some(body) = meetings::body(tx, case, meeting)? {
        return Ok(body.name);
    }
    let areas = case::storage::areas(tx, case)?;
    let area = areas.into_iter().find(|area| Some(area.id) == meeting.area_id);
    Ok(area.map_or_else(|| case.title.clone(), |area| area.name))
}

/// A call of a meeting, as it stands.
struct Round {
    uid: String,
    told: Told,
}

fn round(tx: &mut dyn Tx, meeting_id: i64) -> Result<Option<Round>, StoreError> {
    tx.row(
        "SELECT uid, sequence, starts_at, place FROM invitation_round
         WHERE meeting_id = $1",
        &[meeting_id.into()],
    )?
    .map(|row| {
        Ok(Round {
            uid: row.get(0)?,
            told: Told {
                sequence: row.get(1)?,
                starts_at: row.get(2)?,
                place: row.get(3)?,
            },
        })
    })
    .transpose()
}

/// How often the time or place of a meeting changed since it was called.
pub fn sequence(tx: &mut dyn Tx, meeting_id: i64) -> Result<i64, StoreError> {
    Ok(round(tx, meeting_id)?.map_or(0, |round| round.told.sequence))
}

/// Somebody who was called.
#[derive(Debug, Clone)]
pub struct Invitation {
    pub id: i64,
    pub case_id: i64,
    pub meeting_id: i64,
    pub person_id: i64,
    pub name: String,
    email: String,
    told: i64,
    pub answer: Answer,
    /// Who comes instead: a name, or an address nobody here has.
    pub delegate: String,
    /// For whom this one comes.
    pub for_person_id: Option<i64>,
    withdrawn: bool,
    /// Reached by the secret link of the mail.
    by_link: bool,
}

impl Guarded for Invitation {
    fn facts(&self) -> Facts {
        Facts {
            case_id: self.case_id,
            owner_id: Some(self.person_id),
            public: self.by_link,
            ..Facts::default()
        }
    }
}

macro_rules! select_invitation {
    ($rest:literal) => {
        concat!(
            "SELECT i.id, m.case_id, i.meeting_id, i.person_id, p.name, i.email, i.told,
               i.answer, i.how, i.sequence, i.stamp, i.delegate, i.for_person_id, i.withdrawn
             FROM invitation i JOIN meeting m ON m.id = i.meeting_id
             JOIN person p ON p.id = i.person_id ",
            $rest
        )
    };
}

fn invitation(row: &Row) -> Result<Invitation, StoreError> {
    Ok(Invitation {
        id: row.get(0)?,
        case_id: row.get(1)?,
        meeting_id: row.get(2)?,
        person_id: row.get(3)?,
        name: row.get(4)?,
        email: row.get(5)?,
        told: row.get(6)?,
        answer: Answer {
            reply: stored(&row.get::<String>(7)?)?,
            how: stored(&row.get::<String>(8)?)?,
            sequence: row.get(9)?,
            stamp: row.get(10)?,
        },
        delegate: row.get(11)?,
        for_person_id: row.get(12)?,
        withdrawn: row.get::<i64>(13)? != 0,
        by_link: false,
    })
}

/// Everybody who was called, and is no longer: for the one that calls.
fn all(tx: &mut dyn Tx, meeting_id: i64) -> Result<Vec<Invitation>, StoreError> {
    tx.rows(
        select_invitation!("WHERE i.meeting_id = $1 ORDER BY i.id"),
        &[meeting_id.into()],
    )?
    .iter()
    .map(invitation)
    .collect()
}

/// Those who are called now, with the answer to the call that holds: an answer to an
/// earlier time is none.
pub fn called(tx: &mut dyn Tx, meeting: &Meeting) -> Result<Vec<Invitation>, StoreError> {
    let current = sequence(tx, meeting.id)?;
    let mut called = all(tx, meeting.id)?;
    called.retain(|one| !one.withdrawn);
    for one in &mut called {
        if one.answer.sequence < current {
            one.answer.reply = Reply::None;
            one.delegate.clear();
        }
    }
    Ok(called)
}

/// The call of the person who is signed in, or of the link in a mail.
pub fn of_person(
    tx: &mut dyn Tx,
    meeting: &Meeting,
    person_id: i64,
) -> Result<Sealed<Invitation>, Error> {
    let found = called(tx, meeting)?.into_iter().find(|one| one.person_id == person_id);
    Ok(Sealed::new(found.ok_or(NotFound)?))
}

/// The call behind a link, and its meeting. A link of somebody who lost the seat, or was
/// called anew since, opens nothing.
pub fn of_link(
    tx: &mut dyn Tx,
    case: &Case,
    token: &str,
    today: &str,
) -> Result<(Sealed<Invitation>, Meeting), Error> {
    let row = tx
        .row(
            select_invitation!("WHERE i.token_hash = $1 AND m.case_id = $2"),
            &[hashed(token).into(), case.id.into()],
        )?
        .ok_or(NotFound)?;
    let mut found = invitation(&row)?;
    let meeting = meetings::one(tx, case, found.meeting_id)?.ok_or(NotFound)?;
    if found.withdrawn || !is_asked(tx, case, &meeting, &found, today)? {
        return Err(Error::NotFound);
    }
    found.by_link = true;
    Ok((Sealed::new(found), meeting))
}

/// Who is called by the seats of a day: a substitute only when somebody sends one.
fn asked(
    tx: &mut dyn Tx,
    case: &Case,
    meeting: &Meeting,
    today: &str,
) -> Result<Vec<Attendee>, StoreError> {
    let mut asked = meetings::attendees(tx, case, meeting, today)?;
    if let Some(body_id) = meeting.body_id {
        let members = bodies::storage::members(tx, body_id, today)?;
        asked.retain(|attendee| {
            let mut seats =
                members.iter().filter(|member| member.person_id == attendee.person_id);
            !seats.all(|seat| seat.role == Role::Substitute)
        });
    }
    Ok(asked)
}

/// Whether somebody is to come by the seats of today: as a member, or for one.
fn is_asked(
    tx: &mut dyn Tx,
    case: &Case,
    meeting: &Meeting,
    one: &Invitation,
    today: &str,
) -> Result<bool, StoreError> {
    let asked = asked(tx, case, meeting, today)?;
    let whom = one.for_person_id.unwrap_or(one.person_id);
    Ok(asked.iter().any(|attendee| attendee.person_id == whom))
}

/// A meeting that must be called, called anew, called off, or looked at because a day has
/// begun.
fn due(
    tx: &mut dyn Tx,
    at: Clocks,
    today: &str,
) -> Result<Option<(i64, i64)>, StoreError> {
    tx.row(
        "SELECT m.id, m.case_id FROM meeting m
         LEFT JOIN invitation_round r ON r.meeting_id = m.id
         WHERE m.kind <> 'backlog' AND m.opened_at IS NULL AND (
           (m.cancelled_at IS NULL AND m.starts_at > $1
             AND (m.agenda_at IS NOT NULL OR m.papers_at IS NOT NULL)
             AND (r.meeting_id IS NULL OR r.starts_at <> m.starts_at
               OR r.place <> m.place OR r.looked <> $2))
           OR (m.cancelled_at IS NOT NULL AND r.called_off = 0))
         ORDER BY m.id LIMIT 1",
        &[at.here.into(), today.into()],
    )?
    .map(|row| Ok((row.get(0)?, row.get(1)?)))
    .transpose()
}

fn today(app: &App, at: Clocks) -> String {
    let now = Timestamp::from_microsecond(at.here).unwrap_or(Timestamp::UNIX_EPOCH);
    now.to_zoned_datetime(app.zone.clone()).date().to_string()
}

/// Whether any meeting must be called.
///
/// # Errors
/// [`StoreError`] when the database does not answer.
pub fn any(tx: &mut dyn Tx, app: &App, at: Clocks) -> Result<bool, StoreError> {
    Ok(due(tx, at, &today(app, at))?.is_some())
}

/// Calls one meeting; gives how many were dealt with. What was told and the mails are one
/// transaction: whoever is stopped half-way begins again, and a second server finds
/// nothing left to do.
///
/// # Errors
/// [`StoreError`] when the database does not answer.
pub fn fill(tx: &mut dyn Tx, app: &App, at: Clocks) -> Result<usize, StoreError> {
    let today = today(app, at);
    let Some((id, case_id)) = due(tx, at, &today)? else { return Ok(0) };
    let case = case::storage::all(tx)?.into_iter().find(|case| case.id == case_id);
    let Some(case) = case else { return Ok(0) };
    let Some(meeting) = meetings::one(tx, &case, id)? else { return Ok(0) };
    let known = round(tx, id)?;
    if let (Some(round), Some(_)) = (&known, meeting.cancelled_at) {
        call_off(tx, app, at, (&case, &meeting, round))?;
        return Ok(1);
    }
    let told = known.as_ref().map(|round| &round.told);
    let (sequence, anew) = rules::call_anew(told, meeting.starts_at, &meeting.place);
    let uid = match &known {
        Some(round) => round.uid.clone(),
        None => calendar::uid(app.base_url(), &case.slug, &format!("meeting-{id}")),
    };
    tx.exec(
        "INSERT INTO invitation_round
           (meeting_id, uid, sequence, starts_at, place, looked, called_off)
         VALUES ($1, $2, $3, $4, $5, $6, 0)
         ON CONFLICT (meeting_id) DO UPDATE SET sequence = excluded.sequence,
           starts_at = excluded.starts_at, place = excluded.place, looked = excluded.looked",
        &[
            id.into(),
            (&uid).into(),
            sequence.into(),
            meeting.starts_at.into(),
            (&meeting.place).into(),
            (&today).into(),
        ],
    )?;
    let writer = Writer::of(tx, app, at, &case, &meeting, (&uid, sequence))?;
    let rows = all(tx, id)?;
    let asked = asked(tx, &case, &meeting, &today)?;
    for attendee in &asked {
        let row = rows.iter().find(|row| row.person_id == attendee.person_id);
        call(tx, &writer, (attendee.person_id, None), row, anew)?;
    }
    for row in &rows {
        if asked.iter().any(|attendee| attendee.person_id == row.person_id) {
            continue;
        }
        // Who comes for somebody comes as long as that one is asked, and sends nobody else
        // for a new time.
        let sent_by = row.for_person_id;
        let for_one = asked.iter().any(|one| Some(one.person_id) == sent_by);
        if !row.withdrawn && (!for_one || anew) {
            withdraw(tx, &writer, row)?;
        }
    }
    Ok(1)
}

/// Calls a person, where that is due: for the first time, again after the seat came back,
/// for a new time or place, or at a new address.
fn call(
    tx: &mut dyn Tx,
    writer: &Writer,
    (person_id, for_person_id): (i64, Option<i64>),
    row: Option<&Invitation>,
    anew: bool,
) -> Result<(), StoreError> {
    let address = reminders::storage::address(tx, person_id)?;
    let email = address.as_ref().map_or_else(String::new, |(to, _)| to.to_string());
    let row = match row {
        Some(row)
            if !row.withdrawn && !anew && (email.is_empty() || row.email == email) =>
        {
            return Ok(());
        }
        Some(row) => row.clone(),
        None => {
            let id = tx.one(
                "INSERT INTO invitation (meeting_id, person_id, email, told, answer, how,
                   sequence, stamp, delegate, withdrawn)
                 VALUES ($1, $2, '', 0, $3, $4, -1, 0, '', 0) RETURNING id",
                &[
                    writer.meeting_id.into(),
                    person_id.into(),
                    Reply::None.word().into(),
                    How::Page.word().into(),
                ],
            )?;
            let rows = all(tx, writer.meeting_id)?;
            match rows.into_iter().find(|row| row.id == id) {
                Some(row) => row,
                None => return Ok(()),
            }
        }
    };
    let token = secret();
    tx.exec(
        "UPDATE invitation SET email = $1, withdrawn = 0, for_person_id = $2, told = told + 1,
           token_hash = $3 WHERE id = $4",
        &[
            email.into(),
            for_person_id.into(),
            hashed(&token).into(),
            row.id.into(),
        ],
    )?;
    let Some((to, lang)) = address else { return Ok(()) };
    let again = row.told > 0;
    writer.write(tx, &row, (to, lang), Some((&token, again)))
}

/// Tells somebody that the call is taken back, if it was made.
fn withdraw(
    tx: &mut dyn Tx,
    writer: &Writer,
    row: &Invitation,
) -> Result<(), StoreError> {
    tx.exec(
        "UPDATE invitation SET withdrawn = 1, told = told + 1, token_hash = NULL
         WHERE id = $1",
        &[row.id.into()],
    )?;
    let Ok(to) = row.email.parse::<Address>() else { return Ok(()) };
    let known = reminders::storage::address(tx, row.person_id)?;
    let lang = known.map_or(Lang::Da, |(_, lang)| lang);
    writer.write(tx, row, (to, lang), None)
}

/// Calls a meeting off: everybody who was called is told. It stays called off.
fn call_off(
    tx: &mut dyn Tx,
    app: &App,
    at: Clocks,
    (case, meeting, round): (&Case, &Meeting, &Round),
) -> Result<(), StoreError> {
    let sequence = round.told.sequence + 1;
    tx.exec(
        "UPDATE invitation_round SET sequence = $1, called_off = 1 WHERE meeting_id = $2",
        &[sequence.into(), meeting.id.into()],
    )?;
    let writer = Writer::of(tx, app, at, case, meeting, (&round.uid, sequence))?;
    for row in all(tx, meeting.id)?.iter().filter(|row| !row.withdrawn) {
        withdraw(tx, &writer, row)?;
    }
    Ok(())
}

/// Writes the mails of one call.
struct Writer {
    app: App,
    at: Clocks,
    zone: TimeZone,
    slug: String,
    meeting_id: i64,
    starts_at: i64,
    place: String,
    host: Text,
    uid: String,
    sequence: i64,
}

impl Writer {
    fn of(
        tx: &mut dyn Tx,
        app: &App,
        at: Clocks,
        case: &Case,
        meeting: &Meeting,
        (uid, sequence): (&str, i64),
    ) -> Result<Self, StoreError> {
        Ok(Self {
            app: app.clone(),
            at,
            zone: case.time_zone()?,
            slug: case.slug.clone(),
            meeting_id: meeting.id,
            starts_at: meeting.starts_at,
            place: meeting.place.clone(),
            host: host(tx, case, meeting)?,
            uid: uid.to_owned(),
            sequence,
        })
    }

    /// Who calls: the address mail comes from, where answers go.
    fn organizer(&self) -> (String, String) {
        match &self.app.route {
            Some(route) => (
                route.from.name.clone().unwrap_or_else(|| "Køreplan".to_owned()),
                route.from.email.to_string(),
            ),
            None => {
                let host = crate::feeds::atom::host(self.app.base_url());
                ("Køreplan".to_owned(), format!("post@{host}"))
            }
        }
    }

    /// Calls somebody by the secret of the answer link, or takes the call back.
    fn write(
        &self,
        tx: &mut dyn Tx,
        row: &Invitation,
        (to, lang): (Address, Lang),
        call: Option<(&str, bool)>,
    ) -> Result<(), StoreError> {
        let base = format!("{}/{}/{}", self.app.base_url(), lang.word(), self.slug);
        let page = format!("{base}/meetings/{}", self.meeting_id);
        let host = lang.pick(&self.host).to_owned();
        let title = lang.say("calendar-meeting-of", &[("host", host.into())]);
        let mut args = vec![
            ("title", title.clone().into()),
            ("when", lang.moment(self.starts_at, &self.zone).into()),
            ("place", self.place.clone().into()),
            ("page", page.clone().into()),
        ];
        let (said, subject, body) = match call {
            Some((token, again)) => {
                args.push(("answer", format!("{base}/calls/{token}").into()));
                if again {
                    (Said::Request, "call-mail-subject-again", "call-mail-again")
                } else {
                    (Said::Request, "call-mail-subject", "call-mail")
                }
            }
            None => (Said::Cancel, "call-mail-subject-off", "call-mail-off"),
        };
        let (name, address) = self.organizer();
        let calendar = calendar::call(&Call {
            said,
            uid: &self.uid,
            sequence: self.sequence,
            stamp: self.at.outside,
            starts_at: self.starts_at,
            zone: &self.zone,
            title: &title,
            text: &page,
            place: &self.place,
            page: &page,
            organizer: (&name, &address),
            attendee: (&row.name, &to.to_string()),
        });
        let head = [args[0].clone(), args[1].clone()];
        let mail = Mail {
            once: format!("call:{}:{}", row.id, row.told + 1),
            kind: Kind::Meeting,
            to,
            subject: lang.say(subject, &head),
            body: lang.say(body, &args),
            calendar,
            unsubscribe: String::new(),
        };
        outbox::enqueue(tx, self.at, &mail).map(drop)
    }
}

/// Who may come for somebody: those with a seat in the body that meets; to a theme
/// meeting anybody with a seat in the case. Number and name.
pub fn stand_ins(
    tx: &mut dyn Tx,
    case: &Case,
    meeting: &Meeting,
    (one, today): (&Invitation, &str),
) -> Result<Vec<(i64, String)>, StoreError> {
    let mut found = Vec::new();
    for body in bodies::storage::all(tx, case)? {
        if meeting.body_id.is_some_and(|id| id != body.id) {
            continue;
        }
        for member in bodies::storage::members(tx, body.id, today)? {
            let stand_in = (member.person_id, member.name);
            if stand_in.0 != one.person_id && !found.contains(&stand_in) {
                found.push(stand_in);
            }
        }
    }
    Ok(found)
}

/// What is answered: when (seconds, by the clock outside), how, what, and who comes
/// instead.
pub struct NewAnswer {
    pub sequence: i64,
    pub stamp: i64,
    pub how: How,
    pub reply: Reply,
    pub delegate: String,
    pub delegate_id: Option<i64>,
}

/// Takes an answer given on the page or by the link, to the call that holds now.
pub fn save_answer(
    tx: &mut dyn Tx,
    app: &App,
    at: Clocks,
    (case, meeting, one, _): (&Case, &Meeting, &Invitation, &Permit<AnswerCall>),
    answer: &NewAnswer,
) -> Result<(), Error> {
    save(tx, app, at, (case, meeting, one), answer)??;
    Ok(())
}

fn save(
    tx: &mut dyn Tx,
    app: &App,
    at: Clocks,
    (case, meeting, one): (&Case, &Meeting, &Invitation),
    answer: &NewAnswer,
) -> Result<Result<(), Refused>, StoreError> {
    let Some(round) = round(tx, meeting.id)? else { return Ok(Err(Refused::NoCall)) };
    if meeting.cancelled_at.is_some() || meeting.opened_at.is_some() {
        return Ok(Err(Refused::Over));
    }
    let new = Answer {
        sequence: answer.sequence,
        stamp: answer.stamp,
        how: answer.how,
        reply: answer.reply,
    };
    let known = (one.answer.sequence >= 0).then_some(&one.answer);
    if let Err(refused) = rules::take(round.told.sequence, known, &new) {
        return Ok(Err(refused));
    }
    tx.exec(
        "UPDATE invitation SET answer = $1, how = $2, sequence = $3, stamp = $4,
           delegate = $5, answered_at = $6 WHERE id = $7",
        &[
            new.reply.word().into(),
            new.how.word().into(),
            new.sequence.into(),
            new.stamp.into(),
            (&answer.delegate).into(),
            at.here.into(),
            one.id.into(),
        ],
    )?;
    let writer =
        Writer::of(tx, app, at, case, meeting, (&round.uid, round.told.sequence))?;
    for row in all(tx, meeting.id)? {
        let other = row.for_person_id == Some(one.person_id)
            && answer.delegate_id != Some(row.person_id);
        if other && !row.withdrawn {
            withdraw(tx, &writer, &row)?;
        }
    }
    if let Some(id) = answer.delegate_id {
        let rows = all(tx, meeting.id)?;
        let row = rows.iter().find(|row| row.person_id == id);
        // Somebody who is called for the own seat anyway is not called twice.
        if row.is_none_or(|row| row.withdrawn || row.for_person_id.is_some()) {
            call(tx, &writer, (id, Some(one.person_id)), row, false)?;
        }
    }
    Ok(Ok(()))
}

/// Takes an answer that came by mail: matched by what was called, by who was, and by the
/// sequence. What can't be taken leaves no trace. The entry names who answered.
///
/// # Errors
/// [`StoreError`] when the database does not answer; inside, why the answer is not taken.
pub fn take_mail(
    tx: &mut dyn Tx,
    app: &App,
    at: Clocks,
    answered: &Answered,
) -> Result<Result<(), Refused>, StoreError> {
    let row = tx.row(
        "SELECT r.meeting_id, m.case_id FROM invitation_round r
         JOIN meeting m ON m.id = r.meeting_id WHERE r.uid = $1",
        &[(&answered.uid).into()],
    )?;
    let Some(row) = row else { return Ok(Err(Refused::NoCall)) };
    let (meeting_id, case_id): (i64, i64) = (row.get(0)?, row.get(1)?);
    let case = case::storage::all(tx)?.into_iter().find(|case| case.id == case_id);
    let Some(case) = case else { return Ok(Err(Refused::NoCall)) };
    let Some(meeting) = meetings::one(tx, &case, meeting_id)? else {
        return Ok(Err(Refused::NoCall));
    };
    if answered.from.key() != answered.attendee.key() {
        return Ok(Err(Refused::Forged));
    }
    let is_theirs = |one: &Invitation| {
        let known = one.email.parse::<Address>();
        known.is_ok_and(|known| known.key() == answered.attendee.key())
    };
    let rows = all(tx, meeting_id)?;
    let found = rows.into_iter().find(|one| !one.withdrawn && is_theirs(one));
    let Some(one) = found else { return Ok(Err(Refused::NoCall)) };
    let today = today(app, at);
    if !is_asked(tx, &case, &meeting, &one, &today)? {
        return Ok(Err(Refused::NoCall));
    }
    let mut delegate = (String::new(), None);
    if let (Reply::Delegated, Some(to)) = (answered.reply, &answered.delegate) {
        let known = reminders::storage::people_at(tx, to)?;
        let stand_ins = stand_ins(tx, &case, &meeting, (&one, &today))?;
        let found = stand_ins.into_iter().find(|(id, _)| known.contains(id));
        delegate = match found {
            Some((id, name)) => (name, Some(id)),
            None => (to.to_string(), None),
        };
    }
    let answer = NewAnswer {
        sequence: answered.sequence,
        // A clock that runs ahead does not make an answer the last for ever.
        stamp: answered.stamp.min(at.outside / 1_000_000),
        how: How::Mail,
        reply: answered.reply,
        delegate: delegate.0,
        delegate_id: delegate.1,
    };
    if let Err(refused) = save(tx, app, at, (&case, &meeting, &one), &answer)? {
        return Ok(Err(refused));
    }
    let what = serde_json::json!({
        "answer": answer.reply.word(), "how": How::Mail.word(), "person": one.name,
    });
    journal::append(
        tx,
        Entry {
            seq: 0,
            at: at.here,
            case: case.slug,
            actor: one.name,
            action: "AnswerCall".into(),
            subject: format!("meetings/{meeting_id}"),
            what: what.to_string(),
            why: String::new(),
        },
    )?;
    Ok(Ok(()))
}
