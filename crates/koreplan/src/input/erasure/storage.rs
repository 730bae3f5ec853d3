//! Erasure in the database.

use koreplan_store::{StoreError, Tx};

use super::rules::quotes;
use crate::{
    access::{EraseInput, Permit},
    input::{self, storage::Input},
};

#[derive(Debug, Clone)]
pub struct Erasure {
    pub at: i64,
    pub decision: String,
}

pub fn of_input(tx: &mut dyn Tx, input_id: i64) -> Result<Option<Erasure>, StoreError> {
    let row = tx.row(
        "SELECT at, decision FROM erasure WHERE input_id = $1",
        &[input_id.into()],
    )?;
    row.map(|row| Ok(Erasure { at: row.get(0)?, decision: row.get(1)? })).transpose()
}

/// The ids of all versions of an input, the first one first.
pub fn versions(tx: &mut dyn Tx, input: &Input) -> Result<Vec<i64>, StoreError> {
    let mut all = vec![input.id];
    let mut older = input.replaces_id;
    while let Some(id) = older {
        all.insert(0, id);
        let row = tx.row("SELECT replaces_id FROM input WHERE id = $1", &[id.into()])?;
        older = row.map_or(Ok(None), |row| row.get(0))?;
    }
    let mut newest = input.id;
    while let Some(row) =
        tx.row("SELECT id FROM input WHERE replaces_id = $1", &[newest.into()])?
    {
        newest = row.get(0)?;
        all.push(newest);
    }
    Ok(all)
}

/// Why and by whom.
#[derive(Debug)]
pub struct Order<'a> {
    pub decision: &'a str,
    pub reason: &'a str,
    pub at: i64,
}

/// Empties an input of all that was said and of who said it, everywhere. What is deleted
/// is also gone from the database's files (see [`Tx::scrub`]).
pub fn erase(
    tx: &mut dyn Tx,
    permit: &Permit<EraseInput>,
    id: i64,
    order: &Order,
) -> Result<(), StoreError> {
    tx.exec(
        "DELETE FROM answer_draft
         WHERE key_hash = (SELECT key_hash FROM input WHERE id = $1)",
        &[id.into()],
    )?;
    for sql in [
        "DELETE FROM public_piece WHERE input_id = $1",
        "DELETE FROM redaction WHERE input_id = $1",
        "DELETE FROM candidate_sentence WHERE input_id = $1",
        "DELETE FROM topic_suggestion WHERE input_id = $1",
        // What an outside helper was sent and answered goes with its salt: what the record
        // says of it confirms no guess then.
        "DELETE FROM helper_tie WHERE use_id IN
           (SELECT use_id FROM helper_given WHERE input_id = $1)",
        "DELETE FROM helper_sentence WHERE use_id IN
           (SELECT use_id FROM helper_given WHERE input_id = $1)",
        "DELETE FROM confirmation WHERE input_id = $1",
        "DELETE FROM attachment_bytes WHERE attachment_id IN
           (SELECT id FROM attachment WHERE input_id = $1)",
        "DELETE FROM attachment WHERE input_id = $1",
        "DELETE FROM joint_version WHERE answer_id IN
           (SELECT id FROM joint_answer WHERE input_id = $1)",
        "DELETE FROM joint_comment WHERE answer_id IN
           (SELECT id FROM joint_answer WHERE input_id = $1)",
        "DELETE FROM joint_colleague WHERE answer_id IN
           (SELECT id FROM joint_answer WHERE input_id = $1)",
        "DELETE FROM joint_invitation WHERE answer_id IN
           (SELECT id FROM joint_answer WHERE input_id = $1)",
        "DELETE FROM joint_answer WHERE input_id = $1",
        // That it came stands in the post list, and that somebody asked for it.
        "UPDATE post_entry SET subject = '' WHERE input_id = $1",
        "DELETE FROM post_subject WHERE input_id = $1",
        "DELETE FROM access_redaction WHERE document_id IN
           (SELECT id FROM access_document WHERE input_id = $1)",
        "UPDATE access_document SET title = '', body = '', reason = '', facts = ''
         WHERE input_id = $1",
    ] {
        tx.exec(sql, &[id.into()])?;
    }
    tx.exec(
        "UPDATE helper_use SET prompt = '', answer = '', salt = $2 WHERE id IN
           (SELECT use_id FROM helper_given WHERE input_id = $1)",
        &[id.into(), Vec::new().into()],
    )?;
    input::storage::leave_campaign(tx, id, order.at)?;
    // The mail that asked the sender, with the address it went to.
    let once = format!("confirmation:{id}");
    tx.exec("DELETE FROM mail WHERE once = $1", &[once.into()])?;
    // The hashes go too: whoever guesses the text must not be able to confirm it.
    tx.exec(
        "UPDATE input SET name = '', email = '', body = '', search = '', letter = $1,
           request_hash = $1, owner_id = NULL, erased_at = $2,
           organisation = CASE WHEN sender_kind = 'person' THEN '' ELSE organisation END
         WHERE id = $3",
        &[Vec::new().into(), order.at.into(), id.into()],
    )?;
    tx.exec(
        "INSERT INTO erasure (input_id, at, by_name, decision, reason)
         VALUES ($1, $2, $3, $4, $5)",
        &[
            id.into(),
            order.at.into(),
            (&permit.by).into(),
            order.decision.into(),
            order.reason.into(),
        ],
    )?;
    tx.scrub();
    Ok(())
}

/// Pages whose texts, written by people, quote the input or name its sender.
pub fn quoted_in(tx: &mut dyn Tx, input: &Input) -> Result<Vec<String>, StoreError> {
    let rows = tx.rows(
        "SELECT 'topics/', id, title || ' ' || said || ' ' || assessment FROM topic
           WHERE case_id = $1
         UNION ALL
         SELECT 'topics/', t.id, a.title || ' ' || a.said || ' ' || a.why FROM assessment a
           JOIN topic t ON t.id = a.topic_id WHERE t.case_id = $1
         UNION ALL
         SELECT 'analyses/', id, title || ' ' || body FROM analysis WHERE case_id = $1
         UNION ALL
         SELECT 'analyses/', y.id, f.body FROM finding f
           JOIN analysis y ON y.id = f.analysis_id WHERE y.case_id = $1
         UNION ALL
         SELECT 'campaigns/', campaign_id, reason FROM campaign_act WHERE case_id = $1
         UNION ALL
         SELECT 'proposals/', id, title || ' ' || body || ' ' || assessment || ' '
           || recommendation || ' ' || cost || ' ' || legal || ' ' || parties || ' '
           || coalesce(dropped_reason, '') FROM proposal WHERE case_id = $1
         UNION ALL
         SELECT 'proposals/', p.id, a.effect || ' ' || a.cost || ' ' || a.legal || ' '
           || a.parties || ' ' || a.recommendation FROM proposal_assessment a
           JOIN proposal p ON p.id = a.proposal_id WHERE p.case_id = $1
         UNION ALL
         SELECT 'proposals/', p.id, t.body || ' ' || t.why || ' ' || t.comment || ' '
           || t.counter FROM treatment t
           JOIN proposal p ON p.id = t.proposal_id WHERE p.case_id = $1
         UNION ALL
         SELECT 'proposals/', p.id, f.note FROM referral f
           JOIN proposal p ON p.id = f.proposal_id WHERE p.case_id = $1
         UNION ALL
         SELECT 'hearings/' || h.slug || '/hearing-note#', s.position,
           s.made || ' ' || coalesce(s.edited, '') FROM note_section s
           JOIN hearing_note n ON n.id = s.note_id
           JOIN hearing h ON h.id = n.hearing_id WHERE h.case_id = $1
         UNION ALL
         SELECT 'hearings/' || h.slug || '/hearing-note#', 0, v.body
           FROM note_section_version v JOIN hearing_note n ON n.id = v.note_id
           JOIN hearing h ON h.id = n.hearing_id WHERE h.case_id = $1
         UNION ALL
         SELECT 'meetings/', m.id, m.minutes FROM meeting m WHERE m.case_id = $1
         UNION ALL
         SELECT 'meetings/', m.id, c.body || ' ' || c.said_by FROM conclusion c
           JOIN meeting m ON m.id = c.meeting_id WHERE m.case_id = $1
         UNION ALL
         SELECT 'meetings/', m.id, a.title || ' ' || a.resume || ' ' || a.recommendation
           || ' ' || a.presentation || ' ' || coalesce(a.decision, '') || ' '
           || a.reservations FROM agenda_item a
           JOIN meeting m ON m.id = a.meeting_id WHERE m.case_id = $1
         UNION ALL
         SELECT 'meetings/', m.id, v.title || ' ' || v.resume || ' ' || v.recommendation
           || ' ' || v.presentation FROM agenda_version_item v
           JOIN agenda_version n ON n.id = v.version_id
           JOIN meeting m ON m.id = n.meeting_id WHERE m.case_id = $1
         UNION ALL
         SELECT 'meetings/', m.id, x.what FROM item_action x
           JOIN agenda_item a ON a.id = x.item_id
           JOIN meeting m ON m.id = a.meeting_id WHERE m.case_id = $1
         UNION ALL
         SELECT 'meetings/', m.id, x.remark || ' ' || x.settled FROM minutes_answer x
           JOIN meeting m ON m.id = x.meeting_id WHERE m.case_id = $1
         UNION ALL
         SELECT 'meetings/', m.id, f.name || ' ' || f.words FROM annex_file f
           JOIN annex x ON x.id = f.annex_id JOIN agenda_item a ON a.id = x.item_id
           JOIN meeting m ON m.id = a.meeting_id WHERE m.case_id = $1
         UNION ALL
         SELECT 'paragraphs/', p.id, r.body || ' ' || r.note FROM paragraph_revision r
           JOIN paragraph p ON p.id = r.paragraph_id
           JOIN chapter c ON c.id = p.chapter_id WHERE c.case_id = $1
         UNION ALL
         SELECT 'paragraphs/', p.id, p.body FROM paragraph p
           JOIN chapter c ON c.id = p.chapter_id WHERE c.case_id = $1
         UNION ALL
         SELECT 'versions/', v.number, x.body FROM version_paragraph x
           JOIN version v ON v.id = x.version_id WHERE v.case_id = $1
         UNION ALL
         SELECT 'access-requests/', r.id, r.decision FROM access_request r
           WHERE r.case_id = $1
         UNION ALL
         SELECT 'briefs/', b.id, b.summary || ' ' || b.content_da || ' ' || b.answer
           FROM brief b WHERE b.case_id = $1
         UNION ALL
         SELECT 'journal?after=', j.seq - 1, j.what || ' ' || j.why FROM journal j
           JOIN cases c ON c.slug = j.case_slug
           WHERE c.id = $1 AND j.action NOT IN
             ('SubmitInput', 'CorrectInput', 'RegisterLetter', 'MarkInputRead')",
        &[input.case_id.into()],
    )?;
    let name = if input.organisation.is_empty() { input.name.as_str() } else { "" };
    let mut found = Vec::new();
    for row in rows {
        let text: String = row.get(2)?;
        if quotes(&text, &input.body, name) {
            found.push(format!("{}{}", row.get::<String>(0)?, row.get::<i64>(1)?));
        }
    }
    found.sort();
    found.dedup();
    Ok(found)
}
