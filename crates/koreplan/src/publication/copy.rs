//! The public store: a database of its own that holds what everybody may read, and
//! nothing else. Pages for those who are not signed in are made from it, so what is not
//! public can't leak through a page, a search, a feed or a count: it is not there.
//!
//! It has the shape of the main one, and each table below says which rows and columns
//! go over. It follows the record: what an entry is about is copied anew.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::LazyLock,
    time::{Duration, Instant},
};

use koreplan_store::{Row, Store, StoreError, Tx, Val};
use tokio::sync::Mutex;

/// A table and what of it is public.
struct Table {
    name: &'static str,
    /// Columns; `column = expression` where something else than the column goes over.
    columns: &'static [&'static str],
    /// Which rows, as SQL from the main store's side.
    only: &'static str,
}

const APPROVED: &str =
    "WHERE meeting_id IN (SELECT id FROM meeting WHERE approved_at IS NOT NULL)";
const OF_PUBLISHED: &str =
    "WHERE hearing_id IN (SELECT id FROM hearing WHERE published_at IS NOT NULL)";
const RELEASED: &str =
    "WHERE version_id IN (SELECT id FROM version WHERE released_at IS NOT NULL)";
/// Annexes for everybody, on open items of approved minutes, whose own time has come.
const OUT: &str = "WHERE access = 'public' AND removed_at IS NULL
    AND (release_at IS NULL OR released_at IS NOT NULL)
    AND NOT EXISTS (SELECT 1 FROM agenda_item r
      WHERE coalesce(r.root_id, r.id) = annex.item_id AND r.closed = 1)
    AND EXISTS (SELECT 1 FROM agenda_item r JOIN meeting m ON m.id = r.meeting_id
      WHERE coalesce(r.root_id, r.id) = annex.item_id AND m.approved_at IS NOT NULL
      AND m.approved_at >= annex.added_at)";
const ADOPTED: &str = "WHERE case_id IN
    (SELECT case_id FROM version WHERE released_at IS NOT NULL)";

/// The lines of published days of post.
const POST: Table = Table {
    name: "post_entry",
    columns: &[
        "id",
        "day_id",
        "position",
        "direction",
        "kind",
        "number",
        "sender_kind",
        "subject",
        "hearing_id",
        "input_id",
    ],
    only: "",
};
/// What is erased with an input is to leave the post list too.
const POST_OF_INPUTS: Table = Table { only: "WHERE input_id BETWEEN $1 AND $2", ..POST };

/// Everything that is public, in the order of the migrations.
const TABLES: &[Table] = &[
    Table {
        name: "person",
        columns: &[
            "id",
            "login = 'p' || CAST(id AS TEXT)",
            "name",
            "title_da",
            "title_en",
            "epoch = 0",
            "operator = 0",
        ],
        only: "WHERE id IN (SELECT person_id FROM member)
          OR id IN (SELECT minister_id FROM area)
          OR id IN (SELECT chair_id FROM meeting WHERE approved_at IS NOT NULL)",
    },
    Table {
        name: "cases",
        columns: &[
            "id",
            "slug",
            "title_da",
            "title_en",
            "summary_da",
            "summary_en",
            "period",
            "zone",
        ],
        only: "",
    },
    Table {
        name: "body",
        columns: &[
            "id",
            "case_id",
            "slug",
            "position",
            "kind",
            "name_da",
            "name_en",
            "parent_id",
            "rule",
            "quorum",
            "seats",
            "share_num",
            "share_den",
            "whole",
            "abstention",
            "casting_vote",
            "quorum_chair",
            "terms_da",
            "terms_en",
            "papers_days",
            "remark_days",
            "silence_consents",
        ],
        only: "",
    },
    Table {
        name: "member",
        columns: &["id", "body_id", "person_id", "role", "since", "until", "for_id"],
        only: "",
    },
    Table {
        name: "area",
        columns: &[
            "id",
            "case_id",
            "slug",
            "position",
            "name_da",
            "name_en",
            "focus_da",
            "focus_en",
            "track_da",
            "track_en",
            "minister_id",
        ],
        only: "",
    },
    Table {
        name: "step",
        columns: &[
            "id",
            "case_id",
            "slug",
            "position",
            "kind",
            "title_da",
            "title_en",
            "planned_from",
            "planned_to",
            "kept_from",
            "kept_to",
        ],
        only: "",
    },
    Table {
        name: "step_move",
        columns: &[
            "id",
            "step_id",
            "new_from",
            "new_to",
            "reason_da",
            "reason_en",
            "decided",
            "by_name",
            "follows_id",
        ],
        only: "",
    },
    Table {
        name: "case_pause",
        columns: &[
            "id",
            "case_id",
            "since",
            "expected",
            "reason",
            "by_name",
            "resumed",
            "resumed_by",
            "resumed_reason",
        ],
        only: "",
    },
    // Days that somebody published. Who an input is from is read from its public copy.
    Table {
        name: "post_day",
        columns: &["id", "case_id", "day", "published_at", "published_by = ''"],
        only: "",
    },
    POST,
    Table {
        name: "gate",
        columns: &[
            "id",
            "case_id",
            "slug",
            "position",
            "title_da",
            "title_en",
            "opens_id",
            "opened_at",
            "opened_by",
            "reason",
        ],
        only: "",
    },
    Table { name: "gate_step", columns: &["gate_id", "step_id"], only: "" },
    Table {
        name: "hearing",
        columns: &[
            "id",
            "case_id",
            "slug",
            "position",
            "title_da",
            "title_en",
            "intro_da",
            "intro_en",
            "zone",
            "opens",
            "opens_at",
            "deadline",
            "deadline_at",
            "normal_days",
            "reason",
            "public_days",
            "published_at",
            "processed_at",
            "note_at",
            "note = CASE WHEN note_at IS NULL THEN '' ELSE note END",
            "case_number",
            "officer",
            "contact",
            "letter_da",
            "letter_en",
        ],
        only: "WHERE published_at IS NOT NULL",
    },
    Table {
        name: "hearing_area",
        columns: &["hearing_id", "area_id"],
        only: OF_PUBLISHED,
    },
    Table {
        name: "material",
        columns: &["id", "hearing_id", "title", "link", "body", "added_at"],
        only: OF_PUBLISHED,
    },
    Table {
        name: "party",
        columns: &[
            "id",
            "hearing_id",
            "name",
            "sort",
            "kind",
            "email = ''",
            "lang = 'da'",
            "invited_at",
            "reply",
            "input_id",
        ],
        only: OF_PUBLISHED,
    },
    Table {
        name: "extension",
        columns: &[
            "id",
            "hearing_id",
            "old_deadline",
            "new_deadline",
            "reason",
            "by_name",
            "at",
        ],
        only: OF_PUBLISHED,
    },
    Table {
        name: "question",
        columns: &["id", "hearing_id", "position", "area_id", "text_da", "text_en"],
        only: OF_PUBLISHED,
    },
    Table {
        name: "topic",
        columns: &["id", "case_id", "area_id", "title", "assessment = ''", "approved_at"],
        only: "WHERE approved_at IS NOT NULL",
    },
    Table {
        name: "hearing_note",
        columns: &[
            "id",
            "hearing_id",
            "lang",
            "revision = 0",
            "generated_at = 0",
            "generated_by = ''",
            "released_at",
            "document",
        ],
        only: "WHERE released_at IS NOT NULL",
    },
    Table {
        name: "topic_input",
        columns: &[
            "topic_id",
            "input_id",
            "start_byte",
            "end_byte",
            "by_name = ''",
            "at = 0",
        ],
        only: "WHERE topic_id IN (SELECT id FROM topic WHERE approved_at IS NOT NULL)
          AND input_id IN (SELECT id FROM input WHERE released_at IS NOT NULL)",
    },
    Table {
        name: "proposal",
        columns: &[
            "id",
            "case_id",
            "area_id",
            "number",
            "title",
            "body = ''",
            "assessment = ''",
            "recommendation = ''",
            "created_by = ''",
            "created_at = 0",
            // Why a proposal fell is for everybody, who let it fall is not.
            "dropped_at",
            "dropped_reason",
        ],
        only: "WHERE dropped_at IS NOT NULL
          OR EXISTS (SELECT 1 FROM agenda_item d JOIN meeting m ON m.id = d.meeting_id
            WHERE d.id = (SELECT max(x.id) FROM agenda_item x
              WHERE x.proposal_id = proposal.id AND x.verb IS NOT NULL)
            AND ((d.closed = 0 AND m.approved_at IS NOT NULL AND d.id NOT IN
                (SELECT item_id FROM decision_release WHERE released_at IS NULL))
              OR d.id IN (SELECT item_id FROM decision_release
                WHERE released_at IS NOT NULL)))",
    },
    Table {
        name: "proposal_input",
        columns: &["proposal_id", "input_id", "start_byte", "end_byte"],
        only: "",
    },
    Table {
        name: "meeting",
        columns: &[
            "id",
            "case_id",
            "kind",
            "body_id",
            "area_id",
            "title",
            "place",
            "zone",
            "starts",
            "starts_at",
            "chair_id",
            "papers_at",
            "opened_at",
            "minutes",
            "approved_at",
            "approved_by",
            "ended_at",
            "approved_how",
            "approved_in",
            "closed_at",
        ],
        only: "WHERE approved_at IS NOT NULL",
    },
    Table {
        name: "agenda_item",
        columns: &[
            "id",
            "meeting_id",
            "position",
            "title = CASE WHEN closed = 1 THEN '' ELSE title END",
            "resume = CASE WHEN closed = 1 THEN '' ELSE resume END",
            "recommendation = CASE WHEN closed = 1 THEN '' ELSE recommendation END",
            "presentation = CASE WHEN closed = 1 THEN '' ELSE presentation END",
            "closed",
            "topic_id = CASE WHEN closed = 1 THEN NULL ELSE topic_id END",
            "proposal_id = CASE WHEN closed = 1 THEN NULL ELSE proposal_id END",
            "verb = CASE WHEN closed = 1 OR id IN (SELECT item_id FROM decision_release
              WHERE released_at IS NULL) THEN NULL ELSE verb END",
            "decision = CASE WHEN closed = 1 OR id IN (SELECT item_id FROM decision_release
              WHERE released_at IS NULL) THEN NULL ELSE decision END",
            "decided_at = CASE WHEN closed = 1 OR id IN (SELECT item_id FROM decision_release
              WHERE released_at IS NULL) THEN NULL ELSE decided_at END",
            "case_number = CASE WHEN closed = 1 THEN '' ELSE case_number END",
            "matter = CASE WHEN closed = 1 THEN 'decision' ELSE matter END",
            "proposed = CASE WHEN closed = 1 THEN NULL ELSE proposed END",
            "reservations = CASE WHEN closed = 1 THEN '' ELSE reservations END",
            // Its files hang on the first item of the matter.
            "root_id = CASE WHEN closed = 1 THEN NULL ELSE root_id END",
            "paragraph_id = CASE WHEN closed = 1 THEN NULL ELSE paragraph_id END",
            "version_id = CASE WHEN closed = 1 THEN NULL ELSE version_id END",
        ],
        only: APPROVED,
    },
    Table {
        name: "attendance",
        columns: &[
            "meeting_id",
            "person_id",
            "presence",
            "name",
            "title_da",
            "title_en",
            "votes",
        ],
        only: APPROVED,
    },
    // What happened on a closed item is not told, nor who voted how; the numbers are.
    Table {
        name: "attendance_event",
        columns: &[
            "id",
            "meeting_id",
            "kind",
            "person_id",
            "for_id",
            "item_id",
            "note = ''",
            "at",
            "by_name",
        ],
        only: "WHERE meeting_id IN (SELECT id FROM meeting WHERE approved_at IS NOT NULL)
          AND (item_id IS NULL OR item_id IN (SELECT id FROM agenda_item WHERE closed = 0))",
    },
    Table {
        name: "item_poll",
        columns: &[
            "item_id",
            "present",
            "needed",
            "seats",
            "votes_for",
            "votes_against",
            "reservations",
            "outcome",
            "at",
            "by_name",
        ],
        only: "WHERE item_id IN (SELECT i.id FROM agenda_item i
            JOIN meeting m ON m.id = i.meeting_id
            WHERE i.closed = 0 AND m.approved_at IS NOT NULL AND i.id NOT IN
              (SELECT item_id FROM decision_release WHERE released_at IS NULL))",
    },
    Table {
        name: "annex",
        columns: &["id", "item_id", "access", "release_at", "released_at", "added_at"],
        only: OUT,
    },
    Table {
        name: "annex_file",
        columns: &[
            "id",
            "annex_id",
            "number",
            "token",
            "name",
            "media",
            "size",
            "words = ''",
            "has_copy",
            "by_name = ''",
            "at",
        ],
        only: "WHERE id IN (SELECT max(f.id) FROM annex_file f GROUP BY f.annex_id)
          AND annex_id IN (SELECT id FROM annex
            WHERE access = 'public' AND removed_at IS NULL
            AND (release_at IS NULL OR released_at IS NOT NULL)
            AND NOT EXISTS (SELECT 1 FROM agenda_item r
              WHERE coalesce(r.root_id, r.id) = annex.item_id AND r.closed = 1)
            AND EXISTS (SELECT 1 FROM agenda_item r JOIN meeting m ON m.id = r.meeting_id
              WHERE coalesce(r.root_id, r.id) = annex.item_id AND m.approved_at IS NOT NULL
              AND m.approved_at >= annex.added_at))",
    },
    Table {
        name: "conclusion",
        columns: &["id", "meeting_id", "item_id", "body", "by_name", "at"],
        only: "WHERE (confidential = 0 OR released_at IS NOT NULL) AND meeting_id IN
            (SELECT id FROM meeting WHERE approved_at IS NOT NULL)",
    },
    // What a body was asked to take over is public with the proposal, not the words.
    Table {
        name: "referral",
        columns: &[
            "id",
            "proposal_id",
            "body_id",
            "after_item",
            "note = ''",
            "by_name = ''",
            "at = 0",
        ],
        only: "WHERE after_item IN (SELECT item_id FROM decision_release
            WHERE released_at IS NOT NULL)
          OR after_item IN (SELECT d.id FROM agenda_item d JOIN meeting m
            ON m.id = d.meeting_id WHERE d.closed = 0 AND m.approved_at IS NOT NULL
            AND d.id NOT IN
              (SELECT item_id FROM decision_release WHERE released_at IS NULL))",
    },
    // Released on its own: the words that were released, and nothing of the papers.
    Table {
        name: "decision_release",
        columns: &[
            "item_id",
            "case_id",
            "proposal_id",
            "body_id",
            "area_id",
            "title",
            "verb",
            "decision",
            "decided_at",
            "by_name = ''",
            "released_at",
        ],
        only: "WHERE released_at IS NOT NULL",
    },
    Table {
        name: "conclusion_input",
        columns: &["conclusion_id", "input_id", "start_byte", "end_byte"],
        only: "WHERE conclusion_id IN (SELECT c.id FROM conclusion c
            JOIN meeting m ON m.id = c.meeting_id WHERE m.approved_at IS NOT NULL
            AND (c.confidential = 0 OR c.released_at IS NOT NULL))
          AND input_id IN (SELECT id FROM input WHERE released_at IS NOT NULL)",
    },
    Table {
        name: "conclusion_topic",
        columns: &["conclusion_id", "topic_id"],
        only: "WHERE conclusion_id IN (SELECT c.id FROM conclusion c
            JOIN meeting m ON m.id = c.meeting_id WHERE m.approved_at IS NOT NULL
            AND (c.confidential = 0 OR c.released_at IS NOT NULL))
          AND topic_id IN (SELECT id FROM topic WHERE approved_at IS NOT NULL)",
    },
    Table {
        name: "chapter",
        columns: &["id", "case_id", "position", "title = ''", "owner_id"],
        only: ADOPTED,
    },
    Table {
        name: "paragraph",
        columns: &["id", "chapter_id", "position", "revision", "body = ''"],
        only: "WHERE id IN (SELECT x.paragraph_id FROM version_paragraph x
            JOIN version v ON v.id = x.version_id WHERE v.released_at IS NOT NULL)",
    },
    Table {
        name: "paragraph_proposal",
        columns: &["paragraph_id", "proposal_id"],
        only: "WHERE paragraph_id IN (SELECT x.paragraph_id FROM version_paragraph x
            JOIN version v ON v.id = x.version_id WHERE v.released_at IS NOT NULL)",
    },
    Table {
        name: "version",
        columns: &[
            "id",
            "case_id",
            "number",
            "hash",
            "note",
            "frozen_by",
            "frozen_at",
            "released_at",
        ],
        only: "WHERE released_at IS NOT NULL",
    },
    Table {
        name: "version_paragraph",
        columns: &[
            "version_id",
            "position",
            "chapter",
            "paragraph_id",
            "revision",
            "body",
        ],
        only: RELEASED,
    },
    Table {
        name: "approval",
        columns: &[
            "id",
            "version_id",
            "body_id",
            "verdict",
            "present",
            "votes_for",
            "votes_against",
            "chair_vote",
            "reason",
            "resolved",
            "decided_by",
            "decided_at",
        ],
        only: RELEASED,
    },
    Table {
        name: "initiative",
        columns: &[
            "id",
            "case_id",
            "position",
            "number",
            "title_da",
            "title_en",
            "area_id",
            "lead_id",
            "year",
            "provenance",
            "paragraph_id",
            "started_at",
            "ended_at",
            "ending",
        ],
        only: ADOPTED,
    },
    // How many letters are alike, as it was when that was released: no count follows
    // what is not public.
    Table {
        name: "campaign",
        columns: &[
            "id",
            "case_id",
            "number",
            "template_id",
            "title",
            "made_at = 0",
            "made_by = ''",
            "members = 0",
            "with_own = 0",
            "silent = 0",
            "released_at",
            "released_count",
        ],
        only: "WHERE released_at IS NOT NULL AND dissolved_at IS NULL",
    },
    Table { name: "receipt_key", columns: &["public", "since"], only: "" },
    Table {
        name: "initiative_party",
        columns: &["initiative_id", "body_id"],
        only: "WHERE initiative_id IN (SELECT i.id FROM initiative i JOIN version v
            ON v.case_id = i.case_id WHERE v.released_at IS NOT NULL)",
    },
    Table {
        name: "status_report",
        columns: &[
            "id",
            "initiative_id",
            "year",
            "quarter",
            "budget",
            "business_case",
            "risks",
            "schedule",
            "action",
            "by_name",
            "at",
        ],
        only: "WHERE initiative_id IN (SELECT i.id FROM initiative i JOIN version v
            ON v.case_id = i.case_id WHERE v.released_at IS NOT NULL)",
    },
];

/// How many inputs there are is public, also of those whose texts are not.
const COUNTS: Table = Table {
    name: "hearing_count",
    columns: &[
        "hearing_id",
        "inputs",
        "late",
        "confirmed = (SELECT count(*) FROM input i WHERE i.hearing_id =
           hearing_count.hearing_id AND i.assurance = 'confirmed'
           AND i.assurance <> 'anonymous')",
        "signed_in = (SELECT count(*) FROM input i WHERE i.hearing_id =
           hearing_count.hearing_id AND i.assurance = 'signed_in'
           AND i.assurance <> 'anonymous')",
        "disowned = (SELECT count(*) FROM input i WHERE i.hearing_id =
           hearing_count.hearing_id AND i.disowned_at IS NOT NULL)",
    ],
    only: OF_PUBLISHED,
};

/// An input as the public reads it. One that is not released goes over without a word,
/// where an adopted paragraph rests on it: that it is there is told, not what it says.
const INPUT_COLUMNS: &[&str] = &[
    "id",
    "case_id",
    "hearing_id",
    "number",
    "sender_kind = CASE WHEN released_at IS NULL THEN 'person' ELSE sender_kind END",
    "name = CASE WHEN released_at IS NULL OR protected = 1 OR organisation <> ''
       OR (released_together = 1 AND assurance = 'anonymous') THEN '' ELSE name END",
    "organisation = CASE WHEN released_at IS NULL THEN '' ELSE organisation END",
    "email = ''",
    "protected",
    // The words of the public copy are put in afterwards, never the sender's own.
    "body = ''",
    "search = ''",
    "source",
    "received_at",
    "late",
    "released_at",
    "remove_at",
    "replaces_id",
    "replaced_at",
    "erased_at",
    "assurance",
    "disowned_at",
];
/// Inputs, and what hangs on them, go over by their ids: from `$1` to `$2`.
const INPUTS: Table = Table {
    name: "input",
    columns: INPUT_COLUMNS,
    only: "WHERE id BETWEEN $1 AND $2 AND released_at IS NOT NULL",
};
/// Also versions of a released one: that it was corrected is told.
const STUBS: Table = Table {
    name: "input",
    columns: INPUT_COLUMNS,
    only: "WHERE id BETWEEN $1 AND $2 AND released_at IS NULL
      AND (id IN (SELECT input_id FROM proposal_input)
        OR replaces_id IN (SELECT id FROM input WHERE released_at IS NOT NULL)
        OR id IN (SELECT replaces_id FROM input WHERE released_at IS NOT NULL))",
};
const PIECES: Table = Table {
    name: "public_piece",
    columns: &["input_id", "start_byte", "end_byte", "body", "reason"],
    only: "WHERE input_id BETWEEN $1 AND $2
      AND input_id IN (SELECT id FROM input WHERE released_at IS NOT NULL)
      ORDER BY input_id, start_byte",
};
/// Files that were let out, without their bytes: those are handed out one by one.
const ATTACHMENTS: Table = Table {
    name: "attachment",
    columns: &[
        "id",
        "input_id",
        "position",
        "token",
        "name = ''",
        "media",
        "ending",
        "size",
        "state",
        "reason = ''",
        "tries = 0",
        "words = ''",
        "has_copy",
        "cleared_at",
    ],
    only: "WHERE input_id BETWEEN $1 AND $2 AND cleared_at IS NOT NULL
      AND input_id IN (SELECT id FROM input WHERE released_at IS NOT NULL)",
};
const ERASURES: Table = Table {
    name: "erasure",
    columns: &["input_id", "at", "by_name = ''", "decision", "reason = ''"],
    only: "WHERE input_id IN (SELECT id FROM input WHERE released_at IS NOT NULL)",
};
const INPUT_AREAS: Table = Table {
    name: "input_area",
    columns: &["input_id", "area_id"],
    only: "WHERE input_id BETWEEN $1 AND $2
      AND input_id IN (SELECT id FROM input WHERE released_at IS NOT NULL)",
};
/// What is taken away before an input and what hangs on it are put anew.
const CLEAR_INPUTS: [&str; 4] = [
    "DELETE FROM input_area WHERE input_id BETWEEN $1 AND $2",
    "DELETE FROM public_piece WHERE input_id BETWEEN $1 AND $2",
    "DELETE FROM attachment WHERE input_id BETWEEN $1 AND $2",
    "DELETE FROM input WHERE id BETWEEN $1 AND $2",
];

/// The statements of a table, made once.
struct Statements {
    read: &'static str,
    clear: &'static str,
    write: &'static str,
}

impl Statements {
    fn of(table: &Table) -> Self {
        let Table { name, columns, only } = table;
        let parts: Vec<_> = columns
            .iter()
            .map(|column| column.split_once(" = ").unwrap_or((column, column)))
            .collect();
        let what: Vec<_> = parts.iter().map(|(_, what)| *what).collect();
        let mut into: Vec<_> = parts.iter().map(|(into, _)| *into).collect();
        let mut values: Vec<_> = (1..=into.len()).map(|at| format!("${at}")).collect();
        if *name == "input" {
            // Nobody finds a receipt here: its key is not the sender's.
            into.extend(["key_hash", "request_hash", "letter"]);
            values.extend(["randomblob(32)", "x''", "x''"].map(str::to_owned));
        }
        if *name == "attachment" || *name == "annex_file" {
            // What the original was is nobody's to check.
            into.push("sha256");
            values.push("x''".to_owned());
        }
        let (into, values) = (into.join(", "), values.join(", "));
        Self {
            read: Box::leak(
                format!("SELECT {} FROM {name} {only}", what.join(", ")).into(),
            ),
            clear: Box::leak(format!("DELETE FROM {name}").into()),
            write: Box::leak(
                format!("INSERT OR REPLACE INTO {name} ({into}) VALUES ({values})")
                    .into(),
            ),
        }
    }
}

struct All {
    tables: Vec<Statements>,
    counts: Statements,
    inputs: Statements,
    stubs: Statements,
    input_areas: Statements,
    attachments: Statements,
    post: Statements,
    pieces: Statements,
    erasures: Statements,
    /// Among the tables; it goes over also when its template is erased or corrected.
    campaigns: usize,
}

static ALL: LazyLock<All> = LazyLock::new(|| All {
    tables: TABLES.iter().map(Statements::of).collect(),
    counts: Statements::of(&COUNTS),
    inputs: Statements::of(&INPUTS),
    stubs: Statements::of(&STUBS),
    input_areas: Statements::of(&INPUT_AREAS),
    attachments: Statements::of(&ATTACHMENTS),
    post: Statements::of(&POST_OF_INPUTS),
    pieces: Statements::of(&PIECES),
    erasures: Statements::of(&ERASURES),
    campaigns: TABLES.iter().position(|it| it.name == "campaign").unwrap_or_default(),
});

/// The public store, and how far along the record it is.
pub struct PublicStore {
    store: Store,
    reached: Mutex<Reached>,
    /// How often the record is looked at.
    every: Duration,
}

#[derive(Default)]
struct Reached {
    /// The last entry that was followed; none before the first copy.
    seq: Option<i64>,
    looked: Option<Instant>,
}

/// What the record says has changed.
enum Changed {
    Nothing,
    Counts,
    Inputs(BTreeSet<i64>),
    /// Anything but inputs.
    Tables,
    Everything,
}

/// Rows to write, with the statement that writes them; those to take away first.
struct Copied {
    clear: Vec<(&'static str, Vec<Val>)>,
    write: Vec<(&'static str, Vec<Vec<Val>>)>,
}

impl PublicStore {
    /// Takes a store that is empty and of this process alone.
    ///
    /// # Errors
    /// [`StoreError`] when it can't be written.
    pub fn new(store: Store, every: Duration) -> Result<Self, StoreError> {
        store.write_now(|tx| tx.exec(NEWEST_INPUTS, &[]))?;
        Ok(Self { store, reached: Mutex::default(), every })
    }

    /// The public store, as the main one was a moment ago at the most.
    pub async fn renewed(&self, main: &Store) -> Result<&Store, StoreError> {
        Ok(self.reached(main).await?.0)
    }

    /// As [`PublicStore::renewed`], with the last entry of the record that it followed.
    pub async fn reached(&self, main: &Store) -> Result<(&Store, i64), StoreError> {
        let mut reached = self.reached.lock().await;
        if let (Some(seq), Some(looked)) = (reached.seq, reached.looked)
            && looked.elapsed() < self.every
        {
            return Ok((&self.store, seq));
        }
        let from = reached.seq;
        let (seq, copied, ranges) = main
            .read(move |tx| -> Result<_, StoreError> {
                let (seq, changed, mut ranges) = changed(tx, from)?;
                if matches!(changed, Changed::Everything) {
                    ranges = all_ranges(tx)?;
                }
                Ok((seq, copied(tx, &changed)?, ranges))
            })
            .await?;
        self.put(copied).await?;
        // Many inputs go over a stretch at a time, each stretch at once: so many words
        // are not held in memory together.
        for range in ranges {
            let stretch = main.read(move |tx| inputs(tx, &[range])).await?;
            self.put(stretch).await?;
        }
        *reached = Reached { seq: Some(seq), looked: Some(Instant::now()) };
        Ok((&self.store, seq))
    }

    async fn put(&self, copied: Copied) -> Result<(), StoreError> {
        self.store
            .write(move |tx| -> Result<_, StoreError> {
                for (sql, params) in &copied.clear {
                    tx.exec(sql, params)?;
                }
                for (sql, rows) in &copied.write {
                    tx.each(sql, rows)?;
                }
                // What was erased or taken back is to leave the files too.
                if !copied.clear.is_empty() {
                    tx.scrub();
                }
                Ok(())
            })
            .await
    }
}

/// Feeds ask for the newest inputs again and again, only here.
const NEWEST_INPUTS: &str = "CREATE INDEX IF NOT EXISTS input_newest
    ON input (case_id, released_at DESC, id DESC)";

/// Entries one looks at before it is simpler to copy everything.
const MANY: i64 = 1_000;

/// Ids from the first to the last.
type Range = (i64, i64);

/// Ids of a stretch of inputs that go over together.
const STRETCH: i64 = 4_000;

/// All inputs, in stretches.
fn all_ranges(tx: &mut dyn Tx) -> Result<Vec<Range>, StoreError> {
    let last = tx.one("SELECT coalesce(max(id), 0) FROM input", &[])?;
    let stretches = (last + STRETCH - 1) / STRETCH;
    Ok((0..stretches).map(|at| (at * STRETCH + 1, (at + 1) * STRETCH)).collect())
}

/// Where the record ends, what has changed since entry `from`, and which stretches of
/// inputs were published together.
fn changed(
    tx: &mut dyn Tx,
    from: Option<i64>,
) -> Result<(i64, Changed, Vec<Range>), StoreError> {
    let end = tx.row("SELECT seq FROM journal_end WHERE id = 1", &[])?;
    let end = end.map_or(Ok(0), |row| row.get(0))?;
    let Some(from) = from else { return Ok((end, Changed::Everything, Vec::new())) };
    if end == from {
        return Ok((end, Changed::Nothing, Vec::new()));
    }
    let mut entries = tx.rows(
        "SELECT subject, action, what FROM journal WHERE seq > $1
           AND action NOT IN ('SubmitInput', 'RegisterLetter', 'ImportInputs',
             'JoinCampaign', 'MeasureCampaign')
         ORDER BY seq LIMIT $2",
        &[from.into(), MANY.into()],
    )?;
    let many = entries.len() >= usize::try_from(MANY).unwrap_or(usize::MAX);
    let together: Vec<_> =
        entries.extract_if(.., |entry| is_release_together(entry)).collect();
    let released = together.iter().filter_map(released_together).collect();
    entries.retain(|entry| !is_at_the_desk(entry));
    let inputs: Option<BTreeSet<i64>> = entries.iter().map(input_of).collect();
    let changed = match inputs {
        _ if many => Changed::Everything,
        Some(inputs) if inputs.is_empty() => Changed::Counts,
        Some(inputs) => Changed::Inputs(inputs),
        // Acts on inputs among others: those would be missed by copying the others.
        None if entries.iter().any(|entry| input_of(entry).is_some()) => {
            Changed::Everything
        }
        None => Changed::Tables,
    };
    Ok((end, changed, released))
}

fn is_release_together(entry: &Row) -> bool {
    entry.get::<String>(1).is_ok_and(|action| action == "ReleaseInputs")
}

/// Whether an act is of the desk - reading, tasks - of which nothing is ever public.
fn is_at_the_desk(entry: &Row) -> bool {
    const DESK: [&str; 9] = [
        "access-requests",
        "analyses",
        "coding",
        "my-page",
        "opinions",
        "reading",
        "tasks",
        "topic-mappings",
        "topic-searches",
    ];
    entry.get::<String>(0).is_ok_and(|subject| {
        DESK.contains(&subject.split('/').next().unwrap_or_default())
    })
}

/// The inputs that were published together: none where somebody asks for it only.
fn released_together(entry: &Row) -> Option<Range> {
    let what: serde_json::Value =
        serde_json::from_str(&entry.get::<String>(2).ok()?).ok()?;
    what["first"].as_i64().zip(what["last"].as_i64())
}

/// The words of public copies by input, `[…]` where something was left out.
fn words(pieces: &[Vec<Val>]) -> BTreeMap<i64, String> {
    let mut words: BTreeMap<i64, String> = BTreeMap::new();
    for piece in pieces {
        // In the order of PIECES: input, start, end, words, reason.
        if let [Val::Int(input), _, _, Val::Text(said), reason] = piece.as_slice() {
            let left_out = *reason != Val::Null;
            words.entry(*input).or_default().push_str(if left_out {
                "[…]"
            } else {
                said
            });
        }
    }
    words
}

/// Gives an input the words of its public copy.
fn put_words(input: &mut [Val], words: &BTreeMap<i64, String>) {
    let at = |name: &str| {
        INPUT_COLUMNS.iter().position(|column| column.split(' ').next() == Some(name))
    };
    let Some(body) = at("body") else { return };
    let Some(Val::Int(id)) = at("id").map(|at| &input[at]) else { return };
    let Some(said) = words.get(id) else { return };
    input[body] = Val::Text(said.clone());
}

/// The input an entry is about.
fn input_of(entry: &Row) -> Option<i64> {
    let subject = entry.get::<String>(0).ok()?;
    subject.strip_prefix("inputs/")?.split('/').next()?.parse().ok()
}

/// Rows of a table, as they go over.
fn read(
    tx: &mut dyn Tx,
    table: &'static Statements,
    only: &[Val],
) -> Result<Vec<Vec<Val>>, StoreError> {
    Ok(tx.rows(table.read, only)?.into_iter().map(Row::into_values).collect())
}

/// Inputs and what hangs on them, put anew.
fn inputs(tx: &mut dyn Tx, ranges: &[Range]) -> Result<Copied, StoreError> {
    let all = &*ALL;
    let mut copied = Copied { clear: Vec::new(), write: Vec::new() };
    for (first, last) in ranges {
        let only: [Val; 2] = [(*first).into(), (*last).into()];
        copied.clear.extend(CLEAR_INPUTS.map(|sql| (sql, only.to_vec())));
        let pieces = read(tx, &all.pieces, &only)?;
        let said = words(&pieces);
        let mut released = read(tx, &all.inputs, &only)?;
        for input in &mut released {
            put_words(input, &said);
        }
        for (table, rows) in [(&all.inputs, released), (&all.pieces, pieces)] {
            copied.write.push((table.write, rows));
        }
        for table in [&all.stubs, &all.input_areas, &all.attachments, &all.post] {
            copied.write.push((table.write, read(tx, table, &only)?));
        }
    }
    Ok(copied)
}

fn copied(tx: &mut dyn Tx, changed: &Changed) -> Result<Copied, StoreError> {
    let all = &*ALL;
    let mut copied = Copied { clear: Vec::new(), write: Vec::new() };
    let take = |tx: &mut dyn Tx, table: &'static Statements, copied: &mut Copied| {
        copied.write.push((table.write, read(tx, table, &[])?));
        Ok::<_, StoreError>(())
    };
    match changed {
        Changed::Nothing => {}
        Changed::Counts => take(tx, &all.counts, &mut copied)?,
        Changed::Inputs(ids) => {
            // With those that are told of because of them: earlier and later versions.
            let mut ranges: Vec<Range> = ids.iter().map(|id| (*id, *id)).collect();
            for id in ids {
                ranges.extend(versions_beside(tx, *id)?);
            }
            ranges.sort_unstable();
            ranges.dedup();
            copied = inputs(tx, &ranges)?;
            take(tx, &all.counts, &mut copied)?;
            take(tx, &all.erasures, &mut copied)?;
            // A campaign ends with its last letter, and another letter becomes template.
            let campaigns = &all.tables[all.campaigns];
            copied.clear.push((campaigns.clear, Vec::new()));
            take(tx, campaigns, &mut copied)?;
        }
        Changed::Tables | Changed::Everything => {
            let rest = [&all.counts, &all.erasures];
            for table in all.tables.iter().chain(rest) {
                take(tx, table, &mut copied)?;
                copied.clear.push((table.clear, Vec::new()));
            }
            // What an adopted paragraph rests on may have come to be told.
            let rested = stubs_of_proposals(tx)?;
            let more = inputs(tx, &rested)?;
            copied.clear.extend(more.clear);
            copied.write.extend(more.write);
        }
    }
    Ok(copied)
}

/// The versions just before and just after an input.
fn versions_beside(tx: &mut dyn Tx, id: i64) -> Result<Vec<Range>, StoreError> {
    let rows = tx.rows(
        "SELECT id FROM input WHERE replaces_id = $1
         UNION SELECT replaces_id FROM input WHERE id = $1 AND replaces_id IS NOT NULL",
        &[id.into()],
    )?;
    rows.iter().map(|row| Ok((row.get(0)?, row.get(0)?))).collect()
}

/// The inputs proposals rest on that are not released.
fn stubs_of_proposals(tx: &mut dyn Tx) -> Result<Vec<Range>, StoreError> {
    let rows = tx.rows(
        "SELECT DISTINCT p.input_id FROM proposal_input p JOIN input i ON i.id = p.input_id
         WHERE i.released_at IS NULL ORDER BY p.input_id",
        &[],
    )?;
    rows.iter().map(|row| Ok((row.get(0)?, row.get(0)?))).collect()
}
