//! A taint crawl: strangers' marks are written into every field a form offers and into
//! every address, and then every page is read as several people.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use axum::{
    body::Body,
    http::{Request, header},
};

use super::support::{Answer, Box_, Visitor, story, strategy};

/// Breaks out of text, of a quoted attribute and of an unquoted one, of a comment, of
/// script and of style, if it is let.
const MARK: &str = "kpx'kpx kpq\"kpx><kpx onload=kpx()><script>kpx</script><img src=x \
     onerror=kpx()></textarea></title>--></style><svg/onload=kpx> {{kpx}} ${kpx} \
     &#60;kpx javascript:kpx";

/// More marks, one a field: other alphabets of the same attack.
const MARKS: [&str; 6] = [
    MARK,
    "<kpx style=x:expression(kpx())><math><mtext></form><kpx>kpq\" x",
    "kpq\" autofocus onfocus=kpx() x=\"",
    "[kpx](javascript:kpx()) ![kpx](data:text/html,<kpx>) <kpx>",
    "＜kpx＞\u{202e}<kpx>\u{2028}kpq\" &lt;kpx&gt; %3Ckpx%3E \\u003ckpx\\u003e",
    "<noscript><p title=\"</noscript><kpx onerror=kpx()>\">kpq\" x",
];

/// What a browser would read as ours to run or as a tag of theirs.
#[track_caller]
fn inert(address: &str, answer: &Answer) {
    let kind = answer.headers.get("content-type").map_or("", String::as_str);
    if let Some(to) = answer.headers.get("location") {
        let own = to.starts_with('/') && !to.starts_with("//");
        assert!(own, "{address} sends to {to}");
    }
    if kind.starts_with("application/json") || kind.starts_with("application/problem") {
        return;
    }
    let text = answer.text.to_lowercase();
    // No browser makes a page of these, as long as it may not guess.
    let data = [
        "text/plain",
        "text/calendar",
        "text/csv",
        "text/turtle",
        "application/x-ndjson",
        "application/ld+json",
        "application/jsonl",
        "application/pdf",
        "application/zip",
        "application/vnd.openxmlformats",
    ];
    if data.iter().any(|data| kind.starts_with(data)) {
        assert_eq!(answer.headers["x-content-type-options"], "nosniff", "{address}");
        return;
    }
    for bad in [
        "<kpx",
        "kpq\"",
        "<script>kpx",
        "<svg/onload",
        "<img",
        "<math",
        "href=\"javascript:",
        "href=\" javascript:",
        "href=\"data:",
        "href=\"kpx",
        "action=\"javascript:",
        "src=\"javascript:",
    ] {
        if let Some(place) = text.find(bad) {
            let from = text.floor_char_boundary(place.saturating_sub(200));
            let to = text.ceil_char_boundary((place + 100).min(text.len()));
            panic!("{address} as {kind:?} has {bad} in:\n{}", &text[from..to]);
        }
    }
    if kind.starts_with("text/html") {
        let policy = &answer.headers["content-security-policy"];
        assert!(policy.starts_with("default-src 'none'"), "{address}: {policy}");
        assert!(!policy.contains("unsafe"), "{address}: {policy}");
    }
}

/// The attributes of a tag.
fn attribute(tag: &str, name: &str) -> Option<String> {
    let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
    let value = rest.split('"').next()?;
    Some(value.replace("&quot;", "\"").replace("&lt;", "<").replace("&amp;", "&"))
}

/// A field of a form: name, kind, value.
type Field = (String, String, String);

/// Forms on a page: where each goes, and its fields.
fn forms(page: &str) -> Vec<(String, Vec<Field>)> {
    let parts = page.split("<form ").skip(1);
    let mut found = Vec::new();
    for part in parts {
        let form = part.split("</form>").next().unwrap_or_default();
        let (head, body) = form.split_once('>').unwrap_or_default();
        let head = format!(" {head}");
        if attribute(&head, "method").as_deref() != Some("post") {
            continue;
        }
        let action = attribute(&head, "action").unwrap();
        let mut fields: Vec<Field> = Vec::new();
        for piece in body.split('<') {
            let (name, rest) = piece.split_once(' ').unwrap_or((piece, ""));
            let tag = format!(" {}", rest.split('>').next().unwrap_or_default());
            let Some(field) = attribute(&tag, "name") else {
                if name == "option"
                    && let Some((.., value)) = fields.last_mut()
                    && String::is_empty(value)
                {
                    *value = attribute(&tag, "value").unwrap_or_default();
                }
                continue;
            };
            let kind = match name {
                "input" => attribute(&tag, "type").unwrap_or_default(),
                other => other.to_owned(),
            };
            let value = attribute(&tag, "value").unwrap_or_default();
            fields.push((field, kind, value));
        }
        found.push((action, fields));
    }
    found
}

/// Fills a form in: marks wherever one writes, and where `wild` in every field but the
/// session's token.
fn filled(fields: &[Field], wild: bool, mark: &str) -> Vec<(String, String)> {
    let mut radios = BTreeSet::new();
    let value = |(name, kind, value): &Field| match kind.as_str() {
        _ if name == "csrf" => value.clone(),
        "textarea" | "text" | "search" | "password" => mark.chars().take(190).collect(),
        _ if wild => mark.to_owned(),
        "email" => "kpx@eksempel.dk".to_owned(),
        "date" => "2010-10-20".to_owned(),
        "time" => "12:00".to_owned(),
        _ => value.clone(),
    };
    let mut form = Vec::new();
    for field in fields {
        let (name, kind, _) = field;
        if kind == "file" || (kind == "radio" && !radios.insert(name.clone())) {
            continue;
        }
        form.push((name.clone(), value(field)));
    }
    form
}

/// Paths on a page, without places.
fn links(page: &str) -> BTreeSet<String> {
    let hrefs = page.split("href=\"").skip(1).filter_map(|part| part.split('"').next());
    hrefs
        .map(|href| href.split('#').next().unwrap_or_default().replace("&amp;", "&"))
        .filter(|href| href.starts_with("/da"))
        .collect()
}

/// How many pages of a kind are read: three inputs show what a thousand would.
const ALIKE: usize = 3;

/// What would end the crawl, or lead round in it for ever.
fn passed_over(path: &str) -> bool {
    ["sign-out", "demo/clock", "from="].iter().any(|part| path.contains(part))
}

/// Reads all that can be reached, and sends every form once wild and once filled in well.
struct Crawl {
    seen: BTreeSet<String>,
    sent: BTreeSet<String>,
    taken: BTreeSet<String>,
}

impl Crawl {
    async fn read(
        &mut self,
        visitor: &Visitor,
        starts: &[String],
        writes: bool,
    ) -> usize {
        self.seen.clear();
        let mut alike: BTreeMap<String, usize> = BTreeMap::new();
        let mut waiting: VecDeque<String> = starts.iter().cloned().collect();
        let mut pages = 0;
        while let Some(path) = waiting.pop_front() {
            if passed_over(&path) || !self.seen.insert(path.replace("?done=1", "")) {
                continue;
            }
            let alike = alike.entry(shape(&path)).or_default();
            *alike += 1;
            if *alike > ALIKE {
                continue;
            }
            let page = visitor.send("GET", &path, &[]).await;
            inert(&path, &page);
            assert!(!page.status.is_server_error(), "{path}: {}", page.status);
            pages += 1;
            waiting.extend(links(&page.text));
            if !writes {
                continue;
            }
            for (action, fields) in forms(&page.text) {
                let names: Vec<_> =
                    fields.iter().map(|(name, ..)| name.as_str()).collect();
                let key = format!("{} {names:?} {}", shape(&action), visitor.cookie);
                if passed_over(&action) || !self.sent.insert(key) {
                    continue;
                }
                for (wild, mark) in [true, false]
                    .into_iter()
                    .zip(MARKS.iter().cycle().skip(self.sent.len()))
                {
                    let form = filled(&fields, wild, mark);
                    let form: Vec<_> =
                        form.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
                    let answer = visitor.send("POST", &action, &form).await;
                    inert(&action, &answer);
                    let status = answer.status;
                    assert!(!status.is_server_error(), "{action}: {status}");
                    if status == 303 {
                        self.taken.insert(shape(&action));
                        waiting.push_back(answer.to);
                    }
                }
            }
        }
        pages
    }
}

/// An address with its numbers and secrets left out.
fn shape(path: &str) -> String {
    let path = path.split('?').next().unwrap_or_default();
    let parts = path.split('/').map(|part| {
        let number = !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        if number || part.len() >= 64 { "#" } else { part }
    });
    parts.collect::<Vec<_>>().join("/")
}

async fn everybody(case: &Box_) -> Vec<Visitor> {
    let cast = story::cast(case);
    let mut all = vec![case.anyone()];
    for login in ["farid", "kim", &cast.ministers[0].1, &cast.above_chair] {
        all.push(case.person(login).await);
    }
    for login in [&cast.steering_chair, &cast.approvers[0].0, &cast.officer, &cast.head] {
        all.push(case.person(login).await);
    }
    all
}

#[tokio::test(flavor = "multi_thread")]
async fn w01_marks_written_into_every_field_and_address_are_inert_on_every_page() {
    let case = strategy();
    story::adopt_one(&case).await;
    let astrid = case.person("astrid").await;
    story::freeze(&astrid, "Første").await;
    let slug = story::make_hearing(&astrid, "Åbne data").await;
    let people = everybody(&case).await;
    let base = case.anyone().address("");
    let hearing = story::hearing(&case);
    let mut starts: Vec<String> = [
        "",
        "desk",
        "journal",
        "pauses",
        "post-list",
        "post-list/2010-09-06",
        "access-requests",
        "access-requests/1/collection",
        "meetings/new?kind=body",
        "meetings/new?kind=theme",
        "hearings/new",
        &format!("hearings/{hearing}"),
        &format!("hearings/{slug}/preparation"),
        &format!("hearings/{slug}/parties"),
        &format!("hearings/{hearing}/answer"),
        &format!("hearings/{hearing}/joint-answers/new"),
        "subscriptions/new",
        "inputs",
        "inputs/1/publication",
        "inputs/1/erasure",
        "letters",
        "briefs",
        "draft",
        "trace",
        "versions/1",
    ]
    .map(|page| if page.is_empty() { base.clone() } else { format!("{base}/{page}") })
    .to_vec();
    starts.extend(
        ["/da/mailbox", "/da/mail", "/da/sign-in", "/da/check-receipt"].map(Into::into),
    );

    let mut crawl =
        Crawl { seen: BTreeSet::new(), sent: BTreeSet::new(), taken: BTreeSet::new() };
    for visitor in &people {
        crawl.read(visitor, &starts, true).await;
    }
    // What was written last is read by those who came first.
    let mut pages = 0;
    for visitor in &people {
        pages += crawl.read(visitor, &starts, false).await;
    }
    assert!(crawl.sent.len() > 100, "{} forms", crawl.sent.len());
    assert!(crawl.taken.len() >= 30, "only these were taken: {:#?}", crawl.taken);
    assert!(pages > 400, "{pages} pages");
    let marked = case.count("SELECT count(*) FROM input WHERE body LIKE '%<kpx%'");
    assert!(marked > 0, "no mark was stored: the crawl proves nothing");

    in_addresses(&people, &starts, &base).await;
}

/// Marks in questions, in places of a path, and in headers a page could repeat.
async fn in_addresses(people: &[Visitor], starts: &[String], base: &str) {
    let coded = |text: &str| {
        percent_encoding::utf8_percent_encode(text, percent_encoding::NON_ALPHANUMERIC)
            .to_string()
    };
    let head = people.last().unwrap();
    for mark in MARKS {
        let coded = coded(mark);
        for visitor in [&people[0], head] {
            for start in starts {
                let question = if start.contains('?') { '&' } else { '?' };
                let path = format!(
                    "{start}{question}q={coded}&which={coded}&area={coded}&next={coded}\
                     &done={coded}&from={coded}&kind={coded}&conclusion={coded}&{coded}=1"
                );
                inert(&path, &visitor.send("GET", &path, &[]).await);
            }
            for place in
                ["", "/inputs", "/hearings", "/receipts/1", "/steps", "/versions"]
            {
                let path = format!("{base}{place}/{coded}");
                inert(&path, &visitor.send("GET", &path, &[]).await);
            }
            let path = format!("/{coded}");
            inert(&path, &visitor.send("GET", &path, &[]).await);
        }
        for name in
            [header::HOST, header::REFERER, header::USER_AGENT, header::ACCEPT_LANGUAGE]
        {
            let request = Request::get(&starts[0]).header(&name, mark.as_bytes());
            let Ok(request) = request.body(Body::empty()) else { continue };
            inert("a header", &head.request(request).await);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn w02_links_of_material_lead_to_the_web_or_are_refused() {
    let case = strategy();
    let bo = case.person("bo").await;
    let slug = story::make_hearing(&bo, "Åbne data").await;
    for link in [
        "javascript:alert(1)",
        " JaVaScRiPt:alert(1)",
        "java\tscript:alert(1)",
        "\u{1}javascript:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "vbscript:x",
        "//evil.example",
        "https:/evil",
        "file:///etc/passwd",
        "https://x.example/\"onclick=alert(1)",
    ] {
        let form = [("title", "Udkast"), ("link", link)];
        let answer = bo.post(&format!("hearings/{slug}/materials"), &form).await;
        inert(link, &answer);
        if answer.status == 303 {
            let page = bo.get(&format!("hearings/{slug}/preparation")).await;
            inert(link, &page);
            assert!(link.starts_with("https://x.example/"), "{link} was taken");
        } else {
            assert_eq!(answer.status, 422, "{link}");
        }
    }
}
