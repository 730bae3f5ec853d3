//! The acts of the process, one function each, so that a journey can begin anywhere.

use koreplan::bodies::rules::{BodyKind, Role};

use super::{Answer, Box_, Visitor};

/// The logins of those who act, read from the case.
pub struct Cast {
    pub head: String,
    pub officer: String,
    pub steering_chair: String,
    pub above_chair: String,
    /// Chair, seats and quorum of each body that approves.
    pub approvers: Vec<(String, i64, i64)>,
    /// Place in the case's list of areas, and who heads its theme meeting.
    pub ministers: Vec<(usize, String)>,
}

pub fn cast(case: &Box_) -> Cast {
    let of = |kind: BodyKind, role: Role| -> Vec<String> {
        let bodies = case.file.bodies.iter().filter(|body| body.kind == kind);
        bodies
            .flat_map(|body| body.members.iter().filter(|member| member.role == role))
            .map(|member| member.person.get_ref().clone())
            .collect()
    };
    let approvers = case.file.bodies.iter().filter(|b| b.kind == BodyKind::Approver);
    Cast {
        head: of(BodyKind::Secretariat, Role::Chair)[0].clone(),
        officer: of(BodyKind::Secretariat, Role::Member)[0].clone(),
        steering_chair: of(BodyKind::SteeringGroup, Role::Chair)[0].clone(),
        above_chair: of(BodyKind::Superior, Role::Chair)[0].clone(),
        approvers: approvers
            .map(|body| {
                let chair = body.members.iter().find(|m| m.role == Role::Chair).unwrap();
                let seats = body.voting_seats();
                (chair.person.get_ref().clone(), seats, *body.quorum.get_ref())
            })
            .collect(),
        ministers: case
            .file
            .areas
            .iter()
            .enumerate()
            .filter_map(|(at, area)| {
                Some((at, area.minister.as_ref()?.get_ref().clone()))
            })
            .collect(),
    }
}

/// The slug of the case's first hearing.
pub fn hearing(case: &Box_) -> &str {
    case.file.hearings[0].slug.get_ref()
}

/// Sends an input to the first hearing; gives the page of the receipt.
pub async fn send_input(
    case: &Box_,
    visitor: &Visitor,
    name: &str,
    body: &str,
) -> Answer {
    let hearing = hearing(case);
    let key = visitor.get(&format!("hearings/{hearing}/answer")).await.hidden("key");
    let form =
        [("key", &*key), ("sender_kind", "person"), ("name", name), ("body", body)];
    visitor.does(&format!("hearings/{hearing}/inputs"), &form).await
}

/// Publishes an input as its page shows it; gives the page afterwards.
pub async fn publish(officer: &Visitor, input: i64) -> Answer {
    let read = officer.get(&format!("inputs/{input}/publication")).await.hidden("read");
    officer.does(&format!("inputs/{input}/release"), &[("read", &*read)]).await
}

/// As [`send_input`], with an address for mail.
pub async fn send_input_from(
    case: &Box_,
    visitor: &Visitor,
    email: &str,
    body: &str,
) -> Answer {
    let hearing = hearing(case);
    let key = visitor.get(&format!("hearings/{hearing}/answer")).await.hidden("key");
    let form = [
        ("key", &*key),
        ("sender_kind", "person"),
        ("name", "Hanne"),
        ("email", email),
        ("body", body),
    ];
    visitor.does(&format!("hearings/{hearing}/inputs"), &form).await
}

/// The path of the newest link of that kind in a demonstration's mailbox.
pub async fn mailed(visitor: &Visitor, kind: &str) -> String {
    let page = visitor.send("GET", "/da/mailbox", &[]).await;
    let links = page.text.split("href=\"").skip(1);
    let mut links = links.map(|part| part.split('"').next().unwrap_or_default());
    let part = format!("/{kind}/");
    let found = links.find(|link| link.contains(&part));
    found.unwrap_or_else(|| panic!("no {kind} in:\n{}", page.text)).to_owned()
}

/// The fields of a hearing of four weeks in the autumn of 2010.
pub fn plan_of(title: &str) -> Vec<(&'static str, String)> {
    [
        ("title_da", title),
        ("title_en", "Open data"),
        ("intro_da", "Hvilke data skal være åbne?"),
        ("intro_en", "Which data should be open?"),
        ("opens", "2010-09-10"),
        ("opens_time", "09:00"),
        ("deadline", "2010-10-15"),
        ("deadline_time", "23:59"),
        ("normal_days", "28"),
        ("reason", ""),
        ("case_number", "2010-4711"),
        ("officer", "Bo Fuldmægtig"),
        ("contact", "bo@fm.example"),
    ]
    .map(|(name, value)| (name, value.to_owned()))
    .to_vec()
}

/// Makes a hearing that nobody outside sees yet; gives its slug.
pub async fn make_hearing(officer: &Visitor, title: &str) -> String {
    let plan = plan_of(title);
    let form: Vec<_> = plan.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let page = officer.does("hearings", &form).await;
    let (_, rest) = page.to.split_once("/hearings/").unwrap();
    rest.split('/').next().unwrap().to_owned()
}

/// The ids of all inputs, as the secretariat's list has them.
pub async fn input_ids(officer: &Visitor) -> Vec<i64> {
    officer.get("inputs").await.ids_after("/inputs/")
}

/// Puts all sentences of an input under a new topic of an area; gives the topic's id.
pub async fn tag_as_new(officer: &Visitor, input: i64, title: &str, area: usize) -> i64 {
    let page = officer.get(&format!("inputs/{input}")).await;
    let segments = page.values("segment");
    let area = area_id(officer, area).await;
    let mut form: Vec<(&str, &str)> =
        segments.iter().map(|segment| ("segment", segment.as_str())).collect();
    form.push(("new_topic", title));
    form.push(("area", &area));
    let page = officer.does(&format!("inputs/{input}/topics"), &form).await;
    *page.ids_after("/topics/").last().unwrap()
}

/// Puts the first sentence of an input under a topic that is there.
pub async fn tag_as(officer: &Visitor, input: i64, topic: i64) {
    let page = officer.get(&format!("inputs/{input}")).await;
    let segment = page.values("segment").remove(0);
    let topic = topic.to_string();
    let form = [("segment", &*segment), ("topic", &*topic)];
    officer.does(&format!("inputs/{input}/topics"), &form).await;
}

/// The id of an area, by its place in the case.
pub async fn area_id(officer: &Visitor, at: usize) -> String {
    let page = officer.get("inputs").await;
    let (_, list) = page.text.split_once("id=\"area\"").unwrap();
    let list = list.split("</select>").next().unwrap();
    let ids: Vec<_> = list.split("value=\"").skip(2).collect();
    ids[at].split('"').next().unwrap().to_owned()
}

/// Assesses and approves a topic.
pub async fn approve_topic(officer: &Visitor, head: &Visitor, topic: i64, title: &str) {
    assess_topic(officer, topic, title).await;
    let read = head.get(&format!("topics/{topic}")).await.hidden("read");
    head.does(&format!("topics/{topic}/approval"), &[("read", &*read)]).await;
}

/// Writes a whole assessment of a topic that has none; gives its page.
pub async fn assess_topic(officer: &Visitor, topic: i64, title: &str) -> Answer {
    let form = [
        ("read", "0"),
        ("title", title),
        ("said", "Det skal være enkelt."),
        ("met", "met"),
        ("assessment", "Imødekommes, fordi det er enkelt."),
    ];
    officer.does(&format!("topics/{topic}/assessment"), &form).await
}

/// Calls a theme meeting in an area.
pub async fn call_theme(officer: &Visitor, area: usize, day: &str) -> i64 {
    let area = area_id(officer, area).await;
    let form = [
        ("kind", "theme"),
        ("area", &*area),
        ("title", "Temamøde"),
        ("place", "Ministeriet"),
        ("day", day),
        ("time", "10:00"),
    ];
    officer.does("meetings", &form).await.sent_to_id()
}

/// Calls a meeting of the body at that place in the case.
pub async fn call_body(case: &Box_, officer: &Visitor, slug: &str, day: &str) -> i64 {
    let name =
        &case.file.bodies.iter().find(|b| b.slug.get_ref() == slug).unwrap().name.da;
    let page = officer.get("meetings/new?kind=body").await;
    let (before, _) = page.text.split_once(&format!(">{name}</option>")).unwrap();
    let body = before.rsplit("value=\"").next().unwrap();
    let body = body.split('"').next().unwrap().to_owned();
    let form = [
        ("kind", "body"),
        ("body", &*body),
        ("title", "Møde i styregruppen"),
        ("place", "Finansministeriet"),
        ("day", day),
        ("time", "13:00"),
    ];
    officer.does("meetings", &form).await.sent_to_id()
}

/// Adds an item to an agenda.
pub async fn add_item(officer: &Visitor, meeting: i64, title: &str) {
    let form =
        [("title", title), ("recommendation", "Det indstilles, at punktet drøftes")];
    officer.does(&format!("meetings/{meeting}/items"), &form).await;
}

/// Sends the papers and opens a meeting with everyone, or the first few, present.
pub async fn open_meeting(officer: &Visitor, meeting: i64, most: usize) {
    send_papers(officer, meeting).await;
    note_presence(officer, meeting, most).await;
}

/// Sends the papers; the reason counts where they are late.
pub async fn send_papers(officer: &Visitor, meeting: i64) -> Answer {
    let form = [("reason", "Forslagene blev færdige i går")];
    officer.does(&format!("meetings/{meeting}/papers"), &form).await
}

/// Notes who is there.
pub async fn note_presence(officer: &Visitor, meeting: i64, most: usize) {
    let people = officer.get(&format!("meetings/{meeting}")).await.values("present");
    let form: Vec<_> =
        people.iter().take(most).map(|person| ("present", person.as_str())).collect();
    officer.does(&format!("meetings/{meeting}/opening"), &form).await;
}

/// Writes minutes and has the chair approve them.
pub async fn close_meeting(officer: &Visitor, chair: &Visitor, meeting: i64) {
    let minutes = [("minutes", "Punkterne blev gennemgået.")];
    officer.does(&format!("meetings/{meeting}/minutes"), &minutes).await;
    chair.does(&format!("meetings/{meeting}/approval"), &[]).await;
}

/// Holds a theme meeting from call to approved minutes; gives its conclusion.
pub async fn hold_theme(
    officer: &Visitor,
    minister: &Visitor,
    area: usize,
    day: &str,
    conclusion: &str,
) -> i64 {
    let meeting = call_theme(officer, area, day).await;
    let page = officer.get(&format!("meetings/{meeting}")).await;
    if page.ids_after("id=\"item-").is_empty() {
        add_item(officer, meeting, "Emner på området").await;
    }
    open_meeting(officer, meeting, usize::MAX).await;
    let page = minister.get(&format!("meetings/{meeting}")).await;
    let topics = officer.get(&format!("meetings/{meeting}")).await.values("topic");
    assert_eq!(page.status, 200);
    let mut form = vec![("body", conclusion)];
    form.extend(topics.iter().map(|topic| ("topic", topic.as_str())));
    if topics.is_empty() {
        form.extend([("said_by", "Ministeren"), ("said_time", "10:30")]);
    }
    officer.does(&format!("meetings/{meeting}/conclusions"), &form).await;
    close_meeting(officer, minister, meeting).await;
    let page = officer.get(&format!("meetings/{meeting}")).await;
    page.id_after("id=\"conclusion-")
}

/// Makes a proposal of a conclusion with every sentence behind it, and recommends it.
pub async fn propose(officer: &Visitor, conclusion: i64, title: &str) -> i64 {
    let page = officer.get(&format!("proposals/new?conclusion={conclusion}")).await;
    let sentences = page.values("sentence");
    let conclusion = conclusion.to_string();
    let (_, areas) = page.text.split_once("name=\"area\"").unwrap();
    let (before, _) = areas.split_once("\" selected").unwrap();
    let area = before.rsplit('"').next().unwrap().to_owned();
    let mut form = vec![
        ("title", title),
        ("body", "Vi foreslår det, mødet konkluderede."),
        ("area", &*area),
        ("conclusion", &*conclusion),
    ];
    form.extend(sentences.iter().map(|sentence| ("sentence", sentence.as_str())));
    // All proposals of these stories say the same.
    form.push(("anyway", "yes"));
    let proposal = officer.does("proposals", &form).await.sent_to_id();
    let form = [
        ("assessment", "Billigt og godt."),
        ("recommendation", "Det indstilles, at forslaget godkendes"),
    ];
    officer.does(&format!("proposals/{proposal}/recommendation"), &form).await;
    proposal
}

/// The slug of the steering group.
pub fn steering_group(case: &Box_) -> &str {
    let body = case.file.bodies.iter().find(|b| b.kind == BodyKind::SteeringGroup);
    body.unwrap().slug.get_ref()
}

/// Puts a proposal on the agenda of a meeting.
pub async fn put_on_agenda(officer: &Visitor, proposal: i64, meeting: i64) {
    let meeting = meeting.to_string();
    officer
        .does(&format!("proposals/{proposal}/agenda"), &[("meeting", &*meeting)])
        .await;
}

/// The items of a meeting, in order.
pub async fn items(officer: &Visitor, meeting: i64) -> Vec<i64> {
    officer
        .get(&format!("meetings/{meeting}"))
        .await
        .ids_after("id=\"item-")
        .into_iter()
        .collect()
}

/// Decides an item.
pub async fn decide(officer: &Visitor, meeting: i64, item: i64, verb: &str) -> Answer {
    let form = [("verb", verb), ("decision", "Som indstillet.")];
    officer.post(&format!("meetings/{meeting}/items/{item}/decision"), &form).await
}

/// Adds a chapter and gives its id.
pub async fn add_chapter(officer: &Visitor, title: &str) -> i64 {
    let page = officer.get("draft").await;
    let (_, owners) = page.text.split_once("name=\"owner\"").unwrap();
    let owner = owners.split("value=\"").nth(2).unwrap().split('"').next().unwrap();
    let page =
        officer.does("draft/chapters", &[("title", title), ("owner", owner)]).await;
    *page.ids_after("draft/chapters/").last().unwrap()
}

/// Adds a paragraph that rests on a proposal.
pub async fn add_paragraph(
    officer: &Visitor,
    chapter: i64,
    body: &str,
    proposal: Option<i64>,
) -> i64 {
    let proposal = proposal.map(|id| id.to_string());
    let mut form = vec![("body", body)];
    if let Some(proposal) = &proposal {
        form.push(("proposal", proposal));
    }
    let page = officer.does(&format!("draft/chapters/{chapter}/paragraphs"), &form).await;
    page.to.rsplit("#p").next().unwrap().parse().unwrap()
}

/// Writes a paragraph anew, as one who has just read it.
pub async fn revise(officer: &Visitor, paragraph: i64, body: &str) -> Answer {
    let page = officer.get(&format!("paragraphs/{paragraph}")).await;
    let read = page.hidden("read");
    let ticked: Vec<String> = page
        .text
        .split("name=\"proposal\" value=\"")
        .skip(1)
        .filter(|part| part.split('>').next().unwrap().contains("checked"))
        .map(|part| part.split('"').next().unwrap().to_owned())
        .collect();
    let mut form = vec![("body", body), ("note", "Rettet"), ("read", &*read)];
    form.extend(ticked.iter().map(|id| ("proposal", id.as_str())));
    officer.post(&format!("paragraphs/{paragraph}/revisions"), &form).await
}

/// Freezes the text and gives the version's number.
pub async fn freeze(head: &Visitor, note: &str) -> i64 {
    head.does("versions", &[("note", note)]).await.sent_to_id()
}

/// The approvals of a version, in the order of the case.
pub async fn approvals(head: &Visitor, version: i64) -> Vec<i64> {
    head.get(&format!("versions/{version}")).await.ids_after("/approvals/")
}

/// A body answers, everyone present and for it.
pub async fn answer(
    chair: &Visitor,
    approval: i64,
    verdict: &str,
    present: i64,
    reason: &str,
) -> Answer {
    let read = chair.get(&format!("approvals/{approval}")).await.hidden("read");
    let present = present.to_string();
    let form = [
        ("read", &*read),
        ("verdict", verdict),
        ("present", &*present),
        ("votes_for", &*present),
        ("votes_against", "0"),
        ("reason", reason),
    ];
    chair.post(&format!("approvals/{approval}"), &form).await
}

/// The first day after the hearing, as date fields write it.
pub fn after_hearing(case: &Box_) -> String {
    let deadline = case.file.hearings[0].deadline.get_ref().date();
    deadline.tomorrow().unwrap().to_string()
}

/// An adopted proposal in one paragraph, quickly: one input, one area, one meeting.
pub struct Adopted {
    pub input: i64,
    pub topic: i64,
    pub proposal: i64,
    pub chapter: i64,
    pub paragraph: i64,
}

/// Walks one matter from input to a paragraph in the draft.
pub async fn adopt_one(case: &Box_) -> Adopted {
    let cast = cast(case);
    let (officer, head) =
        (case.person(&cast.officer).await, case.person(&cast.head).await);
    send_input(case, &case.anyone(), "Hanne", "Send brevene digitalt. Det er enkelt.")
        .await;
    case.turn_to(&after_hearing(case), "09:00").await;
    let input = input_ids(&officer).await[0];
    let (area, minister) = &cast.ministers[0];
    let topic = tag_as_new(&officer, input, "Digital post", *area).await;
    approve_topic(&officer, &head, topic, "Digital post").await;
    let minister = case.person(minister).await;
    let day = after_hearing(case);
    let conclusion =
        hold_theme(&officer, &minister, *area, &day, "Al post skal være digital.").await;
    let proposal = propose(&officer, conclusion, "Digital post til alle").await;
    let meeting = call_body(case, &officer, steering_group(case), &day).await;
    put_on_agenda(&officer, proposal, meeting).await;
    open_meeting(&officer, meeting, usize::MAX).await;
    let item = items(&officer, meeting).await[0];
    assert_eq!(decide(&officer, meeting, item, "approved").await.status, 303);
    close_meeting(&officer, &case.person(&cast.steering_chair).await, meeting).await;
    let chapter = add_chapter(&officer, "Digital kommunikation").await;
    let text = "Alle borgere får digital post i 2014.";
    let paragraph = add_paragraph(&officer, chapter, text, Some(proposal)).await;
    Adopted { input, topic, proposal, chapter, paragraph }
}

/// Freezes the text, has every body approve it, and releases it.
pub async fn release(case: &Box_) -> i64 {
    let cast = cast(case);
    let head = case.person(&cast.head).await;
    let version = freeze(&head, "Til godkendelse").await;
    let asked = approvals(&head, version).await;
    for ((login, _, quorum), approval) in cast.approvers.iter().zip(asked) {
        let chair = case.person(login).await;
        assert_eq!(answer(&chair, approval, "approved", *quorum, "").await.status, 303);
    }
    head.does(&format!("versions/{version}/release"), &[]).await;
    version
}
