//! Inputs from files, through the command.

use std::{path::PathBuf, process::Output};

use axum::{
    body::Body,
    http::{Request, header},
};

use super::support::{Answer, Visitor, database, folder, story, strategy};

pub struct Place {
    data: PathBuf,
    url: Option<String>,
}

impl Place {
    /// A database with the strategy loaded.
    pub fn new() -> Self {
        let place = Self { data: folder(), url: database() };
        let cases = concat!(env!("CARGO_MANIFEST_DIR"), "/../../cases");
        let case = format!("{cases}/digitaliseringsstrategi-2011-2015");
        assert!(place.run(&["load", &case]).status.success());
        place
    }

    pub fn run(&self, words: &[&str]) -> Output {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_koreplan"));
        command.args(words).arg("--data").arg(&self.data);
        if let Some(url) = &self.url {
            command.arg("--database-url").arg(url);
        }
        command.output().unwrap()
    }

    fn import(&self, file: &str, more: &[&str]) -> (bool, String, String) {
        let output = self.run(&[&["import", "inputs", file], more].concat());
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        (output.status.success(), text(output.stdout), text(output.stderr))
    }
}

/// A real file, where the shared data stand beside the project.
fn polis(name: &str) -> Option<String> {
    let file = format!(
        "{}/../../../shared/data/polis/{name}/comments.csv",
        env!("CARGO_MANIFEST_DIR")
    );
    if std::path::Path::new(&file).exists() {
        return Some(file);
    }
    eprintln!("not run: {file} is missing");
    None
}

const MAP: [&str; 8] = [
    "--map",
    "text=comment-body",
    "--map",
    "name=author-id",
    "--map",
    "id=comment-id",
    "--map",
    "received=timestamp",
];

#[test]
fn a_real_file_goes_in_whole_and_the_second_time_stores_nothing() {
    for (name, rows) in
        [("march-on.operation-marchin-orders", 2_162), ("vtaiwan.uberx", 197)]
    {
        let Some(file) = polis(name) else { return };
        let place = Place::new();

        let (done, said, progress) = place.import(&file, &MAP);
        assert!(done, "{progress}");
        assert_eq!(said, format!("{rows} stored, 0 known before\n"));
        assert!(progress.contains(&format!("{rows} of {rows} rows")), "{progress}");

        let (_, again, _) = place.import(&file, &MAP);
        assert_eq!(again, format!("0 stored, {rows} known before\n"));
        assert!(place.run(&["verify"]).status.success());
    }
}

#[test]
fn a_file_with_bad_rows_stores_nothing_unless_told_to_keep_the_good() {
    let place = Place::new();
    let file = folder().join("letters.csv");
    std::fs::write(
        &file,
        "text,kind\n\"Et\nbrev\",person\n,person\nTo,robot\nTre,council\n",
    )
    .unwrap();
    let file = file.to_str().unwrap();
    let map = ["--map", "kind=kind"];

    let (done, _, said) = place.import(file, &map);
    assert!(!done);
    assert!(said.contains("letters.csv:4: the text is empty"), "{said}");
    assert!(said.contains("letters.csv:5: the kind robot is none of person"), "{said}");
    assert!(said.contains("nothing was stored"), "{said}");

    std::fs::write(
        file,
        "text,kind,organisation,email\nEt,person,,\nTo,company,,\nTre,company,X,ikke-en\n\
         Fire,council,Rådet,raad@example.dk\n",
    )
    .unwrap();
    let more = ["--map", "organisation=organisation", "--map", "email=email"];
    let map = [&map[..], &more[..]].concat();
    let (_, _, said) = place.import(file, &map);
    assert!(said.contains(":3: the organisation is missing"), "{said}");
    assert!(said.contains(":4: the email is no e-mail address"), "{said}");

    let (done, said, _) = place.import(file, &[&map[..], &["--keep-good"]].concat());
    assert!(done);
    assert_eq!(said, "2 stored, 0 known before\n");
}

#[test]
fn a_row_that_changed_under_its_id_is_not_stored_over() {
    let place = Place::new();
    let file = folder().join("letters.csv");
    let map = ["--map", "id=id"];
    std::fs::write(&file, "id,text\n1,Et\n").unwrap();
    assert!(place.import(file.to_str().unwrap(), &map).0);
    std::fs::write(&file, "id,text\n1,Noget andet\n").unwrap();

    let (done, _, said) = place.import(file.to_str().unwrap(), &map);

    assert!(!done);
    assert!(
        said.contains(":2: a row with this id was imported with another text"),
        "{said}"
    );
}

#[test]
fn a_wrong_column_or_file_is_one_clear_line() {
    let place = Place::new();
    let file = folder().join("letters.csv");
    std::fs::write(&file, "a,b\n1,2\n").unwrap();

    let (_, _, said) = place.import(file.to_str().unwrap(), &["--map", "text=c"]);
    assert_eq!(said, "koreplan: no column is called c: the file has a, b\n");
    let (_, _, said) = place.import(file.to_str().unwrap(), &["--encoding", "ebcdic"]);
    assert!(said.contains("use one of utf-8, windows-1252"), "{said}");
    let (_, _, said) = place.import("/nowhere.csv", &[]);
    assert_eq!(said.lines().count(), 1, "{said}");
}

/// A packed file of members that are not packed.
fn zip(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in members {
        let options = zip::write::SimpleFileOptions::default();
        writer.start_file(*name, options).unwrap();
        std::io::Write::write_all(&mut writer, bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn docx(text: &str) -> Vec<u8> {
    let document = format!(
        "<w:document xmlns:w=\"w\"><w:body><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:body>\
         </w:document>"
    );
    zip(&[
        ("[Content_Types].xml", b"<Types/>"),
        ("word/document.xml", document.as_bytes()),
    ])
}

const MAIL: &[u8] = b"From: Gitte <gitte@example.dk>\r\nMessage-ID: <1@example.dk>\r\n\
    Date: Mon, 6 Sep 2010 14:00:00 +0200\r\nSubject: Svar\r\n\r\nBrev pr. mail\r\n";

#[test]
fn letters_in_a_packed_file_go_in_whole_and_the_second_time_stores_nothing() {
    let place = Place::new();
    let file = folder().join("breve.zip");
    let (one, two) = (docx("Samme brev"), docx("Samme brev"));
    let members: [(&str, &[u8]); 4] =
        [("a.docx", &one), ("b.docx", &two), ("c.txt", b"Tredje"), ("d.eml", MAIL)];
    std::fs::write(&file, zip(&members)).unwrap();
    let file = file.to_str().unwrap();

    let (done, said, why) = place.import(file, &[]);
    assert!(done, "{why}");
    assert_eq!(said, "4 stored, 0 known before\n");
    let (_, again, _) = place.import(file, &[]);
    assert_eq!(again, "0 stored, 4 known before\n");
    assert!(place.run(&["verify"]).status.success());
}

#[test]
fn a_packed_file_with_a_bad_letter_stores_nothing_and_names_it() {
    let place = Place::new();
    let file = folder().join("breve.zip");
    let members: [(&str, &[u8]); 3] =
        [("a.txt", b"Hej"), ("b.docx", b"not one"), ("c.pdf", b"%PDF-1.4 damaged")];
    std::fs::write(&file, zip(&members)).unwrap();
    let file = file.to_str().unwrap();

    let (done, _, said) = place.import(file, &[]);
    assert!(!done);
    assert!(
        said.contains(":2: b.docx: the name ends in .docx, but the file is plain"),
        "{said}"
    );
    assert!(said.contains(":3: c.pdf: the file is a PDF, but it is damaged"), "{said}");
    assert!(said.contains("nothing was stored"), "{said}");

    let (done, said, _) = place.import(file, &["--keep-good"]);
    assert!(done);
    assert_eq!(said, "1 stored, 0 known before\n");

    let bomb = zip(&[("a.txt", &vec![b' '; 20 << 20])]);
    std::fs::write(file, bomb).unwrap();
    let (done, _, said) = place.import(file, &[]);
    assert!(!done);
    assert_eq!(said, "koreplan: the file unpacks to more than 100 times its size\n");
}

#[test]
fn sheets_json_lines_and_mails_go_in_by_the_rules_of_rows() {
    let place = Place::new();
    let folder = folder();
    let lines =
        "{\"svar\":\"Et\",\"type\":\"person\"}\n{\"svar\":\"To\",\"type\":\"robot\"}\n";
    let file = folder.join("svar.jsonl");
    std::fs::write(&file, lines).unwrap();
    let map = ["--map", "text=svar", "--map", "kind=type"];
    let (_, _, said) = place.import(file.to_str().unwrap(), &map);
    assert!(said.contains("svar.jsonl:2: the kind robot is none of person"), "{said}");

    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let packages = "http://schemas.openxmlformats.org/package/2006/relationships";
    let cell = |place: &str, text: &str| {
        format!("<c r=\"{place}\" t=\"inlineStr\"><is><t>{text}</t></is></c>")
    };
    let sheet = format!(
        "<worksheet xmlns=\"{main}\"><sheetData><row r=\"1\">{}{}</row><row r=\"2\">{}</row>\
         <row r=\"4\">{}</row></sheetData></worksheet>",
        cell("A1", "svar"),
        cell("B1", "type"),
        cell("A2", "Fra arket"),
        cell("B4", "person"),
    );
    let book = format!(
        "<workbook xmlns=\"{main}\" xmlns:r=\"{relations}\"><sheets>\
         <sheet name=\"Svar\" sheetId=\"1\" r:id=\"a\"/></sheets></workbook>"
    );
    let rels = |kind: &str, target: &str| {
        format!(
            "<Relationships xmlns=\"{packages}\"><Relationship Id=\"a\" \
             Type=\"{relations}/{kind}\" Target=\"{target}\"/></Relationships>"
        )
    };
    let packed = zip(&[
        ("[Content_Types].xml", b"<Types/>"),
        ("_rels/.rels", rels("officeDocument", "xl/workbook.xml").as_bytes()),
        ("xl/workbook.xml", book.as_bytes()),
        ("xl/_rels/workbook.xml.rels", rels("worksheet", "worksheets/1.xml").as_bytes()),
        ("xl/worksheets/1.xml", sheet.as_bytes()),
    ]);
    let file = folder.join("svar.xlsx");
    std::fs::write(&file, packed).unwrap();
    let (done, _, said) = place.import(file.to_str().unwrap(), &map);
    assert!(!done);
    assert!(said.contains("svar.xlsx:4: the text is empty"), "{said}");
    let keep = [&map[..], &["--keep-good"]].concat();
    assert_eq!(
        place.import(file.to_str().unwrap(), &keep).1,
        "1 stored, 0 known before\n"
    );

    let file = folder.join("svar.eml");
    std::fs::write(&file, MAIL).unwrap();
    assert_eq!(place.import(file.to_str().unwrap(), &[]).1, "1 stored, 0 known before\n");
}

const BOUNDARY: &str = "----en-linje-der-skiller";

/// Sends a file to be imported, as a browser does.
async fn choose(visitor: &Visitor, hearing: &str, name: &str, bytes: &[u8]) -> Answer {
    let mut body = format!(
        "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n{}\r\n\
         --{BOUNDARY}\r\nContent-Disposition: form-data; name=\"files\"; \
         filename=\"{name}\"\r\n\r\n",
        visitor.csrf
    )
    .into_bytes();
    body.extend(bytes);
    body.extend(format!("\r\n--{BOUNDARY}--\r\n").bytes());
    let request = Request::builder()
        .method("POST")
        .uri(visitor.address(&format!("hearings/{hearing}/import")))
        .header(header::COOKIE, &visitor.cookie)
        .header(header::CONTENT_TYPE, format!("multipart/form-data; boundary={BOUNDARY}"))
        .body(Body::from(body))
        .unwrap();
    visitor.request(request).await
}

#[tokio::test(flavor = "multi_thread")]
async fn bo_imports_all_statements_of_a_real_conversation_in_one_go() {
    let Some(file) = polis("march-on.operation-marchin-orders") else { return };
    let case = strategy();
    let bo = case.person("bo").await;
    let hearing = story::hearing(&case);
    case.turn_to("2010-10-07", "09:00").await;

    let sent = choose(&bo, hearing, "comments.csv", &std::fs::read(&file).unwrap()).await;
    let page = bo.send("GET", &sent.to, &[]).await;
    page.shows("Polis, udsagn")
        .shows("UTF-8")
        .shows("Komma")
        .shows("2.162 høringssvar bliver gemt");
    page.shows("comment-body").shows("I identify as a feminist").hides("Rækker, der kan");

    let stored = bo.send("POST", &sent.to, &[("csrf", &*bo.csrf)]).await;
    bo.send("GET", &stored.to, &[]).await.shows("2.162 høringssvar er gemt");
    assert_eq!(case.count("SELECT count(*) FROM input WHERE source = 'import'"), 2162);
    bo.get("journal").await.shows("indlæste høringssvar fra en fil").shows("gemt: 2.162");

    let again = choose(&bo, hearing, "igen.csv", &std::fs::read(&file).unwrap()).await;
    bo.send("GET", &again.to, &[]).await.shows("Der er ingen nye høringssvar at gemme");
    let repeat = bo.send("POST", &again.to, &[("csrf", &*bo.csrf)]).await;
    assert!(repeat.to.contains("stored=0"), "{}", repeat.to);
    assert_eq!(case.count("SELECT count(*) FROM input WHERE source = 'import'"), 2162);
}

#[tokio::test(flavor = "multi_thread")]
async fn bo_sees_the_bad_rows_and_takes_the_good_ones() {
    let case = strategy();
    let bo = case.person("bo").await;
    let hearing = story::hearing(&case);
    case.turn_to("2010-10-07", "09:00").await;
    // Old Windows, semicolons, a mark that is not closed, a row that is too short.
    let file =
        b"svar;navn\nBl\xe5b\xe6r;Hanne\n\"Aldrig lukket;x\nkort\nTo linjer;Gitte\n";

    let sent = choose(&bo, hearing, "svar.csv", file).await;
    let page = bo.send("GET", &sent.to, &[]).await;
    page.shows("Windows-1252").shows("Semikolon").shows("Blåbær");
    page.shows("Et citationstegn i linje 3 er hverken afsluttet");
    page.shows("Én celle, hvor overskriften har 2");
    page.shows("2 bliver gemt, og 2 bliver udeladt");
    let lines = format!("{}/bad-lines", sent.to);
    let lines = bo.send("GET", &lines, &[]).await;
    lines.shows("3,Et citationstegn").shows("4,\"Én celle,").shows("kort");
    assert!(lines.headers["content-disposition"].contains("svar.csv"));

    // All or nothing, unless one asks for the good ones.
    let refused = bo.send("POST", &sent.to, &[("csrf", &*bo.csrf)]).await;
    assert_eq!(refused.status, 409);
    assert_eq!(case.count("SELECT count(*) FROM input"), 0);
    let form = [("csrf", &*bo.csrf), ("keep_good", "yes")];
    let stored = bo.send("POST", &sent.to, &form).await;
    bo.send("GET", &stored.to, &[]).await.shows("2 høringssvar er gemt");
    bo.get("journal").await.shows("udeladt: 2");

    // Another way of reading is an address; it changes nothing.
    let other = format!("{}?separator=comma", sent.to);
    bo.send("GET", &other, &[])
        .await
        .shows("Det ses ikke, hvilken kolonne der er teksten");
    let other = format!("{}?text=navn", sent.to);
    bo.send("GET", &other, &[]).await.shows("Nye høringssvar").shows("Gitte");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_waits_for_its_sender_alone_and_outsiders_find_nothing() {
    let case = strategy();
    let bo = case.person("bo").await;
    let hearing = story::hearing(&case);
    case.turn_to("2010-10-07", "09:00").await;
    let sent = choose(&bo, hearing, "svar.csv", b"text\nHej\n").await;

    let astrid = case.person("astrid").await;
    assert_eq!(astrid.send("GET", &sent.to, &[]).await.status, 409);
    let anyone = case.anyone();
    assert_eq!(anyone.send("GET", &sent.to, &[]).await.status, 404);
    assert_eq!(anyone.get(&format!("hearings/{hearing}/import")).await.status, 404);
    assert_eq!(choose(&anyone, hearing, "a.csv", b"text\nHej\n").await.status, 404);

    let nothing = choose(&bo, hearing, "stemmer.xlsx", b"not one").await;
    assert_eq!(nothing.status, 422);
    nothing.shows("form-error-message");
    let votes =
        choose(&bo, hearing, "votes.csv", b"comment-id,voter-id,vote\n1,2,1\n").await;
    bo.send("GET", &votes.to, &[]).await.shows("stemmer om udsagn");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_packed_folder_of_answers_is_one_input_a_respondent() {
    let folder = format!(
        "{}/../../../shared/data/themefinder-gambling_XS/inputs",
        env!("CARGO_MANIFEST_DIR")
    );
    let read = |name: &str| std::fs::read(format!("{folder}/{name}"));
    let names = [
        "question_part_1/question.json",
        "question_part_1/responses.jsonl",
        "question_part_2/question.json",
        "question_part_2/responses.jsonl",
        "respondents.jsonl",
    ];
    let Ok(texts) = names.iter().map(|name| read(name)).collect::<Result<Vec<_>, _>>()
    else {
        eprintln!("not run: {folder} is missing");
        return;
    };
    let members: Vec<_> =
        names.iter().zip(&texts).map(|(n, text)| (*n, &**text)).collect();
    let case = strategy();
    let bo = case.person("bo").await;
    let hearing = story::hearing(&case);
    case.turn_to("2010-10-07", "09:00").await;

    let sent = choose(&bo, hearing, "inputs.zip", &zip(&members)).await;
    let page = bo.send("GET", &sent.to, &[]).await;
    page.shows("i.AI Consult")
        .shows("Should gambling advertisements be completely banned");
    let stored = bo.send("POST", &sent.to, &[("csrf", &*bo.csrf)]).await;
    bo.send("GET", &stored.to, &[]).await.shows("høringssvar er gemt");
    let parts = "SELECT count(*) FROM input WHERE body LIKE 'Should gambling%'";
    assert_eq!(case.count(parts), 100);
}
