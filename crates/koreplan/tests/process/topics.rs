//! Step 2 with the machine's help: topics found, signed off, sentences suggested, and the
//! code book.

use koreplan::{
    analysis::finding::worker,
    input::{folding, import},
};

use super::support::{Box_, Visitor, story, strategy};

const LETTERS: [&str; 12] = [
    "Skolerne mangler lærere, og eleverne får for lidt undervisning.",
    "Lærerne på skolerne har brug for tid til undervisning af eleverne.",
    "Eleverne i folkeskolen skal have flere timer med lærerne.",
    "Folkeskolen har for få lærere til eleverne.",
    "Busserne kører for sjældent på landet, og togene er forsinkede.",
    "Togene og busserne skal passe sammen på stationen.",
    "Uden busserne kan vi på landet ikke komme til stationen.",
    "Billetter til togene og busserne er for dyre.",
    "Digital post er svær for ældre uden computer.",
    "Ældre uden computer skal kunne få breve i stedet for digital post.",
    "Mange ældre kan ikke læse digital post uden hjælp.",
    "Giv de ældre hjælp til computer og digital post.",
];

async fn with_letters() -> Box_ {
    let case = strategy();
    for (at, letter) in LETTERS.iter().enumerate() {
        story::send_input(&case, &case.anyone(), &format!("Hanne {at}"), letter).await;
    }
    folding::finish(&case.app).await.unwrap();
    case
}

async fn work(case: &Box_) {
    while worker::turn(&case.app).await.unwrap() {}
}

/// Eva has asked for three topics, and the machine has found them: the search's page.
async fn found(case: &Box_, eva: &Visitor) -> String {
    let form = [("place", "all"), ("wanted", "3")];
    let page = eva.does("topic-searches", &form).await;
    page.shows("0 af 12 høringssvar er læst");
    work(case).await;
    format!("topic-searches/{}", page.sent_to_id())
}

/// The ids of a search's candidates, by what is said in them.
async fn candidates(eva: &Visitor, search: &str, words: [&str; 3]) -> [i64; 3] {
    let page = eva.get(search).await;
    let parts: Vec<&str> = page.text.split("<li id=\"candidate-").skip(1).collect();
    assert_eq!(parts.len(), 3, "{}", page.text);
    words.map(|word| {
        let part = parts.iter().find(|part| part.contains(word)).unwrap();
        part.split('"').next().unwrap().parse().unwrap()
    })
}

async fn keep(eva: &Visitor, search: &str, id: i64, name: &str, under: &str) {
    let (id, area) = (id.to_string(), story::area_id(eva, 0).await);
    let form = [
        ("candidate", &*id),
        ("kind", "keep"),
        ("name", name),
        ("area", &*area),
        ("under", under),
    ];
    eva.does(&format!("{search}/edits"), &form).await;
}

async fn edit(eva: &Visitor, search: &str, id: i64, more: [(&str, &str); 2]) -> u16 {
    let id = id.to_string();
    let form = [("candidate", &*id), more[0], more[1]];
    eva.post(&format!("{search}/edits"), &form).await.status.as_u16()
}

#[tokio::test(flavor = "multi_thread")]
async fn topics_are_found_signed_off_and_filled_with_sentences_people_confirm() {
    let case = with_letters().await;
    let eva = case.person("eva").await;
    let search = found(&case, &eva).await;
    let [school, bus, post] =
        candidates(&eva, &search, ["lærere", "togene", "computer"]).await;
    eva.get(&search).await.shows("<mark>").shows("3 forslag: 0 beholdt, 3 uafgjort");
    assert_eq!(case.count("SELECT count(*) FROM topic"), 0, "nobody has signed anything");

    keep(&eva, &search, school, "Skolen", "").await;
    keep(&eva, &search, bus, "Bus og tog", "").await;
    keep(&eva, &search, post, "Digital post", "").await;
    eva.does(&format!("{search}/approval"), &[]).await.shows("Godkendt af Eva");
    assert_eq!(case.count("SELECT count(*) FROM topic"), 3);
    assert_eq!(case.count("SELECT count(*) FROM topic_input"), 0, "nor placed");

    eva.does("topic-mappings", &[]).await;
    work(&case).await;
    let topic = *eva.get("topics").await.ids_after("/topics/").first().unwrap();
    let page = format!("topics/{topic}/suggestions");
    let list = eva.get(&page).await;
    list.shows("<mark>").shows("Styrke");
    let suggestions = list.values("suggestion");
    assert!(suggestions.len() >= 4, "{suggestions:?}");
    assert_eq!(case.count("SELECT count(*) FROM topic_input"), 0, "nobody has confirmed");

    let first = [("suggestion", suggestions[0].as_str())];
    let last = [("suggestion", suggestions[3].as_str())];
    let told_apart = "Foreslået af maskinen og bekræftet";
    eva.get(&format!("topics/{topic}")).await.hides(told_apart);
    eva.does(&format!("{page}/confirmation"), &first).await.shows("1 er bekræftet");
    eva.get(&format!("topics/{topic}")).await.shows(told_apart);
    eva.does(&format!("{page}/refusal"), &last).await.shows("1 er afvist");
    eva.does(&format!("{page}/confirmation-of-all"), &[("strength", "1")]).await;
    assert_eq!(
        case.count("SELECT count(*) FROM topic_input WHERE suggested = 1"),
        i64::try_from(suggestions.len()).unwrap() - 1
    );
    eva.does("topic-mappings", &[]).await;
    work(&case).await;
    eva.get(&page).await.shows("0 venter").shows("1 er afvist");
    assert!(the_machine_is_in_the_record(&case));
}

/// What the machine did is in the record, without a person's name.
fn the_machine_is_in_the_record(case: &Box_) -> bool {
    case.count(
        "SELECT count(*) FROM journal WHERE actor = ''
           AND action IN ('FoundTopics', 'MappedTopics')",
    ) == 3
}

#[tokio::test(flavor = "multi_thread")]
async fn edits_are_kept_beside_what_the_machine_proposed_and_can_be_undone() {
    let case = with_letters().await;
    let eva = case.person("eva").await;
    let search = found(&case, &eva).await;
    let [school, bus, post] =
        candidates(&eva, &search, ["lærere", "togene", "computer"]).await;
    let into = school.to_string();

    assert_eq!(edit(&eva, &search, bus, [("kind", "merge"), ("into", &into)]).await, 409);
    keep(&eva, &search, school, "Skolen", "").await;
    keep(&eva, &search, bus, "Skolebus", &into).await;
    assert_eq!(
        edit(&eva, &search, post, [("kind", "merge"), ("into", &into)]).await,
        303
    );
    assert_eq!(edit(&eva, &search, school, [("kind", "drop"), ("", "")]).await, 409);
    let page = eva.get(&search).await;
    page.shows("Maskinens forslag").shows("Slået sammen med »Skolen«");
    page.shows("Underemne af »Skolen«");

    eva.does(&format!("{search}/undo"), &[]).await.shows("Fortrudt af Eva");
    assert_eq!(edit(&eva, &search, post, [("kind", "drop"), ("", "")]).await, 303);
    eva.does(&format!("{search}/approval"), &[]).await;
    assert_eq!(edit(&eva, &search, post, [("kind", "drop"), ("", "")]).await, 409);
    assert_eq!(
        case.count("SELECT count(*) FROM topic WHERE parent_id IS NOT NULL"),
        1,
        "the sub-topic"
    );
    assert_eq!(case.count("SELECT count(*) FROM candidate WHERE name = 'Skolen'"), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_confirmed_sentence_is_confirmed_for_all_equal_letters() {
    let case = strategy();
    let eva = case.person("eva").await;
    for name in ["Hanne", "Ib", "Gitte"] {
        story::send_input(&case, &case.anyone(), name, "Bevar brevene. Tak.").await;
    }
    folding::finish(&case.app).await.unwrap();
    let area = story::area_id(&eva, 0).await;
    let form = [("title", "Breve"), ("area", &*area)];
    eva.does("topics", &form).await;
    eva.does("topic-mappings", &[]).await;
    work(&case).await;
    let topic = *eva.get("topics").await.ids_after("/topics/").first().unwrap();
    let page = format!("topics/{topic}/suggestions");
    let list = eva.get(&page).await;
    list.shows("I 3 ens høringssvar");
    let all = list.values("suggestion");

    assert_eq!(all.len(), 1, "equal letters are read once");
    eva.does(&format!("{page}/confirmation"), &[("suggestion", &*all[0])]).await;
    assert_eq!(case.count("SELECT count(DISTINCT input_id) FROM topic_input"), 3);
    eva.get("inputs?which=untagged").await.hides("/inputs/1\"");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_search_needs_inputs_and_is_not_asked_for_twice() {
    let case = strategy();
    let eva = case.person("eva").await;
    let ask = [("place", "all"), ("wanted", "")];
    assert_eq!(eva.post("topic-searches", &ask).await.status.as_u16(), 409);

    story::send_input(&case, &case.anyone(), "Hanne", LETTERS[0]).await;
    let page = eva.does("topic-searches", &ask).await;
    assert_eq!(eva.post("topic-searches", &ask).await.status.as_u16(), 409);
    let search = format!("topic-searches/{}", page.sent_to_id());
    assert_eq!(eva.post(&format!("{search}/undo"), &[]).await.status.as_u16(), 409);
    work(&case).await;
    eva.get(&search).await.shows("Maskinen fandt ingen emner");
    let answer = eva.post(&format!("{search}/approval"), &[]).await;
    assert_eq!(answer.status.as_u16(), 409);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_code_book_is_read_whole_or_not_at_all_and_comes_out_again() {
    let case = strategy();
    let eva = case.person("eva").await;
    let area = story::area_id(&eva, 0).await;
    let bad = "code,title,parent,kle\n1,Post,,\n2,Breve,9,\n,Uden,,x\n";
    let answer = eva.post("code-book", &[("book", bad), ("area", &*area)]).await;
    assert_eq!(answer.status.as_u16(), 422);
    answer.shows("Linje 3: der er ikke noget emne med koden 9");
    answer.shows("Linje 4: koden mangler");
    assert_eq!(case.count("SELECT count(*) FROM topic"), 0, "all or nothing");

    let good = "code;title;parent;kle\n1.1;Breve;1;\n1;Post;;27.36.04\n";
    eva.does("code-book", &[("book", good), ("area", &*area)]).await.shows("27.36.04");
    let csv = eva.get("code-book.csv").await.text;
    assert!(
        csv.starts_with("code,title,description,parent,kle,area\r\n1,Post,,,27.36.04,")
    );
    let json = eva.get("code-book.json").await.text;
    eva.does("code-book", &[("book", &*json), ("area", &*area)]).await;
    assert_eq!(case.count("SELECT count(*) FROM topic"), 2, "what is known is left");
    // A title a spreadsheet would run goes out inert and comes back as it was.
    let formula = "code,title\n2,=HYPERLINK(\"x\")\n".replace('"', "");
    eva.does("code-book", &[("book", &*formula), ("area", &*area)]).await;
    let csv = eva.get("code-book.csv").await.text;
    assert!(csv.contains("\n2,'=HYPERLINK(x)"), "{csv}");
    eva.does("code-book", &[("book", &*csv), ("area", &*area)]).await;
    assert_eq!(case.count("SELECT count(*) FROM topic"), 3);

    let topic = *eva.get("topics").await.ids_after("/topics/").last().unwrap();
    let page = format!("topics/{topic}/code");
    let form = [("code", "1"), ("kle", "1"), ("description", ""), ("parent", "")];
    assert_eq!(eva.post(&page, &form).await.status.as_u16(), 422);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_erased_input_is_no_example_and_no_suggestion() {
    let case = with_letters().await;
    let (eva, astrid) = (case.person("eva").await, case.person("astrid").await);
    let search = found(&case, &eva).await;
    let ids = candidates(&eva, &search, ["lærere", "togene", "computer"]).await;
    for (id, name) in ids.into_iter().zip(["Skole", "Bus", "Post"]) {
        keep(&eva, &search, id, name, "").await;
    }
    eva.does(&format!("{search}/approval"), &[]).await;
    eva.does("topic-mappings", &[]).await;
    work(&case).await;

    let form = [("decision", "2010-77"), ("reason", "Ikke nødvendig længere")];
    astrid.does("inputs/1/erasure", &form).await;
    let left = [
        "SELECT count(*) FROM candidate_sentence WHERE input_id = 1",
        "SELECT count(*) FROM topic_suggestion WHERE input_id = 1",
    ];
    assert_eq!(left.map(|sql| case.count(sql)), [0, 0]);
    eva.get(&search).await.hides(LETTERS[0]);
}

/// A real file, where the shared data stand beside the project or further up.
fn real_statements() -> Option<Vec<u8>> {
    let above = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).ancestors();
    let name = "shared/data/polis/march-on.operation-marchin-orders/comments.csv";
    let file =
        above.map(|above| above.join(name)).find_map(|file| std::fs::read(file).ok());
    if file.is_none() {
        eprintln!("not run: {name} is missing beside the project");
    }
    file
}

/// Takes the statements in as the command for imports does.
fn take_in(case: &Box_, bytes: Vec<u8>) {
    let choice = import::Choice {
        format: None,
        encoding: None,
        separator: None,
        mapping: import::Mapping::default(),
        zone: jiff::tz::TimeZone::UTC,
    };
    let file_hash = import::file_hash(&bytes);
    let reading = import::read(&import::Source::Text(bytes), &choice).unwrap();
    let order = import::Order {
        file: "comments.csv".into(),
        file_hash,
        format: reading.format.word,
        keep_good: false,
        now: case.app.now().as_microsecond(),
    };
    let slug = case.file.head.slug.get_ref().clone();
    let stored = case.app.store.write_now(move |tx| {
        let known = koreplan::case::storage::find(tx, &slug)?.unwrap();
        let hearing = koreplan::input::storage::hearings(tx, &known)?.remove(0);
        import::store(tx, &hearing, reading.rows, &order, &mut |_| ())
    });
    assert_eq!(stored.unwrap().stored, 2_162);
}

#[tokio::test(flavor = "multi_thread")]
async fn two_thousand_real_statements_get_topics_and_the_statements_under_them() {
    let Some(bytes) = real_statements() else { return };
    let case = strategy();
    take_in(&case, bytes);
    folding::finish(&case.app).await.unwrap();
    let eva = case.person("eva").await;

    let page = eva.does("topic-searches", &[("place", "all"), ("wanted", "12")]).await;
    let search = format!("topic-searches/{}", page.sent_to_id());
    work(&case).await;
    let page = eva.get(&search).await;
    page.shows("Maskinen har læst 2.162 høringssvar");
    let ids: Vec<i64> = page
        .text
        .split("<li id=\"candidate-")
        .skip(1)
        .map(|part| part.split('"').next().unwrap().parse().unwrap())
        .collect();
    assert_eq!(ids.len(), 12);
    for (at, id) in (1..).zip(&ids) {
        let part = page.text.split(&format!("candidate-{id}\"")).nth(1).unwrap();
        let name = part.split("<h2>").nth(1).unwrap().split('<').next().unwrap().trim();
        keep(&eva, &search, *id, &format!("{at}: {name}"), "").await;
    }
    eva.does(&format!("{search}/approval"), &[]).await;
    eva.does("topic-mappings", &[]).await;
    work(&case).await;

    let suggested = case.count("SELECT count(DISTINCT input_id) FROM topic_suggestion");
    assert!(suggested > 1_500, "{suggested} of 2162 have a suggestion");
    let topic = *eva.get("topics").await.ids_after("/topics/").first().unwrap();
    let page = format!("topics/{topic}/suggestions");
    eva.does(&format!("{page}/confirmation-of-all"), &[("strength", "30")]).await;
    assert!(case.count("SELECT count(*) FROM topic_input WHERE suggested = 1") > 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn topics_are_found_in_one_hearing_alone() {
    let case = with_letters().await;
    let eva = case.person("eva").await;
    let slug = story::make_hearing(&eva, "Åbne data").await;
    let other = {
        let slug = slug.clone();
        let sql = "SELECT id FROM hearing WHERE slug = $1";
        case.app.store.write_now(move |tx| tx.one(sql, &[slug.into()])).unwrap()
    };
    let page = eva.get("topic-searches").await;
    page.shows("Høringen »Åbne data«");

    let form = [("place", &*format!("hearing-{other}")), ("wanted", "2")];
    let empty = eva.post("topic-searches", &form).await;
    assert_eq!(empty.status, 409, "nobody has answered it");
    let first = case.count("SELECT min(id) FROM hearing");
    let form = [("place", &*format!("hearing-{first}")), ("wanted", "3")];
    eva.does("topic-searches", &form).await.shows("0 af 12 høringssvar er læst");
    work(&case).await;
    eva.get("topic-searches/1").await.shows("3 forslag");
}
