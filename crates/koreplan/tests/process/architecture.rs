//! The invariants of ARCHITECTURE.md, as tests.

use std::path::{Path, PathBuf};

use koreplan::{
    plan::rules::StepKind,
    web::{
        choices::Choice as _,
        l10n::{DANISH, ENGLISH},
    },
};

fn root() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."))
}

fn src() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/src"))
}

/// All files below a folder, with their texts.
fn files(folder: &Path, ending: &str) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path, ending));
        } else if path.to_string_lossy().ends_with(ending) {
            let text = std::fs::read_to_string(&path).unwrap();
            found.push((path, text));
        }
    }
    found.sort();
    found
}

const STEPS: [&str; 9] = [
    "input",
    "analysis",
    "theme_meeting",
    "proposals",
    "steering_group",
    "draft",
    "approval",
    "negotiation",
    "follow_up",
];

/// What `rules.rs` may not know: web, SQL, templates, clocks, randomness.
fn impurities(text: &str) -> Vec<&'static str> {
    let code = text.split("#[cfg(test)]").next().unwrap();
    let forbidden = [
        "axum",
        "koreplan_store",
        "maud",
        "tokio",
        "std::fs",
        "std::net",
        "::now()",
        "rand::",
        "storage::",
        "pages::",
        "crate::web::Cx",
    ];
    forbidden.into_iter().filter(|word| code.contains(word)).collect()
}

#[test]
fn rules_know_no_web_no_sql_no_template_and_no_clock() {
    for (path, text) in files(&src(), "rules.rs") {
        let found = impurities(&text);
        assert!(found.is_empty(), "{} uses {found:?}", path.display());
    }
    assert_eq!(impurities("use axum::Json; let now = Timestamp::now();").len(), 2);
}

#[test]
fn steps_use_neither_the_pages_of_another_nor_the_storage_of_a_later_one() {
    for (at, step) in STEPS.iter().enumerate() {
        for (path, text) in files(&src().join(step), ".rs") {
            for (other_at, other) in STEPS.iter().enumerate().filter(|(_, o)| *o != step)
            {
                let pages = format!("{other}::pages");
                assert!(!text.contains(&pages), "{} uses {pages}", path.display());
                let storage = format!("{other}::storage");
                let later = other_at > at;
                let used = later && text.contains(&storage);
                assert!(!used, "{} uses {storage}, which comes later", path.display());
            }
        }
    }
}

#[test]
fn only_the_store_knows_which_database_it_is() {
    for (path, text) in files(&src(), ".rs") {
        for word in ["rusqlite", "tokio_postgres", "PRAGMA", "pg_advisory", "Engine::"] {
            assert!(!text.contains(word), "{} says {word}", path.display());
        }
    }
}

#[test]
fn only_access_opens_what_is_sealed_and_makes_permits() {
    for (path, text) in files(&src(), ".rs") {
        if !path.ends_with("access.rs") {
            assert!(!text.contains("Permit {"), "{} makes a permit", path.display());
        }
    }
}

#[test]
fn every_handler_that_writes_leaves_an_entry_in_the_record() {
    for (path, text) in files(&src(), "pages.rs") {
        for part in text.split("async fn ").skip(1) {
            let body = part.split("\n}\n").next().unwrap();
            if !body.contains("cx.write(") {
                continue;
            }
            let name = body.split('(').next().unwrap();
            let noted = [
                "journal::record(",
                "note(tx",
                "receive(",
                "receive_with(",
                "new_topic(",
                "answer_call(",
            ];
            // The clock of a demonstration is no act of the case. Nor is what somebody
            // writes before it is sent, alone or with colleagues: that is nobody else's.
            let unsent = path.ends_with("input/drafts/pages.rs")
                || (path.ends_with("organisation_answers/pages.rs") && name != "send");
            let written =
                noted.iter().any(|call| body.contains(call)) || name == "turn" || unsent;
            assert!(written, "{} in {} leaves no entry", name, path.display());
        }
    }
}

#[test]
fn what_a_note_is_written_from_is_never_read_inside_an_act() {
    let path = src().join("analysis/hearing_note/pages.rs");
    let text = std::fs::read_to_string(path).unwrap();
    let mut acts = 0;
    for part in text.split("cx.write(").skip(1) {
        let act = part.split("\n    })\n    .await").next().unwrap();
        assert!(!act.contains("fresh(") && !act.contains("storage::data("), "{act}");
        acts += 1;
    }
    assert!(acts >= 4, "{acts}");
}

#[test]
fn every_step_has_its_files_its_journey_its_chapter_and_its_words() {
    assert_eq!(StepKind::ALL.len(), STEPS.len());
    let chapters = std::fs::read_to_string(root().join("docs/process.md")).unwrap();
    let map = std::fs::read_to_string(root().join("ARCHITECTURE.md")).unwrap();
    for (kind, step) in StepKind::ALL.iter().zip(STEPS) {
        assert_eq!(kind.word(), step);
        for file in ["mod.rs", "rules.rs", "storage.rs", "pages.rs"] {
            assert!(src().join(step).join(file).exists(), "{step}/{file} is missing");
        }
        let journey = root().join(format!("crates/koreplan/tests/process/{step}.rs"));
        assert!(journey.exists(), "{step} has no journey");
        let chapter = step.replace('_', " ").replace("follow up", "follow-up");
        let heading =
            chapters.lines().any(|line| line.to_lowercase() == format!("## {chapter}"));
        assert!(heading, "docs/process.md has no chapter on {chapter}");
        assert!(map.contains(&format!("{step}/")), "ARCHITECTURE.md is silent on {step}");
        for language in [DANISH, ENGLISH] {
            let key = format!("{} = ", kind.key());
            assert!(
                language.iter().any(|file| file.contains(&key)),
                "no words for {step}"
            );
        }
    }
}

#[test]
fn the_library_crates_do_no_io() {
    for (path, text) in files(&root().join("crates/koreplan-log/src"), ".rs") {
        for word in ["std::fs", "std::net", "std::process", "std::env"] {
            assert!(!text.contains(word), "{} uses {word}", path.display());
        }
    }
}

#[test]
fn every_manifest_has_the_licence() {
    for (path, text) in files(&root().join("crates"), "Cargo.toml") {
        assert!(text.contains("license.workspace = true"), "{}", path.display());
    }
    let workspace = std::fs::read_to_string(root().join("Cargo.toml")).unwrap();
    assert!(workspace.contains("license = \"EUPL-1.2\""));
}

#[test]
fn the_record_and_the_glossary_name_every_table() {
    let glossary = std::fs::read_to_string(root().join("docs/glossary.md")).unwrap();
    let migrations = files(&root().join("crates/koreplan/migrations"), ".sql");
    // Tables that only join others carry both names already.
    let nouns = [
        "cases",
        "body",
        "member",
        "area",
        "step",
        "gate",
        "hearing",
        "question",
        "material",
        "party",
        "input",
        "confirmation",
        "subscription",
        "news",
        "mail",
        "topic",
        "meeting",
        "agenda_item",
        "conclusion",
        "proposal",
        "brief",
        "chapter",
        "paragraph",
        "version",
        "approval",
        "initiative",
        "status_report",
        "journal",
    ];
    for noun in nouns {
        let table = format!("CREATE TABLE {noun} (");
        assert!(
            migrations.iter().any(|(_, sql)| sql.contains(&table)),
            "no table {noun}"
        );
        assert!(glossary.contains(noun), "the glossary is silent on {noun}");
    }
}

/// The lines of the catalogue of faults about time, submissions, uploads, web and network.
const FAULTS: [(char, &[u8]); 5] = [
    ('T', &[1, 3, 5, 6, 8, 9, 10, 11]),
    ('S', &[1, 2, 3, 4, 5, 6, 8, 9, 10, 11, 12]),
    ('U', &[1, 3, 5, 6, 7, 8, 9, 10, 11, 12, 13, 15]),
    ('W', &[1, 2, 3, 4, 5, 6, 7, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20]),
    ('N', &[1, 2, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13]),
];

/// What is wrong with the answer to a line of the catalogue: the cell of its table.
fn unanswered(id: &str, answer: &str) -> Option<String> {
    let root = root();
    let own = format!("{}_", id.to_lowercase());
    let mut proofs = 0;
    for named in answer.split('`').skip(1).step_by(2) {
        if named.starts_with("cargo xtask") {
            proofs += 1;
        } else if named.starts_with("tests/browser/") {
            proofs += 1;
            if !root.join("crates/koreplan").join(named).exists() {
                return Some(format!("{named} is not there"));
            }
        } else if let Some((file, test)) = named.split_once("::") {
            proofs += usize::from(test.starts_with(&own));
            let place = match file.split('/').next() {
                Some("src") => root.join("crates/koreplan"),
                Some("crates") => root.clone(),
                _ => root.join("crates/koreplan/tests/process"),
            };
            let text = std::fs::read_to_string(place.join(format!("{file}.rs")));
            let text = text.unwrap_or_default();
            let Some((before, _)) = text.split_once(&format!("fn {test}(")) else {
                return Some(format!("{named} is not there"));
            };
            let head = before.rsplit("\n\n").next().unwrap_or_default();
            if !head.contains("#[test]") && !head.contains("#[tokio::test") {
                return Some(format!("{named} is no test"));
            }
        }
    }
    let reason = answer.trim().strip_prefix("None").is_some_and(|why| why.len() > 40);
    (proofs == 0 && !reason).then(|| format!("no test named after {id}, and no reason"))
}

#[test]
fn every_fault_of_the_catalogue_has_a_test_or_a_reason_why_not() {
    let page = std::fs::read_to_string(root().join("docs/faults.md")).unwrap();
    let mut found = Vec::new();
    for (letter, numbers) in FAULTS {
        for number in numbers {
            let id = format!("{letter}{number:02}");
            let rows: Vec<_> =
                page.lines().filter(|l| l.starts_with(&format!("| {id} |"))).collect();
            match rows[..] {
                [row] => {
                    let answer = row.split(" | ").nth(2).unwrap_or_default();
                    found.extend(
                        unanswered(&id, answer).map(|why| format!("{id}: {why}")),
                    );
                }
                _ => found.push(format!("{id} has {} rows", rows.len())),
            }
        }
    }
    assert!(found.is_empty(), "{found:#?}");

    assert!(unanswered("T01", "`faults::t01_no_such_test`").is_some());
    assert!(unanswered("T01", "`faults::entries`").is_some());
    assert!(unanswered("T01", "Later.").is_some());
}
