//! Every route knocked on as every role. The picture beside this file is the policy as
//! it is met from outside: a route that is not in it, or that opens for someone else,
//! fails the test.

use std::fmt::Write as _;

use koreplan::{access, routes};

use super::{
    analysis_documents, attachments, calendar, campaigns, helper, opinions,
    reading::person_id,
    support::{Box_, Visitor, story, strategy},
    tasks,
};

/// Column and login; nobody signed in first, those who change most last.
pub const ROLES: [(&str, &str); 10] = [
    ("anyone", ""),
    ("citizen", "hanne"),
    ("sender", "farid"),
    ("operator", "kim"),
    ("board", "jan"),
    ("above", "sts-formand"),
    ("minister", "clara"),
    ("steering", "dorte"),
    ("section", "bo"),
    ("head", "astrid"),
];

/// Something at every address.
pub struct Town {
    pub case: Box_,
    pub adopted: story::Adopted,
    receipt: String,
    /// Where the mail to a sender leads.
    confirmation: String,
    subscription: String,
    /// A hearing that is being prepared, and a party on its list that has answered.
    prepared: String,
    party: i64,
    /// A file of farid's that nobody has let out.
    file: String,
    pub meeting: i64,
    /// The theme meeting that came to the first conclusion.
    concluded: i64,
    item: i64,
    /// A file on that item, for those who meet.
    annex: String,
    brief: i64,
    approval: i64,
    pub initiative: i64,
    /// The body jan chairs.
    board: i64,
    conversation: i64,
    /// The address of farid's draft, of the answer he leads, and of an invitation to it.
    pub draft: String,
    pub joint: i64,
    invitation: String,
    hanne: i64,
    campaign: i64,
    /// A task of bo's, the link of a call to dorte, and the address of bo's own calendar.
    task: i64,
    call: String,
    calendar: String,
}

/// A risk, the draft of a brief, and an item that is out in writing.
async fn briefed_and_in_writing(case: &Box_, bo: &Visitor, astrid: &Visitor, day: &str) {
    let risk = [("title", "Valget"), ("light", "red"), ("action", "Vi venter.")];
    bo.does("risks", &risk).await;
    astrid.does("briefs/draft", &[]).await;
    let group = story::call_body(case, bo, story::steering_group(case), day).await;
    story::add_item(bo, group, "Budget").await;
    let budget = story::items(bo, group).await[0].to_string();
    let written = [
        ("item", &*budget),
        ("verb", "approved"),
        ("day", "2011-12-01"),
        ("time", "12:00"),
        ("remind", "2"),
        ("wishes", "1"),
    ];
    bo.does("written-procedures", &written).await;
}

#[expect(
    clippy::too_many_lines,
    reason = "one thing at every address, one after the other"
)]
pub async fn town() -> Town {
    // Nobody answers there.
    let case = helper::with_helper("http://127.0.0.1:9/v1");
    let farid = case.person("farid").await;
    let receipt = story::send_input(&case, &farid, "Farid", "Åbne data.").await.to;
    let hearing = story::hearing(&case);
    let key = farid.get(&format!("hearings/{hearing}/answer")).await.hidden("key");
    let form = [("key", &*key), ("body", "Kladde")];
    let draft = farid.does(&format!("hearings/{hearing}/drafts"), &form).await.to;
    let draft = draft.split('?').next().unwrap().to_owned();
    let form = [("sender_kind", "company"), ("organisation", "Farids firma")];
    let joint = farid.does(&format!("hearings/{hearing}/joint-answers"), &form).await;
    let joint = joint.sent_to_id();
    let hanne = case
        .app
        .store
        .write_now(|tx| tx.one("SELECT id FROM person WHERE login = 'hanne'", &[]))
        .unwrap();
    let adopted = story::adopt_one(&case).await;
    helper::any(&case, adopted.topic);
    // The story took a month: invitations are shorter.
    let invitation = farid.post(&format!("joint-answers/{joint}/invitations"), &[]).await;
    let (_, invitation) = invitation.text.split_once("/joint-invitations/").unwrap();
    let invitation = invitation[..64].to_owned();
    story::send_input_from(&case, &case.anyone(), "hanne@eksempel.dk", "Hej").await;
    let confirmation = story::mailed(&case.anyone(), "confirmations").await;
    let wish = [("subject", "hearings"), ("email", "hanne@eksempel.dk")];
    case.anyone().does("subscriptions", &wish).await;
    let subscription = story::mailed(&case.anyone(), "subscriptions").await;
    let (bo, astrid) = (case.person("bo").await, case.person("astrid").await);
    let area_of_topic = story::area_id(&bo, 0).await;
    bo.does("topics", &[("title", "Nyt"), ("area", &*area_of_topic)]).await;
    bo.does("reading/filters", &[("name", "Bos liste")]).await;
    let (first, second) = (person_id(&case, "bo"), person_id(&case, "eva"));
    let sample = [
        ("unit", "input"),
        ("size", "2"),
        ("seed", "1"),
        ("coder", &*first),
        ("coder", &*second),
    ];
    bo.does("coding", &sample).await;
    analysis_documents::finished(&bo, adopted.topic).await;
    let officer = person_id(&case, "bo");
    let asked = [
        ("requester", "Ib"),
        ("wish", "Alle høringssvar"),
        ("received", "2010-09-06"),
        ("officer", &*officer),
    ];
    bo.does("access-requests", &asked).await;
    let listed = [("kind", "input"), ("thing", "inputs/1")];
    bo.does("access-requests/1/documents", &listed).await;
    let prepared = story::make_hearing(&bo, "Åbne data").await;
    let parties = format!("hearings/{prepared}/parties");
    let kl = [("kind", "organisation"), ("party_lang", "da"), ("name", "KL")];
    let party = bo.does(&parties, &kl).await.id_after("id=\"party-");
    bo.does(&format!("{parties}/{party}"), &[("reply", "no_remarks")]).await;
    let cast = story::cast(&case);
    let (area, _) = cast.ministers.iter().find(|(_, login)| login == "clara").unwrap();
    let day = story::after_hearing(&case);
    let meeting = story::call_theme(&bo, *area, &day).await;
    story::add_item(&bo, meeting, "Velkomst").await;
    let item = story::items(&bo, meeting).await[0];
    let annexes = format!("meetings/{meeting}/items/{item}/annexes");
    let fields = [("csrf", bo.csrf.as_str()), ("access", "body")];
    let annex = attachments::multipart(&fields, &[("bilag.txt", b"Tal")]);
    attachments::send_raw(&bo, &annexes, annex).await;
    let page = bo.get(&format!("meetings/{meeting}")).await;
    let (_, annex) = page.text.split_once("/annexes/").unwrap();
    let annex = annex[..32].to_owned();
    let brief = astrid.does("briefs", &[("summary", "Godt i gang")]).await.sent_to_id();
    bo.does("topic-searches", &[("place", "all"), ("wanted", "")]).await;
    story::freeze(&astrid, "Til godkendelse").await;
    briefed_and_in_writing(&case, &bo, &astrid, &day).await;
    let approval = story::approvals(&astrid, 1).await[1];
    bo.does(&format!("hearings/{hearing}/hearing-note"), &[]).await;
    let initiative = bo.get("initiatives").await.id_after("/initiatives/");
    let conversation = opinions::bring_least(&bo).await;
    let jan = case.person("jan").await;
    let corner = jan.get(&format!("negotiation/{initiative}")).await.hidden("body");
    let board = corner.parse().unwrap();
    reshaped(&case, adopted.proposal, board);
    let concluded = case.count("SELECT meeting_id FROM conclusion WHERE id = 1");
    attachments::send(&case, &farid, &[("a.txt", b"Hej")]).await;
    let file = attachments::first_token(&case);
    let campaign = campaigns::any(&case, &bo).await;
    let holder = tasks::person(&case, "bo");
    let day = story::after_hearing(&case);
    let task = tasks::give(&bo, "Opgave", &holder, &day).await.sent_to_id();
    let slug = story::steering_group(&case).to_owned();
    let other = story::call_body(&case, &bo, &slug, &day).await;
    story::add_item(&bo, other, "Velkomst").await;
    story::send_papers(&bo, other).await;
    let at = koreplan::outbox::Clocks::of(&case.app);
    while koreplan::background::turn(&case.app, None, at).await.unwrap() > 0 {}
    let call = story::mailed(&case.anyone(), "calls").await;
    let calendar = calendar::secret(&bo).await;
    Town {
        case,
        adopted,
        receipt,
        confirmation,
        subscription,
        prepared,
        party,
        file,
        meeting,
        concluded,
        item,
        annex,
        brief,
        approval,
        initiative,
        board,
        conversation,
        draft,
        joint,
        invitation,
        hanne,
        campaign,
        task,
        call,
        calendar,
    }
}

/// The proposal has a treatment that was put to a board, and came of another one.
fn reshaped(case: &Box_, proposal: i64, board: i64) {
    let acts: [(&'static str, Vec<i64>); 4] = [
        (
            "INSERT INTO treatment (proposal_id, body_id, version, verdict, body, why, due,
               counting, silence, sent_by, sent_at)
             VALUES ($1, $2, 1, 'with', '', '', '2010-12-01', 'working', 0, '', 0)",
            vec![proposal, board],
        ),
        (
            "INSERT INTO proposal (case_id, area_id, number, title, body, assessment,
               recommendation, created_by, created_at)
             SELECT case_id, area_id, 99, 'Før', '', '', '', '', 0 FROM proposal
             WHERE id = $1",
            vec![proposal],
        ),
        (
            "INSERT INTO proposal_change (case_id, kind, reason, by_name, at)
             SELECT case_id, 'split', '', '', 0 FROM proposal WHERE id = $1",
            vec![proposal],
        ),
        (
            "INSERT INTO proposal_lineage (change_id, from_id, to_id)
             SELECT 1, id, CAST($1 AS BIGINT) FROM proposal WHERE number = 99",
            vec![proposal],
        ),
    ];
    case.app
        .store
        .write_now(move |tx| -> Result<(), koreplan_store::StoreError> {
            for (sql, ids) in acts {
                let params: Vec<_> = ids.into_iter().map(Into::into).collect();
                tx.exec(sql, &params)?;
            }
            Ok(())
        })
        .unwrap();
}

impl Town {
    /// The address of a route, with something that is there at each place in it.
    pub fn address(&self, route: &str) -> String {
        if let Some((_, rest)) = route.split_once("/receipts/{number}/{key}") {
            return format!("{}{rest}", self.receipt);
        }
        if let Some((_, rest)) = route.split_once("/drafts/{key}") {
            return format!("{}{rest}", self.draft);
        }
        if route.contains("/confirmations/") {
            return self.confirmation.clone();
        }
        if route.contains("/subscriptions/{token}") {
            return self.subscription.clone();
        }
        if route.contains("/unsubscriptions/") {
            return self.subscription.replace("subscriptions", "unsubscriptions");
        }
        if route.contains("/calls/") {
            return self.call.clone();
        }
        if route.contains("/my-calendar/") {
            return self.calendar.clone();
        }
        if route.contains("/disownings/") {
            return self.confirmation.replace("confirmations", "disownings");
        }
        let prepared = [
            "preparation",
            "questions",
            "materials",
            "letter",
            "publication",
            "parties",
            "invitations",
        ];
        let part = route.split("/{hearing}/").nth(1).unwrap_or_default();
        if prepared.iter().any(|name| part.split('/').next() == Some(*name)) {
            let route = route.replace("{hearing}", &self.prepared);
            return route
                .replace("{lang}", "da")
                .replace("{case}", self.case.file.head.slug.get_ref())
                .replace("{id}", &self.party.to_string());
        }
        if route.contains("/briefs/draft") {
            let route = route.replace("{lang}", "da").replace("{place}", "summary");
            return route.replace("{case}", self.case.file.head.slug.get_ref());
        }
        // The one input that farid owns and nobody has released.
        let id = match route.split('/').nth(3).unwrap_or_default() {
            "trace" if route.contains("paragraphs") => self.adopted.paragraph,
            // The others are the first of their kind in a fresh database.
            "inputs" | "trace" | "reading" | "coding" | "analyses"
            | "access-requests" | "backlogs" | "risks" | "written-procedures" => 1,
            "topics" => self.adopted.topic,
            "campaigns" => self.campaign,
            "opinions" => self.conversation,
            "joint-answers" => self.joint,
            "meetings" if route.contains("/conclusions/{number}") => self.concluded,
            "meetings" => self.meeting,
            "proposals" => self.adopted.proposal,
            "briefs" => self.brief,
            "tasks" => self.task,
            "draft" => self.adopted.chapter,
            "paragraphs" => self.adopted.paragraph,
            "approvals" => self.approval,
            "negotiation" | "initiatives" => self.initiative,
            _ if route.contains("/answer-letters/") => 1,
            _ => 0,
        };
        route
            .replace("{lang}", "da")
            .replace("{case}", self.case.file.head.slug.get_ref())
            .replace("{id}", &id.to_string())
            .replace("{item}", &self.item.to_string())
            // Whoever takes it off takes it from the next.
            .replace("{annex}/removal", "0/removal")
            .replace("{annex}", &self.annex)
            .replace("{remark}", "1")
            .replace("{topic}", &self.adopted.topic.to_string())
            .replace("{body}", self.case.file.bodies[0].slug.get_ref())
            .replace("{member}", "1")
            .replace("{place}", "general")
            .replace("{number}", "1")
            .replace("{token}", &self.invitation)
            .replace("{person}", &self.hanne.to_string())
            .replace("{position}", "1")
            .replace("{day}", "2010-09-06")
            .replace("{finding}", "1")
            .replace("{use}", "1")
            .replace("{step}", "draft")
            .replace("{gate}", self.case.file.gates[0].slug.get_ref())
            .replace("{hearing}", self.case.file.hearings[0].slug.get_ref())
            .replace("{file}", &self.file)
            .replace("{name}", "icon.svg")
            .replace("{area}", self.case.file.areas[0].slug.get_ref())
            .replace("{subject}", "decisions")
            .replace("{file}", "steps.csv")
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_route_opens_for_those_in_the_picture_and_for_nobody_else() {
    let town = town().await;
    let mut known = routes::all().known().to_vec();
    // Signing out would end the visit.
    known.retain(|(_, path)| !path.ends_with("sign-out"));
    let mut rows: Vec<String> =
        known.iter().map(|(method, path)| format!("{method:4} {path:62}")).collect();
    let mut head = format!("{:67}", "");
    for (name, login) in ROLES {
        write!(head, " {name:8}").unwrap();
        let visitor: Visitor = if login.is_empty() {
            town.case.anyone()
        } else {
            town.case.person(login).await
        };
        for ((method, path), row) in known.iter().zip(&mut rows) {
            // A party speaks in its own corner: the form says which.
            let board = town.board.to_string();
            let corner = [("body", board.as_str())];
            let form = if path.ends_with("positions") { &corner[..] } else { &[] };
            let answer = visitor.send(method, &town.address(path), form).await;
            let status = answer.status.as_u16();
            assert!(status < 500, "{name}: {method} {path} answered {status}");
            let met = if status == 404 { "." } else { "open" };
            write!(row, " {met:8}").unwrap();
        }
    }
    let mut picture = format!("{}\n", head.trim_end());
    for row in rows {
        writeln!(picture, "{}", row.trim_end()).unwrap();
    }
    insta::assert_snapshot!(picture);
}

#[tokio::test(flavor = "multi_thread")]
async fn w04_no_act_is_done_for_another_site_as_plain_text_or_by_a_link() {
    let town = town().await;
    let case = &town.case;
    let people = [case.anyone(), case.person("farid").await, case.person("astrid").await];
    let entries =
        || case.app.store.write_now(koreplan::journal::verify).unwrap().unwrap();
    let (before, now) = (entries(), case.app.now());
    let ours = ("sec-fetch-site", "same-origin");
    let form = ("content-type", "application/x-www-form-urlencoded");
    let foreign: [&[(&str, &str)]; 6] = [
        &[("sec-fetch-site", "cross-site"), form],
        &[("sec-fetch-site", "same-site"), form],
        &[("origin", "https://evil.example"), form],
        &[("origin", "null"), form],
        &[("origin", "https://koreplan.example.evil.example"), form],
        &[("sec-fetch-site", "cross-site"), ("content-type", "text/plain")],
    ];
    let mut acts = 0;
    for (method, path) in routes::all().known().iter().filter(|(m, _)| *m == "POST") {
        let address = town.address(path);
        for person in &people {
            let ask = async |method: &str, with: &[(&str, &str)]| {
                let body =
                    format!("csrf={}&login=bo&day=2010-12-24&time=09:00", person.csrf);
                let request = axum::http::Request::builder()
                    .method(method)
                    .uri(if method == "POST" {
                        address.clone()
                    } else {
                        format!("{address}?{body}")
                    })
                    .header("host", "koreplan.example")
                    .header("cookie", &person.cookie);
                let request = with.iter().fold(request, |request, (name, value)| {
                    request.header(*name, *value)
                });
                let answer = person.request(request.body(body.into()).unwrap()).await;
                assert!(!answer.headers.contains_key("set-cookie"), "{method} {path}");
                answer.status.as_u16()
            };
            for with in foreign {
                assert_eq!(ask("POST", with).await, 403, "{path} {with:?}");
            }
            // Browsers send such bodies without asking first.
            for kind in ["text/plain", "application/octet-stream", ""] {
                let status = ask("POST", &[ours, ("content-type", kind)]).await;
                let refused = matches!(status, 400 | 404 | 409 | 415 | 422);
                assert!(refused, "{path} as {kind:?}: {status}");
            }
            for method in ["GET", "HEAD", "PUT", "DELETE", "PATCH"] {
                let status = ask(method, &[ours]).await;
                assert!(
                    matches!(status, 200 | 404 | 405 | 409),
                    "{method} {path}: {status}"
                );
            }
        }
        acts += 1;
        assert_eq!(method, &"POST");
    }
    assert!(acts > 70, "{acts}");
    assert_eq!(entries(), before, "something was done");
    assert_eq!(case.app.now(), now, "the clock was turned");
}

#[tokio::test(flavor = "multi_thread")]
async fn w06_no_page_may_be_framed() {
    let town = town().await;
    let astrid = town.case.person("astrid").await;
    for visitor in [&town.case.anyone(), &astrid] {
        for (method, path) in routes::all().known() {
            if *method != "GET" || path.contains("embed") {
                continue;
            }
            let answer = visitor.send("GET", &town.address(path), &[]).await;
            let policy = &answer.headers["content-security-policy"];
            let framed = policy.contains("frame-ancestors 'none'");
            let inert =
                policy.contains("sandbox") && policy.contains("default-src 'none'");
            assert!(framed || inert, "{path}: {policy}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_missing_and_the_forbidden_are_one_page() {
    let case = strategy();
    story::send_input(&case, &case.anyone(), "Hanne", "Hej").await;
    let ib = case.person("ib").await;

    let forbidden = ib.get("inputs/1").await;
    let missing = ib.get("inputs/9").await;

    assert_eq!(forbidden.status, 404);
    let bare = |text: &str| text.replace("inputs/1\"", "").replace("inputs/9\"", "");
    assert_eq!(bare(&forbidden.text), bare(&missing.text));
    assert_eq!(forbidden.headers, missing.headers);
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_of_one_case_sees_into_another() {
    let town = town().await;
    let other = koreplan::case::CaseFile::parse(&koreplan::case::Sources::shipped()[1]);
    town.case
        .app
        .store
        .write_now(move |tx| {
            koreplan::case::storage::insert(tx, &other.unwrap(), 1).map(drop)
        })
        .unwrap();
    let stranger = town.case.person("lone").await;
    let slug = town.case.file.head.slug.get_ref();

    for page in ["inputs", "inputs/1", "topics", "proposals", "draft", "negotiation"] {
        let answer = stranger.send("GET", &format!("/da/{slug}/{page}"), &[]).await;
        assert_eq!(answer.status, 404, "{page}");
    }
    // The own address with the other case's number leads nowhere either.
    let own = "/da/sandby-digital-plan-2027-2030";
    let input = stranger.send("GET", &format!("{own}/inputs/1"), &[]).await;
    assert_eq!(input.status, 404);
}

#[test]
fn the_table_of_actions_is_read_by_people() {
    let mut table = String::new();
    for access::Row { action, who, .. } in access::TABLE {
        writeln!(table, "{action:20} {who:?}").unwrap();
    }
    insta::assert_snapshot!(table);
}
