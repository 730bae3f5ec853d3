//! The life of a meeting: its draft, its agenda and what became of it, its annexes, its
//! minutes. Dorte chairs the steering group; Jan of KL's board has no seat in it.

use axum::http::StatusCode;
use koreplan::meetings::annexes::storage::release_due;

use super::{
    attachments::{multipart, send_raw},
    support::{Answer, Box_, Visitor, story, strategy},
};

/// The members of the steering group besides Dorte.
const MEMBERS: [&str; 6] = [
    "kl-direktoer",
    "dr-direktoer",
    "departementschef-indenrigs",
    "departementschef-beskaeftigelse",
    "departementschef-social",
    "departementschef-videnskab",
];

const DAY: &str = "2010-10-20";
const NEXT: &str = "2010-11-10";

struct Room {
    case: Box_,
    bo: Visitor,
    dorte: Visitor,
    member: Visitor,
    jan: Visitor,
    meeting: i64,
}

/// A meeting of the steering group is called, with two items.
async fn room() -> Room {
    let case = strategy();
    let bo = case.person("bo").await;
    let slug = story::steering_group(&case);
    let meeting = story::call_body(&case, &bo, slug, DAY).await;
    story::add_item(&bo, meeting, "Tidsplan").await;
    story::add_item(&bo, meeting, "Budget").await;
    Room {
        dorte: case.person("dorte").await,
        member: case.person(MEMBERS[0]).await,
        jan: case.person("jan").await,
        bo,
        meeting,
        case,
    }
}

impl Room {
    fn page(&self) -> String {
        format!("meetings/{}", self.meeting)
    }

    async fn items(&self) -> Vec<i64> {
        story::items(&self.bo, self.meeting).await
    }

    /// Papers are sent and the meeting is held on its day, with every item noted.
    async fn hold(&self, verb: &str) {
        story::send_papers(&self.bo, self.meeting).await;
        self.case.turn_to(DAY, "13:30").await;
        story::note_presence(&self.bo, self.meeting, usize::MAX).await;
        for item in self.items().await {
            let answer = story::decide(&self.bo, self.meeting, item, verb).await;
            assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
        }
    }

    async fn next_meeting(&self) -> i64 {
        let slug = story::steering_group(&self.case);
        story::call_body(&self.case, &self.bo, slug, NEXT).await
    }

    /// The minutes go to the members, and all but the last few say yes.
    async fn sent_and_approved_by_all_but(&self, silent: usize) {
        self.bo.does(&format!("{}/minutes/sending", self.page()), &[]).await;
        for login in &MEMBERS[silent..] {
            let member = self.case.person(login).await;
            self.says_yes(&member).await;
        }
    }

    async fn says_yes(&self, who: &Visitor) -> Answer {
        let page = format!("{}/minutes/answer", self.page());
        who.does(&page, &[("answer", "approved")]).await
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_planned_meeting_is_shown_to_those_who_prepare_it_alone() {
    let room = room().await;
    let page = room.page();

    room.bo.get(&page).await.shows("kladde");
    room.dorte.get(&page).await.shows("Tidsplan");
    assert_eq!(room.member.get(&page).await.status, 404);
    room.member.get("meetings").await.hides("Møde i styregruppen");

    room.bo.does(&format!("{page}/agenda-opening"), &[]).await;

    room.member.get(&page).await.shows("Tidsplan").shows("Dagsorden åben");
    assert_eq!(room.jan.get(&page).await.status, 404, "Jan has no seat there");
    assert_eq!(room.case.anyone().get(&page).await.status, 404);
    let again = room.bo.post(&format!("{page}/agenda-opening"), &[]).await;
    assert_eq!(again.status, 409);
}

#[tokio::test(flavor = "multi_thread")]
async fn papers_a_week_before_ask_nothing_and_later_ones_ask_why() {
    let room = room().await;
    let papers = format!("{}/papers", room.page());
    room.case.turn_to("2010-10-14", "09:00").await;

    let late = room.bo.post(&papers, &[]).await;
    let reason = [("reason", "Budgettet kom i går")];
    room.bo.does(&papers, &reason).await.shows("Budgettet kom i går").shows("Dagsorden A");

    assert_eq!(late.status, 422);
    late.shows("13. oktober 2010");
    let second = room.next_meeting().await;
    story::add_item(&room.bo, second, "Tidsplan").await;
    room.bo.does(&format!("meetings/{second}/papers"), &[]).await.hides("For sent udsendt");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_changed_agenda_goes_out_as_b_and_says_what_is_new() {
    let room = room().await;
    let (page, items) = (room.page(), room.items().await);
    story::send_papers(&room.bo, room.meeting).await;
    let unchanged = room.bo.post(&format!("{page}/papers"), &[]).await;
    let form = [("title", "Tidsplan for fase 2"), ("case_number", "2010-4711")];
    room.bo.does(&format!("{page}/items/{}", items[0]), &form).await;
    story::add_item(&room.bo, room.meeting, "Jura").await;
    room.bo.does(&format!("{page}/items/{}/place", items[1]), &[("step", "up")]).await;
    let to = [("to", "backlog"), ("reason", "Ikke klar")];
    room.bo.does(&format!("{page}/items/{}/carrying", items[1]), &to).await;

    room.bo.does(&format!("{page}/papers"), &[]).await;

    assert_eq!(unchanged.status, 409, "the same agenda was sent twice");
    let seen = room.member.get(&page).await;
    seen.shows("Dagsorden B").shows("Nyt siden A").shows("<ins> for fase 2</ins>");
    seen.shows("Nyt punkt").shows("Jura").shows("Udgået");
    let first = room.member.get(&format!("{page}/agenda/1")).await;
    first.shows("Budget").hides("Jura").hides("2010-4711");
    for version in ["1", "2"] {
        let outside = room.jan.get(&format!("{page}/agenda/{version}")).await;
        assert_eq!(outside.status, 404);
    }
    assert_eq!(room.member.get(&format!("{page}/agenda/3")).await.status, 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn items_stand_in_the_order_the_secretariat_gives_them() {
    let room = room().await;
    let before = room.items().await;
    let place = format!("{}/items/{}/place", room.page(), before[1]);

    room.bo.does(&place, &[("step", "up")]).await.shows("1. <a").shows("Budget");

    assert_eq!(room.items().await, [before[1], before[0]]);
    assert_eq!(room.member.post(&place, &[("step", "up")]).await.status, 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_recommendation_is_a_danish_sentence_with_its_verb() {
    let room = room().await;
    let form = [
        ("title", "Plan"),
        ("recommendation", "den nye tidsplan"),
        ("proposed", "approved"),
        ("matter", "discussion"),
    ];

    let page = room.bo.does(&format!("{}/items", room.page()), &form).await;

    page.shows("Det indstilles, at den nye tidsplan godkendes.").shows("Til drøftelse");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_item_that_is_taken_off_waits_and_is_the_same_item_on_the_next_agenda() {
    let room = room().await;
    let (items, next) = (room.items().await, room.next_meeting().await);
    let carry = format!("{}/items/{}/carrying", room.page(), items[1]);
    let waits = room.bo.does(&carry, &[("to", "backlog"), ("reason", "Ikke klar")]).await;
    let (_, rest) = waits.to.split_once("/meetings/").unwrap();
    let backlog = rest.split('/').next().unwrap().to_owned();
    waits.shows("Ikke klar");
    room.bo.get(&room.page()).await.shows("taget af dagsordenen").shows("Budget");

    let next_id = next.to_string();
    let carry = format!("meetings/{backlog}/items/{}/carrying", items[1]);
    let there = room.bo.does(&carry, &[("to", &next_id)]).await;

    there.shows("Møde i styregruppen, 20. oktober 2010").shows("Punktets historie");
    assert_eq!(story::items(&room.bo, next).await, [items[1]], "it is the same item");
    assert_eq!(room.items().await, [items[0]]);
    let elsewhere = room.bo.post(&carry, &[("to", &next_id)]).await;
    assert_eq!(elsewhere.status, 404, "it is not in the backlog any more");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_backlog_is_the_secretariats_and_the_chairs() {
    let room = room().await;
    let body = room.bo.get("meetings").await.id_after("/backlogs/");
    let waiting = room.bo.get(&room.page()).await.id_after("/backlogs/");
    let page = format!("backlogs/{waiting}");

    room.bo.get(&format!("backlogs/{body}")).await.shows("Ingen punkter venter");
    let form = [("title", "Ny sag"), ("matter", "information")];
    room.bo.does(&format!("{page}/items"), &form).await.shows("Ny sag");

    room.dorte.get(&page).await.shows("Ét punkt venter").shows("Til orientering");
    assert_eq!(room.member.get(&page).await.status, 404);
    assert_eq!(room.jan.get(&page).await.status, 404);
    room.bo.get("meetings").await.hides("Ny sag");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_postponed_item_goes_on_and_both_meetings_say_so() {
    let room = room().await;
    let next = room.next_meeting().await;
    room.hold("postponed").await;
    let items = room.items().await;
    let (carry, to) =
        (format!("{}/items/{}/carrying", room.page(), items[0]), next.to_string());

    room.bo.does(&carry, &[("to", &to)]).await.shows("Udsat");
    let again = room.bo.post(&carry, &[("to", &to)]).await;
    room.dorte.does(&format!("{}/approval", room.page()), &[]).await;

    assert_eq!(again.status, 409, "it went on twice");
    room.bo.get(&room.page()).await.shows("Ført videre til Møde i styregruppen, 10. november");
    room.bo.get(&format!("meetings/{next}")).await.shows("Udsat fra Møde i styregruppen, 20.");
    // The other one was put nowhere: it waits.
    let body = room.bo.get(&format!("meetings/{next}")).await.id_after("/backlogs/");
    room.bo.get(&format!("backlogs/{body}")).await.shows("Budget").hides("Tidsplan");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_proposal_that_was_postponed_is_the_same_matter_when_it_comes_again() {
    let case = strategy();
    let adopted = story::adopt_one(&case).await;
    let bo = case.person("bo").await;
    let group = story::steering_group(&case);
    let proposal = {
        let conclusion = case.count("SELECT max(id) FROM conclusion");
        story::propose(&bo, conclusion, "Digital post til virksomheder").await
    };
    assert_ne!(proposal, adopted.proposal);
    let (first, second) = (
        story::call_body(&case, &bo, group, "2011-01-10").await,
        story::call_body(&case, &bo, group, "2011-02-10").await,
    );
    story::put_on_agenda(&bo, proposal, first).await;
    story::send_papers(&bo, first).await;
    case.turn_to("2011-01-10", "13:30").await;
    story::note_presence(&bo, first, usize::MAX).await;
    let item = story::items(&bo, first).await[0];
    story::decide(&bo, first, item, "postponed").await;
    case.person("dorte").await.does(&format!("meetings/{first}/approval"), &[]).await;

    story::put_on_agenda(&bo, proposal, second).await;

    let there = story::items(&bo, second).await[0];
    let page = bo.get(&format!("meetings/{second}/items/{there}")).await;
    page.shows("10. januar 2011").shows("Udsat. Som indstillet.");
    let rows = case.count("SELECT count(*) FROM agenda_item WHERE root_id IS NOT NULL");
    assert_eq!(rows, 1, "it goes on once, from the backlog to the agenda");
}

/// Adds a file to an item, with those fields.
async fn annex(room: &Room, item: i64, name: &str, fields: &[(&str, &str)]) -> Answer {
    let page = format!("{}/items/{item}/annexes", room.page());
    let mut all = vec![("csrf", room.bo.csrf.as_str())];
    all.extend(fields);
    send_raw(&room.bo, &page, multipart(&all, &[(name, b"Tal for 2011")])).await
}

/// The addresses of the annexes on a page.
fn tokens(page: &Answer) -> Vec<String> {
    let parts = page.text.split("/annexes/").skip(1);
    let mut found: Vec<String> = parts
        .map(|part| part.split(['"', '/']).next().unwrap().to_owned())
        .filter(|token| token.len() == 32)
        .collect();
    found.dedup();
    found
}

#[tokio::test(flavor = "multi_thread")]
async fn an_annex_is_named_to_those_alone_who_may_have_it() {
    let room = room().await;
    let (page, item) = (room.page(), room.items().await[0]);
    for (name, access) in
        [("noter.txt", "secretariat"), ("bilag.txt", "body"), ("plan.txt", "public")]
    {
        let added = annex(&room, item, name, &[("access", access)]).await;
        assert_eq!(added.status, StatusCode::SEE_OTHER, "{}", added.text);
    }
    let drafts = tokens(&room.bo.get(&page).await);
    let early = room.member.get(&format!("annexes/{}", drafts[1])).await;
    assert_eq!(early.status, 404, "a draft's annex was handed out");
    room.hold("noted").await;

    let mine = room.bo.get(&page).await;
    mine.shows("noter.txt").shows("bilag.txt").shows("plan.txt");
    let seen = room.member.get(&page).await;
    seen.shows("bilag.txt").shows("plan.txt").hides("noter.txt");
    room.member.get(&format!("{page}/agenda/1")).await.hides("noter.txt");
    room.dorte.does(&format!("{page}/approval"), &[]).await;
    let out = room.case.anyone().get(&page).await;
    out.shows("plan.txt").hides("bilag.txt").hides("noter.txt");

    let all = tokens(&room.bo.get(&page).await);
    for (at, token) in all.iter().enumerate() {
        let file = format!("annexes/{token}");
        let by = |who: &Visitor| {
            let (who, file) = (who.clone(), file.clone());
            async move { who.get(&file).await.status.as_u16() }
        };
        let expected = [(404, 404, 404), (200, 404, 404), (200, 200, 200)][at];
        let got =
            (by(&room.member).await, by(&room.jan).await, by(&room.case.anyone()).await);
        assert_eq!(got, expected, "annex {at}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_embargoed_annex_is_nobodys_until_its_time_and_then_everybodys() {
    let room = room().await;
    let (page, item) = (room.page(), room.items().await[0]);
    let fields = [
        ("access", "public"),
        ("release_day", "2010-12-01"),
        ("release_time", "09:00"),
    ];
    annex(&room, item, "klausuleret.txt", &fields).await;
    let wrong = [("access", "body"), fields[1], fields[2]];
    let refused = annex(&room, item, "forkert.txt", &wrong).await;
    room.hold("noted").await;
    room.dorte.does(&format!("{page}/approval"), &[]).await;
    let token = tokens(&room.bo.get(&page).await).remove(0);
    let anyone = room.case.anyone();

    assert_eq!(refused.status, 422);
    anyone.get(&page).await.hides("klausuleret.txt");
    assert_eq!(anyone.get(&format!("annexes/{token}")).await.status, 404);
    assert_eq!(release_due(&room.case.app).await.unwrap(), 0);
    room.case.turn_to("2010-12-01", "09:00").await;
    assert_eq!(release_due(&room.case.app).await.unwrap(), 1);
    assert_eq!(release_due(&room.case.app).await.unwrap(), 0, "released twice");

    anyone.get(&page).await.shows("klausuleret.txt");
    assert_eq!(anyone.get(&format!("annexes/{token}")).await.status, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_replaced_annex_keeps_the_file_before_it() {
    let room = room().await;
    let (page, item) = (room.page(), room.items().await[0]);
    annex(&room, item, "budget-1.txt", &[("access", "body")]).await;
    story::send_papers(&room.bo, room.meeting).await;
    let first = tokens(&room.bo.get(&page).await).remove(0);
    let fields = [("csrf", room.bo.csrf.as_str())];
    let body = multipart(&fields, &[("budget-2.txt", b"Nye tal")]);
    let replaced =
        send_raw(&room.bo, &format!("annexes/{first}/replacement"), body).await;
    story::send_papers(&room.bo, room.meeting).await;

    assert_eq!(replaced.status, StatusCode::SEE_OTHER, "{}", replaced.text);
    room.member.get(&page).await.shows("Ny udgave af bilag").shows("budget-2.txt");
    room.member.get(&format!("{page}/agenda/1")).await.shows("budget-1.txt");
    room.member.get(&format!("annexes/{first}")).await.shows("Tal for 2011");
    assert_eq!(room.jan.get(&format!("annexes/{first}")).await.status, 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_closed_item_is_a_closed_item_on_every_page_of_the_meeting() {
    let room = room().await;
    let page = room.page();
    let form = [("title", "Hemmelig aftale"), ("closed", "yes")];
    room.bo.does(&format!("{page}/items"), &form).await;
    let item = room.items().await[2];
    annex(&room, item, "aftale.txt", &[("access", "public")]).await;
    room.hold("approved").await;
    room.dorte.does(&format!("{page}/approval"), &[]).await;

    let anyone = room.case.anyone();
    for shown in [page.clone(), format!("{page}/minutes")] {
        for visitor in [&anyone, &room.jan] {
            let seen = visitor.get(&shown).await;
            seen.shows("Lukket punkt").hides("Hemmelig").hides("aftale.txt");
        }
        room.member.get(&shown).await.shows("Hemmelig aftale");
    }
    let own = format!("{page}/items/{item}");
    assert_eq!(anyone.get(&own).await.status, 404);
    assert_eq!(room.jan.get(&own).await.status, 404);
    anyone.get("search?q=Hemmelig").await.hides("Hemmelig aftale");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_meeting_is_moved_with_a_reason_and_cancelled_with_one() {
    let room = room().await;
    let page = room.page();
    let form = [
        ("day", NEXT),
        ("time", "10:00"),
        ("place", "KL-Huset"),
        ("reason", "Dorte er syg"),
    ];

    let silent = room.bo.post(&format!("{page}/move"), &form[..3]).await;
    room.bo.does(&format!("{page}/move"), &form).await.shows("Dorte er syg").shows("KL-Huset");
    let same = room.bo.post(&format!("{page}/move"), &form).await;
    let why = [("reason", "Ingen kan")];
    room.bo.does(&format!("{page}/cancellation"), &why).await.shows("Aflyst").shows("Ingen kan");

    assert_eq!((silent.status.as_u16(), same.status.as_u16()), (422, 409));
    let after = room.bo.post(&format!("{page}/papers"), &[]).await;
    assert_eq!(after.status, 409, "papers of a cancelled meeting were sent");
    assert_eq!(room.items().await, [0_i64; 0]);
    let body = room.bo.get("meetings").await;
    let waiting = body.ids_after("/backlogs/");
    let mut found = false;
    for id in waiting {
        found |= room.bo.get(&format!("backlogs/{id}")).await.text.contains("Tidsplan");
    }
    assert!(found, "the items of the cancelled meeting are lost");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_to_be_done_stands_in_the_minutes_and_becomes_a_task() {
    let room = room().await;
    story::send_papers(&room.bo, room.meeting).await;
    room.case.turn_to(DAY, "13:30").await;
    story::note_presence(&room.bo, room.meeting, usize::MAX).await;
    let (page, item) = (room.page(), room.items().await[0]);
    let people = room.bo.get(&page).await.values("present");
    let mut form = vec![
        ("verb", "approved"),
        ("decision", "Som indstillet."),
        ("reservations", "KL tager forbehold for økonomien."),
        ("action", "Skriv til kommunerne"),
    ];
    let decision = format!("{page}/items/{item}/decision");
    let nobody = room.bo.post(&decision, &form).await;
    form.extend([("who", &*people[1]), ("due", "2010-11-01")]);

    room.bo.does(&decision, &form).await;

    assert_eq!(nobody.status, 422, "something is to be done by nobody");
    let minutes = room.member.get(&format!("{page}/minutes")).await;
    minutes.shows("Skriv til kommunerne").shows("1. november 2010");
    minutes.shows("KL tager forbehold for økonomien.");
    let tasks = room.case.count(
        "SELECT count(*) FROM task WHERE about_kind = 'item' AND due = '2010-11-01'",
    );
    assert_eq!(tasks, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_for_information_keeps_no_minutes_waiting() {
    let room = room().await;
    let form = [("title", "Orientering"), ("matter", "information")];
    room.bo.does(&format!("{}/items", room.page()), &form).await;
    story::send_papers(&room.bo, room.meeting).await;
    room.case.turn_to(DAY, "13:30").await;
    story::note_presence(&room.bo, room.meeting, usize::MAX).await;
    let approval = format!("{}/approval", room.page());
    let early = room.dorte.post(&approval, &[]).await;
    for item in &room.items().await[..2] {
        story::decide(&room.bo, room.meeting, *item, "approved").await;
    }

    room.dorte.does(&approval, &[]).await.shows("Afsluttet");

    assert_eq!(early.status, 409);
    early.shows("2 punkter er ikke besluttet");
    let minutes = room.case.anyone().get(&format!("{}/minutes", room.page())).await;
    minutes.shows("Taget til efterretning.").shows("Dorte");
}

#[tokio::test(flavor = "multi_thread")]
async fn minutes_with_a_remark_wait_for_it_and_for_every_member() {
    let room = room().await;
    let page = room.page();
    let yes = [("answer", "approved")];
    let early = room.member.post(&format!("{page}/minutes/answer"), &yes).await;
    assert_eq!(early.status, 404, "minutes of a draft were approved");
    room.hold("approved").await;
    room.sent_and_approved_by_all_but(1).await;
    let remark = [("answer", "remark"), ("remark", "Budgettet er 2,5 mio. kr.")];
    room.member.does(&format!("{page}/minutes/answer"), &remark).await;
    let over = room.dorte.post(&format!("{page}/approval"), &[]).await;
    let id = room.bo.get(&page).await.id_after("/minutes/remarks/");
    let settled = [("settled", "Beløbet er rettet")];
    let outside = room.jan.post(&format!("{page}/minutes/remarks/{id}"), &settled).await;
    room.bo.does(&format!("{page}/minutes/remarks/{id}"), &settled).await;

    let waiting = room.dorte.post(&format!("{page}/approval"), &[]).await;
    room.dorte.get(&page).await.shows("Beløbet er rettet").shows("5 af 7 medlemmer");
    room.says_yes(&room.member).await;
    let last = room.says_yes(&room.dorte).await;

    assert_eq!((over.status.as_u16(), outside.status.as_u16()), (409, 404));
    over.shows("Én bemærkning er ikke afsluttet");
    assert_eq!(waiting.status, 409);
    last.shows("Referat godkendt").shows("Alle medlemmer har godkendt det.");
    room.case.anyone().get(&page).await.shows("Tidsplan");
    assert_eq!(room.jan.post(&format!("{page}/closing"), &[]).await.status, 404);
    room.bo.does(&format!("{page}/closing"), &[]).await.shows("Afsluttet");
}

#[tokio::test(flavor = "multi_thread")]
async fn silence_is_a_yes_where_the_body_says_so_and_nowhere_else() {
    let room = room().await;
    room.hold("approved").await;
    room.sent_and_approved_by_all_but(2).await;
    let approval = format!("{}/approval", room.page());
    room.case.turn_to("2010-10-25", "16:00").await;
    let on_the_day = room.dorte.post(&approval, &[]).await;
    room.case.turn_to("2010-10-26", "08:00").await;
    let silent = room.dorte.post(&approval, &[]).await;
    let late = [("answer", "remark"), ("remark", "For sent")];
    let late = room.member.post(&format!("{}/minutes/answer", room.page()), &late).await;

    on_the_day.shows("fristen er ikke udløbet");
    silent.shows("tavshed er ikke samtykke");
    assert_eq!((on_the_day.status.as_u16(), late.status.as_u16()), (409, 409));
    let rule = "UPDATE body SET silence_consents = 1 WHERE slug = 'styregruppen'";
    room.case.app.store.write_now(|tx| tx.exec(rule, &[])).unwrap();
    let approved = room.dorte.does(&approval, &[]).await;
    approved.shows("Ingen har gjort indsigelse inden fristen.");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_next_meeting_may_approve_the_minutes_of_the_last() {
    let room = room().await;
    room.hold("approved").await;
    room.sent_and_approved_by_all_but(3).await;
    let next = room.next_meeting().await;
    let approval = format!("{}/approval", room.page());
    let at = next.to_string();
    let at = [("at_meeting", at.as_str())];
    let unheld = room.dorte.post(&approval, &at).await;
    story::add_item(&room.bo, next, "Referat fra sidst").await;
    story::send_papers(&room.bo, next).await;
    room.case.turn_to(NEXT, "13:30").await;
    story::note_presence(&room.bo, next, usize::MAX).await;

    room.dorte.does(&approval, &at).await.shows("godkendt på et senere møde");

    assert_eq!(unheld.status, 409);
    let how = "SELECT count(*) FROM meeting WHERE approved_how = 'next_meeting'
        AND approved_in IS NOT NULL";
    assert_eq!(room.case.count(how), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn changed_minutes_are_nobodys_yes_and_a_closed_meeting_takes_nothing_more() {
    let room = room().await;
    let page = room.page();
    room.hold("approved").await;
    room.sent_and_approved_by_all_but(0).await;
    let words = [("minutes", "Budgettet blev rettet.")];
    room.bo.does(&format!("{page}/minutes"), &words).await;

    assert_eq!(room.case.count("SELECT count(*) FROM minutes_answer"), 0);
    room.dorte.does(&format!("{page}/approval"), &[]).await.shows("Afsluttet");
    let item = room.items().await[0];
    let acts = [
        "agenda-opening".to_owned(),
        "papers".into(),
        "move".into(),
        "cancellation".into(),
        "opening".into(),
        "items".into(),
        format!("items/{item}"),
        format!("items/{item}/place"),
        format!("items/{item}/actions"),
        "minutes".into(),
        "minutes/sending".into(),
        "closing".into(),
    ];
    for act in acts {
        let after = room.bo.post(&format!("{page}/{act}"), &[("title", "Nyt")]).await;
        assert_eq!(after.status, 409, "{act} after the end");
    }
    assert_eq!(annex(&room, item, "nyt.txt", &[("access", "body")]).await.status, 409);
}
