//! What an answer letter says: the fields of a template and their values.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use crate::{
    refusal::{Message, Refusal},
    trace::storage::Point,
    web::{
        choices::Choice as _,
        l10n::{Lang, Text},
    },
};

/// Why there is no letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    #[error("there is no template")]
    NoTemplate,
    #[error("the input has no answer yet")]
    NoAnswer,
}

impl Refusal for Refused {
    fn why(&self) -> Message {
        Message::new(match self {
            Self::NoTemplate => "answerletters-refused-no-template",
            Self::NoAnswer => "answerletters-refused-no-answer",
        })
    }

    fn way_forward(&self) -> Message {
        Message::new(match self {
            Self::NoTemplate => "answerletters-refused-no-template-way",
            Self::NoAnswer => "answerletters-refused-no-answer-way",
        })
    }
}

/// A field of a template: what a Danish and an English one call it, and what it means.
pub struct Field {
    pub da: &'static str,
    pub en: &'static str,
    pub means: &'static str,
}

/// All fields. The last one is the answer itself: no letter goes without it.
pub const FIELDS: [Field; 10] = [
    Field { da: "navn", en: "name", means: "answerletters-field-name" },
    Field {
        da: "organisation",
        en: "organisation",
        means: "answerletters-field-organisation",
    },
    Field { da: "nummer", en: "number", means: "answerletters-field-number" },
    Field { da: "modtaget", en: "received", means: "answerletters-field-received" },
    Field { da: "hoering", en: "hearing", means: "answerletters-field-hearing" },
    Field { da: "dato", en: "date", means: "answerletters-field-date" },
    Field {
        da: "journalnummer",
        en: "case_number",
        means: "answerletters-field-case-number",
    },
    Field { da: "sagsbehandler", en: "officer", means: "answerletters-field-officer" },
    Field { da: "kontakt", en: "contact", means: "answerletters-field-contact" },
    Field { da: "svar", en: "answer", means: "answerletters-field-answer" },
];

/// Checks the fields of a template.
///
/// # Errors
/// What is wrong: fields that do not exist, by name, or no answer.
pub fn check(found: &BTreeSet<String>) -> Result<(), Message> {
    let known = |name: &String| FIELDS.iter().any(|it| it.da == name || it.en == name);
    let unknown: Vec<_> = found
        .iter()
        .filter(|name| !known(name))
        .take(20)
        .map(|name| format!("{{{{{name}}}}}"))
        .collect();
    if !unknown.is_empty() {
        return Err(
            Message::new("answerletters-fault-unknown").with("names", unknown.join(", "))
        );
    }
    if !found.contains("svar") && !found.contains("answer") {
        return Err(
            Message::new("answerletters-fault-no-answer").with("field", "{{svar}}")
        );
    }
    Ok(())
}

/// One sender's letter.
#[derive(Debug, Clone)]
pub struct Letter {
    pub input_id: i64,
    pub name: String,
    pub organisation: String,
    /// As people read it: `000123-4`.
    pub number: String,
    pub received: Date,
    pub today: Date,
    pub hearing: Text,
    pub case_number: String,
    pub officer: String,
    pub contact: String,
    pub points: Vec<Point>,
}

impl Letter {
    /// What the letter is addressed to, for a list.
    pub fn receiver(&self) -> String {
        if self.organisation.is_empty() {
            self.name.clone()
        } else {
            format!("{} ({})", self.organisation, self.name)
        }
    }

    /// The value of each field.
    pub fn values(&self) -> BTreeMap<&'static str, String> {
        let mut values = BTreeMap::new();
        for lang in Lang::ALL {
            for field in &FIELDS {
                let name = if lang == Lang::Da { field.da } else { field.en };
                values.insert(name, self.value(field.en, lang));
            }
        }
        values
    }

    fn value(&self, field: &str, lang: Lang) -> String {
        match field {
            "name" => self.name.clone(),
            "organisation" => self.organisation.clone(),
            "number" => self.number.clone(),
            "received" => lang.date(self.received),
            "hearing" => lang.pick(&self.hearing).to_owned(),
            "date" => lang.date(self.today),
            "case_number" => self.case_number.clone(),
            "officer" => self.officer.clone(),
            "contact" => self.contact.clone(),
            _ => answer(&self.points, lang),
        }
    }
}

/// The answer to a sender: each topic their sentences fall under, once, whether it is
/// met, and why.
pub fn answer(points: &[Point], lang: Lang) -> String {
    let mut told = BTreeSet::new();
    let mut said = Vec::new();
    for point in points {
        if !told.insert((&point.topic, &point.assessment.why)) {
            continue;
        }
        let met =
            point.assessment.met.map(|met| format!(": {}", lang.say(met.key(), &[])));
        said.push(format!("{}{}", point.topic, met.unwrap_or_default()));
        said.push(point.assessment.why.clone());
    }
    said.retain(|part| !part.is_empty());
    said.join("\n\n")
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::analysis::assessments::rules::{Assessment, Met};

    fn point(topic: &str, met: Option<Met>) -> Point {
        let why = format!("Fordi {topic}.");
        let assessment = Assessment { said: "Sagt.".into(), met, why };
        Point { span: 0..1, topic: topic.into(), assessment }
    }

    #[test]
    fn each_topic_is_answered_once_with_whether_it_is_met_and_why() {
        let points = [point("Post", Some(Met::Partly)), point("Tid", None)];
        let points = [points.clone(), points].concat();

        assert_eq!(
            answer(&points, Lang::Da),
            "Post: Imødekommes delvist\n\nFordi Post.\n\nTid\n\nFordi Tid."
        );
    }

    #[test]
    fn unknown_fields_are_named_and_a_letter_needs_its_answer() {
        let check = |names: &[&str]| {
            check(&names.iter().map(|name| (*name).to_owned()).collect())
        };

        assert_eq!(check(&["navn", "svar"]), Ok(()));
        assert_eq!(check(&["name", "answer"]), Ok(()));
        let fault = check(&["navn", "cpr", "svar", "adresse"]).unwrap_err();
        assert_eq!(fault.key, "answerletters-fault-unknown");
        assert_eq!(check(&["navn"]).unwrap_err().key, "answerletters-fault-no-answer");
    }

    #[test]
    fn every_field_has_a_value_in_its_language() {
        let letter = Letter {
            input_id: 1,
            name: "Hanne".into(),
            organisation: String::new(),
            number: "000001-7".into(),
            received: date(2010, 10, 2),
            today: date(2010, 11, 2),
            hearing: Text { da: "Åbne data".into(), en: "Open data".into() },
            case_number: "2010-4711".into(),
            officer: "Bo".into(),
            contact: "bo@fm.example".into(),
            points: vec![point("Post", Some(Met::Met))],
        };

        let values = letter.values();

        assert_eq!(values["dato"], "2. november 2010");
        assert_eq!(values["date"], "2 November 2010");
        assert_eq!(values["hoering"], "Åbne data");
        assert_eq!(values["hearing"], "Open data");
        assert!(values["svar"].contains("Fordi Post."));
        let names: BTreeSet<_> = FIELDS.iter().flat_map(|it| [it.da, it.en]).collect();
        assert_eq!(names, values.keys().copied().collect());
    }
}
