//! Every migration runs on a database that is filled as far as it goes.

use koreplan::{App, web::app::MIGRATIONS};
use koreplan_store::{Store, StoreError};

use super::support::settings;

/// After which migration a row is put in, and how.
const ROWS: &[(usize, &str)] = &[
    (1, "INSERT INTO person (id, login, name, title_da, title_en, epoch, operator)
         VALUES (1, 'bo', 'Bo', 'Fuldmægtig', 'Head of section', 0, 0)"),
    (2, "INSERT INTO journal_end (id, seq, at, hash) VALUES (7, 0, 0, $1)"),
    (3, "INSERT INTO cases (id, slug, title_da, title_en, summary_da, summary_en, period,
         zone) VALUES (1, 'plan', 'Plan', 'Plan', '', '', '2027', 'Europe/Copenhagen')"),
    (3, "INSERT INTO body (id, case_id, slug, position, kind, name_da, name_en, rule, quorum,
         seats) VALUES (1, 1, 'board', 1, 'approver', 'B', 'B', 'majority', 1, 1)"),
    (3, "INSERT INTO area (id, case_id, slug, position, name_da, name_en, focus_da, focus_en,
         track_da, track_en) VALUES (1, 1, 'a', 1, 'A', 'A', '', '', '', '')"),
    (4, "INSERT INTO step (id, case_id, slug, position, kind, title_da, title_en,
         planned_from, planned_to) VALUES (1, 1, 's', 1, 'input', 'S', 'S', '2027-01-01',
         '2027-01-31')"),
    (5, "INSERT INTO hearing (id, case_id, slug, position, title_da, title_en, intro_da,
         intro_en, zone, opens, opens_at, deadline, deadline_at, normal_days, reason)
         VALUES (1, 1, 'h', 1, 'H', 'H', '', '', 'Europe/Copenhagen', '', 0, '', 1, 0, '')"),
    (6, "INSERT INTO topic (id, case_id, area_id, title, assessment)
         VALUES (1, 1, 1, 'T', 'Ja')"),
    (7, "INSERT INTO proposal (id, case_id, area_id, number, title, body, assessment,
         recommendation, created_by, created_at) VALUES (1, 1, 1, 1, 'P', '', '', '', '', 0)"),
    (8, "INSERT INTO meeting (id, case_id, kind, title, place, zone, starts, starts_at,
         chair_id, minutes) VALUES (1, 1, 'body', 'M', '', '', '', 0, 1, '')"),
    (9, "INSERT INTO brief (id, case_id, body_id, number, summary, content_da, content_en,
         sent_by, sent_at, answer) VALUES (1, 1, 1, 1, '', '', '', '', 0, '')"),
    (10, "INSERT INTO chapter (id, case_id, position, title, owner_id)
          VALUES (1, 1, 1, 'C', 1)"),
    (10, "INSERT INTO version (id, case_id, number, hash, note, frozen_by, frozen_at)
          VALUES (1, 1, 1, 'x', '', '', 0)"),
    (11, "INSERT INTO approval (id, version_id, body_id, reason) VALUES (1, 1, 1, '')"),
    (12, "INSERT INTO initiative (id, case_id, position, number, title_da, title_en, area_id,
          lead_id, year, provenance) VALUES (1, 1, 1, '1', 'I', 'I', 1, 1, '', 'demo')"),
    (20, "INSERT INTO reading (input_id, person_id, due, by_name, at)
          VALUES (1, 1, '', '', 0)"),
    (26, "INSERT INTO analysis (id, case_id, area_id, title, body, author_id, version,
          saved_by, saved_at) VALUES (1, 1, 1, 'A', '', 1, 0, '', 0)"),
    (21, "INSERT INTO assessment (topic_id, version, title, said, met, why, by_name)
          VALUES (1, 2, 'T', '', '', '', '')"),
    (17, "INSERT INTO tail (name, at) VALUES ('other', 1)"),
    (19, "INSERT INTO topic_mapping (id, case_id, asked_by, asked_at, up_to, inputs,
          inputs_read) VALUES (1, 1, 'Eva', 0, 1, 1, 0)"),
    (5, "INSERT INTO input (id, case_id, hearing_id, number, key_hash, request_hash,
         sender_kind, name, organisation, email, protected, body, letter, search, source,
         received_at, late, released_at)
         VALUES (1, 1, 1, 1, $1, $1, 'person', 'Hanne', '', '', 0, 'Æble', $1, '', 'web',
         0, 0, 1)"),
    (13, "INSERT INTO redaction (input_id, start_byte, end_byte, reason, note)
          VALUES (1, 0, 2, 'personal', '')"),
    (14, "INSERT INTO mail (id, once, kind, receiver, receiver_key, subject, body, calendar,
          unsubscribe, made_at, first_due_at, due_at, attempt, lease_until, last_error)
          VALUES (1, 'a', 'news', '', '', '', '', '', '', 0, 0, 0, 0, 0, '')"),
    (15, "INSERT INTO subscription (id, case_id, address, lang, subjects, areas, token_hash,
          expires_at) VALUES (1, 1, '', 'da', '', '', $1, 0)"),
    (15, "INSERT INTO party (id, hearing_id, name, sort, kind, email, lang, reply)
          VALUES (1, 1, 'P', $1, 'other', '', 'da', 'none')"),
    (16, "INSERT INTO attachment (id, input_id, position, token, name, media, ending, size,
          sha256, state, reason, tries, words, has_copy)
          VALUES (1, 1, 1, 't', 'a.txt', '', 'txt', 1, $1, 'clean', '', 0, '', 0)"),
    (16, "INSERT INTO attachment_bytes (attachment_id, original) VALUES (1, $1)"),
    (18, "INSERT INTO campaign (id, case_id, number, template_id, title, made_at, made_by,
          members, with_own, silent) VALUES (1, 1, 1, 1, '', 0, '', 1, 0, 0)"),
    (18, "INSERT INTO campaign_member (input_id, campaign_id, alike, how, own, at, by_name)
          VALUES (1, 1, 1000, 'exact', 0, 0, '')"),
    (22, "INSERT INTO conversation (id, case_id, title, source, imported_at)
          VALUES (1, 1, 'C', '', 0)"),
    (22, "INSERT INTO statement (id, conversation_id, number, body, moderation)
          VALUES (1, 1, 0, 'S', 'accepted')"),
    (22, "INSERT INTO statement_vote (statement_id, participant, choice)
          VALUES (1, 0, 'agree')"),
    (22, "INSERT INTO opinion_result (conversation_id, computed_at, by_name, votes, figures)
          VALUES (1, 0, '', 1, '{}')"),
    (22, "INSERT INTO opinion_place (conversation_id, participant, x, y) VALUES (1, 0, 0, 0)"),
    (23, "INSERT INTO hearing_note (id, hearing_id, lang, revision, generated_at,
          generated_by, document) VALUES (1, 1, 'da', 1, 0, '', '')"),
    (23, "INSERT INTO note_section (note_id, place, position, made, base, version)
          VALUES (1, 'general', 10, '', '', 1)"),
    (35, "INSERT INTO case_pause (id, case_id, since, reason, by_name)
          VALUES (1, 1, '2027-02-01', 'Valg', 'Astrid')"),
    (36, "INSERT INTO post_day (id, case_id, day, published_at, published_by)
          VALUES (1, 1, '2027-02-01', 0, '')"),
    (36, "INSERT INTO post_entry (id, day_id, position, direction, kind, number, sender_kind,
          subject, hearing_id, input_id)
          VALUES (1, 1, 1, 'in', 'input', 1, 'person', '', 1, 1)"),
    (36, "INSERT INTO access_request (id, case_id, number, requester, contact, wish, received,
          officer_id, made_by, made_at, decision)
          VALUES (1, 1, 1, 'Ib', '', 'Alt', '2027-02-01', 1, '', 0, '')"),
    (36, "INSERT INTO access_document (id, request_id, position, thing, kind, title, dated,
          body, input_id, class, reason, facts)
          VALUES (1, 1, 1, 'inputs/1', 'input', '1', '2027-02-01', 'Æble', 1, 'external', '',
          '')"),
    (23, "INSERT INTO letter_template (hearing_id, name, bytes, by_name, at)
          VALUES (1, 'a.docx', $1, '', 0)"),
];

/// The number a migration begins with.
fn number(name: &str) -> usize {
    name[..4].parse().unwrap()
}

#[test]
fn each_step_runs_on_a_filled_database_and_loses_nothing() {
    let settings = settings(false);
    for reached in 1..=MIGRATIONS.len() {
        let store = wait_for(|| {
            let url = settings.database_url.as_deref();
            Store::open(url, &settings.data, &MIGRATIONS[..reached])
        })
        .unwrap();
        let step = number(MIGRATIONS[reached - 1].name);
        for (_, row) in ROWS.iter().filter(|(after, _)| *after == step) {
            let params =
                if row.contains("$1") { vec![vec![0_u8].into()] } else { vec![] };
            store
                .write_now(move |tx| -> Result<u64, StoreError> { tx.exec(row, &params) })
                .unwrap_or_else(|e| panic!("{row}: {e}"));
        }
        assert!(ROWS.iter().any(|(after, _)| *after == step), "{step} is not filled");
    }
    let clock = koreplan::web::app::Clock(|| jiff::Timestamp::UNIX_EPOCH);
    let app = wait_for(|| App::open(&settings, clock)).unwrap();
    let count = |sql| app.store.write_now(move |tx| tx.one(sql, &[])).unwrap();

    assert_eq!(count("SELECT count(*) FROM cases"), 1);
    assert_eq!(count("SELECT count(*) FROM initiative"), 1);
    // What was public before the public copy was kept apart is public afterwards.
    assert_eq!(count("SELECT count(*) FROM public_piece WHERE body = 'Æble'"), 1);
    // An assessment from before versions were kept is the first version.
    assert_eq!(count("SELECT version FROM topic WHERE assessment = 'Ja'"), 1);
    assert_eq!(
        count("SELECT count(*) FROM assessment WHERE why = 'Ja' AND version = 1"),
        1
    );
    assert_eq!(count("SELECT end_byte FROM public_piece WHERE input_id = 1"), 5);
    assert_eq!(
        count("SELECT count(*) FROM migration"),
        i64::try_from(MIGRATIONS.len()).unwrap()
    );
}

/// Opens a folder as soon as the store before has let it go.
fn wait_for<T>(open: impl Fn() -> Result<T, StoreError>) -> Result<T, StoreError> {
    for _ in 0..1_000 {
        match open() {
            Err(StoreError::Unfit(why)) if why.contains("another Køreplan") => {
                std::thread::yield_now();
            }
            outcome => return outcome,
        }
    }
    open()
}

#[test]
fn a_database_of_a_newer_program_is_left_alone() {
    let settings = settings(false);
    let url = settings.database_url.as_deref();
    drop(Store::open(url, &settings.data, MIGRATIONS).unwrap());

    let older = wait_for(|| Store::open(url, &settings.data, &MIGRATIONS[..3]));

    let Err(StoreError::Unfit(why)) = older else { panic!("an older program went on") };
    assert!(why.contains("newer Køreplan"), "{why}");
}

#[test]
fn a_migration_that_was_edited_afterwards_is_noticed() {
    let settings = settings(false);
    let url = settings.database_url.as_deref();
    drop(Store::open(url, &settings.data, MIGRATIONS).unwrap());
    let mut edited = MIGRATIONS.to_vec();
    edited[1].sql = "CREATE TABLE other (\n  id IDENTITY\n);";

    let outcome = wait_for(|| Store::open(url, &settings.data, &edited));

    let Err(StoreError::Unfit(why)) = outcome else { panic!("an edited migration ran") };
    assert!(why.contains("0002_journal"), "{why}");
}
