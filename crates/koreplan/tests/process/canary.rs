//! Canaries: a word of its own stands in everything that is not for everybody. Whoever
//! may not read the thing meets the word on no page, in no file, feed, calendar or
//! answer of the search, and in nothing that is mailed or laid out for the public.

use std::{
    collections::{BTreeMap, BTreeSet, VecDeque},
    fmt::Write as _,
};

use koreplan::routes;
use koreplan_letters::work::attachment;
use koreplan_store::StoreError;

use super::{
    access::{ROLES, Town, town},
    attachments::{multipart, send_raw},
    papers::Inside,
    reading::person_id,
    support::{Answer, Visitor, story},
    tasks,
};

/// Stands in everything beside the canary: whoever looks for it must not find it either.
const COMPANION: &str = "solsort";

/// A word and who may read it. All begin with the same four letters.
struct Canary {
    word: &'static str,
    readers: &'static [&'static str],
}

const SECRETARIAT: &[&str] = &["section", "head"];
const GROUP: &[&str] = &["steering", "section", "head"];
const ABOVE: &[&str] = &["above", "steering", "section", "head"];
const THEME: &[&str] = &["minister", "steering", "section", "head"];
const INSIDE: &[&str] = &["board", "above", "minister", "steering", "section", "head"];
const SENDER: &[&str] = &["sender"];

/// Everything that was said, and to whom.
#[derive(Default)]
struct Cage {
    canaries: Vec<Canary>,
}

impl Cage {
    /// A text with a canary in it, for these alone.
    fn text(&mut self, word: &'static str, readers: &'static [&'static str]) -> String {
        self.canaries.push(Canary { word, readers });
        format!("{word} {COMPANION}")
    }
}

/// Puts a canary into everything that waits, is being prepared or is somebody's own.
async fn keep(town: &Town, cage: &mut Cage) {
    let case = &town.case;
    let (bo, astrid) = (case.person("bo").await, case.person("astrid").await);
    answers_and_topics(town, cage, &bo, &case.person("farid").await).await;
    meetings(town, cage, &bo).await;
    in_writing(town, cage, &bo).await;
    proposals(town, cage, &bo).await;
    secretariats_own(town, cage, &bo, &astrid).await;
}

/// Puts a canary into what is closed or kept back beside something that is public.
async fn hide(town: &Town, cage: &mut Cage) {
    let bo = town.case.person("bo").await;
    letter(town, cage, &bo).await;
    approved_meeting(town, cage, &bo).await;
    theme(town, cage, &bo).await;
}

/// What waits to be done in the background is done.
async fn work(town: &Town) {
    let at = koreplan::outbox::Clocks::of(&town.case.app);
    while koreplan::background::turn(&town.case.app, None, at).await.unwrap() > 0 {}
}

async fn letter(town: &Town, cage: &mut Cage, bo: &Visitor) {
    let hearing = story::hearing(&town.case);
    // The hearing has ended: a letter that came on paper.
    let page = bo.get(&format!("hearings/{hearing}/letters/new")).await;
    let form = [
        ("key", &*page.hidden("key")),
        ("sender_kind", "person"),
        ("name", &cage.text("Kvidnavn", SECRETARIAT)),
        ("received", "2010-09-20"),
        ("received_time", "09:00"),
        ("body", &cage.text("Kvidkrop", SECRETARIAT)),
    ];
    bo.does(&format!("hearings/{hearing}/letters"), &form).await;
}

async fn answers_and_topics(town: &Town, cage: &mut Cage, bo: &Visitor, farid: &Visitor) {
    let hearing = story::hearing(&town.case);
    let joint = format!("joint-answers/{}", town.joint);
    let read = farid.get(&joint).await.hidden("read");
    let form = [("read", &*read), ("body", &cage.text("Kvidfælles", SENDER))];
    farid.does(&format!("{joint}/text"), &form).await;
    let form = [("comment", &*cage.text("Kvidkommentar", SENDER))];
    farid.does(&format!("{joint}/comments"), &form).await;
    let (_, key) = town.draft.rsplit_once('/').unwrap();
    let form = [("key", key), ("body", &cage.text("Kvidkladde", SENDER))];
    farid.does(&format!("hearings/{hearing}/drafts"), &form).await;

    story::make_hearing(bo, "Kvidhøring").await;
    for word in ["Kvidhøring", "kvidhoering"] {
        cage.canaries.push(Canary { word, readers: SECRETARIAT });
    }
    let (text, topic) = (cage.text("Kvidtema", INSIDE), story::area_id(bo, 1).await);
    bo.does("topics", &[("title", &*text), ("area", &*topic)]).await;
    let form = [("title", &*cage.text("Kvidanalyse", SECRETARIAT)), ("area", &*topic)];
    bo.does("analyses", &form).await;
}

async fn body_meeting(town: &Town, bo: &Visitor, title: &str, day: &str) -> i64 {
    let group = case_body(town);
    let form = [
        ("kind", "body"),
        ("body", &*group),
        ("title", title),
        ("place", title),
        ("day", day),
        ("time", "13:00"),
    ];
    bo.does("meetings", &form).await.sent_to_id()
}

fn case_body(town: &Town) -> String {
    let sql = "SELECT id FROM body WHERE kind = 'steering_group'";
    town.case.count(sql).to_string()
}

async fn item(bo: &Visitor, meeting: i64, texts: [&str; 3], closed: bool) -> i64 {
    let [title, resume, presentation] = texts;
    let mut form = vec![
        ("title", title),
        ("resume", resume),
        ("presentation", presentation),
        ("recommendation", "Det indstilles, at punktet drøftes"),
    ];
    form.extend(closed.then_some(("closed", "yes")));
    bo.does(&format!("meetings/{meeting}/items"), &form).await;
    *story::items(bo, meeting).await.last().unwrap()
}

async fn annex(
    bo: &Visitor,
    (meeting, item): (i64, i64),
    (name, body): (&str, &str),
    terms: &[(&str, &str)],
) {
    let annexes = format!("meetings/{meeting}/items/{item}/annexes");
    let mut fields = vec![("csrf", bo.csrf.as_str())];
    fields.extend(terms);
    let form = multipart(&fields, &[(name, body.as_bytes())]);
    assert_eq!(send_raw(bo, &annexes, form).await.status, 303, "{name}");
}

async fn meetings(town: &Town, cage: &mut Cage, bo: &Visitor) {
    let case = &town.case;
    let today = story::after_hearing(case);
    // One is planned, one has its agenda out, one has minutes nobody approved.
    let title = cage.text("Kvidplan", GROUP);
    let planned = body_meeting(town, bo, &title, "2010-12-01").await;
    item(bo, planned, [&cage.text("Kvidplanpunkt", GROUP), "", ""], false).await;
    let out = body_meeting(town, bo, &cage.text("Kvidmøde", GROUP), "2010-11-20").await;
    item(bo, out, [&cage.text("Kvidpunkt", GROUP), "", ""], false).await;
    bo.does(&format!("meetings/{out}/agenda-opening"), &[]).await;
    let held = body_meeting(town, bo, &cage.text("Kvidholdt", GROUP), &today).await;
    let texts = [
        cage.text("Kvidtitel", GROUP),
        cage.text("Kvidresume", GROUP),
        cage.text("Kvidfremstilling", GROUP),
    ];
    item(bo, held, texts.each_ref().map(String::as_str), false).await;
    story::open_meeting(bo, held, usize::MAX).await;
    let form = [("minutes", &*cage.text("Kvidreferat", GROUP))];
    bo.does(&format!("meetings/{held}/minutes"), &form).await;
}

/// Its minutes are approved; it had a closed item, and annexes for few.
async fn approved_meeting(town: &Town, cage: &mut Cage, bo: &Visitor) {
    let case = &town.case;
    let today = story::after_hearing(case);
    let approved = body_meeting(town, bo, "Tredje møde", &today).await;
    let open = item(bo, approved, ["Åbent", "", ""], false).await;
    let texts = [
        cage.text("Kvidlukket", GROUP),
        cage.text("Kvidlukketresume", GROUP),
        cage.text("Kvidlukketsag", GROUP),
    ];
    let closed = item(bo, approved, texts.each_ref().map(String::as_str), true).await;
    let body = [("access", "body")];
    let own = [("access", "secretariat")];
    let later =
        [("access", "public"), ("release_day", "2011-12-24"), ("release_time", "10:00")];
    let at = (approved, open);
    annex(bo, at, ("kvidkreds.txt", &cage.text("Kvidkredsbilag", GROUP)), &body).await;
    annex(bo, at, ("kvideget.txt", &cage.text("Kvidegetbilag", SECRETARIAT)), &own).await;
    annex(bo, at, ("kvidsenere.txt", &cage.text("Kvidsenerebilag", GROUP)), &later).await;
    let public = [("access", "public")];
    let at = (approved, closed);
    annex(bo, at, ("kvidlukket.txt", &cage.text("Kvidlukketbilag", GROUP)), &public)
        .await;
    for (word, readers) in [
        ("kvidkreds.txt", GROUP),
        ("kvideget.txt", SECRETARIAT),
        ("kvidsenere.txt", GROUP),
    ] {
        cage.canaries.push(Canary { word, readers });
    }
    story::open_meeting(bo, approved, usize::MAX).await;
    for (item, decision) in [
        (open, "Åben beslutning".to_owned()),
        (closed, cage.text("Kvidlukketbeslutning", GROUP)),
    ] {
        let form = [("verb", "approved"), ("decision", &*decision)];
        bo.does(&format!("meetings/{approved}/items/{item}/decision"), &form).await;
    }
    story::close_meeting(bo, &case.person("dorte").await, approved).await;
    let holder = tasks::person(case, "bo");
    let title = cage.text("Kvidopgave", SECRETARIAT);
    tasks::give_about(bo, &title, (&holder, "2010-11-01"), ("item", closed)).await;
}

/// A closed item is out in writing.
async fn in_writing(town: &Town, cage: &mut Cage, bo: &Visitor) {
    let case = &town.case;
    let waits = body_meeting(town, bo, "Fjerde møde", "2010-12-15").await;
    let texts = [&*cage.text("Kvidskriftlig", GROUP), "", ""];
    let out = item(bo, waits, texts, true).await.to_string();
    let form = [
        ("item", &*out),
        ("verb", "approved"),
        ("note", &cage.text("Kvidbesked", GROUP)),
        ("day", "2011-12-01"),
        ("time", "12:00"),
        ("remind", "2"),
        ("wishes", "1"),
    ];
    let procedure = bo.does("written-procedures", &form).await.sent_to_id();
    let member = case.person("kl-direktoer").await;
    let seat = person_id(case, "kl-direktoer");
    let form = [
        ("seat", &*seat),
        ("answer", "reservation"),
        ("words", &cage.text("Kvidsvar", GROUP)),
    ];
    member.does(&format!("written-procedures/{procedure}/answer"), &form).await;
}

async fn theme(town: &Town, cage: &mut Cage, bo: &Visitor) {
    let case = &town.case;
    let today = story::after_hearing(case);
    let (area, _) =
        story::cast(case).ministers.into_iter().find(|it| it.1 == "clara").unwrap();
    let meeting = story::call_theme(bo, area, &today).await;
    item(bo, meeting, ["Velkomst", "", ""], false).await;
    story::open_meeting(bo, meeting, usize::MAX).await;
    let form = [
        ("body", &*cage.text("Kvidkonklusion", THEME)),
        ("said_by", "Ministeren"),
        ("said_time", "10:30"),
        ("confidential", "yes"),
        ("release_day", "2011-12-24"),
        ("release_time", "10:00"),
    ];
    bo.does(&format!("meetings/{meeting}/conclusions"), &form).await;
    story::close_meeting(bo, &case.person("clara").await, meeting).await;
}

async fn proposals(town: &Town, cage: &mut Cage, bo: &Visitor) {
    let case = &town.case;
    let area = story::area_id(bo, 0).await;
    let form = [
        ("title", &*cage.text("Kvidforslag", INSIDE)),
        ("body", &*cage.text("Kvidforslagstekst", INSIDE)),
        ("area", &*area),
        ("anyway", "yes"),
    ];
    bo.does("proposals", &form).await;
    let text = cage.text("Kvidafsnit", INSIDE);
    story::add_paragraph(bo, town.adopted.chapter, &text, Some(town.adopted.proposal))
        .await;
    let jan = case.person("jan").await;
    let page = format!("negotiation/{}", town.initiative);
    let own = jan.get(&page).await.values("body");
    let note = cage.text("Kvidposition", INSIDE);
    let form = [("body", own[0].as_str()), ("stance", "opposes"), ("note", &note)];
    jan.does(&format!("{page}/positions"), &form).await;
}

async fn secretariats_own(town: &Town, cage: &mut Cage, bo: &Visitor, astrid: &Visitor) {
    let risk = [
        ("title", &*cage.text("Kvidrisiko", SECRETARIAT)),
        ("light", "red"),
        ("action", "Vi tier."),
        ("internal", "yes"),
    ];
    bo.does("risks", &risk).await;
    let form = [("summary", &*cage.text("Kvidbrief", ABOVE))];
    astrid.does("briefs", &form).await;
    let officer = person_id(&town.case, "bo");
    let form = [
        ("requester", &*cage.text("Kvidanmoder", SECRETARIAT)),
        ("wish", &*cage.text("Kvidønske", SECRETARIAT)),
        ("received", "2010-09-06"),
        ("officer", &*officer),
    ];
    bo.does("access-requests", &form).await;
}

/// All words of an answer: its page, its file unpacked, its headers.
fn words(path: &str, answer: &Answer) -> (String, Option<Inside>) {
    let mut text = answer.text.to_lowercase();
    for (name, value) in &answer.headers {
        if name != "content-security-policy" {
            write!(text, "\n{}", value.to_lowercase()).unwrap();
        }
    }
    let kind = answer.headers.get("content-type").map_or("", String::as_str);
    if kind == "application/pdf" {
        return (text, Some(Inside::of(&answer.bytes)));
    }
    let name = path.split('?').next().unwrap_or_default();
    if let Some(read) = ["docx", "xlsx"]
        .iter()
        .find(|end| name.ends_with(&format!(".{end}")))
        .and_then(|end| attachment(&format!("a.{end}"), &answer.bytes).ok())
    {
        text.push_str(&read.text.to_lowercase());
    }
    (text, None)
}

/// Addresses on a page, of this site.
fn links(page: &str) -> BTreeSet<String> {
    let parts = ["href=\"", "src=\"", "<loc>", "\"href\":\""];
    let ends = ['"', '<'];
    parts
        .iter()
        .flat_map(|part| page.split(part).skip(1))
        .filter_map(|rest| rest.split(ends).next())
        .map(|link| link.split('#').next().unwrap_or_default().replace("&amp;", "&"))
        .map(|link| link.replace("https://koreplan.example", ""))
        .filter(|link| link.starts_with('/') && !link.starts_with("/assets"))
        .collect()
}

/// An address with its numbers and secrets left out: how many of a kind are looked at.
fn shape(path: &str) -> String {
    let path = path.split('?').next().unwrap_or_default();
    let parts = path.split('/').map(|part| {
        let number = !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        if number || part.len() >= 32 { "#" } else { part }
    });
    parts.collect::<Vec<_>>().join("/")
}

const ALIKE: usize = 30;

/// Everything somebody can reach, each page once.
async fn crawl(
    visitor: &Visitor,
    starts: &[String],
    mut look: impl FnMut(&str, &Answer),
) {
    let mut seen = BTreeSet::new();
    let mut alike: BTreeMap<String, usize> = BTreeMap::new();
    let mut waiting: VecDeque<String> = starts.iter().cloned().collect();
    while let Some(path) = waiting.pop_front() {
        // A demonstration shows all its mail to everybody; signing out ends the visit.
        // The address of Bo's calendar is Bo's secret: whoever has it is Bo.
        let ends = ["/mailbox", "sign-out", "demo/clock", "from=", "/my-calendar/"];
        if ends.iter().any(|end| path.contains(end)) || !seen.insert(path.clone()) {
            continue;
        }
        let alike = alike.entry(shape(&path)).or_default();
        *alike += 1;
        if *alike > ALIKE {
            continue;
        }
        let answer = visitor.send("GET", &path, &[]).await;
        assert!(!answer.status.is_server_error(), "{path}: {}", answer.status);
        look(&path, &answer);
        // Files are the same in both languages, but for the frame.
        let is_file = |path: &String| path.contains(".pdf") || path.contains(".docx");
        let links = links(&answer.text);
        waiting
            .extend(links.into_iter().filter(|it| !is_file(it) || it.starts_with("/da")));
        if !answer.to.is_empty() {
            waiting.push_back(answer.to.clone());
        }
        if let Some(rest) = path.strip_prefix("/da").filter(|_| !is_file(&path)) {
            waiting.push_back(format!("/en{rest}"));
        }
    }
}

/// Every address there is, with something at each place in it, and questions after words
/// that stand beside canaries.
fn starts(town: &Town) -> Vec<String> {
    let known = routes::all();
    let gets = known.known().iter().filter(|(method, _)| *method == "GET");
    let mut starts: Vec<String> = gets.map(|(_, path)| town.address(path)).collect();
    let base = town.case.anyone().address("");
    for page in
        ["search", "inputs", "decisions", "journal", "proposals", "tasks", "trace"]
    {
        starts.push(format!("{base}/{page}?q={COMPANION}"));
    }
    let slug = town.case.file.head.slug.get_ref();
    for number in 1..12 {
        for page in [
            "meetings",
            "trace/items",
            "trace/inputs",
            "inputs",
            "proposals",
            "topics",
            "analyses",
            "tasks",
            "briefs",
            "written-procedures",
            "campaigns",
            "risks",
            "access-requests",
            "paragraphs",
            "trace/paragraphs",
        ] {
            starts.push(format!("{base}/{page}/{number}"));
        }
        for page in ["inputs", "meetings", "decisions"] {
            starts.push(format!("/api/v1/cases/{slug}/{page}/{number}"));
        }
        starts.push(format!("{base}/meetings/{number}/papers.pdf"));
        starts.push(format!("{base}/meetings/{number}/agenda/1"));
    }
    starts
}

#[tokio::test(flavor = "multi_thread")]
async fn no_word_reaches_anybody_it_is_not_for() {
    let town = town().await;
    let mut cage = Cage::default();
    keep(&town, &mut cage).await;
    hide(&town, &mut cage).await;
    work(&town).await;
    let starts = starts(&town);
    let (mut found, mut pages) = (String::new(), 0);
    let mut met: BTreeSet<&str> = BTreeSet::new();
    for (role, login) in ROLES {
        let visitor = if login.is_empty() {
            town.case.anyone()
        } else {
            town.case.person(login).await
        };
        crawl(&visitor, &starts, |path, answer| {
            pages += 1;
            let (text, file) = words(path, answer);
            let begins = |file: &Inside| file.has("Kvid") || file.has("kvid");
            if !text.contains("kvid") && !file.as_ref().is_some_and(begins) {
                return;
            }
            for Canary { word, readers } in &cage.canaries {
                let low = word.to_lowercase();
                let has = text.contains(&low)
                    || file.as_ref().is_some_and(|file| file.has(word) || file.has(&low));
                if has && readers.contains(&role) {
                    met.insert(word);
                } else if has {
                    writeln!(found, "{role} met {word} at {path}").unwrap();
                }
            }
        })
        .await;
    }
    assert!(found.is_empty(), "\n{found}");
    // A canary that nobody meets proves nothing.
    let lost: Vec<_> =
        cage.canaries.iter().map(|it| it.word).filter(|it| !met.contains(it)).collect();
    assert!(lost.is_empty(), "nobody met {lost:?}");
    assert!(pages > 4_000, "{pages} pages");

    assert_eq!(in_mail(&town, &cage), "", "it was mailed");
    assert_eq!(in_public_store(&town).await, "", "it is in the public store");
}

/// Canaries in mail to somebody they are not for. Whoever is no one of the case has no
/// address of its own there.
fn in_mail(town: &Town, cage: &Cage) -> String {
    let group = story::steering_group(&town.case);
    let group = town.case.file.bodies.iter().find(|body| body.slug.get_ref() == group);
    let group: Vec<_> =
        group.unwrap().members.iter().map(|member| member.person.get_ref()).collect();
    let role_at = |receiver: &str| {
        let login = receiver.strip_suffix("@demo.example")?;
        match login {
            "eva" => Some("section"),
            _ if group.iter().any(|member| *member == login) => Some("steering"),
            _ => ROLES.iter().find(|(_, known)| *known == login).map(|(role, _)| *role),
        }
    };
    let mails = town.case.app.store.write_now(|tx| -> Result<Vec<_>, StoreError> {
        let rows =
            tx.rows("SELECT receiver, subject || body || calendar FROM mail", &[])?;
        rows.iter().map(|row| Ok((row.get(0)?, row.get(1)?))).collect()
    });
    let mails: Vec<(String, String)> = mails.unwrap();
    assert!(mails.len() > 10, "{} mails", mails.len());
    let mut found = String::new();
    for (receiver, text) in mails {
        let role = role_at(&receiver);
        for Canary { word, readers } in &cage.canaries {
            let has = text.to_lowercase().contains(&word.to_lowercase());
            if has && role.is_none_or(|role| !readers.contains(&role)) {
                writeln!(found, "{word} to {receiver}").unwrap();
            }
        }
    }
    found
}

/// Where in the public store a canary stands.
async fn in_public_store(town: &Town) -> String {
    let store = town.case.app.public.renewed(&town.case.app.store).await.unwrap();
    store
        .write_now(|tx| -> Result<String, StoreError> {
            let columns = tx.rows(
                "SELECT m.name, c.name FROM sqlite_master m
                 JOIN pragma_table_info(m.name) c WHERE m.type = 'table'",
                &[],
            )?;
            let mut found = String::new();
            for row in &columns {
                let (table, column): (String, String) = (row.get(0)?, row.get(1)?);
                let sql = format!(
                    "SELECT count(*) FROM \"{table}\"
                     WHERE lower(CAST(\"{column}\" AS TEXT)) LIKE '%kvid%'"
                );
                if tx.one(sql.leak(), &[])? > 0 {
                    writeln!(found, "{table}.{column}").unwrap();
                }
            }
            assert!(columns.len() > 100, "{} columns", columns.len());
            Ok(found)
        })
        .unwrap()
}

/// A page without what is new on it each time: tokens of forms and sessions.
fn bare(answer: &Answer) -> String {
    let mut text = format!("{} {}\n", answer.status, answer.to);
    for (at, part) in answer.text.split("value=\"").enumerate() {
        let token = part.split('"').next().unwrap_or_default();
        let is_token = token.len() == 64 && token.bytes().all(|b| b.is_ascii_hexdigit());
        text.push_str(if at > 0 && is_token { &part[64..] } else { part });
    }
    text
}

async fn everything(visitor: &Visitor, starts: &[String]) -> BTreeMap<String, String> {
    let mut pages = BTreeMap::new();
    crawl(visitor, starts, |path, answer| {
        pages.insert(path.to_owned(), bare(answer));
    })
    .await;
    pages
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_being_prepared_changes_no_byte_of_what_others_read() {
    let town = town().await;
    work(&town).await;
    let starts = starts(&town);
    let people = [town.case.anyone(), town.case.person("hanne").await];
    let mut before = Vec::new();
    for person in &people {
        before.push(everything(person, &starts).await);
    }

    keep(&town, &mut Cage::default()).await;
    work(&town).await;

    let mut found = String::new();
    for (person, before) in people.iter().zip(before) {
        let after = everything(person, &starts).await;
        assert_eq!(before.len(), after.len(), "there is another page");
        for (path, text) in &before {
            let now = &after[path];
            if text != now {
                let same =
                    text.bytes().zip(now.bytes()).take_while(|(a, b)| a == b).count();
                let from = now.floor_char_boundary(same.saturating_sub(60));
                let to = now.ceil_char_boundary((same + 60).min(now.len()));
                writeln!(found, "{path}: …{}…", &now[from..to]).unwrap();
            }
        }
        assert!(before.len() > 300, "{} pages", before.len());
    }
    assert!(found.is_empty(), "\n{found}");
}
