//! What follows a case from outside: feeds, calendars, data, the map on other websites,
//! the search, and the signs for search engines.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
};

use atom_syndication::Feed;
use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use icalendar::{Calendar, Component as _};
use koreplan::{
    open_data::{self, rules::Table},
    routes,
    web::choices::Choice as _,
};

use super::support::{Answer, Box_, Visitor, open, story, strategy};

const BASE: &str = "https://koreplan.example";

fn feed(answer: &Answer) -> Feed {
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
    assert_eq!(answer.headers["content-type"], "application/atom+xml; charset=utf-8");
    Feed::read_from(answer.text.as_bytes()).unwrap()
}

fn titles(feed: &Feed) -> Vec<String> {
    feed.entries.iter().map(|entry| entry.title.value.clone()).collect()
}

/// One matter from input to released version and first report, with things nobody may
/// read beside it.
async fn told(case: &Box_) -> story::Adopted {
    let hanne = case.anyone();
    let hearing = story::hearing(case);
    let key = hanne.get(&format!("hearings/{hearing}/answer")).await.hidden("key");
    let area = hanne.get(&format!("hearings/{hearing}/answer")).await.values("area");
    let form = [
        ("key", &*key),
        ("sender_kind", "person"),
        ("name", "Kanarienavn"),
        ("email", "kanarie@mail.example"),
        ("protected", "1"),
        ("area", &*area[0]),
        ("body", "=Beskyttet & <b>fed</b> \u{fffe} tekst"),
    ];
    hanne.does(&format!("hearings/{hearing}/inputs"), &form).await;
    story::send_input(case, &hanne, "Farid", "Kanariefugl, ikke offentliggjort.").await;
    let adopted = story::adopt_one(case).await;
    let astrid = case.person("astrid").await;
    for input in [1, 3] {
        story::publish(&astrid, input).await;
    }
    story::release(case).await;
    let bo = case.person("bo").await;
    let initiative = bo.get("initiatives").await.id_after("/initiatives/");
    bo.does(&format!("initiatives/{initiative}/start"), &[]).await;
    let page = bo.get(&format!("initiatives/{initiative}")).await;
    let (year, quarter) = (page.input("year"), page.input("quarter"));
    let mut form =
        vec![("year", &*year), ("quarter", &*quarter), ("action", "Flere folk.")];
    for light in ["budget", "business_case", "schedule"] {
        form.push((light, "green"));
    }
    form.push(("risks", "yellow"));
    bo.does(&format!("initiatives/{initiative}/reports"), &form).await;
    let chapter = story::add_chapter(&astrid, "Kanariekapitel").await;
    story::add_paragraph(&astrid, chapter, "Kanarieafsnit.", None).await;
    adopted
}

#[tokio::test(flavor = "multi_thread")]
async fn a_feed_tells_what_became_public_and_a_reader_understands_it() {
    let case = strategy();
    told(&case).await;
    let ib = case.anyone();

    let answer = ib.get("feed.atom").await;
    answer.hides("Kanarie").hides("kanarie").hides("evil");
    let all = feed(&answer);

    let ids: BTreeSet<_> = all.entries.iter().map(|entry| &entry.id).collect();
    assert_eq!(ids.len(), all.entries.len(), "an id stands twice");
    assert!(all.id.starts_with("tag:koreplan.example,2026:/da/"), "{}", all.id);
    assert_eq!(all.links[0].rel, "self");
    assert_eq!(all.links[0].href, format!("{BASE}{}", ib.address("feed.atom")));
    assert!(all.entries.iter().all(|entry| !entry.authors.is_empty()));
    assert!(all.entries.is_sorted_by(|a, b| a.updated >= b.updated));
    assert_eq!(all.updated, all.entries[0].updated);
    for entry in &all.entries {
        let [link] = &entry.links[..] else { panic!("{entry:?}") };
        let path = link.href.strip_prefix(BASE).unwrap().split('#').next().unwrap();
        assert_eq!(ib.send("GET", path, &[]).await.status, 200, "{path}");
    }
    let titles = titles(&all).join("\n");
    for happened in [
        "er åben",
        "er lukket",
        "Høringssvar nr. 1 er offentliggjort",
        "Høringssvar nr. 3 (Hanne) er offentliggjort",
        "Referatet af »",
        "Beslutning: Digital post til alle",
        "Version 1 af strategien er offentliggjort",
        "Status for 1.1",
    ] {
        assert!(titles.contains(happened), "{happened} is not in:\n{titles}");
    }
    // The same words in both directions: escaped on the way out, whole on the way in.
    let protected = all.entries.iter().find(|entry| entry.title.value.contains("nr. 1 "));
    let text = &protected.unwrap().summary.as_ref().unwrap().value;
    assert!(text.starts_with("=Beskyttet & <b>fed</b>"), "{text}");
}

#[tokio::test(flavor = "multi_thread")]
async fn feeds_are_narrowed_by_area_and_by_subject() {
    let case = strategy();
    told(&case).await;
    let ib = case.anyone();
    let all = titles(&feed(&ib.get("feed.atom").await));

    let mut parted = 0;
    for subject in ["hearings", "meetings", "decisions", "documents", "initiatives"] {
        let part = titles(&feed(&ib.get(&format!("subjects/{subject}/feed.atom")).await));
        assert!(!part.is_empty(), "{subject}");
        assert!(part.iter().all(|title| all.contains(title)), "{subject}");
        parted += part.len();
    }
    assert_eq!(parted, all.len(), "every entry has one subject");

    let areas: Vec<_> = case.file.areas.iter().map(|area| area.slug.get_ref()).collect();
    let mut with_decision = 0;
    for area in areas {
        let part = titles(&feed(&ib.get(&format!("areas/{area}/feed.atom")).await));
        assert!(part.iter().any(|title| title.contains("Version 1")), "{area}");
        with_decision +=
            usize::from(part.iter().any(|title| title.starts_with("Beslutning: ")));
    }
    assert_eq!(with_decision, 1, "a decision belongs to one area");
    for missing in ["areas/none/feed.atom", "subjects/none/feed.atom"] {
        assert_eq!(ib.get(missing).await.status, 404);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_made_for_machines_is_the_same_whoever_asks() {
    let case = strategy();
    told(&case).await;
    let slug = case.file.head.slug.get_ref().clone();
    let (ib, astrid) = (case.anyone(), case.person("astrid").await);
    let data = format!("/data/{slug}/inputs.csv");
    let mut paths = vec![data, format!("/data/{slug}/index.json")];
    paths.extend(["/data/catalogue.ttl", "/sitemap.xml"].map(str::to_owned));
    for page in ["feed.atom", "calendar.ics", "map.svg", "embed"] {
        paths.push(ib.address(page));
    }
    for path in paths {
        let hers = astrid.send("GET", &path, &[]).await;
        let his = ib.send("GET", &path, &[]).await;
        let again = astrid.send("GET", &path, &[]).await;
        assert_eq!(his.status, 200, "{path}");
        assert_eq!((&hers.text, &again.text), (&his.text, &his.text), "{path}");
        assert_eq!(his.headers["vary"], "Accept-Encoding", "{path}");
        assert!(!hers.headers.contains_key("set-cookie"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn w12_links_come_from_the_configured_address_whatever_the_request_says() {
    let case = strategy();
    let ib = case.anyone();
    for page in ["feed.atom", "calendar.ics", "feeds", "embed", "map.svg"] {
        let request = Request::builder()
            .uri(ib.address(page))
            .header(header::HOST, "evil.example")
            .header("x-forwarded-host", "evil.example")
            .header("x-forwarded-proto", "gopher")
            .header("forwarded", "host=evil.example")
            .body(Body::empty())
            .unwrap();
        let answer = ib.request(request).await;
        answer.hides("evil.example").hides("gopher").shows(BASE);
    }
}

/// The events of a calendar by their UID, with their properties.
fn events(answer: &Answer) -> BTreeMap<String, BTreeMap<String, String>> {
    assert_eq!(answer.headers["content-type"], "text/calendar; charset=utf-8");
    assert!(answer.text.split("\r\n").all(|line| line.len() <= 75), "a line is too long");
    let calendar: Calendar = answer.text.parse().unwrap();
    calendar
        .events()
        .map(|event| {
            let properties = event.properties().values();
            let of =
                |it: &icalendar::Property| (it.key().to_owned(), it.value().to_owned());
            (event.get_uid().unwrap().to_owned(), properties.map(of).collect())
        })
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_calendar_keeps_its_ids_and_counts_the_changes_of_each_entry() {
    let case = strategy();
    let (ib, astrid) = (case.anyone(), case.person("astrid").await);
    let first = ib.get("calendar.ics").await;
    assert_eq!(first.text, ib.get("calendar.ics").await.text, "the same each time");
    assert!(first.text.contains("BEGIN:VTIMEZONE\r\nTZID:Europe/Copenhagen\r\n"));
    let before = events(&first);
    let slug = case.file.head.slug.get_ref();
    let draft = format!("step-draft.{slug}@koreplan.example");
    let hearing = format!("hearing-{}.{slug}@koreplan.example", story::hearing(&case));
    assert_eq!(before[&draft]["SEQUENCE"], "0");
    let deadline = case.file.hearings[0].deadline.get_ref();
    let local = deadline.strftime("%Y%m%dT%H%M%S").to_string();
    assert_eq!(before[&hearing]["DTSTART"], local);
    assert!(first.text.contains(&format!("DTSTART;TZID=Europe/Copenhagen:{local}")));
    assert_eq!(before[&hearing]["SEQUENCE"], "0");

    let form = [
        ("from", "2011-03-01"),
        ("to", "2011-04-15"),
        ("reason", "Flere møder, mere tid"),
    ];
    astrid.does("steps/draft/moves", &form).await;
    let form = [
        ("deadline", "2010-10-11"),
        ("deadline_time", "12:00"),
        ("reason", "Flere har bedt om det."),
    ];
    let page = format!("hearings/{}/extensions", story::hearing(&case));
    astrid.does(&page, &form).await;
    let moved = ib.get("calendar.ics").await;
    let after = events(&moved);

    assert_eq!(after.keys().collect::<Vec<_>>(), before.keys().collect::<Vec<_>>());
    assert_eq!(after[&draft]["SEQUENCE"], "1");
    assert_eq!(after[&draft]["DTSTART"], "20110301");
    assert_eq!(after[&draft]["DTEND"], "20110416", "the end of whole days is exclusive");
    assert_eq!(after[&draft]["DESCRIPTION"], "Flere møder, mere tid");
    assert!(after[&draft]["DTSTAMP"] > before[&draft]["DTSTAMP"]);
    assert_eq!(after[&hearing]["SEQUENCE"], "1");
    assert_eq!(after[&hearing]["DTSTART"], "20101011T120000");
    let others = |all: &BTreeMap<String, BTreeMap<String, String>>| {
        let mut all = all.clone();
        all.retain(|uid, _| *uid != draft && *uid != hearing);
        all
    };
    assert_eq!(others(&after), others(&before), "nothing else has changed");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_meeting_is_in_the_calendar_of_its_area_once_its_minutes_are_approved() {
    let case = strategy();
    let bo = case.person("bo").await;
    let cast = story::cast(&case);
    let day = story::after_hearing(&case);
    story::call_theme(&bo, cast.ministers[0].0, &day).await;
    let meetings = |answer: &Answer| {
        events(answer).keys().filter(|uid| uid.starts_with("meeting-")).count()
    };
    assert_eq!(meetings(&case.anyone().get("calendar.ics").await), 0);

    story::adopt_one(&case).await;

    let ib = case.anyone();
    assert_eq!(meetings(&ib.get("calendar.ics").await), 2);
    let area = |at: usize| case.file.areas[at].slug.get_ref();
    let own = area(cast.ministers[0].0);
    let other = area(cast.ministers[1].0);
    let of =
        async |area: &str| meetings(&ib.get(&format!("areas/{area}/calendar.ics")).await);
    assert_eq!((of(own).await, of(other).await), (1, 0));
}

/// A table as the files have it: CSV head, CSV rows, JSON lines.
async fn table(
    visitor: &Visitor,
    slug: &str,
    table: Table,
) -> (Vec<String>, Vec<Vec<String>>, Vec<serde_json::Value>) {
    let at = format!("/data/{slug}/{}", table.word());
    let csv = visitor.send("GET", &format!("{at}.csv"), &[]).await;
    assert!(csv.headers["content-type"].starts_with("text/csv"));
    let mut reader = csv::Reader::from_reader(csv.text.as_bytes());
    let head = reader.headers().unwrap().iter().map(str::to_owned).collect();
    let rows = reader
        .records()
        .map(|row| row.unwrap().iter().map(str::to_owned).collect())
        .collect();
    let lines = visitor.send("GET", &format!("{at}.jsonl"), &[]).await;
    let lines = lines.text.lines().map(|line| serde_json::from_str(line).unwrap());
    (head, rows, lines.collect())
}

#[tokio::test(flavor = "multi_thread")]
async fn o15_the_data_have_what_the_public_pages_have_and_no_field_more() {
    let case = strategy();
    told(&case).await;
    let slug = case.file.head.slug.get_ref();
    let ib = case.anyone();
    let mut rows = BTreeMap::new();
    let mut fields = String::new();
    for it in Table::ALL {
        let (head, csv, json) = table(&ib, slug, *it).await;
        assert_eq!(csv.len(), json.len(), "{}", it.word());
        for line in &json {
            let keys: BTreeSet<_> = line.as_object().unwrap().keys().collect();
            assert_eq!(keys, head.iter().collect(), "{}", it.word());
        }
        for cell in csv.iter().flatten() {
            assert!(!cell.to_lowercase().contains("kanarie"), "{}: {cell}", it.word());
        }
        writeln!(fields, "{}: {}", it.word(), head.join(" ")).unwrap();
        rows.insert(it.word(), json);
    }
    // The allow-list: who adds a field reads it here.
    insta::assert_snapshot!(fields);

    let count = |table: &str| rows[table].len();
    let page = async |page: &str| ib.get(page).await;
    let hearings = page("hearings").await;
    let links = |answer: &Answer, start: &str| answer.ids_after(start).len();
    let names = |answer: &Answer, start: &str| -> usize {
        let of = |part: &str| part.split(['"', '#', '?', '/']).next().unwrap().to_owned();
        let start = format!("href=\"{}/{start}/", ib.address(""));
        answer.text.split(&start).skip(1).map(of).collect::<BTreeSet<_>>().len()
    };
    assert_eq!(count("hearings"), names(&hearings, "hearings"));
    let mut inputs = 0;
    for hearing in &case.file.hearings {
        let shown = page(&format!("hearings/{}", hearing.slug.get_ref())).await;
        inputs += links(&shown, "/inputs/");
    }
    assert_eq!((count("inputs"), inputs), (2, 2));
    assert_eq!(count("input-areas"), 1);
    assert_eq!(count("meetings"), links(&page("meetings").await, "/meetings/"));
    let decisions = page("decisions").await;
    assert_eq!(count("decisions"), decisions.text.matches("#item-").count());
    assert_eq!(count("versions"), links(&page("versions").await, "/versions/"));
    let version = page("versions/1").await;
    assert_eq!(count("paragraphs"), version.text.matches(" id=\"p").count());
    assert_eq!(count("initiatives"), links(&page("initiatives").await, "/initiatives/"));
    assert_eq!(count("status-reports"), 1);
    assert_eq!(count("bodies"), case.file.bodies.len());
    assert_eq!(count("areas"), case.file.areas.len());
    assert_eq!(count("steps"), names(&page("").await, "steps"));

    let index = ib.send("GET", &format!("/data/{slug}/index.json"), &[]).await;
    let index: serde_json::Value = serde_json::from_str(&index.text).unwrap();
    for table in index["tables"].as_array().unwrap() {
        assert_eq!(table["rows"], count(table["table"].as_str().unwrap()));
    }
    for line in rows.values().flatten() {
        let Some(address) = line.get("page") else { continue };
        let path = address.as_str().unwrap().strip_prefix(BASE).unwrap();
        let path = path.split('#').next().unwrap();
        assert_eq!(ib.send("GET", path, &[]).await.status, 200, "{path}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn w15_a_formula_in_an_input_is_inert_in_csv_and_raw_in_json() {
    let case = strategy();
    told(&case).await;
    let slug = case.file.head.slug.get_ref();

    let (head, csv, json) = table(&case.anyone(), slug, Table::Inputs).await;

    let at = head.iter().position(|name| name == "text").unwrap();
    assert!(csv[0][at].starts_with("'=Beskyttet"), "{}", csv[0][at]);
    assert!(json[0]["text"].as_str().unwrap().starts_with("=Beskyttet"));
    assert_eq!(json[0]["sender"], "", "a protected name");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_table_that_is_too_large_for_one_answer_comes_slice_by_slice() {
    let case = strategy();
    let many = 4_500;
    case.app
        .store
        .write_now(move |tx| -> Result<(), koreplan_store::StoreError> {
            let rows: Vec<_> = (1..=many)
                .map(|n: i64| vec![n.into(), n.to_be_bytes().to_vec().into()])
                .collect();
            tx.each(
                "INSERT INTO input (case_id, hearing_id, number, key_hash, request_hash,
                   sender_kind, name, organisation, email, protected, body, letter, search,
                   source, received_at, late, released_at)
                 VALUES (1, 1, $1, $2, $2, 'person', 'Hanne', '', '', 0, 'Hej', $2, '',
                   'form', 1, 0, 1)",
                &rows,
            )
            .map(drop)
        })
        .unwrap();
    let slug = case.file.head.slug.get_ref();

    let (_, csv, json) = table(&case.anyone(), slug, Table::Inputs).await;

    let numbers: Vec<_> =
        json.iter().map(|line| line["number"].as_i64().unwrap()).collect();
    assert_eq!(numbers, (1..=many).collect::<Vec<_>>());
    assert_eq!(csv.len(), json.len());
}

#[tokio::test(flavor = "multi_thread")]
async fn both_forms_of_the_catalogue_say_the_same_and_what_dcat_ap_asks_for() {
    let case = strategy();
    told(&case).await;
    let ib = case.anyone();
    let turtle = ib.send("GET", "/data/catalogue.ttl", &[]).await;
    let json = ib.send("GET", "/data/catalogue.jsonld", &[]).await;
    assert_eq!(turtle.headers["content-type"], "text/turtle; charset=utf-8");
    assert_eq!(json.headers["content-type"], "application/ld+json");

    let triples: BTreeSet<String> = oxttl::TurtleParser::new()
        .for_slice(&turtle.text)
        .map(|triple| triple.unwrap().to_string())
        .collect();
    let same: BTreeSet<String> = oxjsonld::JsonLdParser::new()
        .for_slice(&json.text)
        .map(|quad| oxrdf::Triple::from(quad.unwrap()).to_string())
        .collect();
    assert_eq!(triples, same);

    let with = |what: &str| triples.iter().filter(|triple| triple.contains(what)).count();
    let (datasets, files) = (Table::ALL.len(), Table::ALL.len() * 2);
    assert_eq!(with("ns#type> <http://www.w3.org/ns/dcat#Catalog>"), 1);
    assert_eq!(with("ns#type> <http://www.w3.org/ns/dcat#Dataset>"), datasets);
    assert_eq!(with("ns#type> <http://www.w3.org/ns/dcat#Distribution>"), files);
    assert_eq!(with("<http://www.w3.org/ns/dcat#dataset>"), datasets);
    assert_eq!(with("<http://www.w3.org/ns/dcat#distribution>"), files);
    assert_eq!(with("<http://www.w3.org/ns/dcat#accessURL>"), files);
    assert_eq!(with("<http://www.w3.org/ns/dcat#theme>"), datasets);
    assert_eq!(with("<http://purl.org/dc/terms/publisher>"), datasets + 1);
    // Title and description of catalogue and datasets in both languages.
    assert_eq!(with("<http://purl.org/dc/terms/description>"), (datasets + 1) * 2);
    assert_eq!(with("<http://purl.org/dc/terms/license>"), files + 1);
    for triple in triples.iter().filter(|triple| triple.contains("dcat#downloadURL")) {
        let address = triple.rsplit('<').next().unwrap().trim_end_matches('>');
        let path = address.strip_prefix(BASE).unwrap();
        assert_eq!(ib.send("GET", path, &[]).await.status, 200, "{path}");
    }
}

#[test]
fn the_document_lists_the_columns_that_are_given_away() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/open-data.md");
    let text = std::fs::read_to_string(path).unwrap();
    let (words, columns) = text.split_once("## Columns\n").unwrap();
    let now = open_data::pages::columns_as_markdown();
    if std::env::var("INSTA_UPDATE").is_ok_and(|it| it == "always") {
        std::fs::write(path, format!("{words}## Columns\n{now}")).unwrap();
    } else {
        assert_eq!(columns, now, "docs/open-data.md is older than the program");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn w06_the_embedded_map_is_the_one_page_others_may_frame() {
    let case = strategy();
    let ib = case.anyone();
    let mut framed = Vec::new();
    for (method, route) in routes::all().known() {
        if *method != "GET" {
            continue;
        }
        let path = route
            .replace("{lang}", "da")
            .replace("{case}", case.file.head.slug.get_ref())
            .replace("{hearing}", story::hearing(&case))
            .replace("{area}", case.file.areas[0].slug.get_ref())
            .replace("{subject}", "hearings")
            .replace("{file}", "steps.csv")
            .replace("{step}", "draft")
            .replace("{name}", "icon.svg")
            .replace("{id}", "1")
            .replace("{number}", "1");
        let answer = ib.send("GET", &path, &[]).await;
        let policy = &answer.headers["content-security-policy"];
        assert!(policy.starts_with("default-src 'none'"), "{path}: {policy}");
        assert!(!policy.contains("unsafe"), "{path}: {policy}");
        if !policy.contains("frame-ancestors 'none'") {
            framed.push(*route);
        }
    }
    assert_eq!(framed, ["/{lang}/{case}/embed"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_map_alone_is_a_whole_picture_with_its_own_style_and_whole_addresses() {
    let case = strategy();
    let ib = case.anyone();
    let map = ib.get("map.svg").await;
    assert_eq!(map.headers["content-type"], "image/svg+xml; charset=utf-8");
    map.shows("xmlns=\"http://www.w3.org/2000/svg\"").shows("<style>");
    map.hides("href=\"/").hides("<script").shows(&format!("href=\"{BASE}/da/"));
    // It is XML: what reads feeds reads every element of it.
    let wrapped = format!(
        "<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>x</title><id>x</id>\
         <updated>2026-01-01T00:00:00Z</updated><entry><title type=\"xhtml\">{}</title>\
         <id>x</id><updated>2026-01-01T00:00:00Z</updated></entry></feed>",
        map.text
    );
    Feed::read_from(wrapped.as_bytes()).unwrap();

    let embed = ib.get("embed").await;
    embed.shows("target=\"_top\"").hides("<script").hides("<form").hides("/assets/");
    ib.get("").await.hides("<style>").hides(BASE);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_list_of_pages_has_public_ones_alone_and_all_of_them_open() {
    let case = open(&koreplan::case::Sources::shipped()[0], false);
    let ib = case.anyone();
    let robots = ib.send("GET", "/robots.txt", &[]).await;
    robots.shows(&format!("Sitemap: {BASE}/sitemap.xml")).shows("Disallow: /*/sign-in");
    let demo = strategy().anyone().send("GET", "/robots.txt", &[]).await;
    assert_eq!(demo.text, "User-agent: *\nDisallow: /\n");

    let case = strategy();
    told(&case).await;
    let ib = case.anyone();
    let list = ib.send("GET", "/sitemap.xml", &[]).await;
    let pages: Vec<_> = list
        .text
        .split("<loc>")
        .skip(1)
        .map(|part| part.split('<').next().unwrap().strip_prefix(BASE).unwrap())
        .collect();
    assert!(pages.len() > 60, "{}", pages.len());
    for page in &pages {
        assert_eq!(ib.send("GET", page, &[]).await.status, 200, "{page}");
    }
    let ends = |end: &str| pages.iter().any(|page| page.ends_with(end));
    assert!(ends("/inputs/1") && ends("/inputs/3") && ends("/versions/1"));
    assert!(!ends("/inputs/2"), "it is not published");
}

#[tokio::test(flavor = "multi_thread")]
async fn every_page_leads_to_the_statement_the_cookies_and_the_data() {
    let case = strategy();
    let ib = case.anyone();
    for lang in ["da", "en"] {
        let front = ib.get("").await;
        for page in ["open-data", "cookies", "was"] {
            front.shows(&format!("href=\"/da/{page}\""));
            let answer = ib.send("GET", &format!("/{lang}/{page}"), &[]).await;
            assert_eq!(answer.status, 200, "{page}");
            assert!(!answer.headers.contains_key("set-cookie"), "{page}");
        }
        front.shows("type=\"application/atom+xml\"");
    }
    ib.send("GET", "/da/cookies", &[])
        .await
        .shows("12 timer")
        .shows("<code>koreplan</code>");
    ib.get("feeds").await.shows("&lt;iframe src=&quot;https://koreplan.example/da/");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_statement_is_where_the_operator_says() {
    let mut settings = super::support::settings(true);
    let address = "https://www.was.digst.dk/plan-example";
    settings.was_url = Some(address.into());
    let app = koreplan::App::open(&settings, koreplan::web::app::Clock::SYSTEM).unwrap();
    let service = routes::service(app);
    for path in ["/was", "/da/was", "/en/was"] {
        let request = Request::builder().uri(path).body(Body::empty()).unwrap();
        let answer = tower::ServiceExt::oneshot(service.clone(), request).await.unwrap();
        assert_eq!(answer.headers()[header::LOCATION], address);
    }
    settings.was_url = Some("javascript:alert(1)".into());
    settings.data = super::support::folder();
    let refused = koreplan::App::open(&settings, koreplan::web::app::Clock::SYSTEM);
    assert!(refused.is_err());
}

#[tokio::test(flavor = "multi_thread")]
async fn strangers_and_people_of_no_body_find_what_is_public_and_nothing_else() {
    let case = strategy();
    told(&case).await;
    let (ib, farid) = (case.anyone(), case.person("farid").await);
    for asker in [&ib, &farid] {
        let found = asker.get("search?q=DIGITAL+post").await;
        found.shows("<mark>").shows("Beslutninger (1)").shows("Strategiens tekst (1)");
        found.shows("</mark> til alle");
        asker.get("search?q=Beskyttet").await.shows("Offentliggjorte høringssvar (1)");
        for secret in [
            "Kanariefugl",
            "Kanarieafsnit",
            "Kanarienavn",
            "kanarie",
            "mail.example",
            "Farid",
        ] {
            let nothing = asker.get(&format!("search?q={secret}")).await;
            nothing.shows("Der blev ikke fundet noget.");
        }
        // Every word must be there.
        asker
            .get("search?q=digital+findesikke")
            .await
            .shows("Der blev ikke fundet noget.");
    }
    let mut english = ib.clone();
    english.lang = "en";
    english.get("search?q=digital+post").await.shows("Decisions (1)");
    let empty = ib.get("search").await;
    empty.shows("Ord at søge efter").hides("Der blev ikke fundet noget.");
    ib.get("").await.shows("id=\"site-q\"");
}

#[tokio::test(flavor = "multi_thread")]
async fn w17_no_question_is_too_much_for_the_search() {
    let case = strategy();
    told(&case).await;
    let ib = case.anyone();
    let many: Vec<String> = (0..10_000).map(|at| format!("w{at}")).collect();
    let began = std::time::Instant::now();
    let refused = ib.get(&format!("search?q={}", many.join("+"))).await;
    assert_eq!(refused.status, 422);
    refused.shows("højst 8 ord og 200 tegn");
    for (asked, found) in [
        ("%28zq%2B%29%2B%24", false),
        ("%25", false),
        ("_________", false),
        ("%25digital%25", true),
        ("digital%27+OR+%271%27%3D%271", false),
        ("%22digital%22+NEAR+post*", false),
        ("%5C", false),
        ("digital", true),
        ("%3Cb%3Efed%3C%2Fb%3E", true),
    ] {
        let answer = ib.get(&format!("search?q={asked}")).await;
        assert_eq!(answer.status, 200, "{asked}");
        assert_eq!(answer.text.contains("<mark>"), found, "{asked}");
        answer.hides("<b>fed");
    }
    assert!(began.elapsed().as_secs() < 5, "{:?}", began.elapsed());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_protected_name_is_not_even_in_the_words_the_public_store_is_searched_by() {
    let case = strategy();
    told(&case).await;
    let ib = case.anyone();
    ib.get("inputs/1").await.shows("=Beskyttet");
    let mut read = 0;
    for file in std::fs::read_dir(&case.settings.data).unwrap().flatten() {
        if file.file_name().to_string_lossy().starts_with("public-") {
            let bytes = std::fs::read(file.path()).unwrap();
            read += bytes.len();
            let canary = bytes.windows(7).any(|it| it.eq_ignore_ascii_case(b"kanarie"));
            assert!(!canary, "{:?}", file.file_name());
        }
    }
    assert!(read > 100_000);
}
