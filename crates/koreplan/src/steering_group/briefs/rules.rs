//! What a brief says of the data, what becomes of edited sections when they change, and
//! when it may be sent.

use koreplan_export::{Block, Day, Document, Language};

use crate::{
    analysis::hearing_note::rules::paragraphs,
    choices,
    meetings::rules::Verb,
    refusal::{Message, Refusal},
    web::{choices::Choice as _, l10n::Lang},
};

choices! {
    /// A section, in the order of the brief.
    Place {
        Summary: "summary", "brief-place-summary";
        Last: "last", "brief-place-last";
        Needed: "needed", "brief-place-needed";
        Changes: "changes", "brief-place-changes";
        Deviations: "deviations", "brief-place-deviations";
        Risks: "risks", "brief-place-risks";
    }
}

choices! {
    /// How a risk stands, as lights are shown.
    Light {
        Yellow: "yellow", "brief-light-yellow";
        Red: "red", "brief-light-red";
    }
}

/// Why an act on a brief was not done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    #[error("the brief has been noted")]
    AlreadyNoted,
    #[error("nothing happened since the last brief")]
    NothingNew,
    #[error("someone else has changed the draft since")]
    Changed,
    #[error("nothing was changed")]
    NothingChanged,
    #[error("the data under {count} edited sections changed")]
    Unsettled { count: usize },
    #[error("the risk is over")]
    RiskOver,
}

impl Refusal for Refused {
    fn why(&self) -> Message {
        match *self {
            Self::AlreadyNoted => Message::new("steering-refused-already-noted"),
            Self::NothingNew => Message::new("steering-refused-nothing-new"),
            Self::Changed => Message::new("brief-refused-changed"),
            Self::NothingChanged => Message::new("brief-refused-nothing-changed"),
            Self::Unsettled { count } => {
                Message::new("brief-refused-unsettled").with("count", count)
            }
            Self::RiskOver => Message::new("brief-refused-risk-over"),
        }
    }

    fn way_forward(&self) -> Message {
        Message::new(match self {
            Self::AlreadyNoted => "steering-refused-already-noted-way",
            Self::NothingNew => "steering-refused-nothing-new-way",
            Self::Changed => "brief-refused-changed-way",
            Self::NothingChanged => "brief-refused-nothing-changed-way",
            Self::Unsettled { .. } => "brief-refused-unsettled-way",
            Self::RiskOver => "brief-refused-risk-over-way",
        })
    }
}

/// The brief before this one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Last {
    pub number: i64,
    pub date: String,
    pub summary: String,
    /// Who noted it; nobody yet: empty.
    pub noted_by: String,
    pub answer: String,
}

/// Something the receiver must decide.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Needed {
    pub title: String,
    pub recommendation: String,
    /// When it comes up, in words; empty: no meeting has it yet.
    pub when: String,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decided {
    pub title: String,
    pub verb: Verb,
    pub decision: String,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moved {
    pub title: String,
    pub from: String,
    pub to: String,
    pub reason: String,
}

/// A step past its last day, which it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Overdue {
    pub title: String,
    pub since: String,
}

/// A risk somebody recorded, and what is done about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Risk {
    pub title: String,
    pub light: Light,
    pub action: String,
}

/// An initiative with lights that are not green.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lit {
    pub title: String,
    pub red: i64,
    pub yellow: i64,
    pub action: String,
}

/// Everything a brief is written from: what the receiver may see, and nothing else.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Data {
    pub last: Option<Last>,
    pub needed: Vec<Needed>,
    pub decided: Vec<Decided>,
    /// What else happened since the last brief: the key of the act, and how often.
    pub acts: Vec<(&'static str, i64)>,
    pub moved: Vec<Moved>,
    pub overdue: Vec<Overdue>,
    /// Tasks past their day.
    pub tasks: i64,
    pub risks: Vec<Risk>,
    pub lit: Vec<Lit>,
    /// The next gate, and what it misses.
    pub gate: Option<(String, Vec<Message>)>,
}

impl Data {
    /// Whether there is anything to tell.
    pub fn is_news(&self) -> bool {
        !(self.decided.is_empty()
            && self.needed.is_empty()
            && self.acts.is_empty()
            && self.moved.is_empty())
    }
}

/// Acts of the record that a brief counts, with the key of the sentence. What was decided
/// and what was moved is told by itself.
pub const ACTS: &[(&str, &str)] = &[
    ("StartStep", "brief-act-start-step"),
    ("OpenGate", "brief-act-open-gate"),
    ("PublishHearing", "brief-act-publish-hearing"),
    ("ExtendHearing", "brief-act-extend-hearing"),
    ("ReleaseNote", "brief-act-release-note"),
    ("ApproveTopic", "brief-act-approve-topic"),
    ("ConcludeTheme", "brief-act-conclude-theme"),
    ("MakeProposal", "brief-act-make-proposal"),
    ("RecommendProposal", "brief-act-recommend-proposal"),
    ("ApproveMinutes", "brief-act-approve-minutes"),
    ("FreezeVersion", "brief-act-freeze-version"),
    ("DecideApproval", "brief-act-decide-approval"),
    ("SettleOutcome", "brief-act-settle-outcome"),
];

/// What the machine writes in a section.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    pub place: Place,
    pub text: String,
}

/// Writes the brief: every section in order.
pub fn write(data: &Data, lang: Lang) -> Vec<Made> {
    Place::ALL
        .iter()
        .map(|place| {
            let text = match place {
                Place::Summary => summary(data, lang),
                Place::Last => last(data, lang),
                Place::Needed => needed(data, lang),
                Place::Changes => changes(data, lang),
                Place::Deviations => deviations(data, lang),
                Place::Risks => risks(data, lang),
            };
            Made { place: *place, text }
        })
        .collect()
}

fn many(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

fn summary(data: &Data, lang: Lang) -> String {
    let worries = data.overdue.len() + data.risks.len() + data.lit.len();
    lang.say(
        "brief-says-summary",
        &[
            ("decided", many(data.decided.len()).into()),
            ("needed", many(data.needed.len()).into()),
            ("moved", many(data.moved.len()).into()),
            ("worries", many(worries).into()),
        ],
    )
}

fn last(data: &Data, lang: Lang) -> String {
    let Some(last) = &data.last else { return lang.say("brief-says-first", &[]) };
    let sent = lang.say(
        "brief-says-last",
        &[("number", last.number.into()), ("date", last.date.clone().into())],
    );
    let noted = if last.noted_by.is_empty() {
        lang.say("brief-says-not-noted", &[])
    } else {
        lang.say("brief-says-noted", &[("by", last.noted_by.clone().into())])
    };
    paragraphs(&[sent, last.summary.clone(), noted, last.answer.clone()])
}

fn needed(data: &Data, lang: Lang) -> String {
    if data.needed.is_empty() {
        return lang.say("brief-says-nothing-needed", &[]);
    }
    points(data.needed.iter().map(|one| {
        let when = if one.when.is_empty() {
            lang.say("brief-says-no-meeting-yet", &[])
        } else {
            one.when.clone()
        };
        line(&[&format!("{} ({when})", one.title), &one.recommendation])
    }))
}

fn changes(data: &Data, lang: Lang) -> String {
    let decided = points(data.decided.iter().map(|one| {
        let verb = lang.say(one.verb.key(), &[]);
        format!("{}: {verb}. {}", one.title, one.decision)
    }));
    let acts = points(
        data.acts.iter().map(|(key, count)| lang.say(key, &[("count", (*count).into())])),
    );
    let mut said = Vec::new();
    if data.decided.is_empty() {
        said.push(lang.say("brief-no-decisions", &[]));
    } else {
        said.extend([lang.say("brief-says-decided", &[]), decided]);
    }
    if !acts.is_empty() {
        said.extend([lang.say("brief-says-acts", &[]), acts]);
    }
    paragraphs(&said)
}

fn deviations(data: &Data, lang: Lang) -> String {
    let moved = points(data.moved.iter().map(|one| {
        line(&[
            &lang.say(
                "brief-says-moved",
                &[
                    ("title", one.title.clone().into()),
                    ("from", one.from.clone().into()),
                    ("to", one.to.clone().into()),
                ],
            ),
            &one.reason,
        ])
    }));
    let overdue = points(data.overdue.iter().map(|one| {
        lang.say(
            "brief-says-overdue",
            &[("title", one.title.clone().into()), ("since", one.since.clone().into())],
        )
    }));
    let tasks = if data.tasks > 0 {
        lang.say("brief-says-tasks", &[("count", data.tasks.into())])
    } else {
        String::new()
    };
    let said = paragraphs(&[moved, overdue, tasks]);
    if said.is_empty() { lang.say("brief-no-deviations", &[]) } else { said }
}

fn risks(data: &Data, lang: Lang) -> String {
    let risks = points(data.risks.iter().map(|risk| {
        let light = lang.say(risk.light.key(), &[]);
        line(&[&format!("{light}: {}", risk.title), &risk.action])
    }));
    let lit = points(data.lit.iter().map(|one| {
        let lights = lang.say(
            "brief-says-lights",
            &[
                ("title", one.title.clone().into()),
                ("red", one.red.into()),
                ("yellow", one.yellow.into()),
            ],
        );
        line(&[&lights, &one.action])
    }));
    let mut said = vec![risks, lit];
    if let Some((gate, missing)) = &data.gate
        && !missing.is_empty()
    {
        said.push(lang.say("brief-says-gate", &[("gate", gate.clone().into())]));
        said.push(points(missing.iter().map(|it| lang.say(it.key, &it.args))));
    }
    let said = paragraphs(&said);
    if said.is_empty() { lang.say("brief-says-no-risks", &[]) } else { said }
}

/// Sentences in one line.
fn line(said: &[&str]) -> String {
    let said =
        said.iter().map(|part| part.split_whitespace().collect::<Vec<_>>().join(" "));
    let said: Vec<String> = said.filter(|part| !part.is_empty()).collect();
    said.iter()
        .enumerate()
        .map(|(at, part)| {
            let ends = part.ends_with(['.', '!', '?', ':']);
            if at + 1 < said.len() && !ends { format!("{part}.") } else { part.clone() }
        })
        .collect::<Vec<_>>()
        .join(" ")
}

fn points(lines: impl Iterator<Item = String>) -> String {
    lines.map(|line| format!("- {line}")).collect::<Vec<_>>().join("\n")
}

/// A section as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    pub place: Place,
    pub made: String,
    /// What a person wrote in its place.
    pub edited: Option<String>,
    /// The machine's words the person last settled with.
    pub base: String,
    pub version: i64,
}

impl Section {
    pub fn text(&self) -> &str {
        self.edited.as_deref().unwrap_or(&self.made)
    }

    /// The data under an edited section have changed, and nobody has chosen yet. What a
    /// person sums up stands, whatever the numbers beside it become.
    pub fn is_unsettled(&self) -> bool {
        self.edited.is_some() && self.base != self.made && self.place != Place::Summary
    }
}

/// What becomes of the sections when the machine writes again: edited ones keep their
/// words, the others say the new ones.
pub fn renewed(old: &[Section], made: Vec<Made>) -> Vec<Section> {
    made.into_iter()
        .map(|made| {
            let known = old.iter().find(|section| section.place == made.place);
            match known {
                Some(known) if known.edited.is_some() => {
                    Section { made: made.text, ..known.clone() }
                }
                _ => Section {
                    place: made.place,
                    base: made.text.clone(),
                    version: known.map_or(1, |known| {
                        known.version + i64::from(known.made != made.text)
                    }),
                    made: made.text,
                    edited: None,
                },
            }
        })
        .collect()
}

/// Checks that what is saved takes the place of what was read, and differs from it.
///
/// # Errors
/// [`Refused`] if another version stands, or nothing was changed.
pub fn save(section: &Section, read: i64, text: &str) -> Result<(), Refused> {
    if section.version != read {
        Err(Refused::Changed)
    } else if section.text() == text && !section.is_unsettled() {
        Err(Refused::NothingChanged)
    } else {
        Ok(())
    }
}

/// Checks that a brief may be sent.
///
/// # Errors
/// [`Refused`] when there is nothing to tell, or a section waits for a choice.
pub fn send(data: &Data, sections: &[Section]) -> Result<(), Refused> {
    if !data.is_news() {
        return Err(Refused::NothingNew);
    }
    match sections.iter().filter(|section| section.is_unsettled()).count() {
        0 => Ok(()),
        count => Err(Refused::Unsettled { count }),
    }
}

/// What stands around the sections.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Frame {
    pub number: i64,
    pub lang: Lang,
    pub made: Day,
    pub date: String,
    pub from: String,
    pub to: String,
    pub case: String,
}

/// The brief as a document: one tree for page, Word file and PDF.
pub fn document(frame: &Frame, sections: &[Section]) -> Document {
    let lang = frame.lang;
    let title = lang.say("brief-number", &[("number", frame.number.into())]);
    let head = [
        ("brief-head-to", &frame.to),
        ("brief-head-from", &frame.from),
        ("brief-head-case", &frame.case),
        ("brief-head-date", &frame.date),
    ];
    let mut blocks = Vec::new();
    for (number, section) in (1..).zip(sections) {
        blocks.push(Block::Heading {
            level: 1,
            text: format!("{number}. {}", lang.say(section.place.key(), &[])),
        });
        blocks.extend(Block::of_text(section.text()));
    }
    Document {
        title: title.clone(),
        language: match lang {
            Lang::Da => Language::Da,
            Lang::En => Language::En,
        },
        made: frame.made,
        head: head.map(|(key, value)| (lang.say(key, &[]), value.clone())).into(),
        contents: None,
        foot: title,
        blocks,
    }
}

/// A brief as lines: headings, and what they head.
pub fn plain(lang: Lang, sections: &[Section]) -> String {
    let parts = sections.iter().map(|section| {
        let head = lang.say(section.place.key(), &[]);
        format!("{head}\n{}", section.text())
    });
    parts.collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decided(title: &str) -> Decided {
        Decided {
            title: title.into(),
            verb: Verb::Approved,
            decision: "Som indstillet.".into(),
        }
    }

    fn news() -> Data {
        Data { decided: vec![decided("Digital post til alle")], ..Data::default() }
    }

    fn text_of(made: &[Made], place: Place) -> &str {
        &made.iter().find(|made| made.place == place).unwrap().text
    }

    #[test]
    fn a_brief_tells_what_was_decided_moved_and_is_missing() {
        let data = Data {
            moved: vec![Moved {
                title: "Høring".into(),
                from: "1. marts 2011".into(),
                to: "30. juni 2011".into(),
                reason: "Valget".into(),
            }],
            gate: Some(("Til drøftelse".into(), vec![Message::new("task-no-brief")])),
            ..news()
        };

        let made = write(&data, Lang::Da);
        assert!(text_of(&made, Place::Changes).contains("- Digital post til alle: "));
        let deviations = text_of(&made, Place::Deviations);
        assert!(deviations.contains("30. juni 2011") && deviations.contains("Valget"));
        let risks = text_of(&made, Place::Risks);
        assert!(risks.contains("Til drøftelse") && risks.contains("- Der er ikke sendt"));
        assert!(text_of(&made, Place::Last).contains("første"));
    }

    #[test]
    fn nothing_new_is_not_sent() {
        let sections = renewed(&[], write(&Data::default(), Lang::Da));

        assert_eq!(send(&Data::default(), &sections), Err(Refused::NothingNew));
        assert_eq!(send(&news(), &renewed(&[], write(&news(), Lang::Da))), Ok(()));
    }

    #[test]
    fn an_edited_section_keeps_its_words_when_the_brief_is_written_again() {
        let mut sections = renewed(&[], write(&news(), Lang::Da));
        for section in &mut sections {
            if matches!(section.place, Place::Changes | Place::Summary) {
                section.edited = Some("Vi er i mål.".into());
            }
        }
        let more = Data { decided: vec![decided("A"), decided("B")], ..Data::default() };

        let again = renewed(&sections, write(&more, Lang::Da));
        let of = |place| again.iter().find(|section| section.place == place).unwrap();
        assert_eq!(of(Place::Changes).text(), "Vi er i mål.");
        assert!(of(Place::Changes).is_unsettled());
        assert!(!of(Place::Summary).is_unsettled());
        assert_eq!(send(&more, &again), Err(Refused::Unsettled { count: 1 }));
    }

    #[test]
    fn one_does_not_save_over_another_unseen() {
        let section = &renewed(&[], write(&news(), Lang::Da))[0];

        assert_eq!(save(section, 7, "Nyt"), Err(Refused::Changed));
        assert_eq!(save(section, 1, &section.made), Err(Refused::NothingChanged));
        assert_eq!(save(section, 1, "Nyt"), Ok(()));
    }
}
