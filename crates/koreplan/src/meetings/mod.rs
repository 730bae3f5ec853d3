//! Meetings of all kinds: agenda, papers, attendance, minutes. Theme meetings conclude,
//! bodies decide; both meet here.
//!
//! ```text
//! planned ─▶ agenda open ─▶ papers sent ─▶ in progress ─▶ minutes draft ─▶ minutes
//!    │            │           │ (A, B, C)      └──────── the chair alone ──▶ approved
//!    └────────────┴───────────┴─▶ cancelled                                   └▶ closed
//! ```
//!
//! What happened is stored as facts, where a meeting stands follows from them. A meeting
//! that is planned is shown to nobody but those who prepare it, the secretariat and its
//! chair. `agenda/` holds the items and the agenda as it was sent, `annexes/` the files on
//! items, `minutes/` what came of the items and how the minutes are approved.

/// SQL: whether everybody may read the decision of item `d` of meeting `m`: its minutes are
/// approved and open, and nobody keeps it back; or it was released on its own (`r`).
macro_rules! decided_in_public {
    () => {
        "(r.item_id IS NOT NULL OR (m.approved_at IS NOT NULL AND d.closed = 0
          AND NOT EXISTS (SELECT 1 FROM decision_release h
            WHERE h.item_id = d.id AND h.released_at IS NULL)))"
    };
}
pub(crate) use decided_in_public;

/// SQL: the last decision `d` of proposal `p`, its meeting `m`, and its release `r`. Where
/// the meeting is not public, the public store knows the decision by its release alone.
macro_rules! last_decision {
    () => {
        "LEFT JOIN agenda_item d ON d.id = (SELECT max(x.id) FROM agenda_item x
           WHERE x.proposal_id = p.id AND x.verb IS NOT NULL)
         LEFT JOIN meeting m ON m.id = d.meeting_id
         LEFT JOIN decision_release r ON r.item_id = (SELECT max(x.item_id)
           FROM decision_release x WHERE x.proposal_id = p.id
             AND x.released_at IS NOT NULL) AND r.item_id >= coalesce(d.id, 0)"
    };
}
pub(crate) use last_decision;

pub mod attendance;
pub mod invitations;
pub mod rules;
pub mod storage;
pub mod agenda;
pub mod annexes;
pub mod minutes;
pub mod pages;
pub mod papers;
pub mod written_procedure;
