//! The formats that other programs write, as a table: by which columns each is known, and
//! which column holds what. Sources: docs/formats.md.

use std::collections::BTreeMap;

use jiff::tz::TimeZone;

use super::rules::{Fault, Field, Filter, Plan};
use crate::web::choices::Choice as _;

/// A column by its name, or by its beginning where the name ends in `*`.
type Column = &'static str;

/// Which columns are the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Words {
    /// The first that holds something; with several chosen by a person, each a part.
    First,
    /// Every column that is nothing else is a question.
    Rest,
    /// The columns that the third row of the head calls questions.
    Survey,
}

/// A format.
#[derive(Debug, PartialEq, Eq)]
pub struct Format {
    /// Names it in addresses and commands.
    pub word: &'static str,
    /// Its name in the locale files, and what it is.
    pub key: &'static str,
    pub about: &'static str,
    /// What its ids begin with where rows are kept apart.
    pub ids: &'static str,
    /// A file is of this format when it has a column of each line; none: never by itself.
    marks: &'static [&'static [Column]],
    columns: &'static [(Field, &'static [Column])],
    pub words: Words,
    /// Its texts have line breaks and letters written as HTML.
    pub html: bool,
    /// A sender with an organisation is an association unless a column says otherwise.
    pub bodies: bool,
    /// Rows are meant where a column has one of the values.
    meant: &'static [(Column, &'static [&'static str])],
    /// Rows are not meant where a column has one of the values.
    not_meant: &'static [(Column, &'static [&'static str])],
}

const PLAIN: Format = Format {
    word: "table",
    key: "import-format-table",
    about: "import-about-table",
    ids: "id",
    marks: &[],
    columns: &[
        (Field::Title, &["title", "titel", "overskrift"]),
        (Field::Text, &["text", "tekst", "høringssvar", "svar"]),
        (Field::Name, &["name", "navn"]),
        (Field::Organisation, &["organisation"]),
        (Field::Email, &["email", "e-mail"]),
        (Field::Kind, &["kind"]),
        (Field::Id, &["id"]),
        (Field::Received, &["received", "modtaget"]),
        (Field::Attachments, &["attachments", "bilag"]),
    ],
    words: Words::First,
    html: false,
    bodies: false,
    meant: &[],
    not_meant: &[],
};

/// A table whose columns a person names; what is known of no other format.
pub static TABLE: Format = PLAIN;

/// A survey with one line of head.
static SURVEY: Format = Format {
    word: "survey",
    key: "import-format-survey",
    about: "import-about-survey",
    ids: "survey",
    columns: &[
        (Field::Name, &["name", "navn"]),
        (Field::Organisation, &["organisation"]),
        (Field::Email, &["email", "e-mail"]),
        (Field::Kind, &["kind"]),
        (Field::Id, &["id", "respondent", "ResponseId"]),
        (Field::Received, &["received", "modtaget"]),
    ],
    words: Words::Rest,
    ..PLAIN
};

static QUALTRICS: Format = Format {
    word: "qualtrics",
    key: "import-format-qualtrics",
    about: "import-about-qualtrics",
    ids: "qualtrics",
    columns: &[
        (Field::Name, &["RecipientFirstName", "RecipientLastName"]),
        (Field::Email, &["RecipientEmail"]),
        (Field::Id, &["ResponseId"]),
        (Field::Received, &["RecordedDate", "EndDate"]),
    ],
    words: Words::Survey,
    not_meant: &[("Status", &["Survey Preview", "Survey Test", "1", "4"])],
    ..PLAIN
};

static DECIDIM: Format = Format {
    word: "decidim",
    key: "import-format-decidim",
    about: "import-about-decidim",
    ids: "decidim",
    marks: &[&["participatory_space/id"], &["title", "title/*"], &["body", "body/*"]],
    columns: &[
        (Field::Title, &["title/da", "title/en", "title/*", "title"]),
        (Field::Text, &["body/da", "body/en", "body/*", "body"]),
        (Field::Name, &["author/name", "authors_names"]),
        (Field::Id, &["id"]),
        (Field::Received, &["published_at", "created_at"]),
    ],
    html: true,
    not_meant: &[("withdrawn", &["true"]), ("state", &["withdrawn"])],
    ..PLAIN
};

static POLIS: Format = Format {
    word: "polis",
    key: "import-format-polis",
    about: "import-about-polis",
    ids: "polis",
    marks: &[&["comment-id"], &["comment-body"]],
    columns: &[
        (Field::Text, &["comment-body"]),
        (Field::Name, &["author-id"]),
        (Field::Id, &["comment-id"]),
        (Field::Received, &["timestamp"]),
    ],
    ..PLAIN
};

static CONSULT: Format = Format {
    word: "consult",
    key: "import-format-consult",
    about: "import-about-consult",
    ids: "consult",
    marks: &[&["response_id", "themefinder_id"], &["response", "text"]],
    columns: &[
        (Field::Text, &["response", "text"]),
        (Field::Id, &["response_id", "themefinder_id"]),
    ],
    ..PLAIN
};

static REGULATIONS: Format = Format {
    word: "regulations",
    key: "import-format-regulations",
    about: "import-about-regulations",
    ids: "regulations",
    marks: &[&["Document ID"], &["Comment"], &["Attachment Files"]],
    columns: &[
        (Field::Text, &["Comment"]),
        (Field::Name, &["First Name", "Last Name"]),
        (Field::Organisation, &["Organization Name"]),
        (Field::Id, &["Document ID"]),
        (Field::Received, &["Received Date", "Posted Date"]),
        (Field::Attachments, &["Attachment Files"]),
    ],
    html: true,
    bodies: true,
    meant: &[("Document Type", &["Public Submission"])],
    not_meant: &[("Is Withdrawn?", &["true", "yes"])],
    ..PLAIN
};

static DEMOSPLAN: Format = Format {
    word: "demosplan",
    key: "import-format-demosplan",
    about: "import-about-demosplan",
    ids: "demosplan",
    marks: &[&["Stellungnahmetext"]],
    columns: &[
        (Field::Text, &["Stellungnahmetext"]),
        (Field::Name, &["Name"]),
        (Field::Organisation, &["Institution"]),
        (Field::Email, &["E-Mail"]),
        (Field::Id, &["Eingangsnummer"]),
        (Field::Received, &["Einreichungsdatum", "Verfassungsdatum"]),
    ],
    bodies: true,
    ..PLAIN
};

/// Letters have their columns of themselves.
pub static LETTERS: Format = Format {
    word: "letters",
    key: "import-format-letters",
    about: "import-about-letters",
    ..PLAIN
};

/// The formats a person can choose for a table.
pub static FORMATS: [&Format; 8] =
    [&TABLE, &SURVEY, &QUALTRICS, &DECIDIM, &POLIS, &CONSULT, &REGULATIONS, &DEMOSPLAN];

impl Format {
    /// The format of that name.
    ///
    /// # Errors
    /// [`Fault::NoFormat`]
    pub fn named(word: &str) -> Result<&'static Self, Fault> {
        let known = FORMATS.into_iter().find(|format| format.word == word);
        known.ok_or_else(|| Fault::NoFormat(word.to_owned()))
    }
}

/// Which columns a person says hold a field.
pub type Mapping = BTreeMap<String, Vec<String>>;

/// The head of a file: its names, and what the two rows under them would be if they were
/// part of it.
#[derive(Debug, Default)]
pub struct Head {
    pub names: Vec<String>,
    /// The questions in full.
    pub second: Vec<String>,
    /// What the survey's program calls the columns, as JSON.
    pub third: Vec<String>,
}

/// What the third row of a survey's head says of a column.
#[derive(Debug, serde::Deserialize)]
struct Imported {
    #[serde(rename = "ImportId")]
    id: String,
    #[serde(rename = "timeZone")]
    zone: Option<String>,
}

impl Head {
    /// The format of a file with this head.
    ///
    /// # Errors
    /// [`Fault::Votes`]: what Polis exports beside its statements.
    pub fn format(&self) -> Result<&'static Format, Fault> {
        let has = |column: &Column| !self.places(column).is_empty();
        if ["comment-id", "voter-id", "vote"].iter().all(has) {
            return Err(Fault::Votes);
        }
        if self.is_survey() {
            return Ok(&QUALTRICS);
        }
        Ok(FORMATS
            .into_iter()
            .filter(|format| !format.marks.is_empty())
            .find(|format| format.marks.iter().all(|any| any.iter().any(has)))
            .unwrap_or(&TABLE))
    }

    fn is_survey(&self) -> bool {
        !self.third.is_empty()
            && self.third.len() == self.names.len()
            && self.third.iter().all(|cell| imported(cell).is_some())
    }

    /// Where the columns of that name are; a name of several languages without those a
    /// machine translated.
    fn places(&self, column: &str) -> Vec<usize> {
        let fits = |name: &str| match column.strip_suffix('*') {
            Some(start) => {
                name.strip_prefix(start).is_some_and(|rest| !rest.contains('/'))
            }
            None => name.to_lowercase() == column.to_lowercase(),
        };
        let names = self.names.iter().enumerate();
        names.filter(|(_, name)| fits(name)).map(|(at, _)| at).collect()
    }

    /// The columns that a person named for a field.
    fn named(&self, columns: &[String]) -> Result<Vec<usize>, Fault> {
        let place = |column: &String| {
            let mut places = (0..).zip(&self.names).filter(|(_, name)| *name == column);
            let Some((first, _)) = places.next() else {
                let (column, there) = (column.clone(), self.there());
                return Err(Fault::NoColumn { column, there });
            };
            match places.next() {
                Some((second, _)) => Err(Fault::Twice {
                    column: column.clone(),
                    first: first + 1,
                    second: second + 1,
                }),
                None => Ok(first),
            }
        };
        columns.iter().map(place).collect()
    }

    fn there(&self) -> String {
        self.names.join(", ")
    }

    /// Columns that stand twice: name and both numbers, counted from 1.
    pub fn twice(&self) -> Vec<(String, usize, usize)> {
        let mut seen = BTreeMap::new();
        let mut twice = Vec::new();
        for (at, name) in (1..).zip(&self.names) {
            match seen.get(name) {
                Some(first) => twice.push((name.clone(), *first, at)),
                None => drop(seen.insert(name, at)),
            }
        }
        twice
    }

    /// How the columns become inputs: as the format says, but where a person says
    /// otherwise.
    ///
    /// # Errors
    /// [`Fault`] when there is no such field or column, no text, or a column that is
    /// needed stands twice.
    pub fn plan(
        &self,
        format: &'static Format,
        mapping: &Mapping,
        zone: TimeZone,
    ) -> Result<Plan, Fault> {
        if format.words == Words::Survey && !self.is_survey() {
            return Err(Fault::OtherFormat);
        }
        let mut columns: [Vec<usize>; Field::ALL.len()] = Default::default();
        for (field, names) in format.columns {
            let mut places = Vec::new();
            for place in names.iter().flat_map(|name| self.places(name)) {
                if !places.contains(&place) {
                    places.push(place);
                }
            }
            match self.no_twins(&places) {
                Ok(()) => columns[*field as usize] = places,
                Err(twice) if matches!(field, Field::Text | Field::Id) => {
                    return Err(twice);
                }
                // Which of the two is meant nobody knows: neither is stored, as is said.
                Err(_) => {}
            }
        }
        for (field, names) in mapping {
            let known = Field::of(field).ok_or_else(|| Fault::NoField(field.clone()))?;
            columns[known as usize] = self.named(names)?;
        }
        let text = Field::Text as usize;
        if !mapping.contains_key(Field::Text.word()) {
            match format.words {
                Words::First => {}
                Words::Rest => {
                    let is_rest = |at: &usize| !columns.iter().flatten().any(|u| u == at);
                    columns[text] = (0..self.names.len()).filter(is_rest).collect();
                }
                Words::Survey => columns[text] = self.questions(),
            }
        }
        if columns[text].is_empty() {
            return Err(Fault::NoText { there: self.there() });
        }
        let chosen = mapping.get(Field::Text.word()).is_some_and(|names| names.len() > 1);
        let parts = format.words != Words::First || chosen;
        let headings = parts.then(|| {
            let heading = |at: &usize| self.heading(format, *at);
            columns[text].iter().map(heading).collect()
        });
        Ok(Plan {
            format,
            columns,
            headings,
            filters: self.filters(format),
            width: self.names.len(),
            more_heads: if format.words == Words::Survey { 2 } else { 0 },
            zone: self.zone(format).unwrap_or(zone),
            lossy: false,
        })
    }

    /// A format's column that stands twice may be one or the other.
    fn no_twins(&self, places: &[usize]) -> Result<(), Fault> {
        for (at, second) in places.iter().enumerate() {
            let name = &self.names[*second];
            let twin = places[..at].iter().find(|first| self.names[**first] == *name);
            if let Some(first) = twin {
                let (first, second) = (first + 1, second + 1);
                return Err(Fault::Twice { column: name.clone(), first, second });
            }
        }
        Ok(())
    }

    fn heading(&self, format: &Format, at: usize) -> String {
        let full = self.second.get(at).filter(|_| format.words == Words::Survey);
        let full = full.map(|heading| heading.trim()).filter(|full| !full.is_empty());
        full.unwrap_or(&self.names[at]).to_owned()
    }

    /// The columns of a survey's questions: neither about the respondent, nor about how
    /// long the page was looked at or in which order it was shown.
    fn questions(&self) -> Vec<usize> {
        const APART: [&str; 6] = [
            "_DO",
            "_FIRST_CLICK",
            "_LAST_CLICK",
            "_PAGE_SUBMIT",
            "_CLICK_COUNT",
            "_DO_",
        ];
        let is_question = |at: &usize| {
            let id = imported(&self.third[*at]).map_or(String::new(), |column| column.id);
            id.starts_with("QID") && !APART.iter().any(|end| id.ends_with(end))
        };
        (0..self.names.len()).filter(is_question).collect()
    }

    /// The zone a survey says its times are in.
    fn zone(&self, format: &Format) -> Option<TimeZone> {
        if format.words != Words::Survey {
            return None;
        }
        let zone = self.third.iter().find_map(|cell| imported(cell)?.zone)?;
        TimeZone::get(&zone).ok()
    }

    fn filters(&self, format: &Format) -> Vec<Filter> {
        let filter = |meant: bool| {
            move |(column, values): &(Column, &'static [&'static str])| {
                let at = *self.places(column).first()?;
                Some(Filter { at, column: self.names[at].clone(), values, meant })
            }
        };
        let meant = format.meant.iter().filter_map(filter(true));
        meant.chain(format.not_meant.iter().filter_map(filter(false))).collect()
    }
}

fn imported(cell: &str) -> Option<Imported> {
    serde_json::from_str(cell).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn head(names: &[&str]) -> Head {
        let names = names.iter().map(|name| (*name).to_owned()).collect();
        Head { names, ..Head::default() }
    }

    fn plan(head: &Head, mapping: &Mapping) -> Result<Plan, Fault> {
        head.plan(head.format()?, mapping, TimeZone::UTC)
    }

    #[test]
    fn every_format_is_known_by_its_head() {
        let heads: [(&str, &[&str]); 6] = [
            ("decidim", &["id", "participatory_space/id", "title/en", "body/en"]),
            ("polis", &["timestamp", "comment-id", "author-id", "comment-body"]),
            ("consult", &["response_id", "response"]),
            ("regulations", &["Document ID", "Comment", "Attachment Files"]),
            ("demosplan", &["Name", "Eingangsnummer", "Stellungnahmetext"]),
            ("table", &["text", "who"]),
        ];
        for (word, names) in heads {
            assert_eq!(head(names).format().unwrap().word, word);
            assert_eq!(Format::named(word).unwrap().word, word);
        }
        let votes = head(&["timestamp", "comment-id", "voter-id", "vote"]);
        assert_eq!(votes.format(), Err(Fault::Votes));
    }

    #[test]
    fn the_own_languages_come_first_and_machines_are_not_asked() {
        let head = head(&[
            "id",
            "participatory_space/id",
            "title/ca",
            "title/machine_translations/da",
            "title/en",
            "body/ca",
            "body/en",
            "body/da",
        ]);
        let plan = plan(&head, &Mapping::new()).unwrap();

        assert_eq!(plan.of(Field::Title), [4, 2]);
        assert_eq!(plan.of(Field::Text), [7, 6, 5]);
    }

    #[test]
    fn a_column_that_stands_twice_is_asked_about_only_where_it_is_needed() {
        let head = head(&["text", "a", "a"]);
        assert!(plan(&head, &Mapping::new()).is_ok());
        assert_eq!(head.twice(), [("a".into(), 2, 3)]);

        let mapping = Mapping::from([("name".into(), vec!["a".into()])]);
        let fault = Fault::Twice { column: "a".into(), first: 2, second: 3 };
        assert_eq!(plan(&head, &mapping).unwrap_err(), fault);
    }

    #[test]
    fn several_columns_of_text_are_parts_under_their_names() {
        let head = head(&["id", "Hvad er godt?", "Hvad er skidt?"]);
        let columns = vec!["Hvad er godt?".into(), "Hvad er skidt?".into()];
        let mapping = Mapping::from([("text".into(), columns)]);

        let headings = plan(&head, &mapping).unwrap().headings.unwrap();
        assert_eq!(headings, ["Hvad er godt?", "Hvad er skidt?"]);
    }
}
