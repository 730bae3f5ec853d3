//! The words of the record: a sentence for every kind of act, and what its facts are
//! called. A test holds this table beside the table of who may do what.

use serde_json::Value;

use crate::{
    access_requests,
    approval::rules::Verdict,
    meetings::rules::Verb,
    web::{Cx, choices::Choice as _},
};

/// What was done → the sentence that says it.
const SENTENCES: &[(&str, &str)] = &[
    ("LoadCase", "act-load-case"),
    ("SignIn", "act-sign-in"),
    ("SignOut", "act-sign-out"),
    ("StartStep", "act-start-step"),
    ("MoveStep", "act-move-step"),
    ("PauseCase", "act-pause-case"),
    ("ResumeCase", "act-resume-case"),
    ("OpenGate", "act-open-gate"),
    ("MeasureCampaign", "act-measure-campaign"),
    ("AskHelper", "act-ask-helper"),
    ("ChangeAnnex", "act-change-annex"),
    ("SendMinutes", "act-send-minutes"),
    ("AnswerMinutes", "act-answer-minutes"),
    ("AnswerCall", "act-answer-call"),
    ("CloseMeeting", "act-close-meeting"),
    ("NoteAttendance", "act-note-attendance"),
    ("NoteVotes", "act-note-votes"),
    ("SendWritten", "act-send-written"),
    ("AnswerWritten", "act-answer-written"),
    ("NoteAway", "act-note-away"),
    ("WithdrawWritten", "act-withdraw-written"),
    ("EndWritten", "act-end-written"),
    ("EditBody", "act-edit-body"),
    ("SeatMember", "act-seat-member"),
    ("PassOn", "act-pass-on"),
    ("ImportPeople", "act-import-people"),
    ("ReleaseConclusion", "act-release-conclusion"),
    ("ReshapeProposal", "act-reshape-proposal"),
    ("SendTreatment", "act-send-treatment"),
    ("AnswerTreatment", "act-answer-treatment"),
    ("SendProposalOn", "act-send-proposal-on"),
    ("EndProposal", "act-end-proposal"),
    ("ReleaseDecision", "act-release-decision"),
    ("NoteRisk", "act-note-risk"),
    ("MakeTask", "act-make-task"),
    ("ChangeTask", "act-change-task"),
    ("ChangeOwnPage", "act-change-own-page"),
    ("PrepareHearing", "act-prepare-hearing"),
    ("PublishHearing", "act-publish-hearing"),
    ("InviteParties", "act-invite-parties"),
    ("NoteReply", "act-note-reply"),
    ("EndHearing", "act-end-hearing"),
    ("ExtendHearing", "act-extend-hearing"),
    ("SubmitInput", "act-submit-input"),
    ("FollowInput", "act-follow-input"),
    ("ConfirmInput", "act-confirm-input"),
    ("DisownInput", "act-disown-input"),
    ("RegisterLetter", "act-register-letter"),
    ("ImportInputs", "act-import-inputs"),
    ("MarkInputRead", "act-mark-input-read"),
    ("ReleaseInput", "act-release-input"),
    ("ReleaseInputs", "act-release-inputs"),
    ("RedactInput", "act-redact-input"),
    ("WithdrawInput", "act-withdraw-input"),
    ("SetRemoval", "act-set-removal"),
    ("EraseInput", "act-erase-input"),
    ("CorrectInput", "act-correct-input"),
    ("KeepAnswerDraft", "act-keep-answer-draft"),
    ("CheckAttachment", "act-check-attachment"),
    ("ClearAttachment", "act-clear-attachment"),
    ("BeginJointAnswer", "act-begin-joint-answer"),
    ("WriteJointAnswer", "act-write-joint-answer"),
    ("CommentJointAnswer", "act-comment-joint-answer"),
    ("InviteColleague", "act-invite-colleague"),
    ("AcceptInvitation", "act-accept-invitation"),
    ("SendJointAnswer", "act-send-joint-answer"),
    ("DeleteJointAnswer", "act-delete-joint-answer"),
    ("Subscribe", "act-subscribe"),
    ("ConfirmSubscription", "act-confirm-subscription"),
    ("EndSubscription", "act-end-subscription"),
    ("CreateTopic", "act-create-topic"),
    ("TagInput", "act-tag-input"),
    ("AssessTopic", "act-assess-topic"),
    ("ApproveTopic", "act-approve-topic"),
    ("FindTopics", "act-find-topics"),
    ("FoundTopics", "act-found-topics"),
    ("EditCandidate", "act-edit-candidate"),
    ("SignTopics", "act-sign-topics"),
    ("AskForMapping", "act-ask-for-mapping"),
    ("MappedTopics", "act-mapped-topics"),
    ("ConfirmSuggestion", "act-confirm-suggestion"),
    ("WriteCodeBook", "act-write-code-book"),
    ("AssignReading", "act-assign-reading"),
    ("KeepFilter", "act-keep-filter"),
    ("RemoveFilter", "act-remove-filter"),
    ("DrawSample", "act-draw-sample"),
    ("CodeSample", "act-code-sample"),
    ("SettleCoding", "act-settle-coding"),
    ("WriteAnalysis", "act-write-analysis"),
    ("GroupInputs", "act-group-inputs"),
    ("StoreCampaigns", "act-store-campaigns"),
    ("JoinCampaign", "act-join-campaign"),
    ("ReshapeCampaign", "act-reshape-campaign"),
    ("PublishCampaign", "act-publish-campaign"),
    ("ImportOpinions", "act-import-opinions"),
    ("GroupOpinions", "act-group-opinions"),
    ("WriteNote", "act-write-note"),
    ("ReleaseNote", "act-release-note"),
    ("PrepareLetters", "act-prepare-letters"),
    ("CallMeeting", "act-call-meeting"),
    ("PrepareMeeting", "act-prepare-meeting"),
    ("HoldMeeting", "act-hold-meeting"),
    ("ApproveMinutes", "act-approve-minutes"),
    ("ConcludeTheme", "act-conclude-theme"),
    ("MakeProposal", "act-make-proposal"),
    ("RecommendProposal", "act-recommend-proposal"),
    ("Decide", "act-decide"),
    ("SendBrief", "act-send-brief"),
    ("NoteBrief", "act-note-brief"),
    ("WriteDraft", "act-write-draft"),
    ("FreezeVersion", "act-freeze-version"),
    ("ReleaseVersion", "act-release-version"),
    ("DecideApproval", "act-decide-approval"),
    ("ResolveReservation", "act-resolve-reservation"),
    ("WriteFinance", "act-write-finance"),
    ("TakePosition", "act-take-position"),
    ("SettleOutcome", "act-settle-outcome"),
    ("LinkInitiative", "act-link-initiative"),
    ("StartInitiative", "act-start-initiative"),
    ("ReportStatus", "act-report-status"),
    ("PublishPost", "act-publish-post"),
    ("ShortenPost", "act-shorten-post"),
    ("RegisterAccessRequest", "act-register-access-request"),
    ("WorkOnAccessRequest", "act-work-on-access-request"),
    ("DecideAccessRequest", "act-decide-access-request"),
    ("RetryMail", "act-retry-mail"),
];

/// What a fact of an act is called. What is not here is for programs alone.
const FACTS: &[(&str, &str)] = &[
    ("old", "fact-old"),
    ("new", "fact-new"),
    ("from", "fact-from"),
    ("to", "fact-to"),
    ("followed", "fact-followed"),
    ("missing", "fact-missing"),
    ("title", "fact-title"),
    ("number", "fact-number"),
    ("count", "fact-count"),
    ("inputs", "fact-inputs"),
    ("letters", "fact-letters"),
    ("topics", "fact-topics"),
    ("sentences", "fact-sentences"),
    ("rows", "fact-rows"),
    ("stored", "fact-stored"),
    ("bad", "fact-bad"),
    ("late", "fact-late"),
    ("format", "fact-format"),
    ("readers", "fact-readers"),
    ("due", "fact-due"),
    ("starts", "fact-starts"),
    ("verb", "fact-verb"),
    ("verdict", "fact-verdict"),
    ("present", "fact-present"),
    ("votes", "fact-votes"),
    ("items", "fact-items"),
    ("version", "fact-version"),
    ("revision", "fact-revision"),
    ("paragraphs", "fact-paragraphs"),
    ("year", "fact-year"),
    ("quarter", "fact-quarter"),
    ("cost", "fact-cost"),
    ("gain", "fact-gain"),
    ("remove_on", "fact-remove-on"),
    ("public_days", "fact-public-days"),
    ("expected", "fact-expected"),
    ("since", "fact-since"),
    ("day", "fact-day"),
    ("entries", "fact-entries"),
    ("documents", "fact-documents"),
    ("document", "fact-document"),
    ("deadline", "fact-deadline"),
    ("tried", "fact-tried"),
    ("invited", "fact-invited"),
    ("file", "fact-file"),
    ("left_out", "fact-left-out"),
    ("decision", "fact-decision"),
    ("subject", "fact-subject"),
];

/// The key of the sentence for an act.
pub fn sentence(action: &str) -> Option<&'static str> {
    SENTENCES.iter().find(|(name, _)| *name == action).map(|(_, key)| *key)
}

/// Every act that has a sentence.
pub fn known() -> impl Iterator<Item = &'static str> {
    SENTENCES.iter().map(|(name, _)| *name)
}

/// What somebody did, as a sentence. Nobody signed in is the public; an act without a
/// sentence is named.
pub fn said(cx: &Cx, actor: &str, action: &str) -> String {
    let who = match actor {
        "" => cx.t("journal-public"),
        "koreplan" => cx.t("journal-machine"),
        name => name.to_owned(),
    };
    match sentence(action) {
        Some(key) => cx.say(key, &[("who", who.into())]),
        None => format!("{who}: {action}"),
    }
}

/// The facts of an act, each with its name.
pub fn facts(cx: &Cx, what: &str) -> Vec<(String, String)> {
    let Ok(Value::Object(found)) = serde_json::from_str(what) else { return Vec::new() };
    FACTS
        .iter()
        .filter_map(|(name, key)| {
            let value = written(cx, name, found.get(*name)?)?;
            Some((cx.t(key), value))
        })
        .collect()
}

fn written(cx: &Cx, name: &str, value: &Value) -> Option<String> {
    match value {
        Value::String(text) if !text.is_empty() => Some(word(cx, name, text)),
        Value::Number(number) => Some(match number.as_i64() {
            Some(year) if name == "year" => year.to_string(),
            Some(number) => cx.lang.number(number),
            None => number.to_string(),
        }),
        Value::Array(values) => {
            let values: Vec<_> =
                values.iter().filter_map(|value| written(cx, name, value)).collect();
            let between = if matches!(name, "old" | "new") { " – " } else { ", " };
            (!values.is_empty()).then(|| values.join(between))
        }
        _ => None,
    }
}

/// Days and the words of closed lists in the reader's language.
fn word(cx: &Cx, name: &str, text: &str) -> String {
    if let Ok(day) = text.parse::<jiff::civil::Date>()
        && text.len() == 10
    {
        return cx.lang.date(day);
    }
    let key = match name {
        "verb" => Verb::of(text).map(Verb::key),
        "verdict" => Verdict::of(text).map(Verdict::key),
        "decision" => access_requests::rules::Verdict::of(text)
            .map(access_requests::rules::Verdict::key),
        _ => None,
    };
    key.map_or_else(|| text.to_owned(), |key| cx.t(key))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access;

    #[test]
    fn every_kind_of_act_has_a_sentence() {
        let reads = |name: &str| name.starts_with("Read") || name.starts_with("List");
        let silent: Vec<_> = access::TABLE
            .iter()
            .map(|row| row.action)
            .filter(|name| !reads(name) && sentence(name).is_none())
            .collect();

        assert!(silent.is_empty(), "no sentence in the journal for {silent:?}");
    }

    #[test]
    fn no_sentence_is_for_an_act_that_nobody_does() {
        // What the program does by itself, and signing in and out.
        let by_itself = [
            "LoadCase",
            "SignIn",
            "SignOut",
            "FoundTopics",
            "MappedTopics",
            "StoreCampaigns",
            "JoinCampaign",
            "MeasureCampaign",
        ];
        let unknown: Vec<_> = known()
            .filter(|name| !by_itself.contains(name))
            .filter(|name| access::TABLE.iter().all(|row| row.action != *name))
            .collect();

        assert!(unknown.is_empty(), "{unknown:?}");
    }
}
