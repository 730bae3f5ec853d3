//! Which letters make a campaign, how a letter differs from its template, and what may be
//! done to a campaign.

use std::{
    collections::{BTreeMap, HashMap},
    ops::{Range, RangeInclusive},
    thread,
};

use jiff::civil::Date;
use koreplan_text::campaigns::{Joiner, group, own_sentences};

use crate::{
    choices,
    refusal::{Message, Refusal},
};

choices! {
    /// Why a letter is a member.
    How {
        /// The template word for word.
        Exact: "exact", "campaign-how-exact";
        Near: "near", "campaign-how-near";
        /// A person said so.
        Hand: "hand", "campaign-how-hand";
    }
}

choices! {
    /// How far a grouping has come.
    Stage {
        Waiting: "waiting", "grouping-waiting";
        Reading: "reading", "grouping-reading";
        Comparing: "comparing", "grouping-comparing";
        Storing: "storing", "grouping-storing";
        Done: "done", "grouping-done";
    }
}

choices! {
    /// What people do to a campaign.
    What {
        Released: "released", "campaign-act-released";
        Moved: "moved", "campaign-act-moved";
        Split: "split", "campaign-act-split";
        Template: "template", "campaign-act-template";
        Merged: "merged", "campaign-act-merged";
        Dissolved: "dissolved", "campaign-act-dissolved";
        Named: "named", "campaign-act-named";
        Published: "published", "campaign-act-published";
        Withdrawn: "withdrawn", "campaign-act-withdrawn";
    }
}

impl What {
    /// Acts that change who is a member of what: those can be undone. What was published
    /// has been read, and is withdrawn.
    pub fn can_be_undone(self) -> bool {
        !matches!(self, Self::Named | Self::Published | Self::Withdrawn)
    }
}

choices! {
    /// What can be done with chosen letters.
    Chosen {
        Release: "release", "campaign-choose-release";
        Move: "move", "campaign-choose-move";
        Split: "split", "campaign-choose-split";
        Template: "template", "campaign-choose-template";
    }
}

/// The fewest letters that make a campaign, unless the secretariat says otherwise: two
/// that are alike are often one sender who sent twice.
pub const SMALLEST: i64 = 3;

/// What the secretariat may set it to.
pub const SMALLEST_ALLOWED: RangeInclusive<i64> = 2..=10_000;

/// Why an act on a campaign was not done.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    #[error("a grouping is under way")]
    UnderWay,
    #[error("no letter was chosen")]
    NothingChosen,
    #[error("the template is among the chosen letters")]
    IsTemplate,
    #[error("a template is one letter, and not the one it is")]
    OneTemplate,
    #[error("two letters are the least for a campaign of their own")]
    TooFew,
    #[error("the campaign is dissolved")]
    Dissolved,
    #[error("there is no such other campaign")]
    NoOther,
    #[error("there is nothing to undo")]
    NothingToUndo,
    #[error("the other campaign was changed afterwards")]
    ChangedSince,
    #[error("the template is not published")]
    TemplateNotPublic,
    #[error("it is not published")]
    NotPublic,
}

impl Refusal for Refused {
    fn why(&self) -> Message {
        Message::new(match self {
            Self::UnderWay => "campaign-refused-under-way",
            Self::NothingChosen => "campaign-refused-nothing-chosen",
            Self::IsTemplate => "campaign-refused-is-template",
            Self::OneTemplate => "campaign-refused-one-template",
            Self::TooFew => "campaign-refused-too-few",
            Self::Dissolved => "campaign-refused-dissolved",
            Self::NoOther => "campaign-refused-no-other",
            Self::NothingToUndo => "campaign-refused-nothing-to-undo",
            Self::ChangedSince => "campaign-refused-changed-since",
            Self::TemplateNotPublic => "campaign-refused-template-not-public",
            Self::NotPublic => "campaign-refused-not-public",
        })
    }

    fn way_forward(&self) -> Message {
        Message::new(match self {
            Self::UnderWay => "campaign-refused-under-way-way",
            Self::NothingChosen => "campaign-refused-nothing-chosen-way",
            Self::IsTemplate => "campaign-refused-is-template-way",
            Self::OneTemplate => "campaign-refused-one-template-way",
            Self::TooFew => "campaign-refused-too-few-way",
            Self::Dissolved => "campaign-refused-dissolved-way",
            Self::NoOther => "campaign-refused-no-other-way",
            Self::NothingToUndo => "campaign-refused-nothing-to-undo-way",
            Self::ChangedSince => "campaign-refused-changed-since-way",
            Self::TemplateNotPublic => "campaign-refused-template-not-public-way",
            Self::NotPublic => "campaign-refused-not-public-way",
        })
    }
}

/// Checks what is to be done with chosen letters. The template stays as long as the
/// campaign has it: all others are members because they are like it.
///
/// # Errors
/// [`Refused`] if nothing is chosen, or what is chosen does not fit the act.
pub fn choose(act: Chosen, chosen: &[i64], template: i64) -> Result<(), Refused> {
    match act {
        _ if chosen.is_empty() => Err(Refused::NothingChosen),
        Chosen::Template if chosen.len() > 1 || chosen[0] == template => {
            Err(Refused::OneTemplate)
        }
        Chosen::Template => Ok(()),
        _ if chosen.contains(&template) => Err(Refused::IsTemplate),
        Chosen::Split if chosen.len() < 2 => Err(Refused::TooFew),
        _ => Ok(()),
    }
}

/// The last act on a campaign, as undoing asks about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Last {
    pub act: i64,
    /// The last act on the other campaign it was about.
    pub on_other: Option<i64>,
}

/// Checks that the last act can be undone: nobody built on it in the meantime.
///
/// # Errors
/// [`Refused`] if there is none, or the other campaign has changed since.
pub fn undo(last: Option<Last>) -> Result<i64, Refused> {
    let last = last.ok_or(Refused::NothingToUndo)?;
    if last.on_other.is_some_and(|other| other != last.act) {
        return Err(Refused::ChangedSince);
    }
    Ok(last.act)
}

/// A share as it is stored: thousandths, rounded down, so that 1 is an exact copy alone.
#[expect(
    clippy::cast_possible_truncation,
    reason = "a share between 0 and 1 has at most 1000 thousandths"
)]
fn thousandths(share: f64) -> i64 {
    (share * 1000.0).floor() as i64
}

/// How much of a letter is its own, in bytes.
fn length(own: &[Range<usize>]) -> i64 {
    let bytes: usize = own.iter().map(ExactSizeIterator::len).sum();
    i64::try_from(bytes).unwrap_or(i64::MAX)
}

/// How a letter compares with a template.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Measure {
    /// In thousandths; 0 below what makes a member.
    pub alike: i64,
    pub how: How,
    /// Bytes of its own sentences.
    pub own: i64,
}

/// Measures letters by one template.
pub struct Ruler<'a> {
    template: &'a str,
    joiner: Joiner,
}

impl<'a> Ruler<'a> {
    pub fn new(template: &'a str) -> Self {
        let mut joiner = Joiner::new();
        joiner.add(0, template);
        Self { template, joiner }
    }

    pub fn measure(&self, letter: &str) -> Measure {
        let alike = self.joiner.join(letter).map_or(0.0, |(_, alike)| alike);
        measured(self.template, letter, alike)
    }
}

/// How a letter compares with the template it is so much like.
pub fn measured(template: &str, letter: &str, alike: f64) -> Measure {
    if letter == template {
        return Measure { alike: 1000, how: How::Exact, own: 0 };
    }
    let own = length(&own_sentences(template, letter));
    Measure { alike: thousandths(alike), how: How::Near, own }
}

/// The letters of a docket: each different text once, and which letter has which.
#[derive(Debug, Default)]
pub struct Docket {
    texts: Vec<String>,
    /// By what tells texts apart.
    places: HashMap<Vec<u8>, usize>,
    /// The input and the place of its text.
    letters: Vec<(i64, usize)>,
}

impl Docket {
    /// Adds a letter; letters of one key are one text.
    pub fn add(&mut self, input: i64, key: Vec<u8>, body: String) {
        let next = self.texts.len();
        let place = *self.places.entry(key).or_insert(next);
        if place == next {
            self.texts.push(body);
        }
        self.letters.push((input, place));
    }

    pub fn len(&self) -> usize {
        self.letters.len()
    }

    pub fn is_empty(&self) -> bool {
        self.letters.is_empty()
    }
}

/// A campaign that was found: inputs, not texts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    pub template: i64,
    pub members: Vec<(i64, Measure)>,
}

/// The campaigns of a docket with at least `smallest` letters each, the largest first.
pub fn find(docket: Docket, smallest: i64) -> Vec<Found> {
    let Docket { texts, places, letters } = docket;
    drop(places);
    let smallest = usize::try_from(smallest).unwrap_or(0);
    let read: Vec<&str> =
        letters.iter().map(|(_, place)| texts[*place].as_str()).collect();
    let mut campaigns = group(&read);
    drop(read);
    campaigns.retain(|campaign| campaign.members.len() >= smallest);
    let pairs: BTreeMap<usize, usize> = campaigns
        .iter()
        .flat_map(|campaign| {
            let template = letters[campaign.template].1;
            campaign.members.iter().map(move |member| (member.text, template))
        })
        .map(|(letter, template)| (letters[letter].1, template))
        .filter(|(letter, template)| letter != template)
        .collect();
    let own = own_lengths(&texts, &pairs.into_iter().collect::<Vec<_>>());
    let mut found: Vec<_> = campaigns
        .iter()
        .map(|campaign| {
            let (template, template_place) = letters[campaign.template];
            let members = campaign.members.iter().map(|member| {
                let (input, place) = letters[member.text];
                let exact = place == template_place;
                let measure = Measure {
                    alike: if exact { 1000 } else { thousandths(member.alike) },
                    how: if exact { How::Exact } else { How::Near },
                    own: own.get(&place).copied().unwrap_or(0),
                };
                (input, measure)
            });
            Found { template, members: members.collect() }
        })
        .collect();
    found.sort_by_key(|one| (std::cmp::Reverse(one.members.len()), one.template));
    found
}

/// How much each text has of its own beside its template, on two threads.
fn own_lengths(texts: &[String], pairs: &[(usize, usize)]) -> BTreeMap<usize, i64> {
    let measured = |pairs: &[(usize, usize)]| -> Vec<(usize, i64)> {
        let own = |letter: usize, template: usize| {
            length(&own_sentences(&texts[template], &texts[letter]))
        };
        pairs.iter().map(|&(letter, template)| (letter, own(letter, template))).collect()
    };
    let (one, other) = pairs.split_at(pairs.len() / 2);
    let halves = thread::scope(|scope| {
        let other = scope.spawn(|| measured(other));
        let one = measured(one);
        // A panic there is a panic here.
        let other = other.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        [one, other]
    });
    halves.into_iter().flatten().collect()
}

/// A text in pieces: where it stands, and whether it is the sender's own.
pub fn marked(body: &str, own: &[Range<usize>]) -> Vec<(Range<usize>, bool)> {
    let mut pieces = Vec::new();
    let mut at = 0;
    for span in own {
        if at < span.start {
            pieces.push((at..span.start, false));
        }
        pieces.push((span.clone(), true));
        at = span.end;
    }
    if at < body.len() {
        pieces.push((at..body.len(), false));
    }
    pieces
}

/// A stretch of time in a chart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bar {
    pub from: Date,
    /// The last day.
    pub to: Date,
    pub letters: i64,
}

/// Bars a chart has at the most.
const BARS: i64 = 14;

/// When letters came, in stretches of equal length that fit a chart: a day, a week, or
/// as many weeks as it takes. Stretches without letters are there too.
pub fn bars(days: &BTreeMap<Date, i64>) -> Vec<Bar> {
    let (Some(first), Some(last)) = (days.keys().next(), days.keys().next_back()) else {
        return Vec::new();
    };
    let span = days_between(*first, *last) + 1;
    let wide = if span <= BARS { 1 } else { (span - 1) / (BARS * 7) * 7 + 7 };
    let mut bars = Vec::new();
    let mut from = *first;
    while from <= *last {
        let Ok(next) = from.checked_add(jiff::Span::new().days(wide)) else { break };
        let to = next.yesterday().unwrap_or(next);
        let letters = days.range(from..next).map(|(_, letters)| letters).sum();
        bars.push(Bar { from, to: to.min(*last), letters });
        from = next;
    }
    bars
}

fn days_between(from: Date, to: Date) -> i64 {
    i64::from((to - from).get_days())
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    const LETTER: &str = "Jeg er imod, at det lokale bibliotek lukker. Børn og ældre i \
        kommunen bruger det hver eneste dag, og der er langt til det næste. Lad det blive.";

    fn docket(letters: &[&str]) -> Docket {
        let mut docket = Docket::default();
        for (id, letter) in (1..).zip(letters) {
            docket.add(id, letter.as_bytes().to_vec(), (*letter).to_owned());
        }
        docket
    }

    #[test]
    fn a_campaign_knows_its_template_its_copies_and_what_each_adds() {
        let added = format!("{LETTER} Min mor lærte at læse der i 1962.");
        let letters = [LETTER, "Noget helt andet om cykelstier.", &added, LETTER];

        let found = find(docket(&letters), 3);

        assert_eq!(found.len(), 1);
        assert_eq!(found[0].template, 1);
        let of = |id: i64| found[0].members.iter().find(|(input, _)| *input == id);
        let (_, own) = of(3).unwrap();
        assert_eq!(own.how, How::Near);
        assert!(own.own >= 30 && own.alike < 1000, "{own:?}");
        assert_eq!(of(4).unwrap().1, Measure { alike: 1000, how: How::Exact, own: 0 });
        assert!(of(2).is_none());
        assert_eq!(
            *own,
            Ruler::new(LETTER).measure(&added),
            "measured alone it is the same"
        );
    }

    #[test]
    fn fewer_letters_than_the_smallest_make_no_campaign() {
        assert_eq!(find(docket(&[LETTER, LETTER]), 3), []);
        assert_eq!(find(docket(&[LETTER, LETTER]), 2).len(), 1);
        assert_eq!(find(Docket::default(), 2), []);
    }

    #[test]
    fn a_template_is_neither_released_nor_moved_nor_split_off() {
        assert_eq!(choose(Chosen::Release, &[], 7), Err(Refused::NothingChosen));
        for act in [Chosen::Release, Chosen::Move, Chosen::Split] {
            assert_eq!(choose(act, &[7, 8], 7), Err(Refused::IsTemplate));
            assert_eq!(choose(act, &[8, 9], 7), Ok(()));
        }
        assert_eq!(choose(Chosen::Split, &[8], 7), Err(Refused::TooFew));
        assert_eq!(choose(Chosen::Template, &[8], 7), Ok(()));
        for chosen in [&[8, 9][..], &[7]] {
            assert_eq!(choose(Chosen::Template, chosen, 7), Err(Refused::OneTemplate));
        }
    }

    #[test]
    fn the_last_act_is_undone_unless_the_other_campaign_went_on() {
        assert_eq!(undo(None), Err(Refused::NothingToUndo));
        assert_eq!(undo(Some(Last { act: 4, on_other: None })), Ok(4));
        assert_eq!(undo(Some(Last { act: 4, on_other: Some(4) })), Ok(4));
        let since = Last { act: 4, on_other: Some(5) };
        assert_eq!(undo(Some(since)), Err(Refused::ChangedSince));
    }

    #[test]
    fn a_chart_has_days_or_weeks_and_few_enough_of_them() {
        let few = BTreeMap::from([(date(2010, 9, 6), 3), (date(2010, 9, 8), 1)]);
        let letters: Vec<_> = bars(&few).iter().map(|bar| bar.letters).collect();
        assert_eq!(letters, [3, 0, 1]);
        let many = BTreeMap::from([(date(2010, 9, 6), 3), (date(2010, 9, 30), 1)]);
        assert_eq!(bars(&many).len(), 4);
        assert_eq!(bars(&many)[3].to, date(2010, 9, 30));
        assert_eq!(bars(&BTreeMap::new()), []);
    }

    proptest! {
        #[test]
        fn every_letter_is_in_one_campaign_at_most_and_so_is_every_template(
            picks in proptest::collection::vec((0_usize..3, 0_usize..3), 0..12),
        ) {
            let templates = [LETTER, "Cykelstien langs åen skal asfalteres nu, for den er \
                livsfarlig om vinteren, når det fryser og regner på samme dag.", "Kort svar."];
            let own = ["", " Jeg bor selv på vejen.", " Min søn går på skolen."];
            let letters: Vec<String> =
                picks.iter().map(|(a, b)| format!("{}{}", templates[*a], own[*b])).collect();
            let letters: Vec<&str> = letters.iter().map(String::as_str).collect();
            let found = find(docket(&letters), 2);
            let mut members: Vec<_> =
                found.iter().flat_map(|one| one.members.iter().map(|(id, _)| *id)).collect();
            let all = members.len();
            members.sort_unstable();
            members.dedup();
            prop_assert_eq!(members.len(), all);
            for one in &found {
                prop_assert!(one.members.iter().any(|(id, _)| *id == one.template));
            }
        }

        #[test]
        fn the_bars_hold_every_letter_once(
            days in proptest::collection::btree_map(0_i64..2_000, 1_i64..9, 0..30),
        ) {
            let first = date(2010, 1, 1);
            let days: BTreeMap<_, _> = days
                .into_iter()
                .map(|(day, letters)| (first.saturating_add(jiff::Span::new().days(day)), letters))
                .collect();
            let bars = bars(&days);
            prop_assert!(bars.len() <= 15);
            let shown: i64 = bars.iter().map(|bar| bar.letters).sum();
            prop_assert_eq!(shown, days.values().sum::<i64>());
        }

        #[test]
        fn marked_pieces_are_the_whole_letter(name in "[A-Z][a-z]{2,6}", more in "[a-z ]{0,30}") {
            let letter = format!("{LETTER} Kære {name}. {more}.");
            let pieces = marked(&letter, &own_sentences(LETTER, &letter));
            let all: String = pieces.iter().map(|(span, _)| &letter[span.clone()]).collect();
            prop_assert_eq!(all, letter);
        }
    }
}
