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
    (29, "INSERT INTO meeting (id, case_id, kind, title, place, zone, starts, starts_at,
          chair_id, minutes, agenda_at) VALUES (2, 1, 'body', 'M', '', '', '', 0, 1, '', 1)"),
    (29, "INSERT INTO meeting_move (id, meeting_id, old_starts_at, new_starts_at, old_place,
          new_place, reason, by_name, at) VALUES (1, 2, 0, 1, '', '', '', '', 0)"),
    (29, "INSERT INTO agenda_item (id, meeting_id, position, title, resume, recommendation,
          presentation, closed) VALUES (1, 2, 1, 'Tidsplan', '', '', '', 0)"),
    (29, "INSERT INTO item_move (id, item_id, from_meeting_id, to_meeting_id, reason,
          by_name, at) VALUES (1, 1, 1, 2, '', '', 0)"),
    (29, "INSERT INTO agenda_version (id, meeting_id, number, sent_at, sent_by, late_reason,
          receivers) VALUES (1, 2, 1, 0, '', '', 1)"),
    (29, "INSERT INTO agenda_version_item (version_id, item_id, position, title, case_number,
          matter, closed, resume, recommendation, presentation)
          VALUES (1, 1, 1, 'Tidsplan', '', 'decision', 0, '', '', '')"),
    (30, "INSERT INTO annex (id, item_id, access, added_at) VALUES (1, 1, 'body', 0)"),
    (30, "INSERT INTO annex_file (id, annex_id, number, token, name, media, size, sha256,
          words, has_copy, by_name, at) VALUES (1, 1, 1, 't', 'a.txt', '', 1, $1, '', 0, '', 0)"),
    (30, "INSERT INTO annex_bytes (file_id, original) VALUES (1, $1)"),
    (30, "INSERT INTO agenda_version_annex (version_id, item_id, file_id) VALUES (1, 1, 1)"),
    (30, "INSERT INTO item_action (id, item_id, what, person_id, who, due, at)
          VALUES (1, 1, 'Skriv', 1, 'Bo', '2027-02-01', 0)"),
    (30, "INSERT INTO minutes_answer (id, meeting_id, person_id, name, answer, remark, at,
          settled, settled_by) VALUES (1, 2, 1, 'Bo', 'approved', '', 0, '', '')"),
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
    (27, "INSERT INTO member (id, body_id, person_id, role, for_id)
          VALUES (1, 1, 1, 'substitute', 1)"),
    (28, "INSERT INTO agenda_item (id, meeting_id, position, title, resume, recommendation,
          presentation, closed) VALUES (9, 1, 1, 'I', '', '', '', 0)"),
    (28, "INSERT INTO attendance_event (id, meeting_id, kind, person_id, item_id, note, at,
          by_name) VALUES (1, 1, 'conflict', 1, 9, '', 0, '')"),
    (28, "INSERT INTO item_poll (item_id, present, needed, seats, votes_for, votes_against,
          reservations, outcome, at, by_name) VALUES (9, 1, 1, 1, 1, 0, 0, 'carried', 0, '')"),
    (28, "INSERT INTO item_vote (item_id, person_id, seat_id, vote, words)
          VALUES (9, 1, 1, 'for', '')"),
    (16, "INSERT INTO attachment (id, input_id, position, token, name, media, ending, size,
          sha256, state, reason, tries, words, has_copy)
          VALUES (1, 1, 1, 't', 'a.txt', '', 'txt', 1, $1, 'clean', '', 0, '', 0)"),
    (16, "INSERT INTO attachment_bytes (attachment_id, original) VALUES (1, $1)"),
    (18, "INSERT INTO campaign (id, case_id, number, template_id, title, made_at, made_by,
          members, with_own, silent) VALUES (1, 1, 1, 1, '', 0, '', 1, 0, 0)"),
    (18, "INSERT INTO campaign_member (input_id, campaign_id, alike, how, own, at, by_name)
          VALUES (1, 1, 1000, 'exact', 0, 0, '')"),
    (37, "INSERT INTO written_procedure (id, case_id, body_id, item_id, number, note, verb,
          zone, closes, closes_at, remind_at, rule, share_num, share_den, whole,
          casting_vote, quorum, quorum_chair, seats, silence_consents, wishes_needed,
          sent_by, sent_at, ended_by, reason)
          SELECT 1, 1, 1, id, 1, '', 'approved', '', '', 1, 0, 'majority', 1, 2, 'present', 0,
          1, 0, 1, 0, 1, '', 0, '', '' FROM agenda_item ORDER BY id LIMIT 1"),
    (37, "INSERT INTO written_voter (procedure_id, person_id, name, title_da, title_en, role,
          away_by) SELECT id, 1, 'Bo', '', '', 'chair', '' FROM written_procedure"),
    (37, "INSERT INTO written_answer (procedure_id, seat_id, by_id, by_name, answer, body, at)
          SELECT id, 1, 1, 'Bo', 'yes', '', 0 FROM written_procedure"),
    (38, "INSERT INTO brief_file (brief_id, form, bytes) VALUES (1, 'pdf', $1)"),
    (38, "INSERT INTO brief_draft (case_id, lang, written_by, written_at)
          VALUES (1, 'da', '', 0)"),
    (38, "INSERT INTO brief_section (case_id, place, made, base, version)
          VALUES (1, 'last', '', '', 1)"),
    (38, "INSERT INTO risk (case_id, title, light, action, is_internal, made_by, made_at)
          VALUES (1, 'R', 'red', '', 0, '', 0)"),
    (22, "INSERT INTO conversation (id, case_id, title, source, imported_at)
          VALUES (1, 1, 'C', '', 0)"),
    (22, "INSERT INTO statement (id, conversation_id, number, body, moderation)
          VALUES (1, 1, 0, 'S', 'accepted')"),
    (22, "INSERT INTO statement_vote (statement_id, participant, choice)
          VALUES (1, 0, 'agree')"),
    (22, "INSERT INTO opinion_result (conversation_id, computed_at, by_name, votes, figures)
          VALUES (1, 0, '', 1, '{}')"),
    (22, "INSERT INTO opinion_place (conversation_id, participant, x, y) VALUES (1, 0, 0, 0)"),
    (33, "INSERT INTO referral (id, proposal_id, body_id, note, by_name, at)
          VALUES (1, 1, 1, '', '', 0)"),
    (33, "INSERT INTO treatment (id, proposal_id, body_id, version, verdict, body, why, due,
          counting, silence, sent_by, sent_at)
          VALUES (1, 1, 1, 1, 'with', '', '', '', 'working', 0, '', 0)"),
    (34, "INSERT INTO conclusion_input (conclusion_id, input_id, start_byte, end_byte)
          VALUES (1, 1, 0, 1)"),
    (8, "INSERT INTO conclusion (id, meeting_id, body, by_name, at) VALUES (1, 1, '', '', 0)"),
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
    (31, "INSERT INTO task (id, case_id, title, note, owner_person_id, due, about_kind,
          about_id, made_by, made_at) VALUES (1, 1, 'T', '', 1, '2027-01-01', '', 0, '', 0)"),
    (31, "INSERT INTO task_event (task_id, what, said, note, by_name, at)
          VALUES (1, 'made', '', '', '', 0)"),
    (31, "INSERT INTO task_told (task_id, person_id, what) VALUES (1, 1, 'before')"),
    (31, "INSERT INTO person_wish (person_id, email, lang, digest, quiet_from, quiet_to,
          calendar_hash) VALUES (1, '', 'da', 'daily', 17, 8, $1)"),
    (32, "INSERT INTO invitation_round (meeting_id, uid, sequence, starts_at, place, looked,
          called_off) VALUES (1, 'u', 0, 0, '', '', 0)"),
    (32, "INSERT INTO invitation (meeting_id, person_id, email, token_hash, told, answer, how,
          sequence, stamp, delegate, withdrawn)
          VALUES (1, 1, '', $1, 0, 'none', 'page', -1, 0, '', 0)"),
    (39, "INSERT INTO statement_topic (topic_id, statement_id, by_name, at, suggested)
          VALUES (1, 1, 'Eva', 0, 0)"),
    (40, "INSERT INTO helper_use (id, topic_id, kind, model, host, asked_by, asked_at, salt,
          prompt, answer, fault, thrown) VALUES (1, 1, 'name', '', '', '', 0, $1, '', '', '', 0)"),
    (40, "INSERT INTO helper_sentence (use_id, position, body, taken) VALUES (1, 1, '', 0)"),
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
