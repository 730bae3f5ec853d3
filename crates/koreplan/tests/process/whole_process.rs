//! A whole case through HTTP, from the first input to the first status report.

use koreplan::{
    case::Sources, journal, plan::rules::StepKind, web::choices::Choice as _,
};

use super::support::{
    Box_, Visitor, open,
    story::{self, Cast},
};

#[tokio::test(flavor = "multi_thread")]
async fn the_strategy_of_2011_2015_goes_from_first_input_to_first_status_report() {
    walk(open(&Sources::shipped()[0], true)).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_municipal_plan_with_one_approving_body_goes_the_same_way() {
    walk(open(&Sources::shipped()[1], true)).await;
}

/// Opens the gate behind a kind of step, which must refuse until now.
async fn open_gate(case: &Box_, head: &Visitor, kind: StepKind) {
    let of_kind = |slug: &str| {
        case.file.steps.iter().any(|s| s.slug.get_ref() == slug && s.kind == kind)
    };
    let gate = case
        .file
        .gates
        .iter()
        .find(|gate| gate.requires.iter().any(|step| of_kind(step.get_ref())));
    let gate = gate.unwrap_or_else(|| panic!("no gate behind {}", kind.word()));
    let slug = gate.slug.get_ref();
    head.does(&format!("gates/{slug}/opening"), &[]).await.shows("alert-success");
}

async fn gate_refuses(case: &Box_, head: &Visitor, kind: StepKind) {
    let step = case.file.steps.iter().find(|step| step.kind == kind).unwrap();
    let behind = |gate: &&koreplan::case::file::Gate| {
        gate.requires.iter().any(|slug| slug.get_ref() == step.slug.get_ref())
    };
    let gate = case.file.gates.iter().find(behind).unwrap();
    let answer = head.post(&format!("gates/{}/opening", gate.slug.get_ref()), &[]).await;
    assert_eq!(answer.status, 409, "the gate behind {} opened", kind.word());
}

async fn walk(case: Box_) {
    let cast = story::cast(&case);
    let officer = case.person(&cast.officer).await;
    let head = case.person(&cast.head).await;

    let inputs = input(&case, &head, &officer, &cast).await;
    let topics = analysis(&case, &head, &officer, &cast, &inputs).await;
    assert_eq!(topics.len(), cast.ministers.len());
    let conclusions = theme_meetings(&case, &head, &officer, &cast).await;
    let proposals = propose(&case, &head, &officer, &conclusions).await;
    let adopted = steering_group(&case, &head, &officer, &cast, &proposals).await;
    let paragraphs = draft(&case, &head, &officer, &adopted).await;
    let version = approval(&case, &head, &officer, &cast, paragraphs[0]).await;
    let initiative = negotiation(&case, &head, &officer, &cast, paragraphs[0]).await;
    follow_up(&case, &officer, initiative).await;
    trace(&case, &officer, inputs[0], paragraphs[0], version).await;

    assert!(super::publication::says_the_same_from_both_stores(&case).await > 25);
    super::archive::comes_back_the_same(&case);
    let held = case.app.store.write_now(journal::verify).unwrap();
    assert!(held.unwrap() > 50);
}

/// Step 1: inputs on time and late, two letters alike, a receipt, and reading them.
async fn input(case: &Box_, head: &Visitor, officer: &Visitor, cast: &Cast) -> Vec<i64> {
    gate_refuses(case, head, StepKind::Input).await;
    let hanne = case.anyone();
    for (at, _) in &cast.ministers {
        let name = &case.file.areas[*at].name.da;
        let body =
            format!("Jeg vil gerne høres om {name}. Det skal være enkelt for os alle.");
        let receipt = story::send_input(case, &hanne, "Hanne", &body).await;
        receipt.shows("Hanne").shows(&body);
    }
    for name in ["Farid", "Gitte"] {
        story::send_input(case, &hanne, name, "Bevar papirposten. Den virker.").await;
    }
    case.turn_to(&story::after_hearing(case), "09:00").await;
    let late =
        story::send_input(case, &hanne, "Ib", "Jeg kom for sent til fristen.").await;
    late.shows("alert-warning");

    gate_refuses(case, head, StepKind::Input).await;
    officer.get("letters").await.shows("Bevar papirposten");
    officer.get("inputs?q=PAPIRPOSTEN").await.shows("Farid").hides("Hanne");
    officer.get("inputs?which=late").await.shows("Ib").hides("Farid");
    let inputs = story::input_ids(officer).await;
    for input in &inputs {
        officer.does(&format!("inputs/{input}/reading"), &[]).await;
    }
    open_gate(case, head, StepKind::Input).await;
    inputs
}

/// Step 2: a topic in each area, assessed and approved; every input under one.
async fn analysis(
    case: &Box_,
    head: &Visitor,
    officer: &Visitor,
    cast: &Cast,
    inputs: &[i64],
) -> Vec<i64> {
    gate_refuses(case, head, StepKind::Analysis).await;
    let mut topics = Vec::new();
    for (input, (area, _)) in inputs.iter().zip(&cast.ministers) {
        let title = format!("Enkelhed {input}");
        topics.push(story::tag_as_new(officer, *input, &title, *area).await);
    }
    for input in &inputs[topics.len()..] {
        story::tag_as(officer, *input, topics[0]).await;
    }
    gate_refuses(case, head, StepKind::Analysis).await;
    for topic in &topics {
        story::approve_topic(officer, head, *topic, "Enkelhed").await;
    }
    open_gate(case, head, StepKind::Analysis).await;
    topics
}

/// Step 3: a minister heads a meeting in each area.
async fn theme_meetings(
    case: &Box_,
    head: &Visitor,
    officer: &Visitor,
    cast: &Cast,
) -> Vec<i64> {
    gate_refuses(case, head, StepKind::ThemeMeeting).await;
    let mut conclusions = Vec::new();
    for (area, login) in &cast.ministers {
        let minister = case.person(login).await;
        let day = story::after_hearing(case);
        let said = "Det skal være enkelt.";
        let meeting = story::hold_theme(officer, &minister, *area, &day, said).await;
        conclusions.push(meeting);
    }
    open_gate(case, head, StepKind::ThemeMeeting).await;
    conclusions
}

/// Step 4: a proposal from each conclusion, with the sentences behind it.
async fn propose(
    case: &Box_,
    head: &Visitor,
    officer: &Visitor,
    conclusions: &[i64],
) -> Vec<i64> {
    gate_refuses(case, head, StepKind::Proposals).await;
    let mut proposals = Vec::new();
    for conclusion in conclusions {
        let title = format!("Forslag efter konklusion {conclusion}");
        proposals.push(story::propose(officer, *conclusion, &title).await);
    }
    officer
        .get(&format!("proposals/{}", proposals[0]))
        .await
        .shows("Jeg vil gerne høres om");
    open_gate(case, head, StepKind::Proposals).await;
    proposals
}

/// Step 5: quorum, decisions in the Danish verbs, and a brief upward.
async fn steering_group(
    case: &Box_,
    head: &Visitor,
    officer: &Visitor,
    cast: &Cast,
    proposals: &[i64],
) -> Vec<i64> {
    gate_refuses(case, head, StepKind::SteeringGroup).await;
    let dorte = case.person(&cast.steering_chair).await;
    let slug = story::steering_group(case);
    let day = story::after_hearing(case);
    let meeting = story::call_body(case, officer, slug, &day).await;
    for proposal in proposals {
        story::put_on_agenda(officer, *proposal, meeting).await;
    }
    story::open_meeting(officer, meeting, 1).await;
    let items = story::items(officer, meeting).await;
    let few = story::decide(officer, meeting, items[0], "approved").await;
    assert_eq!(few.status, 409, "one member decided alone");
    story::note_presence(officer, meeting, usize::MAX).await;
    let (last, rest) = items.split_last().unwrap();
    for item in rest {
        assert_eq!(story::decide(officer, meeting, *item, "approved").await.status, 303);
    }
    assert_eq!(story::decide(officer, meeting, *last, "rejected").await.status, 303);
    story::close_meeting(officer, &dorte, meeting).await;

    case.anyone().get("decisions").await.shows("Forslag efter konklusion");
    let brief = head.does("briefs", &[("summary", "Styregruppen har besluttet.")]).await;
    let brief = brief.sent_to_id();
    let above = case.person(&cast.above_chair).await;
    above
        .does(&format!("briefs/{brief}/note"), &[("answer", "Taget til efterretning.")])
        .await;
    open_gate(case, head, StepKind::SteeringGroup).await;
    proposals[..proposals.len() - 1].to_vec()
}

/// Step 6: chapters and paragraphs; every adopted proposal has its place.
async fn draft(
    case: &Box_,
    head: &Visitor,
    officer: &Visitor,
    adopted: &[i64],
) -> Vec<i64> {
    let chapter = story::add_chapter(officer, "En enkel offentlig sektor").await;
    let mut paragraphs = Vec::new();
    for proposal in adopted {
        let body =
            format!("Staten, kommunerne og regionerne gør det enkelt ({proposal}).");
        let paragraph =
            story::add_paragraph(officer, chapter, &body, Some(*proposal)).await;
        paragraphs.push(paragraph);
    }
    gate_refuses(case, head, StepKind::Draft).await;
    story::freeze(head, "Til godkendelse").await;
    open_gate(case, head, StepKind::Draft).await;
    paragraphs
}

/// Step 7: answers by each body's rule; a changed text needs new answers.
async fn approval(
    case: &Box_,
    head: &Visitor,
    officer: &Visitor,
    cast: &Cast,
    paragraph: i64,
) -> i64 {
    gate_refuses(case, head, StepKind::Approval).await;
    let old = story::approvals(head, 1).await;
    assert_eq!(old.len(), cast.approvers.len());
    let (login, _, quorum) = &cast.approvers[0];
    let first = case.person(login).await;
    let few = story::answer(&first, old[0], "approved", quorum - 1, "").await;
    assert_eq!(few.status, 409, "a body without quorum approved");
    let yes = story::answer(&first, old[0], "approved", *quorum, "").await;
    assert_eq!(yes.status, 303);
    let twice = story::answer(&first, old[0], "endorsed", *quorum, "").await;
    assert_eq!(twice.status, 409, "a body answered twice");

    assert_eq!(
        story::revise(officer, paragraph, "Alt bliver enklere.").await.status,
        303
    );
    let version = story::freeze(head, "Efter bemærkninger").await;
    head.get(&format!("versions/{version}/changes")).await.shows("<del>").shows("<ins>");
    let new = story::approvals(head, version).await;
    for (at, (login, _, quorum)) in cast.approvers.iter().enumerate() {
        let chair = case.person(login).await;
        let stale = head.post(&format!("versions/{version}/release"), &[]).await;
        assert_eq!(stale.status, 409, "released before every body answered");
        let last = at + 1 == cast.approvers.len();
        let (verdict, why) = if last {
            ("reservation", "Under forudsætning af finansiering")
        } else {
            ("approved", "")
        };
        let answer = story::answer(&chair, new[at], verdict, *quorum, why).await;
        assert_eq!(answer.status, 303, "{}", answer.text);
    }
    gate_refuses(case, head, StepKind::Approval).await;
    let how = [("how", "Finansieringen er aftalt.")];
    head.does(&format!("approvals/{}/resolution", new.last().unwrap()), &how).await;
    assert_eq!(case.anyone().get(&format!("versions/{version}")).await.status, 404);
    head.does(&format!("versions/{version}/release"), &[]).await;
    case.anyone().get(&format!("versions/{version}")).await.shows("Alt bliver enklere.");
    open_gate(case, head, StepKind::Approval).await;
    version
}

/// Step 8: the sheet, a position, an outcome, and the paragraph that no longer matches.
async fn negotiation(
    case: &Box_,
    head: &Visitor,
    officer: &Visitor,
    cast: &Cast,
    paragraph: i64,
) -> i64 {
    gate_refuses(case, head, StepKind::Negotiation).await;
    let initiative = officer.get("initiatives").await.id_after("/initiatives/");
    let linked = paragraph.to_string();
    let form = [("paragraph", linked.as_str())];
    officer.does(&format!("initiatives/{initiative}/paragraph"), &form).await;
    let sheet = officer.get(&format!("negotiation/{initiative}")).await;
    let (_, bodies) = sheet.text.split_once("name=\"body\"").unwrap();
    let body =
        bodies.split("value=\"").nth(2).unwrap().split('"').next().unwrap().to_owned();
    let line =
        [("body", &*body), ("year", "2012"), ("cost", "80.000.000"), ("gain", "0")];
    officer
        .does(&format!("negotiation/{initiative}/lines"), &line)
        .await
        .shows("80.000.000 kr.");
    let mut positions = 0;
    for (login, ..) in &cast.approvers {
        let chair = case.person(login).await;
        let page = chair.get(&format!("negotiation/{initiative}")).await;
        for own in page.values("body") {
            let form =
                [("body", own.as_str()), ("stance", "agrees_if"), ("note", "Med DUT.")];
            chair.does(&format!("negotiation/{initiative}/positions"), &form).await;
            positions += 1;
        }
    }
    assert!(positions > 0, "no party could take a position");
    gate_refuses(case, head, StepKind::Negotiation).await;
    let form = [("kind", "changed"), ("note", "Beløbet blev halveret.")];
    head.does(&format!("negotiation/{initiative}/outcome"), &form).await;
    officer.get("negotiation").await.shows("Alt bliver enklere.");
    gate_refuses(case, head, StepKind::Negotiation).await;
    let tomorrow = case.file.hearings[0].deadline.get_ref().date();
    let later = tomorrow.checked_add(jiff::Span::new().days(3)).unwrap();
    case.turn_to(&later.to_string(), "09:00").await;
    assert_eq!(
        story::revise(officer, paragraph, "Næsten alt bliver enklere.").await.status,
        303
    );
    officer.get("negotiation").await.hides("Næsten alt bliver enklere.");
    open_gate(case, head, StepKind::Negotiation).await;
    initiative
}

/// Step 9: an initiative begins and reports four lights.
async fn follow_up(case: &Box_, officer: &Visitor, initiative: i64) {
    officer.does(&format!("initiatives/{initiative}/start"), &[]).await;
    let page = officer.get(&format!("initiatives/{initiative}")).await;
    let (year, quarter) = (page.input("year"), page.input("quarter"));
    let report = |action: &'static str| {
        [
            ("year", year.clone()),
            ("quarter", quarter.clone()),
            ("budget", "green".into()),
            ("business_case", "green".into()),
            ("risks", "yellow".into()),
            ("schedule", "green".into()),
            ("action", action.into()),
        ]
    };
    let send = async |action| {
        let form = report(action);
        let form: Vec<_> = form.iter().map(|(a, b)| (*a, b.as_str())).collect();
        officer.post(&format!("initiatives/{initiative}/reports"), &form).await.status
    };
    assert_eq!(send("").await, 409, "a yellow light without an action was taken");
    assert_eq!(send("Flere folk på opgaven.").await, 303);
    assert_eq!(send("Igen.").await, 409, "a quarter was reported twice");
    let page = case.anyone().get(&format!("initiatives/{initiative}")).await;
    page.shows("Flere folk på opgaven.").shows("kp-light-yellow");
}

/// Across the steps: from the sentence to the paragraph and back, for everybody.
async fn trace(case: &Box_, officer: &Visitor, input: i64, paragraph: i64, version: i64) {
    story::publish(officer, input).await;
    let anyone = case.anyone();
    let forward = anyone.get(&format!("trace/inputs/{input}")).await;
    forward
        .shows("Forslag efter konklusion")
        .shows(&format!("trace/paragraphs/{paragraph}"))
        .shows(&format!("versions/{version}"));
    let back = anyone.get(&format!("trace/paragraphs/{paragraph}")).await;
    back.shows("Jeg vil gerne høres om").shows("Alt bliver enklere.");
    let orphans = officer.get("trace/orphans").await;
    assert_eq!(orphans.text.matches("(0)").count(), 3, "{}", orphans.text);
}
