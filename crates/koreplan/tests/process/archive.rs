//! A case as one file: out, into an empty database, and out again.

use std::{
    collections::BTreeMap,
    io::{Cursor, Read as _, Write as _},
    path::PathBuf,
};

use koreplan::{
    App, Settings,
    archive::{
        rules,
        storage::{self, Manifest, Undone},
    },
    journal,
    web::app::{Clock, MIGRATIONS},
};
use koreplan_store::StoreError;

use super::support::{Box_, database, folder, plan, settings, story, strategy};

fn exported(app: &App, slug: &str, at: &str) -> (Vec<u8>, Manifest) {
    let (slug, at) = (slug.to_owned(), at.to_owned());
    app.store
        .write_now(move |tx| -> Result<_, Undone> {
            let mut bytes = Vec::new();
            let manifest = storage::export(tx, &slug, at, Cursor::new(&mut bytes))?;
            Ok((bytes, manifest))
        })
        .unwrap()
}

fn imported(app: &App, bytes: Vec<u8>) -> Result<Manifest, Undone> {
    app.store.write_now(move |tx| storage::import(tx, Cursor::new(bytes)))
}

fn empty() -> (App, Settings) {
    let settings = settings(false);
    (App::open(&settings, Clock::SYSTEM).unwrap(), settings)
}

/// The files of an archive.
fn unpacked(bytes: &[u8]) -> BTreeMap<String, String> {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    (0..zip.len())
        .map(|at| {
            let mut file = zip.by_index(at).unwrap();
            let mut text = String::new();
            file.read_to_string(&mut text).unwrap();
            (file.name().unwrap().into_owned(), text)
        })
        .collect()
}

fn packed(files: &BTreeMap<String, String>) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in files {
        zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// Changes a file and the manifest with it.
fn resigned(files: &mut BTreeMap<String, String>, name: &str, text: String) {
    use sha2::Digest as _;
    let sum: [u8; 32] = sha2::Sha256::digest(text.as_bytes()).into();
    let mut manifest: Manifest = serde_json::from_str(&files["manifest.json"]).unwrap();
    let file = manifest.files.get_mut(name).unwrap();
    file.sha256 = koreplan_log::Hex(&sum).to_string();
    file.rows = text.lines().count() as u64;
    files.insert("manifest.json".into(), serde_json::to_string(&manifest).unwrap());
    files.insert(name.into(), text);
}

/// The rows of a file without one of their columns.
fn without(text: &str, column: &str) -> String {
    let line = |line: &str| {
        let mut row: serde_json::Value = serde_json::from_str(line).unwrap();
        row.as_object_mut().unwrap().remove(column).unwrap();
        format!("{row}\n")
    };
    text.lines().map(line).collect()
}

/// A case with something in nearly every table.
async fn lived() -> Box_ {
    let case = strategy();
    story::adopt_one(&case).await;
    let astrid = case.person("astrid").await;
    astrid.does("briefs", &[("summary", "Godt i gang")]).await;
    story::publish(&astrid, 1).await;
    story::release(&case).await;
    let bo = case.person("bo").await;
    let initiative = bo.get("initiatives").await.id_after("/initiatives/");
    bo.does(&format!("initiatives/{initiative}/start"), &[]).await;
    case
}

fn verified(app: &App) -> i64 {
    app.store.write_now(journal::verify).unwrap().unwrap()
}

/// Takes a case out, into an empty database and out again.
pub fn comes_back_the_same(case: &Box_) {
    let slug = case.file.head.slug.get_ref();
    let (bytes, manifest) = exported(&case.app, slug, "2026-11-24T12:00:00Z");
    assert!(manifest.confidential && manifest.chain == "whole");
    let filled = manifest.files.values().filter(|file| file.rows > 0).count();
    assert!(filled > 30, "{filled} files have rows");

    let (app, _) = empty();
    assert_eq!(imported(&app, bytes.clone()).unwrap(), manifest);

    assert_eq!(verified(&app), verified(&case.app));
    let (again, _) = exported(&app, slug, "2026-11-24T12:00:00Z");
    assert_eq!(unpacked(&again), unpacked(&bytes));
    assert_eq!(again, bytes, "byte for byte");
    let (later, _) = exported(&app, slug, "2027-01-01T00:00:00Z");
    let (mut was, mut is) = (unpacked(&bytes), unpacked(&later));
    assert_ne!(was.remove("manifest.json"), is.remove("manifest.json"));
    assert_eq!(was, is, "only the time in the head is another");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_case_comes_back_from_its_archive_as_it_was_and_goes_out_the_same() {
    comes_back_the_same(&lived().await);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_case_that_came_back_can_be_read_and_worked_on() {
    let case = lived().await;
    let slug = case.file.head.slug.get_ref().clone();
    let (bytes, _) = exported(&case.app, &slug, "");
    let (app, _) = empty();
    imported(&app, bytes).unwrap();

    let public = app.public.renewed(&app.store).await.unwrap();
    let texts = public.read(|tx| tx.one("SELECT count(*) FROM version_paragraph", &[]));
    assert_eq!(texts.await, Ok::<_, StoreError>(1));
    // The next number is above those that came.
    let ids = app
        .store
        .write_now(|tx| -> Result<_, StoreError> {
            let last = tx.one("SELECT max(id) FROM topic", &[])?;
            let next = tx.one(
                "INSERT INTO topic (case_id, area_id, title, assessment)
                 VALUES (1, 1, 'Ny', '') RETURNING id",
                &[],
            )?;
            Ok((last, next))
        })
        .unwrap();
    assert_eq!(ids.1, ids.0 + 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_others_did_stays_home_and_the_record_of_the_case_still_holds() {
    let case = lived().await;
    let slug = case.file.head.slug.get_ref().clone();
    let other = koreplan::case::CaseFile::parse(&koreplan::case::Sources::shipped()[1]);
    case.app
        .store
        .write_now(move |tx| {
            koreplan::case::storage::insert(tx, &other.unwrap(), 1).map(drop)
        })
        .unwrap();
    let astrid = case.person("astrid").await;
    story::add_chapter(&astrid, "Efter den anden sag").await;

    let (bytes, manifest) = exported(&case.app, &slug, "");

    assert_eq!(manifest.chain, "own");
    let files = unpacked(&bytes);
    for (name, text) in &files {
        assert!(!text.contains("sandby"), "{name} holds the other case");
    }
    let stood = files["evidence.jsonl"].lines().count();
    assert_eq!(stood, files["journal.jsonl"].lines().count());
    let (app, _) = empty();
    imported(&app, bytes).unwrap();
    assert_eq!(verified(&app), i64::try_from(stood).unwrap());
    let of_case = "SELECT count(*) FROM journal WHERE case_slug = $1";
    let count = case.app.store.write_now(move |tx| tx.one(of_case, &[slug.into()]));
    assert_eq!(count, Ok::<_, StoreError>(verified(&app)));
    assert!(verified(&case.app) > verified(&app), "others did something too");
    assert!(!files["tables/person.jsonl"].contains("$argon2"));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_archive_that_was_touched_is_refused_and_nothing_is_stored() {
    let case = lived().await;
    let slug = case.file.head.slug.get_ref().clone();
    let (bytes, _) = exported(&case.app, &slug, "");
    let files = unpacked(&bytes);
    let (app, _) = empty();
    let refused = |change: &dyn Fn(&mut BTreeMap<String, String>)| {
        let mut files = files.clone();
        change(&mut files);
        let why = imported(&app, packed(&files)).unwrap_err().to_string();
        let left = app.store.write_now(|tx| tx.one("SELECT count(*) FROM cases", &[]));
        assert_eq!(left, Ok::<_, StoreError>(0), "{why}");
        why
    };
    let why = refused(&|files| {
        let text = files["tables/input.jsonl"].replace("digitalt", "på papir");
        files.insert("tables/input.jsonl".into(), text);
    });
    assert!(why.contains("tables/input.jsonl is not as the manifest says"), "{why}");
    let why = refused(&|files| {
        let text =
            files["journal.jsonl"].replace("\"actor\":\"Bo\"", "\"actor\":\"Eva\"");
        assert_ne!(text, files["journal.jsonl"]);
        resigned(files, "journal.jsonl", text);
    });
    assert!(why.contains("its record does not hold"), "{why}");
    let why = refused(&|files| {
        let text = files["tables/area.jsonl"].replace("\"slug\"", "\"slag\"");
        resigned(files, "tables/area.jsonl", text);
    });
    assert!(
        why.contains("tables/area.jsonl:1: this program has no column slag"),
        "{why}"
    );
    let why = refused(&|files| {
        let text = without(&files["tables/area.jsonl"], "focus_da");
        resigned(files, "tables/area.jsonl", text);
    });
    assert!(why.contains("tables/area.jsonl:1: focus_da is missing"), "{why}");
    let why = refused(&|files| {
        let text = files["manifest.json"].replace("\"format\": 1", "\"format\": 9");
        files.insert("manifest.json".into(), text);
    });
    assert!(why.contains("it has format 9"), "{why}");
    let why = imported(&app, b"PK no archive".to_vec()).unwrap_err().to_string();
    assert!(why.contains("no archive of a case"), "{why}");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_archive_of_an_older_program_does_without_columns_that_may_be_empty() {
    let case = lived().await;
    let (bytes, _) = exported(&case.app, case.file.head.slug.get_ref(), "");
    let mut files = unpacked(&bytes);
    let text = without(&files["tables/agenda_item.jsonl"], "told_in");
    resigned(&mut files, "tables/agenda_item.jsonl", text);
    let (app, _) = empty();

    imported(&app, packed(&files)).unwrap();

    let untold = "SELECT count(*) FROM agenda_item WHERE told_in IS NULL";
    let untold = app.store.write_now(move |tx| tx.one(untold, &[])).unwrap();
    assert!(
        Ok::<_, StoreError>(untold)
            == case
                .app
                .store
                .write_now(|tx| { tx.one("SELECT count(*) FROM agenda_item", &[]) })
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_case_comes_into_an_empty_database_only() {
    let case = plan();
    let (bytes, _) = exported(&case.app, case.file.head.slug.get_ref(), "");

    let why = imported(&case.app, bytes).unwrap_err().to_string();

    assert!(why.contains("the database is not empty"), "{why}");
}

#[test]
fn every_table_is_in_the_archive_or_named_as_being_apart() {
    let tables = rules::tables(MIGRATIONS.iter().map(|it| it.sql));
    let made: usize =
        MIGRATIONS.iter().map(|it| it.sql.matches("CREATE TABLE").count()).sum();
    assert_eq!(tables.len(), made, "a table of the migrations was not read");
    let parts = rules::parts_of_a_case(tables).unwrap();
    assert_eq!(parts.len() + rules::APART.len(), made);
    assert!(parts.iter().all(|part| !part.table.key.is_empty()));
}

#[test]
fn the_commands_write_a_private_file_once_and_read_it_back() {
    struct Place(PathBuf, Option<String>);
    impl Place {
        fn run(&self, words: &[&str]) -> (bool, String) {
            let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_koreplan"));
            command.args(words).arg("--data").arg(&self.0);
            if let Some(url) = &self.1 {
                command.arg("--database-url").arg(url);
            }
            let output = command.output().unwrap();
            let said = [output.stdout, output.stderr].concat();
            (output.status.success(), String::from_utf8(said).unwrap())
        }
    }
    let (one, two) = (Place(folder(), database()), Place(folder(), database()));
    let slug = "sandby-digital-plan-2027-2030";
    let cases = concat!(env!("CARGO_MANIFEST_DIR"), "/../../cases/");
    assert!(one.run(&["load", &format!("{cases}{slug}")]).0);
    let file = one.0.join("case.zip");
    let path = file.to_str().unwrap();

    let (done, said) = one.run(&["export", "case", slug, path]);
    assert!(done && said.contains("CONFIDENTIAL"), "{said}");
    let mode = std::os::unix::fs::PermissionsExt::mode(
        &std::fs::metadata(&file).unwrap().permissions(),
    );
    assert_eq!(mode & 0o777, 0o600);
    let (again, said) = one.run(&["export", "case", slug, path]);
    assert!(!again && said.contains("cannot be made"), "{said}");
    let none = one.0.join("none.zip");
    let (none_done, said) = one.run(&["export", "case", "none", none.to_str().unwrap()]);
    assert!(!none_done && said.contains("there is no case none") && !none.exists());

    let (done, said) = two.run(&["import", "case", path]);
    assert!(done && said.contains("the record holds"), "{said}");
    let (held, said) = two.run(&["verify"]);
    assert!(held && said.contains("the record holds: 1 entries"), "{said}");
    let (twice, said) = two.run(&["import", "case", path]);
    assert!(!twice && said.contains("not empty"), "{said}");
}
