//! Bodies and mandates: who sits where from when to when, how a body decides, succession,
//! people from a table, and who is in the room when it decides.

use super::{
    attachments,
    support::{Answer, Box_, Visitor, story, strategy},
};

const GROUP: &str = "bodies/styregruppen";
const GOVERNMENT: &str = "bodies/regeringen";

fn person(case: &Box_, login: &'static str) -> i64 {
    case.app
        .store
        .write_now(move |tx| {
            tx.one("SELECT id FROM person WHERE login = $1", &[login.into()])
        })
        .unwrap()
}

fn entries(case: &Box_, action: &'static str) -> i64 {
    case.app
        .store
        .write_now(move |tx| {
            tx.one("SELECT count(*) FROM journal WHERE action = $1", &[action.into()])
        })
        .unwrap()
}

/// The number of somebody's seat, from the form that ends it.
fn seat_of(page: &Answer, name: &str) -> i64 {
    let (_, rest) = page.text.split_once(&format!(">{name}</td>")).unwrap();
    let (_, rest) = rest.split_once("/members/").unwrap();
    rest.split('/').next().unwrap().parse().unwrap()
}

async fn seat(officer: &Visitor, body: &str, person: i64, role: &str) -> Answer {
    let person = person.to_string();
    let form = [("person", &*person), ("role", role), ("since", "2010-09-06")];
    officer.post(&format!("{body}/members"), &form).await
}

#[tokio::test(flavor = "multi_thread")]
async fn everybody_reads_what_a_body_is_for_how_it_decides_and_who_sits_in_it() {
    let case = strategy();
    let anyone = case.anyone();

    anyone.get("bodies").await.shows("Styregruppen for strategien");
    let page = anyone.get(GROUP).await;
    page.shows("Dorte").shows("Kommissorium").shows("Refererer til");
    page.shows("href=\"/da/digitaliseringsstrategi-2011-2015/bodies/sts\"");
    page.hides("Afslut pladsen").hides("Giv en person en plads");
    assert_eq!(anyone.get("bodies/findes-ikke").await.status, 404);
    assert_eq!(anyone.get(&format!("{GROUP}/edit")).await.status, 404);
    let mut english = anyone.clone();
    english.lang = "en";
    english.get(GROUP).await.shows("Terms of reference").shows("Reports to");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_member_has_access_from_the_first_day_and_has_none_at_once_when_taken_out() {
    let case = strategy();
    let (bo, eva) = (case.person("bo").await, case.person("eva").await);
    let ib = case.person("ib").await;
    let farid = case.person("farid").await;
    attachments::send(&case, &farid, &[("a.txt", b"Hej")]).await;
    let file = format!("attachments/{}/original", attachments::first_token(&case));
    let download = eva.get(&file).await.status;
    let shut = ["inputs", "inputs/1", "topics", "bodies/new", &*file];
    for page in shut {
        assert_ne!(eva.get(page).await.status, 404, "{page}");
        assert_eq!(ib.get(page).await.status, 404, "{page}");
    }
    assert_eq!(download, 200);

    let seat = seat_of(&bo.get("bodies/digital-taskforce").await, "Eva");
    let end = format!("bodies/digital-taskforce/members/{seat}/end");
    bo.does(&end, &[("day", "2010-09-06")]).await;

    // The same session, the very next request.
    for page in shut {
        assert_eq!(eva.get(page).await.status, 404, "{page}");
    }
    assert_eq!(eva.post("topics", &[("title", "Nyt")]).await.status, 404);
    let page = bo.get("bodies/digital-taskforce").await;
    page.shows("Tidligere medlemmer").shows("Eva");
    assert_eq!(entries(&case, "SeatMember"), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_seats_themselves_and_wrong_seats_leave_no_trace() {
    let case = strategy();
    let bo = case.person("bo").await;
    let (me, clara, hanne) =
        (person(&case, "bo"), person(&case, "clara"), person(&case, "hanne"));

    let own = seat(&bo, "bodies/kl-bestyrelse", me, "member").await;
    assert_eq!(own.status, 409);
    own.shows("Du kan ikke give dig selv en plads").shows("font-lead");
    let second = seat(&bo, "bodies/kl-bestyrelse", clara, "chair").await;
    second.shows("Organet har allerede en formand");
    let again = seat(&bo, GOVERNMENT, clara, "observer").await;
    assert_eq!(again.status, 409);
    // A citizen's account is not known to the case: a name alone makes her no member.
    let citizen = seat(&bo, GROUP, hanne, "member").await;
    assert_eq!(citizen.status, 422);
    let both = [
        ("person", &*clara.to_string()),
        ("name", "Oda"),
        ("role", "member"),
        ("since", "2010-09-06"),
    ];
    assert_eq!(bo.post(&format!("{GROUP}/members"), &both).await.status, 422);
    assert_eq!(entries(&case, "SeatMember"), 0);
    assert_eq!(case.person("jan").await.get(&format!("{GROUP}/edit")).await.status, 404);
    let stranger = seat(&case.person("jan").await, GROUP, clara, "member").await;
    assert_eq!(stranger.status, 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn somebody_new_gets_a_seat_and_the_page_tells_from_when_to_when() {
    let case = strategy();
    let bo = case.person("bo").await;
    let dorte = person(&case, "dorte").to_string();
    let form = [
        ("name", "Åse Rødgaard"),
        ("title_da", "Afdelingschef"),
        ("title_en", "Head of department"),
        ("role", "substitute"),
        ("for", &*dorte),
        ("since", "2010-09-06"),
        ("until", "2010-12-31"),
    ];
    let page = bo.does(&format!("{GROUP}/members"), &form).await;

    page.shows("Åse Rødgaard").shows("for Dorte").shows("31. december 2010");
    let ase = case.person("aase-roedgaard").await;
    assert_ne!(ase.get("briefs").await.status, 404, "a substitute reads the papers");
    case.turn_to("2011-01-01", "09:00").await;
    assert_eq!(ase.get("briefs").await.status, 404, "the seat is over");
    case.anyone().get(GROUP).await.shows("Tidligere medlemmer");
}

fn rule<'a>(rule: &'a str, more: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let usual = [
        ("name_da", "Styregruppen for strategien"),
        ("name_en", "Steering group"),
        ("seats", "7"),
        ("quorum", "4"),
        ("rule", rule),
        ("num", "1"),
        ("den", "2"),
        ("whole", "present"),
        ("abstention", "ignored"),
        ("papers_days", "7"),
        ("remark_days", "5"),
    ];
    let kept = usual.into_iter().filter(|(name, _)| more.iter().all(|(n, _)| n != name));
    kept.chain(more.iter().copied()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_rule_is_data_and_is_told_in_plain_words() {
    let case = strategy();
    let bo = case.person("bo").await;
    let edit = format!("{GROUP}/edit");
    let thirds = [("num", "2"), ("den", "3"), ("whole", "seats"), ("with_chair", "yes")];
    let page = bo.does(&edit, &rule("qualified", &thirds)).await;
    page.shows("mindst to tredjedele af alle medlemmer skal stemme for");
    page.shows("Formanden eller næstformanden skal være til stede.");

    for wrong in [[("num", "1"), ("den", "3")], [("quorum", "8"), ("seats", "7")]] {
        assert_eq!(bo.post(&edit, &rule("qualified", &wrong)).await.status, 422);
    }
    bo.get(GROUP).await.shows("mindst to tredjedele");
    let silent = [("silence_consents", "yes"), ("papers_days", "10")];
    let page = bo.does(&edit, &rule("consensus", &silent)).await;
    page.shows("konsensus").shows("har samtykket").shows("senest 10 dage før");
    case.anyone().get(GROUP).await.shows("konsensus");
    assert_eq!(entries(&case, "EditBody"), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_group_below_another_is_made_and_no_circle_of_bodies() {
    let case = strategy();
    let bo = case.person("bo").await;
    let above = case
        .app
        .store
        .write_now(|tx| tx.one("SELECT id FROM body WHERE slug = 'styregruppen'", &[]))
        .unwrap()
        .to_string();
    let made = [
        ("kind", "sub_group"),
        ("name_da", "Grunddatabestyrelsen"),
        ("parent", &*above),
        ("terms_da", "Styrer initiativerne om grunddata."),
    ];
    let page = bo.does("bodies", &rule("majority", &made)).await;
    assert!(page.to.contains("bodies/grunddatabestyrelsen"), "{}", page.to);
    page.shows("Underliggende styregruppe").shows("Styrer initiativerne om grunddata.");
    case.anyone().get(GROUP).await.shows("Grunddatabestyrelsen");

    let below = case
        .app
        .store
        .write_now(|tx| {
            tx.one("SELECT id FROM body WHERE slug = 'grunddatabestyrelsen'", &[])
        })
        .unwrap()
        .to_string();
    let circle = rule("majority", &[("parent", &*below)]);
    let refused = bo.post(&format!("{GROUP}/edit"), &circle).await;
    assert_eq!(refused.status, 422);
    refused.shows("kan ikke referere til sig selv");
    let secretariat = [("kind", "secretariat"), ("name_da", "Det andet sekretariat")];
    let refused = bo.post("bodies", &rule("majority", &secretariat)).await;
    assert_ne!(refused.status, 303);
}

// Succession.

/// The fields of a change of one person for somebody new.
fn change(from: i64, name: &str) -> Vec<(String, String)> {
    [
        ("day", "2010-10-11".to_owned()),
        ("reach", "everything".to_owned()),
        ("why", "Regeringen er omdannet.".to_owned()),
    ]
    .map(|(name, value)| (name.to_owned(), value))
    .into_iter()
    .chain([(format!("name-{from}"), name.to_owned())])
    .collect()
}

fn borrowed(form: &[(String, String)]) -> Vec<(&str, &str)> {
    form.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect()
}

/// Looks at a succession and does it.
async fn pass_on(head: &Visitor, body: &str, form: &[(String, String)]) -> Answer {
    let looked = head.post(&format!("{body}/succession/preview"), &borrowed(form)).await;
    assert_eq!(looked.status, 200, "{}", looked.text);
    let mut form = form.to_vec();
    form.push(("seen".into(), looked.hidden("seen")));
    head.does(&format!("{body}/succession"), &borrowed(&form)).await;
    looked
}

#[tokio::test(flavor = "multi_thread")]
async fn a_minister_changes_and_what_is_open_passes_on_while_the_past_stays() {
    let case = strategy();
    let (bo, astrid) = (case.person("bo").await, case.person("astrid").await);
    let cast = story::cast(&case);
    let (area, _) = cast.ministers.iter().find(|(_, login)| login == "clara").unwrap();
    let clara = case.person("clara").await;
    case.turn_to("2010-10-08", "09:00").await;
    let held = story::call_theme(&bo, *area, "2010-10-08").await;
    story::add_item(&bo, held, "Velkomst").await;
    story::open_meeting(&bo, held, usize::MAX).await;
    let planned = story::call_theme(&bo, *area, "2010-10-20").await;
    case.turn_to("2010-10-11", "09:00").await;
    let form = change(person(&case, "clara"), "Oda");

    let early = form.iter().map(|(name, value)| {
        (name.as_str(), if name == "day" { "2010-10-12" } else { value.as_str() })
    });
    let early: Vec<_> = early.collect();
    let early = astrid.post(&format!("{GOVERNMENT}/succession/preview"), &early).await;
    assert_eq!(early.status, 422);
    let looked = pass_on(&astrid, GOVERNMENT, &form).await;

    looked.shows("Clara → Oda").shows("Pladsen som Medlem i Regeringen");
    looked.shows("Mødelederen af mødet »Temamøde«").shows("Området");
    let oda = case.person("oda").await;
    let page = oda.get(&format!("meetings/{planned}")).await;
    assert_eq!(page.status, 200, "the meeting to come is hers");
    page.shows("Oda");
    assert_eq!(clara.get(&format!("meetings/{planned}")).await.status, 404);
    assert_eq!(oda.get("topics").await.status, 200);
    assert_eq!(clara.get("topics").await.status, 404, "Clara is out at once");
    let was = bo.get(&format!("meetings/{held}")).await;
    was.shows("Clara").hides("Oda");
    let page = case.anyone().get(GOVERNMENT).await;
    page.shows("Oda")
        .shows("Tidligere medlemmer")
        .shows("Clara")
        .shows("10. oktober 2010");
    assert_eq!(entries(&case, "PassOn"), 1, "one entry tells all of it");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_whole_government_changes_in_one_act_and_its_approval_passes_on() {
    let case = strategy();
    story::adopt_one(&case).await;
    let astrid = case.person("astrid").await;
    let version = story::freeze(&astrid, "Til godkendelse").await;
    let asked = story::approvals(&astrid, version).await;
    let (old, minister) =
        (case.person("finansminister").await, person(&case, "finansminister"));
    let today = old.get("bodies").await;
    assert_eq!(today.status, 200);
    let page = astrid.get(&format!("{GOVERNMENT}/succession")).await;
    let sitting: Vec<i64> = page.ids_after("name=\"to-");
    assert_eq!(sitting.len(), 8);
    let day = case.app.now().to_zoned_datetime(case.app.zone.clone()).date().to_string();
    let mut form: Vec<(String, String)> =
        [("day", day.as_str()), ("reach", "everything"), ("why", "Ny regering")]
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .to_vec();
    for id in &sitting {
        let name =
            if *id == minister { "Ny Finansminister".into() } else { format!("Ny {id}") };
        form.push((format!("name-{id}"), name));
    }

    let looked = pass_on(&astrid, GOVERNMENT, &form).await;

    looked.shows("Én godkendelse venter på organets svar");
    let new = case.person("ny-finansminister").await;
    let denied = story::answer(&old, asked[0], "approved", 8, "").await;
    assert_eq!(denied.status, 404, "the old chair answers no more");
    let given = story::answer(&new, asked[0], "approved", 8, "").await;
    assert_eq!(given.status, 303);
    assert_eq!(entries(&case, "PassOn"), 1);
    let page = case.anyone().get(GOVERNMENT).await;
    page.shows("8 af 8 pladser");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_succession_is_refused_when_it_was_not_seen_or_is_ones_own() {
    let case = strategy();
    let astrid = case.person("astrid").await;
    case.turn_to("2010-10-11", "09:00").await;
    let clara = person(&case, "clara");
    let mut form = change(clara, "Oda");
    form.push(("seen".into(), "noget andet".into()));
    let unseen = astrid.post(&format!("{GOVERNMENT}/succession"), &borrowed(&form)).await;
    assert_eq!(unseen.status, 409);
    unseen.shows("Noget har ændret sig");

    let own = [
        ("day", "2010-10-11"),
        ("reach", "everything"),
        ("why", "Fordi"),
        (&*format!("to-{clara}"), &*person(&case, "astrid").to_string()),
    ];
    let own = astrid.post(&format!("{GOVERNMENT}/succession/preview"), &own).await;
    assert_eq!(own.status, 409);
    own.shows("Du kan ikke lade en plads gå videre til dig selv");
    let bo = case.person("bo").await;
    assert_eq!(bo.get(&format!("{GOVERNMENT}/succession")).await.status, 404);
    assert_eq!(entries(&case, "PassOn"), 0);
    case.anyone().get(GOVERNMENT).await.hides("Oda");
}

// People from a table.

const ROWS: &str = "navn;titel;rolle;organ;fra;til\n\
    Jan;Formand;Formand;KL's bestyrelse;;\n\
    Oda;Rådmand;medlem;KL's bestyrelse;1.9.2010;\n\
    Oda;Rådmand;observatør;Styregruppen for strategien;2010-09-06;2011-06-30\n";

async fn import(officer: &Visitor, rows: &str) -> Answer {
    officer.post("people/import/preview", &[("rows", rows)]).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_table_of_people_is_shown_and_stored_and_doubles_nobody() {
    let case = strategy();
    let bo = case.person("bo").await;

    let looked = import(&bo, ROWS).await;
    assert_eq!(looked.status, 200);
    looked.shows("2 nye pladser, 1 kendte i forvejen, 0 forkerte rækker");
    assert_eq!(entries(&case, "ImportPeople"), 0, "looking stores nothing");
    bo.does("people/import", &[("rows", ROWS)]).await;

    case.anyone().get("bodies/kl-bestyrelse").await.shows("Oda").shows("Rådmand");
    case.anyone().get(GROUP).await.shows("Observatør").shows("30. juni 2011");
    let odas = case
        .app
        .store
        .write_now(|tx| tx.one("SELECT count(*) FROM person WHERE name = 'Oda'", &[]))
        .unwrap();
    assert_eq!(odas, 1, "two rows, one person");
    import(&bo, ROWS).await.shows("0 nye pladser, 3 kendte i forvejen");
    let again = bo.post("people/import", &[("rows", ROWS)]).await;
    assert_eq!(again.status, 409);
    assert_eq!(entries(&case, "ImportPeople"), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn wrong_rows_are_told_by_their_line_and_nothing_is_stored() {
    let case = strategy();
    let bo = case.person("bo").await;
    let rows = "name,role,body,from\n\
        Oda,member,KL's board,2010-09-01\n\
        Pia,kejser,KL's board,\n\
        Rie,member,Månens råd,\n\
        Sif,member,KL's board,31-02-2010\n\
        Bo,member,KL's board,\n\
        Tue,member\n";

    let looked = import(&bo, rows).await;

    let why = ["kejser", "Månens råd", "31-02-2010", "dig selv", "2 celler"];
    for (line, why) in (3..).zip(why) {
        looked.shows(&format!(">{line}</td>")).shows(why);
    }
    looked.hides("Gem alle rækker");
    let kept = bo.post("people/import", &[("rows", rows)]).await;
    assert_eq!(kept.status, 409);
    case.anyone().get("bodies/kl-bestyrelse").await.hides("Oda");
    assert_eq!(import(&bo, "").await.status, 422);
    let headless = import(&bo, "Oda;medlem;KL's bestyrelse\n").await;
    headless.shows("Kolonnen »navn« mangler");
    assert_eq!(import(&case.person("jan").await, ROWS).await.status, 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_of_an_old_spreadsheet_is_read_as_it_was_meant() {
    let case = strategy();
    let bo = case.person("bo").await;
    // Windows-1252: "Åse" and "Næstformand".
    let file: Vec<u8> = [
        &b"navn;rolle;organ\r\n"[..],
        b"\xc5se;N\xe6stformand;Styregruppen for strategien\r\n",
    ]
    .concat();
    let body = attachments::multipart(&[("csrf", &bo.csrf)], &[("folk.csv", &file)]);
    let looked = attachments::send_raw(&bo, "people/import/preview", body).await;

    assert_eq!(looked.status, 200, "{}", looked.text);
    looked.shows("Åse").shows("Næstformand").shows("1 nye pladser");
    let rows = looked.hidden("rows");
    bo.does("people/import", &[("rows", &rows)]).await;
    case.anyone().get(GROUP).await.shows("Åse");
}

// The room.

/// A meeting of the steering group with one item, so many of its seven there.
async fn sitting(case: &Box_, bo: &Visitor, most: usize) -> (i64, i64) {
    let slug = story::steering_group(case);
    let meeting = story::call_body(case, bo, slug, "2010-09-06").await;
    story::add_item(bo, meeting, "Digital post").await;
    story::open_meeting(bo, meeting, most).await;
    (meeting, story::items(bo, meeting).await[0])
}

async fn notes(
    bo: &Visitor,
    meeting: i64,
    happened: &str,
    person: i64,
    more: &[(&str, i64)],
) -> Answer {
    let person = person.to_string();
    let more: Vec<_> = more.iter().map(|(name, id)| (*name, id.to_string())).collect();
    let mut form = vec![("happened", happened), ("person", &*person)];
    form.extend(more.iter().map(|(name, id)| (*name, id.as_str())));
    bo.post(&format!("meetings/{meeting}/attendance"), &form).await
}

/// Everybody's vote, in the order of the page: the last word is for the rest.
async fn votes(bo: &Visitor, meeting: i64, item: i64, said: &[&str]) -> Answer {
    let page = format!("meetings/{meeting}/items/{item}/votes");
    let voters = bo.get(&page).await.ids_after("name=\"vote-");
    let form: Vec<_> = voters
        .iter()
        .enumerate()
        .flat_map(|(at, voter)| {
            let vote = said.get(at).or(said.last()).copied().unwrap_or("for");
            let words = if vote == "reservation" { "Økonomien mangler" } else { "" };
            [
                (format!("vote-{voter}"), vote.to_owned()),
                (format!("words-{voter}"), words.to_owned()),
            ]
        })
        .collect();
    bo.post(&page, &borrowed(&form)).await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_quorum_is_live_and_who_leaves_in_the_middle_takes_it_along() {
    let case = strategy();
    let bo = case.person("bo").await;
    let (meeting, item) = sitting(&case, &bo, 4).await;
    let page = format!("meetings/{meeting}");
    bo.get(&page).await.shows("4 af 7 til stede, 4 kræves").shows("Beslutningsdygtig");
    let room = bo.get(&format!("{page}/attendance?live=1")).await;
    assert_eq!(room.headers["refresh"], "10");

    let kl = person(&case, "kl-direktoer");
    assert_eq!(notes(&bo, meeting, "left", kl, &[]).await.status, 303);

    bo.get(&page).await.shows("3 af 7 til stede").shows("Ikke beslutningsdygtig");
    let refused = story::decide(&bo, meeting, item, "approved").await;
    assert_eq!(refused.status, 409);
    refused.shows("Lad en suppleant træde ind").shows("udsæt punktet");
    assert_eq!(votes(&bo, meeting, item, &["for"]).await.status, 409);
    assert_eq!(notes(&bo, meeting, "left", kl, &[]).await.status, 409, "gone already");
    let put_off = story::decide(&bo, meeting, item, "postponed").await;
    assert_eq!(put_off.status, 303, "too few may still put it off");
    bo.get(&page).await.shows("gik");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_substitute_takes_the_seat_until_the_member_comes() {
    let case = strategy();
    let bo = case.person("bo").await;
    let kl = person(&case, "kl-direktoer").to_string();
    let form = [
        ("name", "Vicky"),
        ("role", "substitute"),
        ("for", &*kl),
        ("since", "2010-09-01"),
    ];
    bo.does(&format!("{GROUP}/members"), &form).await;
    let vicky = person(&case, "vicky");
    let kl = person(&case, "kl-direktoer");
    let (meeting, item) = sitting(&case, &bo, 3).await;
    let page = format!("meetings/{meeting}");
    // Whoever is on the list first was noted as there; KL's director goes.
    if bo.get(&format!("{page}/attendance")).await.text.contains("3 af 7") {
        notes(&bo, meeting, "left", kl, &[]).await;
    }
    let before = bo.get(&page).await;
    let away = notes(&bo, meeting, "took_seat", vicky, &[("seat", kl)]).await;
    assert_eq!(away.status, 409, "a substitute who is not there takes no seat");
    before.shows("2 af 7 til stede");

    assert_eq!(notes(&bo, meeting, "arrived", vicky, &[]).await.status, 303);
    bo.get(&page).await.shows("2 af 7 til stede");
    let took = notes(&bo, meeting, "took_seat", vicky, &[("seat", kl)]).await;
    assert_eq!(took.status, 303);
    bo.get(&page).await.shows("3 af 7 til stede").shows("suppleant for");
    let other = person(&case, "dorte");
    let wrong = notes(&bo, meeting, "took_seat", vicky, &[("seat", other)]).await;
    assert_eq!(wrong.status, 409);
    assert_eq!(notes(&bo, meeting, "arrived", kl, &[]).await.status, 303);
    bo.get(&page).await.shows("3 af 7 til stede");
    assert_eq!(story::decide(&bo, meeting, item, "approved").await.status, 409);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_conflict_keeps_a_member_out_of_one_item() {
    let case = strategy();
    let bo = case.person("bo").await;
    let slug = story::steering_group(&case);
    let meeting = story::call_body(&case, &bo, slug, "2010-09-06").await;
    story::add_item(&bo, meeting, "Digital post").await;
    story::add_item(&bo, meeting, "Grunddata").await;
    story::open_meeting(&bo, meeting, 4).await;
    let items = story::items(&bo, meeting).await;
    let dorte = person(&case, "dorte");
    let form = [
        ("happened", "conflict"),
        ("person", &*dorte.to_string()),
        ("item", &*items[0].to_string()),
        ("note", "Ejer aktier i leverandøren"),
    ];
    bo.does(&format!("meetings/{meeting}/attendance"), &form).await;

    bo.get(&format!("meetings/{meeting}")).await.shows("Inhabil i punktet: Dorte");
    assert_eq!(story::decide(&bo, meeting, items[0], "approved").await.status, 409);
    assert_eq!(story::decide(&bo, meeting, items[1], "approved").await.status, 303);
    let back = notes(&bo, meeting, "no_conflict", dorte, &[("item", items[0])]).await;
    assert_eq!(back.status, 303);
    assert_eq!(story::decide(&bo, meeting, items[0], "approved").await.status, 303);
    let dorte = case.person("dorte").await;
    story::close_meeting(&bo, &dorte, meeting).await;
    let public = case.anyone().get(&format!("meetings/{meeting}")).await;
    public.shows("er inhabil").hides("Ejer aktier");
    let late = notes(&bo, meeting, "left", person(&case, "dorte"), &[]).await;
    assert_eq!(late.status, 409, "a closed meeting is read");
}

#[tokio::test(flavor = "multi_thread")]
async fn votes_come_to_what_the_bodys_rule_says_and_the_decision_agrees() {
    let case = strategy();
    let bo = case.person("bo").await;
    bo.does(&format!("{GROUP}/edit"), &rule("majority", &[])).await;
    let (meeting, item) = sitting(&case, &bo, 4).await;
    let page = format!("meetings/{meeting}");

    let tie = votes(&bo, meeting, item, &["for", "for", "against"]).await;
    assert_eq!(tie.status, 303);
    bo.get(&page).await.shows("Stemmelighed").shows("2 for");
    let refused = story::decide(&bo, meeting, item, "approved").await;
    assert_eq!(refused.status, 409);
    refused.shows("Stemmerne står lige");
    let bare = bo.post(&format!("{page}/items/{item}/votes"), &[("vote-1", "for")]).await;
    assert_eq!(bare.status, 422);

    votes(&bo, meeting, item, &["for", "reservation", "for", "against"]).await;
    bo.get(&page).await.shows("heraf 1 med forbehold").shows("Økonomien mangler");
    let rejected = story::decide(&bo, meeting, item, "rejected").await;
    assert_eq!(rejected.status, 409, "the votes carried it");
    // Half of the room goes after the vote: it was taken while enough were there.
    let kl = person(&case, "kl-direktoer");
    notes(&bo, meeting, "left", kl, &[]).await;
    assert_eq!(story::decide(&bo, meeting, item, "approved").await.status, 303);
    assert_eq!(votes(&bo, meeting, item, &["against"]).await.status, 409);

    let dorte = case.person("dorte").await;
    story::close_meeting(&bo, &dorte, meeting).await;
    let public = case.anyone().get(&page).await;
    public.shows("Vedtaget").shows("heraf 1 med forbehold").hides("Økonomien mangler");
    assert_eq!(entries(&case, "NoteVotes"), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_chairs_vote_breaks_a_tie_where_the_rule_says_so() {
    let case = strategy();
    let bo = case.person("bo").await;
    let casting = rule("majority", &[("casting_vote", "yes")]);
    bo.does(&format!("{GROUP}/edit"), &casting).await;
    let (meeting, item) = sitting(&case, &bo, 4).await;

    // Dorte, who chairs, is the first of the list.
    votes(&bo, meeting, item, &["for", "for", "against", "against"]).await;

    bo.get(&format!("meetings/{meeting}")).await.shows("Vedtaget med formandens stemme");
    assert_eq!(story::decide(&bo, meeting, item, "approved").await.status, 303);
}

#[tokio::test(flavor = "multi_thread")]
async fn consensus_bears_reservations_and_no_objection() {
    let case = strategy();
    let bo = case.person("bo").await;
    bo.does(&format!("{GROUP}/edit"), &rule("consensus", &[])).await;
    let (meeting, item) = sitting(&case, &bo, 4).await;

    votes(&bo, meeting, item, &["reservation", "abstains"]).await;
    bo.get(&format!("meetings/{meeting}")).await.shows("Vedtaget");
    votes(&bo, meeting, item, &["against", "for"]).await;
    assert_eq!(story::decide(&bo, meeting, item, "approved").await.status, 409);
    assert_eq!(story::decide(&bo, meeting, item, "rejected").await.status, 303);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_room_is_for_those_in_it_and_votes_for_those_who_keep_the_minutes() {
    let case = strategy();
    let bo = case.person("bo").await;
    let (meeting, item) = sitting(&case, &bo, 4).await;
    let room = format!("meetings/{meeting}/attendance");
    let ballot = format!("meetings/{meeting}/items/{item}/votes");

    let kl = case.person("kl-direktoer").await;
    assert_eq!(kl.get(&room).await.status, 200, "a member reads who is there");
    assert_eq!(kl.get(&ballot).await.status, 404, "and does not keep the minutes");
    for login in ["ib", "jan", "hanne", "kim"] {
        let visitor = case.person(login).await;
        for page in [&room, &ballot] {
            assert_eq!(visitor.get(page).await.status, 404, "{login} {page}");
            assert_eq!(visitor.post(page, &[]).await.status, 404, "{login} {page}");
        }
    }
    assert_eq!(case.anyone().get(&room).await.status, 404);
}
