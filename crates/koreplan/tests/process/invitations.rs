//! Calls to meetings by mail, and the answers: from the page, from the link, from mail.

use icalendar::{Calendar, Component as _};
use koreplan::{
    meetings::invitations::{
        maildir,
        reading::{self, Answered},
        rules::Refused,
        storage,
    },
    outbox::Clocks,
};

use super::support::{
    Box_, Visitor, folder,
    smtp::{Arrived, Sink},
    story, strategy,
};

const DORTE: &str = "dorte@demo.example";

/// The calendar in a mail, and the kind its part is of.
fn calendar(mail: &Arrived) -> (Calendar, String) {
    use mail_parser::MimeHeaders as _;

    let message = mail_parser::MessageParser::default().parse(&mail.data).unwrap();
    let root = message.parts[0].content_type().unwrap();
    assert_eq!((root.ctype(), root.subtype()), ("multipart", Some("alternative")));
    let part = message.parts.iter().find(|part| part.is_content_type("text", "calendar"));
    let part = part.unwrap();
    let kind = part.content_type().unwrap();
    let method = kind.attribute("method").unwrap().to_owned();
    (part.text_contents().unwrap().parse().unwrap(), method)
}

fn property(calendar: &Calendar, name: &str) -> String {
    let event = calendar.components.iter().find_map(|part| part.as_event()).unwrap();
    // What may stand several times is kept apart.
    let several = event.multi_properties().get(name).and_then(|all| all.first());
    let value =
        several.map(icalendar::Property::value).or_else(|| event.property_value(name));
    value.unwrap_or_default().to_owned()
}

/// A meeting of the steering group with an item, whose papers are not sent.
async fn planned(case: &Box_, bo: &Visitor) -> i64 {
    let slug = story::steering_group(case).to_owned();
    let meeting = story::call_body(case, bo, &slug, "2010-11-09").await;
    let name = "UPDATE meeting SET title = 'Kanariemøde'";
    case.app.store.write_now(move |tx| tx.exec(name, &[])).unwrap();
    story::add_item(bo, meeting, "Kanariepunkt").await;
    meeting
}

/// As [`planned`], with the papers sent and everybody called.
async fn called(case: &Box_, sink: &Sink, bo: &Visitor) -> i64 {
    let meeting = planned(case, bo).await;
    story::send_papers(bo, meeting).await;
    sink.work(&case.app, 0).await;
    meeting
}

/// Moves a meeting.
fn move_to(case: &Box_, meeting: i64, later_us: i64, place: &'static str) {
    let sql = "UPDATE meeting SET starts_at = starts_at + $1, place = $2 WHERE id = $3";
    case.app
        .store
        .write_now(move |tx| {
            tx.exec(sql, &[later_us.into(), place.into(), meeting.into()])
        })
        .unwrap();
}

/// What a mail program answers to a call.
fn reply(call: &Arrived, from: &str, partstat: &str, stamp: &str) -> String {
    let (calendar, _) = calendar(call);
    let (uid, sequence) = (property(&calendar, "UID"), property(&calendar, "SEQUENCE"));
    format!(
        "From: {from}\r\nTo: post@koreplan.example\r\nSubject: Svar\r\n\
         MIME-Version: 1.0\r\n\
         Content-Type: text/calendar; charset=utf-8; method=REPLY\r\n\r\n\
         BEGIN:VCALENDAR\r\nPRODID:-//x//y//DA\r\nVERSION:2.0\r\nMETHOD:REPLY\r\n\
         BEGIN:VEVENT\r\nUID:{uid}\r\nSEQUENCE:{sequence}\r\nDTSTAMP:{stamp}\r\n\
         ATTENDEE;PARTSTAT={partstat}:mailto:{from}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    )
}

fn take(case: &Box_, mail: &str) -> Result<(), Refused> {
    let answered: Answered = reading::read(mail.as_bytes()).unwrap();
    let (app, at) = (case.app.clone(), Clocks::of(&case.app));
    case.app
        .store
        .write_now(move |tx| storage::take_mail(tx, &app, at, &answered))
        .unwrap()
}

fn at(hour: i64) -> String {
    format!("20261124T{hour:02}0000Z")
}

#[tokio::test(flavor = "multi_thread")]
async fn members_are_called_when_papers_are_sent_and_not_before() {
    let case = strategy();
    let sink = Sink::start().await;
    let bo = case.person("bo").await;
    let meeting = planned(&case, &bo).await;
    sink.work(&case.app, 0).await;
    assert!(sink.mails().is_empty(), "a meeting that is planned sends nothing");

    story::send_papers(&bo, meeting).await;
    sink.work(&case.app, 0).await;

    assert_eq!(sink.mails().len(), 7, "the members of the steering group");
    assert!(sink.to("jan@demo.example").is_empty());
    let [mail] = &sink.to(DORTE)[..] else { panic!("Dorte has another number") };
    let raw = String::from_utf8_lossy(&mail.data).into_owned();
    assert!(!raw.contains("Kanarie") && !mail.text().contains("Kanarie"), "{raw}");
    assert_eq!(
        mail.subject(),
        "Indkaldelse: Møde: Styregruppen for strategien, 9. november 2010 kl. 13.00"
    );
    let (invitation, method) = calendar(mail);
    assert_eq!(method, "REQUEST");
    assert_eq!(property(&invitation, "SEQUENCE"), "0");
    assert_eq!(property(&invitation, "DTSTART"), "20101109T130000");
    assert_eq!(property(&invitation, "LOCATION"), "Finansministeriet");
    assert_eq!(property(&invitation, "ATTENDEE"), format!("mailto:{DORTE}"));
    assert_eq!(property(&invitation, "ORGANIZER"), "mailto:post@koreplan.example");
    let written = invitation.to_string();
    assert!(!written.contains("Kanarie"), "{written}");
    for part in
        ["METHOD:REQUEST", "BEGIN:VTIMEZONE", "RSVP=TRUE", "PARTSTAT=NEEDS-ACTION"]
    {
        assert!(written.contains(part), "{part} is not in\n{written}");
    }
    for other in ["kl-direktoer@", "astrid@"] {
        assert!(!written.contains(other), "the address of another");
    }
    let dorte = case.person("dorte").await;
    dorte.send("GET", &mail.link("/meetings/"), &[]).await.shows("Kanariemøde");
    sink.work(&case.app, 0).await;
    assert_eq!(sink.mails().len(), 7, "called twice");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_meeting_that_moves_is_called_anew_under_the_same_name() {
    let case = strategy();
    let sink = Sink::start().await;
    let (bo, dorte) = (case.person("bo").await, case.person("dorte").await);
    let meeting = called(&case, &sink, &bo).await;
    let page = format!("meetings/{meeting}");
    let first = sink.to(DORTE).remove(0);
    dorte.does(&format!("{page}/answer"), &[("answer", "accepted")]).await;
    bo.get(&page).await.shows("1 kommer, 0 kommer ikke");

    move_to(&case, meeting, 3_600_000_000, "Kantinen");
    sink.work(&case.app, 0).await;

    let moved = sink.to(DORTE).remove(1);
    assert!(moved.subject().starts_with("Ændret indkaldelse: "), "{}", moved.subject());
    let ((old, _), (new, method)) = (calendar(&first), calendar(&moved));
    assert_eq!(method, "REQUEST");
    assert_eq!(property(&new, "UID"), property(&old, "UID"));
    assert_eq!(property(&new, "SEQUENCE"), "1");
    assert_eq!(property(&new, "DTSTART"), "20101109T140000");
    // The answer was about another time.
    bo.get(&page).await.shows("0 kommer, 0 kommer ikke").shows("7 har ikke svaret");
    assert_eq!(
        take(&case, &reply(&first, DORTE, "ACCEPTED", &at(11))),
        Err(Refused::Old)
    );
    assert_eq!(take(&case, &reply(&moved, DORTE, "DECLINED", &at(11))), Ok(()));
    bo.get(&page).await.shows("0 kommer, 1 kommer ikke");
    let old = first.link("/calls/");
    assert_eq!(case.anyone().send("GET", &old, &[]).await.status, 404, "an old link");

    let why = [("reason", "For få kan komme.")];
    bo.does(&format!("{page}/cancellation"), &why).await.shows("Aflyst");
    sink.work(&case.app, 0).await;
    let off = sink.to(DORTE).remove(2);
    let (off_calendar, method) = calendar(&off);
    assert_eq!(method, "CANCEL");
    assert_eq!(property(&off_calendar, "SEQUENCE"), "2");
    assert_eq!(property(&off_calendar, "STATUS"), "CANCELLED");
    assert_eq!(property(&off_calendar, "UID"), property(&new, "UID"));
    assert_eq!(bo.post(&format!("{page}/cancellation"), &why).await.status, 409);
    let late = dorte.post(&format!("{page}/answer"), &[("answer", "accepted")]).await;
    assert!(matches!(late.status.as_u16(), 404 | 409), "{}", late.status);
    move_to(&case, meeting, 3_600_000_000, "Salen");
    sink.work(&case.app, 0).await;
    assert_eq!(sink.to(DORTE).len(), 3, "it is called off");
}

#[tokio::test(flavor = "multi_thread")]
async fn one_click_in_the_mail_answers_and_the_link_ends_with_the_seat() {
    let case = strategy();
    let sink = Sink::start().await;
    let bo = case.person("bo").await;
    let meeting = called(&case, &sink, &bo).await;
    let link = sink.to(DORTE)[0].link("/calls/");
    let anyone = case.anyone();
    let page = anyone.send("GET", &link, &[]).await;
    page.shows("Dorte").shows("Finansministeriet").hides("Kanarie").hides("demo.example");

    let said = anyone.send("POST", &link, &[("answer", "tentative")]).await;

    assert_eq!(said.status, 303, "{}", said.text);
    anyone.send("GET", &said.to, &[]).await.shows("Måske");
    bo.get(&format!("meetings/{meeting}")).await.shows("1 måske").shows("svaret her");
    for wrong in ["none", "hvad", ""] {
        let answer = anyone.send("POST", &link, &[("answer", wrong)]).await;
        assert_eq!(answer.status, 422, "{wrong}");
    }
    let alone = anyone.send("POST", &link, &[("answer", "delegated")]).await;
    assert_eq!(alone.status, 422, "who comes instead?");
    let gone = "UPDATE member SET until = '2010-09-05' WHERE person_id =
        (SELECT id FROM person WHERE login = 'dorte')";
    case.app.store.write_now(move |tx| tx.exec(gone, &[])).unwrap();
    for method in ["GET", "POST"] {
        let answer = anyone.send(method, &link, &[("answer", "accepted")]).await;
        assert_eq!(answer.status, 404, "{method}: she has no seat");
    }
    let day = case.app.now().to_string()[..10].to_owned();
    assert_eq!(day, "2010-09-06");
    case.turn_to("2010-09-07", "09:00").await;
    sink.work(&case.app, 0).await;
    let (_, method) = calendar(sink.to(DORTE).last().unwrap());
    assert_eq!(method, "CANCEL", "who lost the seat is told");
    assert_eq!(sink.to("kl-direktoer@demo.example").len(), 1, "and nobody else");
}

#[tokio::test(flavor = "multi_thread")]
async fn answers_by_mail_are_matched_and_forged_or_overtaken_ones_leave_no_trace() {
    let case = strategy();
    let sink = Sink::start().await;
    let (bo, dorte) = (case.person("bo").await, case.person("dorte").await);
    let meeting = called(&case, &sink, &bo).await;
    let call = sink.to(DORTE).remove(0);
    let entries =
        || case.app.store.write_now(koreplan::journal::verify).unwrap().unwrap();
    let before = entries();

    let right = reply(&call, DORTE, "ACCEPTED", &at(10));
    let forged = right.replace(&format!("From: {DORTE}"), "From: ib@demo.example");
    assert_eq!(take(&case, &forged), Err(Refused::Forged));
    let stranger = reply(&call, "ib@demo.example", "ACCEPTED", &at(10));
    assert_eq!(take(&case, &stranger), Err(Refused::NoCall));
    let unknown = right.replace("UID:meeting-", "UID:meeting-9");
    assert_eq!(take(&case, &unknown), Err(Refused::NoCall));
    let future = right.replace("SEQUENCE:0", "SEQUENCE:7");
    assert_eq!(take(&case, &future), Err(Refused::NoCall));
    assert_eq!(entries(), before, "what is not taken leaves no trace");

    assert_eq!(take(&case, &right), Ok(()));
    assert_eq!(take(&case, &right), Ok(()), "the same mail once more");
    let page = bo.get(&format!("meetings/{meeting}")).await;
    page.shows("1 kommer, 0 kommer ikke").shows("svaret med mail");
    let earlier = reply(&call, DORTE, "DECLINED", &at(9));
    assert_eq!(take(&case, &earlier), Err(Refused::Overtaken), "it was long on its way");
    let answer = [("answer", "declined")];
    dorte.does(&format!("meetings/{meeting}/answer"), &answer).await;
    assert_eq!(take(&case, &right), Err(Refused::Overtaken), "she said otherwise here");
    bo.get(&format!("meetings/{meeting}")).await.shows("0 kommer, 1 kommer ikke");
    let ahead = reply(&call, DORTE, "ACCEPTED", "20991231T000000Z");
    assert_eq!(take(&case, &ahead), Err(Refused::Overtaken), "a clock that runs ahead");
    let journal = case.person("astrid").await.get("journal").await;
    journal.shows("AnswerCall").hides(DORTE);
}

#[tokio::test(flavor = "multi_thread")]
async fn somebody_sends_a_stand_in_who_is_called_and_called_back() {
    let case = strategy();
    let sink = Sink::start().await;
    let bo = case.person("bo").await;
    let add = "INSERT INTO member (body_id, person_id, role)
        SELECT b.id, p.id, 'substitute' FROM body b, person p
        WHERE b.kind = 'steering_group' AND p.login = 'jan'";
    let meeting = called(&case, &sink, &bo).await;
    case.app.store.write_now(move |tx| tx.exec(add, &[])).unwrap();
    let call = sink.to(DORTE).remove(0);
    let delegated = "DELEGATED;DELEGATED-TO=\"mailto:jan@demo.example\"";

    assert_eq!(take(&case, &reply(&call, DORTE, delegated, &at(10))), Ok(()));
    sink.work(&case.app, 0).await;

    let page = bo.get(&format!("meetings/{meeting}")).await;
    page.shows("1 sender en anden").shows("Jan");
    let to_jan = sink.to("jan@demo.example");
    assert_eq!(to_jan.len(), 1);
    assert_eq!(calendar(&to_jan[0]).1, "REQUEST");
    assert_eq!(
        take(&case, &reply(&to_jan[0], "jan@demo.example", "ACCEPTED", &at(11))),
        Ok(())
    );
    bo.get(&format!("meetings/{meeting}")).await.shows("1 kommer, 0 kommer ikke");
}

#[tokio::test(flavor = "multi_thread")]
async fn answers_are_read_from_the_mailbox_the_server_is_told_of() {
    let mut case = strategy();
    let sink = Sink::start().await;
    let bo = case.person("bo").await;
    let meeting = called(&case, &sink, &bo).await;
    let place = folder();
    std::fs::create_dir_all(place.join("new")).unwrap();
    let call = sink.to(DORTE).remove(0);
    let drop =
        |name: &str, mail: &str| std::fs::write(place.join("new").join(name), mail);
    drop("1", &reply(&call, DORTE, "ACCEPTED", &at(10))).unwrap();
    drop("2", "From: x@y.dk\r\nSubject: Hej\r\n\r\nIkke et svar.").unwrap();
    drop("3", &"x".repeat(reading::LARGEST + 1)).unwrap();
    let clock = koreplan::web::app::Clock(|| "2026-11-24T12:00:00Z".parse().unwrap());
    case.settings.mail.replies = Some(place.clone());
    std::mem::drop(bo);
    let case = case.restarted(clock);

    let at = Clocks::of(&case.app);
    assert_eq!(maildir::turn(&case.app, at).await, Ok(3));
    assert_eq!(maildir::turn(&case.app, at).await, Ok(0), "seen mail is looked at again");

    let bo = case.person("bo").await;
    bo.get(&format!("meetings/{meeting}")).await.shows("1 kommer, 0 kommer ikke");
    assert_eq!(std::fs::read_dir(place.join("cur")).unwrap().count(), 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn w14_no_text_of_a_meeting_breaks_out_of_its_call() {
    let case = strategy();
    let sink = Sink::start().await;
    let bo = case.person("bo").await;
    let meeting = planned(&case, &bo).await;
    move_to(
        &case,
        meeting,
        0,
        "Sal 1\r\nATTENDEE:mailto:x@y.dk\nEND:VEVENT\r\n; , \\ \"æ\" \u{2028}",
    );
    let name =
        "UPDATE person SET name = 'Dorte \"D\"; RSVP=FALSE:x' WHERE login = 'dorte'";
    case.app.store.write_now(move |tx| tx.exec(name, &[])).unwrap();
    story::send_papers(&bo, meeting).await;

    sink.work(&case.app, 0).await;

    let mail = sink.to(DORTE).remove(0);
    let (invitation, _) = calendar(&mail);
    let events = invitation.components.iter().filter(|part| part.as_event().is_some());
    assert_eq!(events.count(), 1);
    let written = invitation.to_string();
    assert_eq!(written.matches("\r\nATTENDEE").count(), 1, "{written}");
    assert_eq!(property(&invitation, "ATTENDEE"), format!("mailto:{DORTE}"));
}
