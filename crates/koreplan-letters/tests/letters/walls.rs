//! The worker stays inside its walls, and is stopped at each limit.

use std::{
    path::Path,
    time::{Duration, Instant},
};

use koreplan_letters::{
    Refused,
    sandbox::{Fault, Report, run, run_within},
    work::{Answer, Job},
};

use crate::made;

fn worker() -> &'static Path {
    Path::new(env!("CARGO_BIN_EXE_letters-worker"))
}

fn job(name: &str) -> Job {
    Job::Attachment { name: name.into() }
}

fn asked(what: &str) -> Result<Report, Fault> {
    run_within(worker(), &job("a.txt"), what.as_bytes(), Duration::from_secs(3))
}

/// What the walls answered to the worker that tried.
fn tried(what: &str) -> String {
    match asked(what).unwrap().outcome {
        Err(Refused::Member { member }) => member,
        other => panic!("{what}: {other:?}"),
    }
}

#[test]
fn a_worker_does_the_work_and_says_which_walls_it_has() {
    for (name, bytes) in [
        ("a.pdf", made::pdf("Hej")),
        ("a.docx", made::docx("Hej")),
        ("a.odt", made::odt("Hej")),
        ("a.txt", b"Hej".to_vec()),
    ] {
        let report = run(worker(), &job(name), &bytes).unwrap();
        let Ok(Answer::Attachment(seen)) = report.outcome else { panic!("{name}") };
        assert_eq!(seen.text.trim(), "Hej", "{name}");
        assert!(seen.copy.is_some_and(|copy| !copy.is_empty()), "{name}");
    }
    let refused = run(worker(), &job("a.pdf"), b"MZ\0").unwrap().outcome;
    assert!(matches!(refused, Err(Refused::NotTaken { .. })));
    let bulk = Job::Bulk { name: "a.zip".into() };
    let letters = run(worker(), &bulk, &made::zip(&[("1.txt", b"Hej")])).unwrap();
    assert!(
        matches!(letters.outcome, Ok(Answer::Letters(letters)) if letters.len() == 1)
    );
}

#[test]
fn u15_a_worker_that_hangs_is_stopped() {
    for what in ["hang", "wait"] {
        let began = Instant::now();
        assert_eq!(asked(what), Err(Fault::TooSlow(Duration::from_secs(3))), "{what}");
        assert!(began.elapsed() < Duration::from_secs(6), "{what}");
    }
}

#[test]
fn u15_a_worker_that_crashes_is_a_fault_and_not_a_word_about_the_file() {
    for what in ["crash", "panic"] {
        assert!(matches!(asked(what), Err(Fault::Crashed(_))), "{what}");
    }
    assert_eq!(asked("nonsense"), Err(Fault::Nonsense));
    let none = run(Path::new("/nowhere/koreplan"), &job("a.txt"), b"Hej");
    assert!(matches!(none, Err(Fault::NotStarted(_))));
}

#[test]
fn u15_a_worker_that_takes_all_memory_meets_its_limit() {
    assert!(matches!(asked("grow"), Err(Fault::Crashed(_))));
}

#[test]
fn u15_a_worker_that_writes_without_end_is_stopped() {
    assert!(matches!(asked("write"), Err(Fault::TooLong(_))));
}

#[test]
fn u15_a_worker_reaches_no_file_no_network_and_no_program() {
    let tries = ["open", "create", "connect", "listen", "socket", "run", "thread"];
    for what in tries {
        let answer = tried(what);
        assert!(answer.contains("not permitted"), "{answer}");
    }
    assert!(!Path::new("/tmp/letters-escaped").exists());
    assert_eq!(tried("environment"), "0");
}
