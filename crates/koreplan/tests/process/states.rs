//! The access table met from outside: each role, each thing, each verb, in each state the
//! thing can be in. What the table needs to know of the thing is said here by hand, so a
//! page that asks with other facts is found out.

use std::fmt::Write as _;

use koreplan::{
    access::{self, Actor, Facts, Person, Seat},
    bodies::rules::Role,
};

use super::{
    attachments::{multipart, send_raw},
    campaigns,
    reading::person_id,
    support::{Box_, Visitor, story, strategy},
    tasks,
};

/// Whoever knocks: the name the picture gives them, and the login.
const WHO: [(&str, &str); 13] = [
    ("anyone", ""),
    ("citizen", "hanne"),
    ("sender", "farid"),
    ("operator", "kim"),
    ("board", "jan"),
    ("above", "sts-formand"),
    ("minister", "clara"),
    ("other minister", "miljoeminister"),
    ("steering", "dorte"),
    ("member", "kl-direktoer"),
    ("observer", "ib"),
    ("section", "bo"),
    ("head", "astrid"),
];

struct Knocker {
    name: &'static str,
    visitor: Visitor,
    actor: Actor,
}

/// A verb, where it is done, and what the table is to know of the thing. An act is sent
/// without words, so that nobody does it.
struct Knock {
    action: &'static str,
    method: &'static str,
    page: String,
    facts: Facts,
}

struct Matrix {
    case: Box_,
    knockers: Vec<Knocker>,
    bo: Visitor,
    astrid: Visitor,
    asked: usize,
    wrong: String,
}

fn number(case: &Box_, sql: &'static str, of: &str) -> i64 {
    let of = of.to_owned();
    case.app.store.write_now(move |tx| tx.one(sql, &[of.into()])).unwrap()
}

/// What is known of a thing that is the case's alone.
fn of_case() -> Facts {
    Facts { case_id: 1, ..Facts::default() }
}

fn body(case: &Box_, slug: &str) -> i64 {
    number(case, "SELECT id FROM body WHERE slug = $1", slug)
}

/// Who somebody is, by the file of the case.
fn actor(case: &Box_, login: &str) -> Actor {
    if login.is_empty() {
        return Actor::default();
    }
    let mut seats = Vec::new();
    for in_file in &case.file.bodies {
        let member = in_file.members.iter().find(|m| m.person.get_ref() == login);
        // Ib listens in the steering group: his seat is given below.
        let listens =
            login == "ib" && in_file.slug.get_ref() == story::steering_group(case);
        let role = member.map(|member| member.role).or(listens.then_some(Role::Observer));
        seats.extend(role.map(|role| Seat {
            case_id: 1,
            case: case.file.head.slug.get_ref().clone(),
            body_id: body(case, in_file.slug.get_ref()),
            kind: in_file.kind,
            role,
        }));
    }
    let id = person_id(case, login).parse().unwrap();
    let person = Person { id, name: login.to_owned(), operator: login == "kim" };
    Actor { person: Some(person), seats, csrf: String::new() }
}

impl Matrix {
    async fn new() -> Self {
        let case = strategy();
        let (bo, astrid) = (case.person("bo").await, case.person("astrid").await);
        case.app
            .store
            .write_now(|tx| {
                tx.exec(
                    "INSERT INTO member (body_id, person_id, role, since)
                     SELECT b.id, p.id, 'observer', '2010-09-01' FROM body b, person p
                     WHERE b.kind = 'steering_group' AND p.login = 'ib'",
                    &[],
                )
            })
            .unwrap();
        let mut knockers = Vec::new();
        for (name, login) in WHO {
            let visitor =
                if login.is_empty() { case.anyone() } else { case.person(login).await };
            knockers.push(Knocker { name, visitor, actor: actor(&case, login) });
        }
        Self { case, knockers, bo, astrid, asked: 0, wrong: String::new() }
    }

    /// Everybody knocks at every door of a thing in this state.
    async fn knock(&mut self, state: &str, knocks: &[Knock]) {
        for Knock { action, method, page, facts } in knocks {
            let row = access::TABLE.iter().find(|row| row.action == *action).unwrap();
            for Knocker { name, visitor, actor } in &self.knockers {
                let expected = (row.may)(actor, facts);
                let path = visitor.address(page);
                let status = visitor.send(method, &path, &[]).await.status.as_u16();
                assert!(status < 500, "{state}: {name} {action} {page}: {status}");
                assert!(*method == "GET" || status != 303, "{page} was done by {name}");
                self.asked += 1;
                if (status != 404) != expected {
                    let says = if expected { "is let in by" } else { "is shut out by" };
                    writeln!(
                        self.wrong,
                        "{state}: {name} {says} the table and met {status}: {action} \
                         {method} {page}"
                    )
                    .unwrap();
                }
            }
        }
    }

    fn id(&self, login: &str) -> i64 {
        person_id(&self.case, login).parse().unwrap()
    }

    /// Doors of a meeting and of its first two items, of which the second is closed.
    async fn meeting(&self, meeting: i64, facts: &Facts, is_theme: bool) -> Vec<Knock> {
        let items = story::items(&self.bo, meeting).await;
        let page = format!("meetings/{meeting}");
        let knock = |action, method, page: String| Knock {
            action,
            method,
            page,
            facts: facts.clone(),
        };
        let inside = Facts { public: false, ..facts.clone() };
        let mut doors = vec![
            knock("ReadMeeting", "GET", page.clone()),
            knock("ReadMeeting", "GET", format!("trace/items/{}", items[0])),
            knock("PrepareMeeting", "POST", format!("{page}/items")),
            knock("HoldMeeting", "POST", format!("{page}/items/{}/decision", items[0])),
            Knock {
                facts: inside.clone(),
                ..knock("ReadClosedItem", "GET", format!("trace/items/{}", items[1]))
            },
        ];
        if is_theme {
            doors.push(knock("ConcludeTheme", "POST", format!("{page}/conclusions")));
        } else {
            doors.push(knock("AnswerMinutes", "POST", format!("{page}/minutes/answer")));
        }
        doors
    }
}

/// Adds an annex and gives its token.
async fn add_annex(
    bo: &Visitor,
    (meeting, item): (i64, i64),
    name: &str,
    terms: &[(&str, &str)],
) -> String {
    let annexes = format!("meetings/{meeting}/items/{item}/annexes");
    let mut fields = vec![("csrf", bo.csrf.as_str())];
    fields.extend(terms);
    let form = multipart(&fields, &[(name, b"Tal")]);
    assert_eq!(send_raw(bo, &annexes, form).await.status, 303);
    let page = bo.get(&format!("meetings/{meeting}")).await;
    let (before, _) = page.text.split_once(&format!(">{name}")).unwrap();
    let (_, token) = before.rsplit_once("/annexes/").unwrap();
    token[..32].to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn in_every_state_everybody_meets_what_the_table_says() {
    let mut matrix = Matrix::new().await;
    hearings_and_inputs(&mut matrix).await;
    meetings(&mut matrix).await;
    written(&mut matrix).await;
    tasks_and_answers(&mut matrix).await;
    texts(&mut matrix).await;
    assert!(matrix.wrong.is_empty(), "\n{}", matrix.wrong);
    assert!(matrix.asked > 1_000, "{}", matrix.asked);
}

async fn hearings_and_inputs(matrix: &mut Matrix) {
    let facts = of_case();
    let slug = story::make_hearing(&matrix.bo, "Åbne data").await;
    let doors = |public: bool| {
        let knock = |action, method, page: String| Knock {
            action,
            method,
            page,
            facts: Facts { public, ..facts.clone() },
        };
        [
            knock("ReadHearing", "GET", format!("hearings/{slug}")),
            knock("PrepareHearing", "GET", format!("hearings/{slug}/preparation")),
            knock("InviteParties", "POST", format!("hearings/{slug}/parties")),
        ]
    };
    matrix.knock("a hearing in preparation", &doors(false)).await;
    matrix.astrid.does(&format!("hearings/{slug}/publication"), &[]).await;
    matrix.knock("a published hearing", &doors(true)).await;

    let farid = matrix.case.person("farid").await;
    story::send_input(&matrix.case, &farid, "Farid", "Åbne data.").await;
    let owner_id = Some(matrix.id("farid"));
    let doors = |public: bool| {
        let knock = |action, page: &str| Knock {
            action,
            method: "GET",
            page: page.to_owned(),
            facts: Facts { public, owner_id, ..facts.clone() },
        };
        [
            knock("ReadInput", "inputs/1"),
            knock("ReadInput", "trace/inputs/1"),
            knock("ReleaseInput", "inputs/1/publication"),
            knock("EraseInput", "inputs/1/erasure"),
            knock("ListInputs", "inputs"),
        ]
    };
    matrix.knock("an input nobody released", &doors(false)).await;
    story::publish(&matrix.bo, 1).await;
    matrix.knock("a released input", &doors(true)).await;
    matrix.bo.does("inputs/1/withdrawal", &[("reason", "Efter ønske")]).await;
    matrix.knock("an input that was withdrawn", &doors(false)).await;

    matrix.case.turn_to("2010-09-07", "09:00").await;
    let day = |public: bool| {
        [Knock {
            action: "ReadPostDay",
            method: "GET",
            page: "post-list/2010-09-06".into(),
            facts: Facts { public, ..facts.clone() },
        }]
    };
    matrix.knock("a day of post", &day(false)).await;
    matrix.bo.does("post-list/2010-09-06/publication", &[]).await;
    matrix.knock("a published day of post", &day(true)).await;
}

async fn meetings(matrix: &mut Matrix) {
    let (bo, day) = (matrix.bo.clone(), story::after_hearing(&matrix.case));
    matrix.case.turn_to(&day, "09:00").await;
    let slug = story::steering_group(&matrix.case).to_owned();
    let group = Facts { body_id: Some(body(&matrix.case, &slug)), ..of_case() };
    let (area, _) = story::cast(&matrix.case)
        .ministers
        .into_iter()
        .find(|it| it.1 == "clara")
        .unwrap();
    let clara = matrix.id("clara");
    let theme = Facts { chair_id: Some(clara), ..of_case() };
    let chair = matrix.case.person("dorte").await;
    let minister = matrix.case.person("clara").await;

    for (name, facts, is_theme) in
        [("of the steering group", group, false), ("on a theme", theme, true)]
    {
        let meeting = if is_theme {
            story::call_theme(&bo, area, &day).await
        } else {
            story::call_body(&matrix.case, &bo, &slug, &day).await
        };
        for (title, closed) in [("Åbent punkt", ""), ("Lukket punkt", "yes")] {
            let form = [("title", title), ("closed", closed)];
            bo.does(&format!("meetings/{meeting}/items"), &form).await;
        }
        let items = story::items(&bo, meeting).await;
        let at = (meeting, items[0]);
        let own = [("access", "secretariat")];
        let later = [
            ("access", "public"),
            ("release_day", "2010-12-24"),
            ("release_time", "10:00"),
        ];
        let annexes = [
            ("public", add_annex(&bo, at, "frit.txt", &[("access", "public")]).await),
            ("body", add_annex(&bo, at, "kreds.txt", &[("access", "body")]).await),
            ("secretariat", add_annex(&bo, at, "eget.txt", &own).await),
            ("later", add_annex(&bo, at, "klausul.txt", &later).await),
            ("closed", {
                let at = (meeting, items[1]);
                add_annex(&bo, at, "lukket.txt", &[("access", "public")]).await
            }),
        ];
        let all =
            async |matrix: &mut Matrix, state: &str, withheld: bool, public: bool| {
                let state = format!("a meeting {name} {state}");
                let facts = Facts { withheld, public, ..facts.clone() };
                let mut doors = matrix.meeting(meeting, &facts, is_theme).await;
                for (access, token) in &annexes {
                    let facts = match *access {
                        "secretariat" => Facts { withheld: true, ..of_case() },
                        "public" => facts.clone(),
                        _ => Facts { public: false, ..facts.clone() },
                    };
                    let page = format!("annexes/{token}");
                    doors.push(Knock { action: "ReadAnnex", method: "GET", page, facts });
                }
                matrix.knock(&state, &doors).await;
            };
        all(matrix, "planned", true, false).await;
        bo.does(&format!("meetings/{meeting}/agenda-opening"), &[]).await;
        all(matrix, "with an open agenda", false, false).await;
        story::send_papers(&bo, meeting).await;
        let preparation = [Knock {
            action: "ReadPreparation",
            method: "GET",
            page: format!("meetings/{meeting}/agenda/1"),
            facts: facts.clone(),
        }];
        matrix.knock("an agenda as it was sent", &preparation).await;
        story::note_presence(&bo, meeting, usize::MAX).await;
        all(matrix, "in progress", false, false).await;
        for item in &items {
            story::decide(&bo, meeting, *item, "noted").await;
        }
        if is_theme {
            let form =
                [("body", "Enkelt."), ("said_by", "Clara"), ("said_time", "10:30")];
            bo.does(&format!("meetings/{meeting}/conclusions"), &form).await;
        }
        let chair = if is_theme { &minister } else { &chair };
        story::close_meeting(&bo, chair, meeting).await;
        all(matrix, "with approved minutes", false, true).await;
    }
}

async fn written(matrix: &mut Matrix) {
    let bo = matrix.bo.clone();
    let slug = story::steering_group(&matrix.case).to_owned();
    let meeting = story::call_body(&matrix.case, &bo, &slug, "2010-11-10").await;
    story::add_item(&bo, meeting, "Budget").await;
    let item = story::items(&bo, meeting).await[0].to_string();
    let form = [
        ("item", &*item),
        ("verb", "approved"),
        ("day", "2010-11-01"),
        ("time", "12:00"),
        ("remind", "2"),
        ("wishes", "1"),
    ];
    let procedure = bo.does("written-procedures", &form).await.sent_to_id();
    let page = format!("written-procedures/{procedure}");
    let facts = Facts { body_id: Some(body(&matrix.case, &slug)), ..of_case() };
    let doors = |ended: bool| {
        let knock = |action, method, page: String| Knock {
            action,
            method,
            page,
            facts: facts.clone(),
        };
        let mut doors = vec![
            knock("ReadWritten", "GET", page.clone()),
            knock("AnswerWritten", "POST", format!("{page}/answer")),
            knock("ListWritten", "GET", "written-procedures".into()),
        ];
        if !ended {
            doors.push(knock("WithdrawWritten", "POST", format!("{page}/withdrawal")));
            doors.push(knock("EndWritten", "POST", format!("{page}/result")));
        }
        doors
    };
    matrix.knock("an item that is out in writing", &doors(false)).await;
    matrix.case.turn_to("2010-11-02", "09:00").await;
    bo.does(&format!("{page}/result"), &[]).await;
    matrix.knock("a written procedure that has ended", &doors(true)).await;
}

async fn tasks_and_answers(matrix: &mut Matrix) {
    let (bo, case) = (matrix.bo.clone(), &matrix.case);
    let holder = tasks::person(case, "jan");
    let task = tasks::give(&bo, "Opgave", &holder, "2010-12-01").await.sent_to_id();
    let owner_id = Some(matrix.id("jan"));
    let doors = |done: bool| {
        let facts = Facts { owner_id, public: true, ..of_case() };
        let read = Knock {
            action: "ReadTask",
            method: "GET",
            page: format!("tasks/{task}"),
            facts: facts.clone(),
        };
        let change = (!done).then(|| Knock {
            action: "ChangeTask",
            method: "POST",
            page: format!("tasks/{task}/deadline"),
            facts,
        });
        [read].into_iter().chain(change).collect::<Vec<_>>()
    };
    let (open, closed) = (doors(false), doors(true));
    matrix.knock("a task", &open).await;
    bo.does(&format!("tasks/{task}/done"), &[]).await;
    matrix.knock("a task that is done", &closed).await;

    let campaign = campaigns::any(&matrix.case, &bo).await;
    let doors = |public: bool| {
        [Knock {
            action: "ReadCampaign",
            method: "GET",
            page: format!("campaigns/{campaign}"),
            facts: Facts { case_id: 1, public, ..Facts::default() },
        }]
    };
    matrix.knock("a campaign", &doors(false)).await;
    for letter in story::input_ids(&bo).await.into_iter().filter(|id| *id > 1) {
        story::publish(&bo, letter).await;
    }
    let page = format!("campaigns/{campaign}/publication");
    matrix.astrid.does(&page, &[]).await;
    matrix.knock("a published campaign", &doors(true)).await;
}

async fn texts(matrix: &mut Matrix) {
    let (bo, astrid) = (matrix.bo.clone(), matrix.astrid.clone());
    let chapter = story::add_chapter(&bo, "Digital kommunikation").await;
    story::add_paragraph(&bo, chapter, "Alle får digital post.", None).await;
    let version = story::freeze(&astrid, "Til godkendelse").await;
    let approvals = story::approvals(&astrid, version).await;
    let approvers = matrix.case.file.bodies.iter();
    let approvers: Vec<i64> = approvers
        .filter(|body| body.kind == koreplan::bodies::rules::BodyKind::Approver)
        .map(|in_file| body(&matrix.case, in_file.slug.get_ref()))
        .collect();
    let doors = |public: bool| {
        let knock = |action, method, page: String, body_id| Knock {
            action,
            method,
            page,
            facts: Facts { case_id: 1, body_id, public, ..Facts::default() },
        };
        let mut doors = vec![
            knock("ReadVersion", "GET", format!("versions/{version}"), None),
            knock("ReadDraft", "GET", "draft".into(), None),
            knock("ReleaseVersion", "POST", format!("versions/{version}/release"), None),
        ];
        for (approval, body_id) in approvals.iter().zip(&approvers) {
            let page = format!("approvals/{approval}");
            doors.push(knock("ReadApproval", "GET", page.clone(), Some(*body_id)));
            doors.push(knock("DecideApproval", "POST", page, Some(*body_id)));
        }
        doors
    };
    matrix.knock("a frozen version", &doors(false)).await;
    let cast = story::cast(&matrix.case);
    for ((login, _, quorum), approval) in cast.approvers.iter().zip(&approvals) {
        let chair = matrix.case.person(login).await;
        let answer = story::answer(&chair, *approval, "approved", *quorum, "").await;
        assert_eq!(answer.status, 303);
    }
    astrid.does(&format!("versions/{version}/release"), &[]).await;
    matrix.knock("a released version", &doors(true)).await;

    let hearing = story::hearing(&matrix.case).to_owned();
    let note = format!("hearings/{hearing}/hearing-note");
    bo.does(&note, &[]).await;
    let doors = [Knock {
        action: "ReadNote",
        method: "GET",
        page: note,
        facts: Facts { case_id: 1, ..Facts::default() },
    }];
    matrix.knock("a hearing note", &doors).await;

    let superior = matrix.case.file.bodies.iter();
    let superior = superior
        .filter(|body| body.kind == koreplan::bodies::rules::BodyKind::Superior)
        .map(|in_file| body(&matrix.case, in_file.slug.get_ref()))
        .next();
    let brief = astrid.does("briefs", &[("summary", "Godt i gang")]).await.sent_to_id();
    let doors = [Knock {
        action: "ReadBriefs",
        method: "GET",
        page: format!("briefs/{brief}"),
        facts: Facts { case_id: 1, body_id: superior, ..Facts::default() },
    }];
    matrix.knock("a brief", &doors).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_member_who_is_taken_out_meets_a_strangers_doors_at_the_next_request() {
    let mut matrix = Matrix::new().await;
    matrix.knockers.retain(|it| ["member", "section", "observer"].contains(&it.name));
    let slug = story::steering_group(&matrix.case).to_owned();
    for (name, login, body) in [
        ("member", "kl-direktoer", &*slug),
        ("observer", "ib", &*slug),
        ("section", "bo", "digital-taskforce"),
    ] {
        let knocker = matrix.knockers.iter_mut().find(|it| it.name == name).unwrap();
        let seats = number(
            &matrix.case,
            "SELECT m.id FROM member m JOIN person p ON p.id = m.person_id
             WHERE p.login = $1 AND m.until IS NULL",
            login,
        );
        knocker.actor.seats.retain(|seat| seat.body_id != self::body(&matrix.case, body));
        let end = format!("bodies/{body}/members/{seats}/end");
        matrix.astrid.does(&end, &[("day", "2010-09-06")]).await;
    }
    matrix.bo = matrix.astrid.clone();
    meetings(&mut matrix).await;
    written(&mut matrix).await;
    texts(&mut matrix).await;
    assert!(matrix.wrong.is_empty(), "\n{}", matrix.wrong);
    assert!(matrix.asked > 200, "{}", matrix.asked);
}
