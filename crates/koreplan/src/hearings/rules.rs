//! When a hearing can be published, ended and extended; lists of parties and their order.

use jiff::civil::Date;
use unicode_normalization::UnicodeNormalization as _;

use crate::{
    choices,
    input::rules::{HearingState, TooShort, check_length},
    outbox::rules::Address,
    refusal::{Message, Refusal},
    web::choices::Choice as _,
};

/// Why an act on a hearing was not done.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    #[error("the hearing is published")]
    Published,
    #[error("the hearing is not published")]
    NotPublished,
    #[error("the deadline has passed")]
    DeadlinePassed,
    #[error(transparent)]
    TooShort(#[from] TooShort),
    #[error("the hearing is not closed")]
    NotClosed,
    #[error("the hearing is processed")]
    Processed,
    #[error("{count} inputs are not read")]
    Unread { count: i64 },
    #[error("the hearing is not processed")]
    NotProcessed,
    #[error("the note is published")]
    NotePublished,
    #[error("the hearing is over")]
    Over,
    #[error("nobody waits for an invitation")]
    NobodyToInvite,
    #[error("the party was invited or has answered")]
    PartyInUse,
}

impl Refusal for Refused {
    fn why(&self) -> Message {
        match self {
            Self::Published => Message::new("hearing-refused-published"),
            Self::NotPublished => Message::new("hearing-refused-not-published"),
            Self::DeadlinePassed => Message::new("hearing-refused-passed"),
            Self::TooShort(TooShort { days, normal }) => {
                Message::new("hearing-refused-short")
                    .with("days", *days)
                    .with("normal", *normal)
            }
            Self::NotClosed => Message::new("hearing-refused-not-closed"),
            Self::Processed => Message::new("hearing-refused-processed"),
            Self::Unread { count } => {
                Message::new("hearing-refused-unread").with("count", *count)
            }
            Self::NotProcessed => Message::new("hearing-refused-not-processed"),
            Self::NotePublished => Message::new("hearing-refused-note-published"),
            Self::Over => Message::new("hearing-refused-over"),
            Self::NobodyToInvite => Message::new("hearing-refused-nobody"),
            Self::PartyInUse => Message::new("hearing-refused-party-in-use"),
        }
    }

    fn way_forward(&self) -> Message {
        Message::new(match self {
            Self::Published => "hearing-refused-published-way",
            Self::NotPublished => "hearing-refused-not-published-way",
            Self::DeadlinePassed => "hearing-refused-passed-way",
            Self::TooShort(_) => "hearing-refused-short-way",
            Self::NotClosed => "hearing-refused-not-closed-way",
            Self::Processed | Self::NotePublished => "hearing-refused-done-way",
            Self::Unread { .. } => "hearing-refused-unread-way",
            Self::NotProcessed => "hearing-refused-not-processed-way",
            Self::Over => "hearing-refused-over-way",
            Self::NobodyToInvite => "hearing-refused-nobody-way",
            Self::PartyInUse => "hearing-refused-party-in-use-way",
        })
    }
}

/// Checks that a hearing may still be changed.
///
/// # Errors
/// [`Refused::Published`] once others rely on it.
pub fn change(state: HearingState) -> Result<(), Refused> {
    if state == HearingState::Draft { Ok(()) } else { Err(Refused::Published) }
}

/// Checks that parties can be invited.
///
/// # Errors
/// [`Refused`] while the hearing is prepared, after its deadline, or when nobody waits.
pub fn invite(state: HearingState, waiting: i64) -> Result<(), Refused> {
    if state == HearingState::Draft {
        Err(Refused::NotPublished)
    } else if state.is_over() {
        Err(Refused::Over)
    } else if waiting == 0 {
        Err(Refused::NobodyToInvite)
    } else {
        Ok(())
    }
}

/// What decides whether a hearing can be published.
#[derive(Debug, Clone, Copy)]
pub struct Period<'a> {
    /// The first and the last day to answer.
    pub days: (Date, Date),
    /// The first instant after the deadline, in microseconds.
    pub closes_at: i64,
    /// How many days parties get under normal conditions.
    pub normal: i64,
    /// Why they get fewer.
    pub reason: &'a str,
}

/// Publishes a hearing. The length counts from the day people can first answer.
///
/// # Errors
/// [`Refused`] if it is published, its deadline has passed, or it is too short without
/// a reason.
pub fn publish(
    state: HearingState,
    period: Period,
    today: Date,
    now: i64,
) -> Result<(), Refused> {
    change(state)?;
    if now >= period.closes_at {
        return Err(Refused::DeadlinePassed);
    }
    let (opens, deadline) = period.days;
    Ok(check_length(opens.max(today), deadline, period.normal, period.reason)?)
}

/// Checks that a deadline may be moved at all; where to is for `input::rules::extend`.
///
/// # Errors
/// [`Refused`] before publication, where the deadline is simply changed, and after the
/// answers were processed.
pub fn extend(state: HearingState) -> Result<(), Refused> {
    match state {
        HearingState::Draft => Err(Refused::NotPublished),
        HearingState::Processed | HearingState::NotePublished => Err(Refused::Processed),
        HearingState::Coming | HearingState::Open | HearingState::Closed => Ok(()),
    }
}

/// Says that all answers were dealt with.
///
/// # Errors
/// [`Refused`] before the hearing is closed, when it was said before, or while answers
/// are not read.
pub fn process(state: HearingState, unread: i64) -> Result<(), Refused> {
    match state {
        HearingState::Closed if unread > 0 => Err(Refused::Unread { count: unread }),
        HearingState::Closed => Ok(()),
        HearingState::Processed | HearingState::NotePublished => Err(Refused::Processed),
        HearingState::Draft | HearingState::Coming | HearingState::Open => {
            Err(Refused::NotClosed)
        }
    }
}

/// Publishes the hearing note.
///
/// # Errors
/// [`Refused`] before the answers were dealt with, and a second time.
pub fn publish_note(state: HearingState) -> Result<(), Refused> {
    match state {
        HearingState::Processed => Ok(()),
        HearingState::NotePublished => Err(Refused::NotePublished),
        _ => Err(Refused::NotProcessed),
    }
}

choices! {
    /// What kind of party is asked.
    PartyKind {
        Authority: "authority", "party-authority";
        Organisation: "organisation", "party-organisation";
        Company: "company", "party-company";
        Council: "council", "party-council";
        Other: "other", "party-other";
    }
}

choices! {
    /// What a party has said.
    Reply {
        None: "none", "party-reply-none";
        Remarks: "remarks", "party-reply-remarks";
        NoRemarks: "no_remarks", "party-reply-no-remarks";
    }
}

/// A line of a list of parties.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewParty {
    pub name: String,
    pub kind: PartyKind,
    pub email: String,
}

/// The words a list may have for a kind, in both languages.
const KINDS: [(&str, PartyKind); 22] = [
    ("myndighed", PartyKind::Authority),
    ("ministerium", PartyKind::Authority),
    ("styrelse", PartyKind::Authority),
    ("kommune", PartyKind::Authority),
    ("region", PartyKind::Authority),
    ("authority", PartyKind::Authority),
    ("organisation", PartyKind::Organisation),
    ("forening", PartyKind::Organisation),
    ("forening eller organisation", PartyKind::Organisation),
    ("association", PartyKind::Organisation),
    ("association or organisation", PartyKind::Organisation),
    ("virksomhed", PartyKind::Company),
    ("company", PartyKind::Company),
    ("råd", PartyKind::Council),
    ("nævn", PartyKind::Council),
    ("råd eller nævn", PartyKind::Council),
    ("råd og nævn", PartyKind::Council),
    ("council", PartyKind::Council),
    ("council or board", PartyKind::Council),
    ("andre", PartyKind::Other),
    ("anden", PartyKind::Other),
    ("other", PartyKind::Other),
];

fn kind_of(field: &str) -> Option<PartyKind> {
    let field = field.to_lowercase();
    let known = KINDS.iter().find(|(word, _)| *word == field);
    known.map(|(_, kind)| *kind).or_else(|| PartyKind::of(&field))
}

/// The longest name of a party, in characters.
const LONGEST: usize = 200;

/// Reads a list of parties as it is typed, pasted from a table, or saved as CSV: one
/// party a line with name, kind and address in any order, parted by semicolons, tabs or
/// commas. A head line is skipped.
///
/// # Errors
/// What is wrong with the first line that has a fault; nothing is taken then.
pub fn read_parties(list: &str) -> Result<Vec<NewParty>, Message> {
    let mut parties: Vec<NewParty> = Vec::new();
    for (number, line) in (1_u64..).zip(list.lines()) {
        let line = line.trim().trim_start_matches('\u{feff}');
        if line.is_empty() || (number == 1 && is_head(line)) {
            continue;
        }
        let fault = |key| Message::new(key).with("line", number);
        let party = read_party(line).map_err(fault)?;
        parties.push(party);
    }
    Ok(parties)
}

fn is_head(line: &str) -> bool {
    let heads = ["navn", "name", "part", "party", "høringspart", "organisation"];
    let first = line.split([';', '\t', ',']).next().unwrap_or_default();
    let fields = line.split([';', '\t', ',']).count();
    fields > 1 && heads.contains(&first.trim().trim_matches('"').to_lowercase().as_str())
}

fn read_party(line: &str) -> Result<NewParty, &'static str> {
    let comma = !line.contains([';', '\t']);
    let mut name = Vec::new();
    let (mut kind, mut email) = (None, String::new());
    for field in fields(line) {
        if field.is_empty() {
            continue;
        }
        if field.contains('@') {
            if !email.is_empty() {
                return Err("party-fault-two-addresses");
            }
            field.parse::<Address>().map_err(|_| "party-fault-address")?;
            email = field;
        } else if let Some(known) = kind_of(&field).filter(|_| !name.is_empty()) {
            kind = Some(known);
        } else {
            name.push(field);
        }
    }
    // A comma may stand inside a name, what parts fields in other lists may not.
    if name.is_empty() {
        return Err("party-fault-name");
    }
    if name.len() > 1 && !comma {
        return Err("party-fault-fields");
    }
    let name = name.join(", ");
    if name.chars().count() > LONGEST {
        return Err("party-fault-long");
    }
    Ok(NewParty { name, kind: kind.unwrap_or(PartyKind::Other), email })
}

/// The fields of a line; quotes hold together what has a separator inside.
fn fields(line: &str) -> Vec<String> {
    let separator = [';', '\t'].into_iter().find(|c| line.contains(*c)).unwrap_or(',');
    let mut fields = Vec::new();
    let (mut field, mut quoted) = (String::new(), false);
    for c in line.chars() {
        match c {
            '"' => quoted = !quoted,
            c if c == separator && !quoted => fields.push(std::mem::take(&mut field)),
            c if c.is_control() => {}
            c => field.push(c),
        }
    }
    fields.push(field);
    fields.into_iter().map(|field| field.trim().to_owned()).collect()
}

/// Where a name stands in the Danish alphabet, as bytes that sort: a to z, then æ, ø, å;
/// aa stands as å, ä as æ, ö as ø, ü as y; small and capital letters and other accents
/// make no difference.
pub fn danish_order(name: &str) -> Vec<u8> {
    let lower: String = name.nfc().flat_map(char::to_lowercase).collect();
    let lower = lower.replace("aa", "å");
    let mut order = Vec::with_capacity(lower.len());
    for c in lower.chars() {
        match c {
            'æ' | 'ä' => order.push(b'{'),
            'ø' | 'ö' => order.push(b'|'),
            'å' => order.push(b'}'),
            'ü' => order.push(b'y'),
            c if c.is_whitespace() || "-–/.,&'’»«\"()".contains(c) => {
                // Words before letters: »Dansk IT« before »Danske Regioner«.
                if !order.ends_with(b" ") && !order.is_empty() {
                    order.push(b' ');
                }
            }
            c => {
                let bare = std::iter::once(c).nfd().next().unwrap_or(c);
                order.extend_from_slice(bare.encode_utf8(&mut [0; 4]).as_bytes());
            }
        }
    }
    while order.ends_with(b" ") {
        order.pop();
    }
    order
}

/// The part of an address that names a hearing: plain letters, digits and hyphens.
pub fn slug(title: &str) -> String {
    let mut slug = String::new();
    for c in title.nfc().flat_map(char::to_lowercase) {
        match c {
            'æ' => slug.push_str("ae"),
            'ø' => slug.push_str("oe"),
            'å' => slug.push_str("aa"),
            c => {
                let bare = std::iter::once(c).nfd().next().unwrap_or(c);
                if bare.is_ascii_alphanumeric() {
                    slug.push(bare);
                } else if !slug.is_empty() && !slug.ends_with('-') {
                    slug.push('-');
                }
            }
        }
    }
    let short: String = slug.chars().take(50).collect();
    let short = short.trim_matches('-');
    if short.is_empty() || short == "new" {
        "hearing".to_owned()
    } else {
        short.to_owned()
    }
}

/// An address of a page on the web, and nothing that could run.
pub fn is_web_address(link: &str) -> bool {
    let rest = link.strip_prefix("https://").or_else(|| link.strip_prefix("http://"));
    let host = rest.and_then(|rest| rest.split(['/', '?', '#']).next());
    host.is_some_and(|host| !host.is_empty() && !host.contains('@'))
        && !link
            .contains(|c: char| c.is_whitespace() || c.is_control() || "\"<>".contains(c))
}

/// A moment in a calendar; instants as `20101004T215900Z`.
#[derive(Debug, Clone, Copy)]
pub struct Appointment<'a> {
    pub uid: &'a str,
    /// Counts up when the same appointment moves.
    pub sequence: i64,
    pub stamp: &'a str,
    pub at: &'a str,
    pub summary: &'a str,
    pub address: &'a str,
}

/// An appointment as calendars take it (RFC 5545).
pub fn appointment(appointment: &Appointment) -> String {
    let Appointment { uid, sequence, stamp, at, summary, address } = appointment;
    let mut calendar = String::new();
    for line in [
        "BEGIN:VCALENDAR".to_owned(),
        "VERSION:2.0".to_owned(),
        "PRODID:-//Koreplan//Koreplan//DA".to_owned(),
        "METHOD:PUBLISH".to_owned(),
        "BEGIN:VEVENT".to_owned(),
        format!("UID:{uid}"),
        format!("SEQUENCE:{sequence}"),
        format!("DTSTAMP:{stamp}"),
        format!("DTSTART:{at}"),
        format!("SUMMARY:{}", calendar_text(summary)),
        format!("URL:{address}"),
        "END:VEVENT".to_owned(),
        "END:VCALENDAR".to_owned(),
    ] {
        fold(&line, &mut calendar);
    }
    calendar
}

fn calendar_text(text: &str) -> String {
    text.replace('\\', "\\\\")
        .replace(';', "\\;")
        .replace(',', "\\,")
        .replace('\n', "\\n")
}

/// Lines of at most 75 bytes, cut between letters (RFC 5545, 3.1).
fn fold(line: &str, into: &mut String) {
    let mut length = 0;
    for c in line.chars() {
        if length + c.len_utf8() > 75 {
            into.push_str("\r\n ");
            length = 1;
        }
        into.push(c);
        length += c.len_utf8();
    }
    into.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    fn period(reason: &str) -> Period<'_> {
        let days = (date(2010, 9, 6), date(2010, 10, 4));
        Period { days, closes_at: 1_000, normal: 28, reason }
    }

    #[test]
    fn a_hearing_that_is_published_late_is_shorter() {
        let on = |day, reason| publish(HearingState::Draft, period(reason), day, 0);

        assert_eq!(on(date(2010, 9, 1), ""), Ok(()));
        assert_eq!(
            on(date(2010, 9, 7), ""),
            Err(Refused::TooShort(TooShort { days: 27, normal: 28 }))
        );
        assert_eq!(on(date(2010, 9, 7), "Valget kom først"), Ok(()));
    }

    #[test]
    fn a_hearing_is_published_once_and_before_its_deadline() {
        let day = date(2010, 9, 6);
        let passed = publish(HearingState::Draft, period(""), day, 1_000);
        let twice = publish(HearingState::Open, period(""), day, 0);

        assert_eq!(passed, Err(Refused::DeadlinePassed));
        assert_eq!(twice, Err(Refused::Published));
    }

    #[test]
    fn s12_a_hearing_ends_in_order() {
        let states = HearingState::ALL;
        let can = |act: &dyn Fn(HearingState) -> bool| -> Vec<HearingState> {
            states.iter().copied().filter(|state| act(*state)).collect()
        };

        assert_eq!(can(&|state| process(state, 0).is_ok()), [HearingState::Closed]);
        assert_eq!(can(&|state| publish_note(state).is_ok()), [HearingState::Processed]);
        assert_eq!(
            can(&|state| extend(state).is_ok()),
            [HearingState::Coming, HearingState::Open, HearingState::Closed]
        );
        assert_eq!(can(&|state| change(state).is_ok()), [HearingState::Draft]);
        assert_eq!(process(HearingState::Closed, 2), Err(Refused::Unread { count: 2 }));
    }

    #[test]
    fn danish_names_stand_in_danish_order() {
        let mut names = [
            "Ældre Sagen",
            "Aarhus Kommune",
            "ATP",
            "Østre Landsret",
            "Danske Regioner",
            "Dansk IT",
            "Zealand",
            "Ålborg Kommune",
            "Café Ø",
            "Dansk Erhverv",
        ];
        names.sort_by_key(|name| danish_order(name));

        assert_eq!(
            names,
            [
                "ATP",
                "Café Ø",
                "Dansk Erhverv",
                "Dansk IT",
                "Danske Regioner",
                "Zealand",
                "Ældre Sagen",
                "Østre Landsret",
                "Ålborg Kommune",
                "Aarhus Kommune",
            ]
        );
    }

    fn party(name: &str, kind: PartyKind, email: &str) -> NewParty {
        NewParty { name: name.into(), kind, email: email.into() }
    }

    #[test]
    fn a_list_is_read_as_people_paste_it() {
        let list = "Navn;Type;E-mail\n\
            KL;Organisation;kl@kl.dk\n\
            Danske Regioner\tregioner@regioner.dk\n\
            \n\
            Erhvervs-, Turist- og Byudvalget, Råd eller nævn, post@udvalg.dk\n\
            \"Smith; Sønner\";Virksomhed\n\
            Ældre Sagen";

        assert_eq!(
            read_parties(list),
            Ok(vec![
                party("KL", PartyKind::Organisation, "kl@kl.dk"),
                party("Danske Regioner", PartyKind::Other, "regioner@regioner.dk"),
                party(
                    "Erhvervs-, Turist- og Byudvalget",
                    PartyKind::Council,
                    "post@udvalg.dk"
                ),
                party("Smith; Sønner", PartyKind::Company, ""),
                party("Ældre Sagen", PartyKind::Other, ""),
            ])
        );
    }

    #[test]
    fn a_line_with_a_fault_is_named() {
        for (list, fault) in [
            ("KL;a@x.dk;b@x.dk", "party-fault-two-addresses"),
            ("KL;a@x", "party-fault-address"),
            ("KL;a@x.dk Bcc: b@x.dk", "party-fault-address"),
            (";;a@x.dk", "party-fault-name"),
            ("KL;noget;mere", "party-fault-fields"),
        ] {
            let said = read_parties(&format!("FOA\n{list}"));
            assert_eq!(said, Err(Message::new(fault).with("line", 2_u64)), "{list}");
        }
    }

    #[test]
    fn material_lies_on_the_web() {
        assert!(is_web_address("https://www.kl.dk/a?b=c#d"));
        for wrong in [
            "javascript:alert(1)",
            "data:text/html,x",
            "//x.dk",
            "https://",
            "https://a b",
            "https://u@x.dk",
            "https://x\"onclick=",
            "x.dk",
        ] {
            assert!(!is_web_address(wrong), "{wrong}");
        }
    }

    #[test]
    fn a_slug_is_plain() {
        assert_eq!(
            slug("Høring om åbne data – 2. runde!"),
            "hoering-om-aabne-data-2-runde"
        );
        assert_eq!(slug("…"), "hearing");
        assert_eq!(slug("New"), "hearing");
    }

    #[test]
    fn an_appointment_is_one_whatever_the_title_says() {
        let title = "a,b;c\nEND:VEVENT\nBEGIN:VALARM æøå ".repeat(5);
        let calendar = appointment(&Appointment {
            uid: "1@x",
            sequence: 0,
            stamp: "20100101T000000Z",
            at: "20100102T000000Z",
            summary: &title,
            address: "https://x.dk",
        });

        assert!(calendar.split("\r\n").all(|line| line.len() <= 75));
        assert_eq!(calendar.matches("\r\nEND:VEVENT\r\n").count(), 1);
        assert!(!calendar.contains("\r\nBEGIN:VALARM"));
    }

    proptest! {
        #[test]
        fn no_list_however_wrong_gives_two_receivers_in_a_line(list in "[A-Za-zæ@.;,\t \"\n]{0,60}") {
            if let Ok(parties) = read_parties(&list) {
                for party in parties {
                    prop_assert!(!party.name.is_empty());
                    prop_assert!(party.email.matches('@').count() <= 1);
                }
            }
        }

        #[test]
        fn t11_whatever_is_tried_a_published_deadline_never_comes_nearer(
            acts in proptest::collection::vec((0_u8..5, 0_i64..2_000, 0_i64..300), 0..40),
        ) {
            let (mut now, mut closes_at) = (0, 1_000);
            let (mut published, mut processed, mut note) = (false, false, false);
            for (act, to, later) in acts {
                now += later;
                let state = match (published, processed, note) {
                    (false, ..) => HearingState::Draft,
                    (_, _, true) => HearingState::NotePublished,
                    (_, true, _) => HearingState::Processed,
                    _ => crate::input::rules::state(0, closes_at, now),
                };
                let before = closes_at;
                match act {
                    0 if change(state).is_ok() => closes_at = to,
                    1 => {
                        let period = Period { closes_at, ..period("hast") };
                        published |= publish(state, period, date(2010, 9, 6), now).is_ok();
                    }
                    2 => {
                        let moved = crate::input::rules::extend(closes_at, to, now);
                        if extend(state).is_ok() && moved.is_ok() {
                            closes_at = to;
                        }
                    }
                    3 => processed |= process(state, 0).is_ok(),
                    4 => note |= publish_note(state).is_ok(),
                    _ => {}
                }
                prop_assert!(closes_at >= before || state == HearingState::Draft);
                prop_assert!(!processed || published && now >= closes_at);
                prop_assert!(!note || processed);
            }
        }

        #[test]
        fn the_order_is_the_same_for_capitals(name in "[A-Za-zÆØÅæøåéÉ ]{0,20}") {
            prop_assert_eq!(danish_order(&name), danish_order(&name.to_lowercase()));
        }

        #[test]
        fn a_slug_can_stand_in_an_address(title in "\\PC{0,80}") {
            let slug = slug(&title);
            prop_assert!(!slug.is_empty() && slug.len() <= 50);
            let plain = slug.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
            prop_assert!(plain, "{}", slug);
        }
    }
}
