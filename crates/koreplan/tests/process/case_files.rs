//! Cases as their authors write them, and what can be wrong with them.

use koreplan::case::{CaseFile, Sources, file::FILES};

use super::support::folder;

fn broken(file: &str, from: &str, to: &str) -> Vec<String> {
    let mut sources = Sources::shipped()[0].clone();
    let at = FILES.iter().position(|name| *name == file).unwrap();
    assert!(sources.0[at].contains(from), "{from} is not in {file}");
    sources.0[at] = sources.0[at].replacen(from, to, 1);
    let problems = CaseFile::parse(&sources).unwrap_err();
    problems.iter().map(ToString::to_string).collect()
}

/// The line and column of `words` in a file, counted from 1.
fn place(file: &str, words: &str) -> String {
    let at = FILES.iter().position(|name| *name == file).unwrap();
    let text = &Sources::shipped()[0].0[at];
    let before = &text[..text.find(words).unwrap()];
    let line = before.matches('\n').count() + 1;
    let column = before.chars().rev().take_while(|c| *c != '\n').count() + 1;
    format!("{file}:{line}:{column}:")
}

#[test]
fn both_cases_that_come_with_the_program_have_no_mistakes() {
    for sources in Sources::shipped() {
        let case = CaseFile::parse(&sources).unwrap_or_else(|problems| {
            let said: Vec<_> = problems.iter().map(ToString::to_string).collect();
            panic!("{}", said.join("\n"))
        });
        assert!(!case.areas.is_empty());
    }
}

#[test]
fn a_misspelt_person_is_pointed_at_with_a_suggestion() {
    let said = broken("bodies.toml", "\"dorte\"", "\"dorthe\"");

    assert_eq!(said.len(), 1, "{said:?}");
    assert!(said[0].starts_with(&place("bodies.toml", "\"dorte\"")), "{said:?}");
    assert!(said[0].contains("Did you mean `dorte`?"), "{said:?}");
}

#[test]
fn an_unknown_word_a_wrong_kind_and_a_broken_file_each_have_their_line() {
    for (file, from, to) in [
        ("case.toml", "period", "perlod"),
        ("plan.toml", "\"theme_meeting\"", "\"theme_party\""),
        ("people.toml", "[[person]]", "[[person]"),
        ("plan.toml", "2010-09-01", "2010-09-31"),
    ] {
        let said = broken(file, from, to);
        assert!(said[0].starts_with(&format!("{file}:")), "{said:?}");
        assert!(!said[0].starts_with(&format!("{file}:0")), "{said:?}");
        assert!(said[0].contains("hint:"), "{said:?}");
    }
}

#[test]
fn a_quorum_larger_than_the_body_and_a_short_hearing_are_mistakes() {
    let quorum = broken("bodies.toml", "quorum = 9", "quorum = 18");
    assert!(quorum[0].contains("the quorum is 18 of 17 seats"), "{quorum:?}");
    let short = broken("hearings.toml", "2010-10-04T23:59:00", "2010-10-03T23:59:00");
    assert!(short[0].contains("the parties get 27 days"), "{short:?}");
}

#[test]
fn two_of_the_same_name_are_a_mistake() {
    let said = broken("people.toml", "login = \"bo\"", "login = \"astrid\"");

    assert!(said[0].contains("there are two of person `astrid`"), "{said:?}");
}

#[test]
fn the_command_points_at_every_mistake_and_fails() {
    let case = folder();
    for (name, text) in FILES.iter().zip(&Sources::shipped()[1].0) {
        std::fs::write(case.join(name), text).unwrap();
    }
    let check = || {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_koreplan"));
        command.arg("check").arg(&case).output().unwrap()
    };
    let whole = check();
    assert!(whole.status.success());
    let head = std::fs::read_to_string(case.join("case.toml")).unwrap();
    std::fs::write(
        case.join("case.toml"),
        head.replace("Europe/Copenhagen", "Europe/Kbh"),
    )
    .unwrap();

    let broken = check();

    assert!(!broken.status.success());
    let said = String::from_utf8(broken.stderr).unwrap();
    assert!(said.contains("case.toml:") && said.contains("`Europe/Kbh` is no time zone"));
    std::fs::remove_file(case.join("plan.toml")).unwrap();
    let missing = String::from_utf8(check().stderr).unwrap();
    assert!(missing.starts_with("plan.toml:0:0: cannot be read"), "{missing}");
}
