//! What a row of the table says, whom it means, and what is wrong with it.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::{
    bodies::{
        rules::Role,
        seats::{self, Held, Period, Wanted},
    },
    refusal::{Message, Refusal as _},
};

/// The columns, by the words their heads may say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Field {
    Name,
    Title,
    Role,
    Body,
    Since,
    Until,
}

impl Field {
    pub const ALL: [Self; 6] =
        [Self::Name, Self::Title, Self::Role, Self::Body, Self::Since, Self::Until];

    /// What the head of the column may say, in small letters.
    fn heads(self) -> &'static [&'static str] {
        match self {
            Self::Name => &["navn", "name"],
            Self::Title => &["titel", "title", "stilling"],
            Self::Role => &["rolle", "role"],
            Self::Body => &["organ", "body", "udvalg"],
            Self::Since => &["fra", "from", "since"],
            Self::Until => &["til", "to", "until"],
        }
    }

    pub fn key(self) -> &'static str {
        match self {
            Self::Name => "people-column-name",
            Self::Title => "people-column-title",
            Self::Role => "people-column-role",
            Self::Body => "people-column-body",
            Self::Since => "people-column-since",
            Self::Until => "people-column-until",
        }
    }
}

/// Where each field stands in a row.
pub type Columns = BTreeMap<Field, usize>;

/// What is wrong with a row, or with the table.
#[derive(Debug, Clone, PartialEq)]
pub enum Fault {
    Empty,
    NoColumn(Field),
    Twice(Field),
    TooMany { most: usize },
    Quote,
    Ragged { cells: usize, width: usize },
    NotUtf8,
    Missing(Field),
    TooLong { longest: usize },
    NoRole(String),
    NoBody(String),
    NoDate(String),
    Namesakes { name: String, count: usize },
    Seat(seats::Refused),
    Again { line: u64 },
}

impl Fault {
    /// Why, and the names of the fields in it as keys of their own.
    pub fn message(&self) -> (Message, Option<Field>) {
        let of = |key, field: &Field| (Message::new(key), Some(*field));
        let with = |key, written: &str| {
            (Message::new(key).with("written", written.to_owned()), None)
        };
        match self {
            Self::Empty => (Message::new("people-fault-empty"), None),
            Self::NoColumn(field) => of("people-fault-no-column", field),
            Self::Twice(field) => of("people-fault-twice", field),
            Self::TooMany { most } => {
                (Message::new("people-fault-too-many").with("most", *most), None)
            }
            Self::Quote => (Message::new("people-fault-quote"), None),
            Self::Ragged { cells, width } => (
                Message::new("people-fault-ragged")
                    .with("cells", *cells)
                    .with("width", *width),
                None,
            ),
            Self::NotUtf8 => (Message::new("people-fault-utf8"), None),
            Self::Missing(field) => of("people-fault-missing", field),
            Self::TooLong { longest } => {
                (Message::new("people-fault-too-long").with("longest", *longest), None)
            }
            Self::NoRole(written) => with("people-fault-no-role", written),
            Self::NoBody(written) => with("people-fault-no-body", written),
            Self::NoDate(written) => with("people-fault-no-date", written),
            Self::Namesakes { name, count } => (
                Message::new("people-fault-namesakes")
                    .with("name", name.clone())
                    .with("count", *count),
                None,
            ),
            Self::Seat(refused) => (refused.why(), None),
            Self::Again { line } => {
                (Message::new("people-fault-again").with("line", *line), None)
            }
        }
    }
}

/// Finds the columns by the head of the table.
///
/// # Errors
/// [`Fault`] where one that must be there is not, or one stands twice.
pub fn columns(head: &[String]) -> Result<Columns, Fault> {
    let mut found = Columns::new();
    for field in Field::ALL {
        let mut places = head
            .iter()
            .enumerate()
            .filter(|(_, cell)| {
                field.heads().contains(&cell.trim().to_lowercase().as_str())
            })
            .map(|(at, _)| at);
        match (places.next(), places.next()) {
            (Some(at), None) => {
                found.insert(field, at);
            }
            (Some(_), Some(_)) => return Err(Fault::Twice(field)),
            (None, _) if matches!(field, Field::Name | Field::Role | Field::Body) => {
                return Err(Fault::NoColumn(field));
            }
            (None, _) => {}
        }
    }
    Ok(found)
}

/// `2011-10-03`, and as Danes write it: `3.10.2011`, `03-10-2011`, `3/10/2011`.
pub fn date(written: &str) -> Option<Date> {
    let parts: Vec<&str> = written.split(['.', '-', '/']).collect();
    let [first, second, third] = parts[..] else { return None };
    let number = |part: &str| {
        let plain = !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        plain.then(|| part.parse::<i16>().ok()).flatten()
    };
    let (year, month, day) = if first.len() == 4 && written.contains('-') {
        (number(first)?, number(second)?, number(third)?)
    } else if third.len() == 4 {
        (number(third)?, number(second)?, number(first)?)
    } else {
        return None;
    };
    let date =
        Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
    (1900..=2199).contains(&date.year()).then_some(date)
}

/// What the case has that a row may mean.
#[derive(Debug, Default)]
pub struct Known {
    /// The people of the case: number, folded name, folded titles.
    pub people: Vec<(i64, String, Vec<String>)>,
    /// Folded names and slugs of bodies.
    pub bodies: BTreeMap<String, i64>,
    /// Folded words for roles.
    pub roles: BTreeMap<String, Role>,
    /// The seats of each body.
    pub seats: BTreeMap<i64, Vec<Held>>,
}

/// A row, cell by cell, with its folded name and title.
#[derive(Debug, Clone)]
pub struct Row {
    pub line: u64,
    pub name: String,
    pub folded_name: String,
    pub title: String,
    pub folded_title: String,
    pub role: String,
    pub body: String,
    pub since: String,
    pub until: String,
}

/// Whom a row means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Person {
    Known(i64),
    /// By the folded name and title: two rows of one new person mean the same one.
    New(String, String),
}

/// A seat a good row gives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Given {
    pub line: u64,
    pub name: String,
    pub title: String,
    pub person: Person,
    pub body: i64,
    pub role: Role,
    pub period: Period,
    /// The case has it already: nothing is stored.
    pub known: bool,
}

/// What rows before gave, by body and person: the line, the role and the days.
type Before = BTreeMap<(i64, i64), Vec<(u64, Role, Period)>>;

/// Reads rows one by one; each sees the seats that rows before it give.
#[derive(Debug)]
pub struct Reader {
    known: Known,
    by: Option<i64>,
    /// New people have numbers below nought here.
    new: Vec<(String, String)>,
    given: Before,
}

impl Reader {
    pub fn new(known: Known, by: Option<i64>) -> Self {
        Self { known, by, new: Vec::new(), given: BTreeMap::new() }
    }

    /// What a row gives.
    ///
    /// # Errors
    /// [`Fault`] with what is wrong first.
    pub fn read(&mut self, row: &Row, longest: usize) -> Result<Given, Fault> {
        for (cell, field) in
            [(&row.name, Field::Name), (&row.role, Field::Role), (&row.body, Field::Body)]
        {
            if cell.is_empty() {
                return Err(Fault::Missing(field));
            }
        }
        if [&row.name, &row.title].iter().any(|cell| cell.chars().count() > longest) {
            return Err(Fault::TooLong { longest });
        }
        let role = self.known.roles.get(&row.role.to_lowercase()).copied();
        let role = role.ok_or_else(|| Fault::NoRole(row.role.clone()))?;
        let body = self.known.bodies.get(&row.body.to_lowercase()).copied();
        let body = body.ok_or_else(|| Fault::NoBody(row.body.clone()))?;
        let day = |cell: &str| match cell {
            "" => Ok(None),
            cell => date(cell).map(Some).ok_or_else(|| Fault::NoDate(cell.to_owned())),
        };
        let period = Period { since: day(&row.since)?, until: day(&row.until)? };
        let person = self.person(row)?;
        let number = self.number(&person);
        if let Some(before) = self.given.get(&(body, number)) {
            let meets = before.iter().find(|(_, _, other)| other.meets(period));
            if let Some((line, _, _)) = meets {
                return Err(Fault::Again { line: *line });
            }
        }
        let held = self.known.seats.entry(body).or_default();
        let same = Held { person: number, role, period };
        let known = held.contains(&same);
        if !known {
            let wanted = Wanted { person: Some(number), role, stands_for: None, period };
            seats::give(self.by, &wanted, held).map_err(Fault::Seat)?;
            held.push(same);
        }
        self.given.entry((body, number)).or_default().push((row.line, role, period));
        let (name, title) = (row.name.clone(), row.title.clone());
        Ok(Given { line: row.line, name, title, person, body, role, period, known })
    }

    /// The person of that name; of several, the one with that title.
    fn person(&mut self, row: &Row) -> Result<Person, Fault> {
        let named: Vec<_> = self
            .known
            .people
            .iter()
            .filter(|(_, name, _)| *name == row.folded_name)
            .collect();
        let titled: Vec<_> = named
            .iter()
            .filter(|(_, _, titles)| titles.contains(&row.folded_title))
            .collect();
        match (named.as_slice(), titled.as_slice()) {
            ([], _) => {}
            (_, [only]) => return Ok(Person::Known(only.0)),
            ([only], _) => return Ok(Person::Known(only.0)),
            (many, _) => {
                let (name, count) = (row.name.clone(), many.len());
                return Err(Fault::Namesakes { name, count });
            }
        }
        let new = (row.folded_name.clone(), row.folded_title.clone());
        let before: Vec<_> =
            self.new.iter().filter(|(name, _)| *name == new.0).cloned().collect();
        match before.as_slice() {
            [] => self.new.push(new.clone()),
            // Without a title, the new person of that name is meant.
            [only] if new.1.is_empty() || only.1 == new.1 => {
                return Ok(Person::New(only.0.clone(), only.1.clone()));
            }
            some if some.contains(&new) => {}
            _ => self.new.push(new.clone()),
        }
        Ok(Person::New(new.0, new.1))
    }

    fn number(&self, person: &Person) -> i64 {
        match person {
            Person::Known(id) => *id,
            Person::New(name, title) => {
                let at = self.new.iter().position(|(n, t)| n == name && t == title);
                -1 - i64::try_from(at.unwrap_or_default()).unwrap_or(i64::MAX - 1)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date as on;
    use proptest::prelude::*;

    use super::*;

    const JAN: i64 = 7;
    const BOARD: i64 = 3;

    fn known() -> Known {
        let words = [("formand", Role::Chair), ("medlem", Role::Member)];
        Known {
            people: vec![(JAN, "jan".into(), vec!["formand for kl".into()])],
            bodies: [("bestyrelsen".to_owned(), BOARD)].into(),
            roles: words.map(|(word, role)| (word.to_owned(), role)).into(),
            seats: BTreeMap::new(),
        }
    }

    fn row(line: u64, name: &str, role: &str, since: &str, until: &str) -> Row {
        Row {
            line,
            name: name.into(),
            folded_name: name.to_lowercase(),
            title: String::new(),
            folded_title: String::new(),
            role: role.into(),
            body: "Bestyrelsen".into(),
            since: since.into(),
            until: until.into(),
        }
    }

    #[test]
    fn columns_are_found_in_both_languages_and_in_any_order() {
        let head = ["Organ", "Navn", "Role", "fra", "Andet"].map(str::to_owned);
        let found = columns(&head).unwrap();

        assert_eq!(found[&Field::Body], 0);
        assert_eq!(found[&Field::Name], 1);
        assert!(!found.contains_key(&Field::Until));
        let short = ["navn".to_owned(), "rolle".to_owned()];
        assert_eq!(columns(&short), Err(Fault::NoColumn(Field::Body)));
        let twice = ["navn", "name", "rolle", "organ"].map(str::to_owned);
        assert_eq!(columns(&twice), Err(Fault::Twice(Field::Name)));
    }

    #[test]
    fn days_are_read_as_danes_write_them() {
        for written in ["2011-10-03", "3.10.2011", "03-10-2011", "3/10/2011"] {
            assert_eq!(date(written), Some(on(2011, 10, 3)), "{written}");
        }
        for wrong in ["2011-13-01", "31.2.2011", "i dag", "3.10.11", "1.1.1.2011", "--"] {
            assert_eq!(date(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn who_is_known_is_not_doubled_and_who_is_new_is_one_person() {
        let mut reader = Reader::new(known(), None);

        let jan = reader.read(&row(2, "JAN", "Formand", "2011-01-01", ""), 200).unwrap();
        assert_eq!(jan.person, Person::Known(JAN));
        let mut oda = row(3, "Oda", "medlem", "", "2010-12-31");
        oda.title = "Rådmand".into();
        oda.folded_title = "rådmand".into();
        let first = reader.read(&oda, 200).unwrap();
        let again = reader.read(&row(4, "Oda", "medlem", "2011-01-01", ""), 200).unwrap();
        assert_eq!(first.person, again.person);
    }

    #[test]
    fn a_row_that_stands_already_is_known_and_a_row_twice_is_wrong() {
        let mut known = known();
        let period = Period { since: Some(on(2011, 1, 1)), until: None };
        let held = Held { person: JAN, role: Role::Chair, period };
        known.seats.insert(BOARD, vec![held]);
        let mut reader = Reader::new(known, None);

        let same = row(2, "Jan", "formand", "2011-01-01", "");
        assert!(reader.read(&same, 200).unwrap().known);
        let twice = reader.read(&Row { line: 5, ..same }, 200);
        assert_eq!(twice, Err(Fault::Again { line: 2 }));
    }

    #[test]
    fn a_second_chair_and_ones_own_seat_are_wrong_rows() {
        let mut reader = Reader::new(known(), Some(JAN));

        let own = reader.read(&row(2, "Jan", "medlem", "", ""), 200);
        assert_eq!(own, Err(Fault::Seat(seats::Refused::OwnSeat)));
        assert!(reader.read(&row(3, "Oda", "formand", "", ""), 200).is_ok());
        let second = reader.read(&row(4, "Pia", "formand", "", ""), 200);
        assert_eq!(second, Err(Fault::Seat(seats::Refused::Chaired)));
    }

    #[test]
    fn namesakes_are_told_apart_by_their_titles_or_not_at_all() {
        let mut known = known();
        known.people.push((8, "jan".into(), vec!["direktør".into()]));
        let mut reader = Reader::new(known, None);

        let plain = reader.read(&row(2, "Jan", "medlem", "", ""), 200);
        let wanted = Fault::Namesakes { name: "Jan".into(), count: 2 };
        assert_eq!(plain, Err(wanted));
        let mut titled = row(3, "Jan", "medlem", "", "");
        titled.folded_title = "direktør".into();
        assert_eq!(reader.read(&titled, 200).unwrap().person, Person::Known(8));
    }

    proptest! {
        #[test]
        fn no_cell_makes_a_day_of_what_is_none(written in "[0-9./-]{0,12}") {
            if let Some(day) = date(&written) {
                let digits: i64 = written.split(['.', '-', '/'])
                    .map(|part| part.parse::<i64>().unwrap()).sum();
                let sum = i64::from(day.year()) + i64::from(day.month()) + i64::from(day.day());
                prop_assert_eq!(digits, sum);
            }
        }
    }
}
