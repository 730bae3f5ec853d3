//! The hearing note and the answer letters: written from the data, edited by people,
//! released for good.

use koreplan_export::{Block, Day, Document, Language, docx};
use koreplan_letters::work::attachment;

use super::{
    attachments::{multipart, send_raw},
    support::{Answer, Box_, Visitor, story, strategy},
};

/// Two private persons and an organisation answered; Eva gave the first one's sentence a
/// topic, assessed it, and Astrid approved it. The hearing is closed, and all is read.
async fn closed(case: &Box_) -> i64 {
    let (eva, astrid) = (case.person("eva").await, case.person("astrid").await);
    let hearing = story::hearing(case);
    let parties = [
        ("kind", "other"),
        ("party_lang", "da"),
        ("list", "Ældre Sagen\nAarhus Kommune\nKL"),
    ];
    eva.does(&format!("hearings/{hearing}/parties"), &parties).await;
    for name in ["Hanne Kanarie", "Ib"] {
        story::send_input(case, &case.anyone(), name, "Send brevene digitalt.").await;
    }
    let anyone = case.anyone();
    // Anybody can write the name of KL in a form.
    for (organisation, body) in
        [("Ældre Sagen", "Behold brevene på papir."), ("KL", "Vi er KL.")]
    {
        let key = anyone.get(&format!("hearings/{hearing}/answer")).await.hidden("key");
        let form = [
            ("key", &*key),
            ("sender_kind", "association"),
            ("organisation", organisation),
            ("name", "Gitte"),
            ("body", body),
        ];
        anyone.does(&format!("hearings/{hearing}/inputs"), &form).await;
    }
    let inputs = story::input_ids(&eva).await;
    let topic = story::tag_as_new(&eva, inputs[0], "Digital post", 0).await;
    for input in &inputs[1..3] {
        story::tag_as(&eva, *input, topic).await;
    }
    story::publish(&astrid, inputs[2]).await;
    story::approve_topic(&eva, &astrid, topic, "Digital post").await;
    case.turn_to(&story::after_hearing(case), "09:00").await;
    topic
}

fn note(case: &Box_, part: &str) -> String {
    format!("hearings/{}/hearing-note{part}", story::hearing(case))
}

/// Writes another text in a section, as its page was read.
async fn edit(case: &Box_, who: &Visitor, section: &str, body: &str) -> Answer {
    let page = note(case, &format!("/{section}"));
    let read = who.get(&page).await.hidden("read");
    who.does(&page, &[("body", body), ("read", &*read)]).await
}

async fn release(case: &Box_, head: &Visitor) -> Answer {
    let read = head.get(&note(case, "")).await.hidden("read");
    head.post(&note(case, "-release"), &[("read", &*read)]).await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_note_is_written_from_the_data_and_what_people_wrote_stays() {
    let case = strategy();
    let topic = closed(&case).await;
    let (eva, bo) = (case.person("eva").await, case.person("bo").await);

    let page = eva.does(&note(&case, ""), &[]).await;

    for words in [
        "Høringsperioden løb fra den",
        "2 fra privatpersoner",
        "Emnet er berørt i 3 høringssvar fra Ældre Sagen og 2 privatpersoner.",
        "Notatet svarer til de nyeste data.",
    ] {
        page.shows(words);
    }
    let cells = |name: &str| {
        let (_, rest) = page.text.split_once(&format!("{name}</td>")).unwrap();
        let (row, _) = rest.split_once("</tr>").unwrap();
        let cells = row.split("</td>").filter_map(|cell| cell.rsplit('>').next());
        cells.collect::<Vec<_>>().concat()
    };
    assert_eq!(cells("Ældre Sagen"), "✓✓–");
    assert!(cells("Aarhus Kommune").starts_with('–'));
    assert!(cells("KL").starts_with('–'));
    page.hides("Kanarie").hides("Gitte");
    let at = |name: &str| page.text.find(name).unwrap_or_else(|| panic!("no {name}"));
    assert!(at("KL</td>") < at("Ældre Sagen</td>"));
    assert!(at("Ældre Sagen</td>") < at("Aarhus Kommune</td>"));

    edit(&case, &eva, "answers", "Mange har svaret – tak for det.").await;
    edit(&case, &eva, "general", "Alle er glade.").await;
    let party = bo.get(&format!("hearings/{}/parties", story::hearing(&case))).await;
    let kl = party.id_after("id=\"party-");
    let reply = [("reply", "no_remarks")];
    bo.does(&format!("hearings/{}/parties/{kl}", story::hearing(&case)), &reply).await;
    eva.get(&note(&case, "")).await.shows("Data er ændret, siden notatet blev skrevet.");
    // One more letter, on paper: the number under the edited section changes.
    let letter = [
        ("key", &*"a".repeat(64)),
        ("sender_kind", "company"),
        ("organisation", "Farids firma"),
        ("name", "Farid"),
        ("received", "2010-10-01"),
        ("received_time", "09:00"),
        ("body", "Godt."),
    ];
    bo.post(&format!("hearings/{}/letters", story::hearing(&case)), &letter).await;
    let page = bo.does(&note(&case, ""), &[]).await;

    page.shows("Mange har svaret – tak for det.").shows("Alle er glade.");
    page.shows("Data er ændret under afsnittet")
        .shows("Én af dem havde ingen bemærkninger.");
    let section = bo.get(&note(&case, "/answers")).await;
    section.shows("Mange har svaret – tak for det.").shows("Behold den rettede tekst");
    section.shows("1 fra virksomheder").shows("Udgave 2, Eva");
    let read = section.hidden("read");
    let keep = [("choice", "mine"), ("read", &*read)];
    let page = bo.does(&note(&case, "/answers/choice"), &keep).await;
    page.shows("tak for det.").hides("Data er ændret under afsnittet");
    bo.get(&note(&case, &format!("/topic-{topic}-comment"))).await.shows("Imødekommes");
}

#[tokio::test(flavor = "multi_thread")]
async fn when_two_people_edit_a_section_the_second_sees_both_texts() {
    let case = strategy();
    closed(&case).await;
    let (eva, bo) = (case.person("eva").await, case.person("bo").await);
    eva.does(&note(&case, ""), &[]).await;
    let page = note(&case, "/changes");
    let read = eva.get(&page).await.hidden("read");
    bo.does(&page, &[("body", "Bos tekst"), ("read", &*read)]).await;

    let late = eva.post(&page, &[("body", "Evas tekst"), ("read", &*read)]).await;

    assert_eq!(late.status, 409);
    late.shows("Bos tekst").shows("Evas tekst");
    let read = late.hidden("read");
    eva.does(&page, &[("body", "Begges tekst"), ("read", &*read)]).await;
    eva.get(&page).await.shows("Udgave 2, Bo").shows("Begges");
    let again = eva.get(&page).await.hidden("read");
    let same = eva.post(&page, &[("body", "Begges tekst"), ("read", &*again)]).await;
    assert_eq!(same.status, 409, "nothing was changed");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_note_is_the_secretariats_until_it_is_released_and_then_everybodys_for_good() {
    let case = strategy();
    let topic = closed(&case).await;
    let (eva, astrid, hanne) =
        (case.person("eva").await, case.person("astrid").await, case.anyone());
    eva.does(&note(&case, ""), &[]).await;
    for part in ["", ".pdf", ".docx", "/general"] {
        assert_eq!(hanne.get(&note(&case, part)).await.status, 404, "{part} was open");
    }
    let draft = eva.get(&note(&case, ".pdf")).await;
    assert!(draft.bytes.starts_with(b"%PDF-"), "{}", draft.text);
    let early = release(&case, &astrid).await;
    assert_eq!(early.status, 409);
    early.shows("ikke meldt behandlet");
    for input in story::input_ids(&eva).await {
        eva.post(&format!("inputs/{input}/reading"), &[]).await;
    }
    astrid.does(&format!("hearings/{}/processing", story::hearing(&case)), &[]).await;
    assert_eq!(eva.post(&note(&case, "-release"), &[("read", "1")]).await.status, 404);
    edit(&case, &eva, &format!("topic-{topic}-said"), "Post <b>&</b> papir 👍").await;
    let unread = astrid.post(&note(&case, "-release"), &[("read", "1")]).await;
    assert_eq!(unread.status, 409, "not the text that was read");

    let done = release(&case, &astrid).await;

    assert_eq!(done.status, 303, "{}", done.text);
    let page = hanne.get(&note(&case, "")).await;
    for words in [
        "Høringsnotat om",
        "1.2 Hørte myndigheder og organisationer",
        "2.2 Digital post",
        "Post &lt;b&gt;&amp;&lt;/b&gt; papir 👍",
        "3. Ændringer i forhold til høringsudkastet",
    ] {
        page.shows(words);
    }
    page.hides("Kanarie");
    hanne
        .get(&format!("hearings/{}", story::hearing(&case)))
        .await
        .shows("Læs høringsnotatet");
    let word = hanne.get(&note(&case, ".docx")).await;
    let seen = attachment("notat.docx", &word.bytes).unwrap();
    for words in ["1.1 Høringsperiode", "Post <b>&</b> papir 👍", "Ældre Sagen"] {
        assert!(seen.text.contains(words), "no {words} in {}", seen.text);
    }
    let pdf = hanne.get(&note(&case, ".pdf")).await;
    assert_eq!(pdf.headers["content-type"], "application/pdf");
    assert!(String::from_utf8_lossy(&pdf.bytes).contains("pdfuaid:part"));
    let page = note(&case, "/general");
    let read = eva.get(&page).await;
    read.hides("name=\"body\"");
    let late = eva.post(&page, &[("body", "For sent"), ("read", "1")]).await;
    let again = eva.post(&note(&case, ""), &[]).await;
    assert_eq!((late.status.as_u16(), again.status.as_u16()), (409, 409));
    assert_eq!(hanne.get(&note(&case, ".pdf")).await.bytes, pdf.bytes);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_release_is_taken_back_with_a_reason_when_words_must_go() {
    let case = strategy();
    closed(&case).await;
    let (eva, astrid, hanne) =
        (case.person("eva").await, case.person("astrid").await, case.anyone());
    eva.does(&note(&case, ""), &[]).await;
    for input in story::input_ids(&eva).await {
        eva.post(&format!("inputs/{input}/reading"), &[]).await;
    }
    astrid.does(&format!("hearings/{}/processing", story::hearing(&case)), &[]).await;
    let early = astrid.post(&note(&case, "-withdrawal"), &[("reason", "En fejl")]).await;
    assert_eq!(early.status, 409, "nothing is released");
    assert_eq!(release(&case, &astrid).await.status, 303);
    hanne.get(&note(&case, ".pdf")).await;
    let page = note(&case, "-withdrawal");
    assert_eq!(eva.post(&page, &[("reason", "En fejl")]).await.status, 404);
    assert_eq!(astrid.post(&page, &[]).await.status, 422, "without a reason");

    astrid.does(&page, &[("reason", "En borgers navn står i notatet")]).await;

    for part in ["", ".pdf", ".docx"] {
        assert_eq!(hanne.get(&note(&case, part)).await.status, 404, "{part} was open");
    }
    assert_eq!(case.count("SELECT count(*) FROM note_file"), 0);
    edit(&case, &eva, "general", "Uden navne").await;
    assert_eq!(release(&case, &astrid).await.status, 303);
    hanne.get(&note(&case, "")).await.shows("Uden navne");
}

/// A letter in Word with those paragraphs.
fn word(paragraphs: &[&str]) -> Vec<u8> {
    let blocks = paragraphs.iter().map(|it| Block::Paragraph((*it).to_owned())).collect();
    let document = Document {
        title: "Svar på {{hoering}}".into(),
        language: Language::Da,
        made: Day { year: 2010, month: 11, day: 2 },
        head: Vec::new(),
        contents: None,
        foot: "J.nr. {{journalnummer}}".into(),
        blocks,
    };
    docx::write(&document).unwrap()
}

fn letters(case: &Box_, part: &str) -> String {
    format!("hearings/{}/answer-letters{part}", story::hearing(case))
}

async fn upload(case: &Box_, who: &Visitor, name: &str, bytes: &[u8]) -> Answer {
    let body = multipart(&[("csrf", &who.csrf)], &[(name, bytes)]);
    send_raw(who, &letters(case, ""), body).await
}

#[tokio::test(flavor = "multi_thread")]
async fn each_sender_is_answered_by_the_authoritys_own_letter() {
    let case = strategy();
    closed(&case).await;
    let eva = case.person("eva").await;
    let template =
        word(&["Kære {{navn}}", "Tak for dit svar nr. {{ nummer }}.", "{{svar}}"]);

    let taken = upload(&case, &eva, "Svarbrev.docx", &template).await;

    assert_eq!(taken.status, 303, "{}", taken.text);
    let page = eva.get(&letters(&case, "")).await;
    page.shows("»Svarbrev.docx«")
        .shows("3 høringssvar har et svar.")
        .shows("Hanne Kanarie");
    let letter = eva.get(&letters(&case, "/1")).await;
    letter
        .shows("Kære Hanne Kanarie")
        .shows("nr. 000001-")
        .shows("Digital post: Imødekommes");
    letter.hides("{{");
    let file = eva.get(&letters(&case, "/1/letter")).await;
    let seen = attachment("svar.docx", &file.bytes).unwrap();
    assert!(seen.text.contains("Imødekommes, fordi det er enkelt."), "{}", seen.text);
    let packed = eva.get(&letters(&case, "/all?from=0")).await;
    assert_eq!(packed.headers["content-type"], "application/zip");
    assert_eq!(
        packed.text.matches("svar-00000").count(),
        6,
        "three, and their directory"
    );
    for part in ["", "/1", "/1/letter", "/all", "/template"] {
        assert_eq!(case.anyone().get(&letters(&case, part)).await.status, 404, "{part}");
        let clara = case.person("clara").await;
        assert_eq!(clara.get(&letters(&case, part)).await.status, 404, "{part}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_sender_reads_the_same_answer_on_the_receipt() {
    let case = strategy();
    let body = "Send brevene digitalt. Behold biblioteket.";
    let receipt = story::send_input(&case, &case.anyone(), "Hanne", body).await.to;
    let (eva, astrid) = (case.person("eva").await, case.person("astrid").await);
    let topic = story::tag_as_new(&eva, 1, "Digital post", 0).await;
    let early = eva.get(&letters(&case, "/1")).await;
    assert_eq!(early.status, 409, "no topic is approved");
    story::approve_topic(&eva, &astrid, topic, "Digital post").await;
    assert_eq!(eva.get(&letters(&case, "/1")).await.status, 409, "there is no template");
    upload(&case, &eva, "brev.docx", &word(&["{{svar}}"])).await;

    let letter = eva.get(&letters(&case, "/1")).await;

    let receipt =
        case.anyone().send("GET", receipt.split('?').next().unwrap(), &[]).await;
    for words in ["Digital post", "Imødekommes", "fordi det er enkelt."] {
        letter.shows(words);
        receipt.shows(words);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_template_that_could_do_harm_or_has_unknown_fields_is_refused_by_name() {
    let case = strategy();
    let eva = case.person("eva").await;
    let good = word(&["{{svar}}"]);
    let with = |name: &str, part: &str| {
        let mut zip =
            zip::ZipWriter::new_append(std::io::Cursor::new(good.clone())).unwrap();
        zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        std::io::Write::write_all(&mut zip, part.as_bytes()).unwrap();
        zip.finish().unwrap().into_inner()
    };
    let outside = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/\
         relationships\"><Relationship Id=\"r1\" Type=\"x/image\" TargetMode=\"External\" \
         Target=\"https://ond.example/a.png\"/></Relationships>";
    let dtd = "<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>";

    for (name, bytes, said) in [
        ("a.docx", word(&["{{svar}} {{cpr}} {{adresse}}"]), "{{adresse}}, {{cpr}}"),
        ("a.docx", word(&["Kære {{navn}}"]), "{{svar}}"),
        ("a.docx", with("word/vbaProject.bin", "makro"), "program"),
        ("a.docx", with("word/_rels/header1.xml.rels", outside), "hentes udefra"),
        ("a.docx", with("word/header1.xml", dtd), "form-error"),
        ("a.docx", with("word/header2.xml", &" ".repeat(9_000_000)), "form-error"),
        ("a.txt", b"{{svar}}".to_vec(), "ikke en Word-fil"),
    ] {
        let answer = upload(&case, &eva, name, &bytes).await;
        assert_eq!(answer.status, 422, "{said}: {}", answer.text);
        answer.shows(said);
    }
    let none =
        send_raw(&eva, &letters(&case, ""), multipart(&[("csrf", &eva.csrf)], &[])).await;
    assert_eq!(none.status, 422);
    eva.get(&letters(&case, "")).await.shows("Der er ingen skabelon endnu.");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sub_topic_stands_in_the_section_of_its_topic() {
    let case = strategy();
    let (eva, astrid) = (case.person("eva").await, case.person("astrid").await);
    for body in ["Bussen er sen.", "Natbussen er væk.", "Åbn biblioteket."] {
        story::send_input(&case, &case.anyone(), "Hanne", body).await;
    }
    let mut topics = Vec::new();
    for (input, title) in [(2, "Natbusser"), (3, "Biblioteker"), (1, "Busser")] {
        topics.push(story::tag_as_new(&eva, input, title, 0).await);
    }
    let parent = topics[2].to_string();
    let under = [("code", ""), ("kle", ""), ("description", ""), ("parent", &*parent)];
    eva.does(&format!("topics/{}/code", topics[0]), &under).await;
    for (topic, title) in topics.iter().zip(["Natbusser", "Biblioteker", "Busser"]) {
        story::approve_topic(&eva, &astrid, *topic, title).await;
    }
    case.turn_to(&story::after_hearing(&case), "09:00").await;
    for input in [1, 2, 3] {
        eva.does(&format!("inputs/{input}/reading"), &[]).await;
    }
    let processing = format!("hearings/{}/processing", story::hearing(&case));
    astrid.does(&processing, &[]).await;
    eva.does(&note(&case, ""), &[]).await;
    let answer = release(&case, &astrid).await;
    assert_eq!(answer.status, 303, "{}", answer.text);

    let page = case.anyone().get(&note(&case, "")).await;
    page.shows("<h3>2.2 Biblioteker</h3>").shows("<h3>2.3 Busser</h3>");
    page.shows("<h4>2.3.1 Natbusser</h4>");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_note_counts_is_counted_by_an_index() {
    let case = strategy();
    if case.settings.database_url.is_some() {
        return;
    }
    for sql in [
        "EXPLAIN QUERY PLAN SELECT i.sender_kind, count(*), sum(i.late) FROM input i
         WHERE i.hearing_id = 1 AND i.replaced_at IS NULL AND i.disowned_at IS NULL
         GROUP BY i.sender_kind ORDER BY i.sender_kind",
        "EXPLAIN QUERY PLAN SELECT DISTINCT i.organisation FROM input i
         WHERE i.hearing_id = 1 AND i.replaced_at IS NULL AND i.disowned_at IS NULL
           AND i.organisation <> '' ORDER BY i.organisation",
    ] {
        let plan = case.app.store.write_now(move |tx| tx.rows(sql, &[])).unwrap();
        let plan: Vec<String> = plan.iter().map(|row| row.get(3).unwrap()).collect();
        assert!(plan[0].contains("INDEX input_hearing"), "{plan:?}");
        assert_eq!(plan.len(), 1, "nothing is sorted: {plan:?}");
    }
}
