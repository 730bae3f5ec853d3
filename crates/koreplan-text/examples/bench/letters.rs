//! A made-up docket: letters in Danish-like words of which it is known what campaign
//! each is from. Any letter can be written by itself, so a docket of any size needs
//! little memory; the same number always gives the same letter.
//!
//! Of a hundred letters 65 are from large campaigns (a few of them very large), 5 from
//! campaigns of two to four, and 30 are from nobody. In every second campaign each
//! letter bears the sender's name and town. Sixty in a hundred letters of a campaign are
//! otherwise sent as they were; the rest are edited: sentences of the sender's own (at
//! times a long paragraph), paragraphs in another order, typing errors, a sentence left
//! out. What must not be taken for a campaign: every letter draws on the same words and
//! phrases; a third of the templates and of the single letters hold a standard paragraph
//! that others hold too, some templates two; and some single letters quote a paragraph
//! of a campaign.

#![expect(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    reason = "chances and shares, far below where they would lose anything"
)]

use std::fmt::Write as _;

/// Chance that repeats itself (splitmix64).
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ 0x5851_F42D_4C95_7F2D)
    }

    pub fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// Below `sides`.
    pub fn below(&mut self, sides: usize) -> usize {
        let wide = u128::from(self.roll()) * sides as u128;
        usize::try_from(wide >> 64).unwrap_or(0)
    }

    fn share(&mut self) -> f64 {
        (self.roll() >> 11) as f64 / (1_u64 << 53) as f64
    }

    fn one_in(&mut self, sides: usize) -> bool {
        self.below(sides) == 0
    }

    fn percent(&mut self, share: usize) -> bool {
        self.below(100) < share
    }

    /// One of them, the first ones the more often the higher the power.
    fn early<'a>(&mut self, of: &'a [String], power: i32) -> &'a str {
        &of[(self.share().powi(power) * of.len() as f64) as usize]
    }
}

const FREQUENT: &str = "og i at det er en den til på de som med for der ikke af et har vi \
    jeg skal kan om så men også være vil eller fra blev efter ved når nu meget hvor alle \
    kun over skulle digital post borger borgere kommunen kommuner staten ældre brev breve \
    løsning løsninger strategi udkast forslag selvbetjening hjælp adgang sikkerhed krav \
    penge tid mennesker computer nettet myndighed ministeriet regionen udgifter frist";
const SYLLABLES: [&str; 40] = [
    "sam", "for", "be", "ind", "ud", "af", "op", "til", "hed", "ning", "lig", "else",
    "skab", "værk", "tal", "led", "drift", "borg", "post", "net", "kom", "mune", "stat",
    "vej", "tid", "sted", "arbejd", "tryg", "åben", "økon", "sund", "skole", "pleje",
    "by", "land", "ret", "lov", "regel", "mål", "krav",
];
const NAMES: &str = "Anna Bo Clara Dan Eva Finn Gitte Hans Ida Jens Karen Lars Mette Niels \
    Oda Per Rikke Søren Tove Ulla Viggo Yrsa Åse Peter Maria Jonas Emil Freja Alma Noah";
const FAMILIES: &str = "Jensen Nielsen Hansen Pedersen Andersen Christensen Larsen Sørensen \
    Rasmussen Jørgensen Petersen Madsen Kristensen Olsen Thomsen Christiansen Poulsen \
    Johansen Møller Mortensen Knudsen Holm Lund Friis Bech Dahl Krogh Vestergaard Bang Juhl";
const TOWNS: &str = "Odense Aarhus Aalborg Esbjerg Randers Kolding Horsens Vejle Roskilde \
    Herning Silkeborg Næstved Fredericia Viborg Køge Holstebro Taastrup Slagelse Hillerød";

/// A letter as the campaign wrote it: paragraphs of sentences.
type Template = Vec<Vec<String>>;

pub struct Letters {
    pub size: usize,
    words: Vec<String>,
    phrases: Vec<String>,
    standard: Vec<Vec<String>>,
    /// The share of all letters of large campaigns up to each of them.
    up_to: Vec<f64>,
    large: Vec<Template>,
    names: Vec<String>,
    families: Vec<String>,
    towns: Vec<String>,
}

/// Where a letter is from.
#[derive(Clone, Copy)]
enum Origin {
    Large(usize),
    Small(usize),
    Nobody,
}

fn list(of: &str) -> Vec<String> {
    of.split_whitespace().map(str::to_owned).collect()
}

impl Letters {
    pub fn new(size: usize) -> Self {
        let mut dice = Dice::new(1);
        let mut words = list(FREQUENT);
        while words.len() < 4000 {
            let parts = 1 + dice.below(3);
            words.push((0..parts).map(|_| SYLLABLES[dice.below(40)]).collect());
        }
        let mut phrases = Vec::new();
        for _ in 0..400 {
            let words: Vec<&str> =
                (0..3 + dice.below(3)).map(|_| dice.early(&words, 5)).collect();
            phrases.push(words.join(" "));
        }
        let mut letters = Self {
            size,
            words,
            phrases,
            standard: Vec::new(),
            up_to: Vec::new(),
            large: Vec::new(),
            names: list(NAMES),
            families: list(FAMILIES),
            towns: list(TOWNS),
        };
        letters.standard = (0..20).map(|_| letters.sentences(&mut dice, 3)).collect();
        let campaigns = (size / 500).max(4);
        let mut sum = 0.0;
        for place in 1..=campaigns {
            sum += 1.0 / place as f64;
            letters.up_to.push(sum);
        }
        letters.up_to.iter_mut().for_each(|share| *share /= sum);
        letters.large = (0..campaigns)
            .map(|place| letters.template(&mut Dice::new(place as u64 + 1_000)))
            .collect();
        letters
    }

    /// The campaign of a letter; a letter from nobody has one of its own.
    pub fn label(&self, number: usize) -> u64 {
        match self.origin(number) {
            Origin::Large(campaign) => campaign as u64,
            Origin::Small(campaign) => (1 << 40) + campaign as u64,
            Origin::Nobody => (1 << 41) + number as u64,
        }
    }

    fn origin(&self, number: usize) -> Origin {
        // Every place once, far from the place of the letter before.
        let place = (number * 7_368_787 + 12_345) % self.size;
        let twentieth = self.size / 20;
        if place < twentieth {
            // Campaigns of two, three and four in turn.
            let (nine, rest) = (place / 9, place % 9);
            Origin::Small(nine * 3 + usize::from(rest > 1) + usize::from(rest > 4))
        } else if place < twentieth * 14 {
            let share = Dice::new(place as u64).share();
            Origin::Large(self.up_to.partition_point(|up_to| *up_to < share))
        } else {
            Origin::Nobody
        }
    }

    pub fn text(&self, number: usize) -> String {
        let mut dice = Dice::new(number as u64 + (1 << 32));
        match self.origin(number) {
            Origin::Large(campaign) => {
                self.letter(&mut dice, &self.large[campaign], campaign)
            }
            Origin::Small(campaign) => {
                let mut of_campaign = Dice::new(campaign as u64 + (1 << 48));
                let template = self.template(&mut of_campaign);
                self.letter(&mut dice, &template, campaign)
            }
            Origin::Nobody => self.single(&mut dice),
        }
    }

    fn sentence(&self, dice: &mut Dice) -> String {
        let mut sentence = String::with_capacity(120);
        for _ in 0..4 + dice.below(6) {
            let is_phrase = dice.percent(30);
            let (from, power) =
                if is_phrase { (&self.phrases, 2) } else { (&self.words, 5) };
            sentence.push_str(dice.early(from, power));
            sentence.push(' ');
        }
        sentence.pop();
        sentence.push('.');
        let first = sentence.remove(0).to_uppercase().to_string();
        sentence.insert_str(0, &first);
        sentence
    }

    fn sentences(&self, dice: &mut Dice, count: usize) -> Vec<String> {
        (0..count).map(|_| self.sentence(dice)).collect()
    }

    fn template(&self, dice: &mut Dice) -> Template {
        let mut template: Template = (0..4).map(|_| self.sentences(dice, 3)).collect();
        if dice.one_in(3) {
            let first = dice.below(20);
            template[1].clone_from(&self.standard[first]);
            if dice.one_in(3) {
                template[2].clone_from(&self.standard[first ^ 1]);
            }
        }
        template
    }

    fn name(&self, dice: &mut Dice) -> String {
        let name = dice.below(self.names.len());
        format!("{} {}", self.names[name], self.families[dice.below(self.families.len())])
    }

    fn closing(&self, dice: &mut Dice) -> String {
        let greeting = ["Venlig hilsen", "Med venlig hilsen", "Mvh", "Bedste hilsner"];
        let greeting = greeting[dice.below(4)];
        format!("{greeting}\n{}", self.name(dice))
    }

    /// A letter from nobody: the same words, other sentences.
    fn single(&self, dice: &mut Dice) -> String {
        let paragraphs = 3 + dice.below(3);
        let mut paragraphs: Template =
            (0..paragraphs).map(|_| self.sentences(dice, 3)).collect();
        if dice.one_in(3) {
            paragraphs[1].clone_from(&self.standard[dice.below(20)]);
        }
        if dice.percent(3) {
            let campaign = dice.below(self.large.len());
            paragraphs[2].clone_from(&self.large[campaign][dice.below(4)]);
        }
        let closing = self.closing(dice);
        written("Til ministeriet", &paragraphs, &closing)
    }

    fn letter(&self, dice: &mut Dice, template: &Template, campaign: usize) -> String {
        let is_named = campaign.is_multiple_of(2);
        let (opening, end) = if is_named {
            let name = self.name(dice);
            let opening = format!(
                "Kære minister\n\nJeg hedder {name} og bor i {}.",
                self.towns[dice.below(self.towns.len())]
            );
            (opening, format!("Venlig hilsen\n{name}"))
        } else {
            ("Kære minister".to_owned(), String::from("Venlig hilsen"))
        };
        if dice.percent(60) {
            return written(&opening, template, &end);
        }
        let mut paragraphs = template.clone();
        if dice.percent(60) {
            for _ in 0..=dice.below(3) {
                let own = self.sentence(dice);
                let paragraph = dice.below(paragraphs.len());
                let place = dice.below(paragraphs[paragraph].len() + 1);
                paragraphs[paragraph].insert(place, own);
            }
        }
        if dice.percent(10) {
            let paragraph = dice.below(paragraphs.len());
            paragraphs[paragraph].pop();
        }
        if dice.percent(25) {
            let (one, other) =
                (dice.below(paragraphs.len()), dice.below(paragraphs.len()));
            paragraphs.swap(one, other);
        }
        if dice.percent(8) {
            let count = 6 + dice.below(5);
            let own = self.sentences(dice, count);
            paragraphs.insert(dice.below(5), own);
        }
        if dice.percent(50) {
            for _ in 0..=dice.below(4) {
                let paragraph = dice.below(paragraphs.len());
                let sentences = &mut paragraphs[paragraph];
                if !sentences.is_empty() {
                    let place = dice.below(sentences.len());
                    mistype(dice, &mut sentences[place]);
                }
            }
        }
        let end = if dice.percent(20) { self.closing(dice) } else { end };
        written(&opening, &paragraphs, &end)
    }
}

fn written(opening: &str, paragraphs: &Template, closing: &str) -> String {
    let mut letter = String::with_capacity(1400);
    letter.push_str(opening);
    for paragraph in paragraphs {
        letter.push_str("\n\n");
        for (place, sentence) in paragraph.iter().enumerate() {
            if place > 0 {
                letter.push(' ');
            }
            letter.push_str(sentence);
        }
    }
    let _ = write!(letter, "\n\n{closing}");
    letter
}

/// One typing error within a word.
fn mistype(dice: &mut Dice, sentence: &mut String) {
    let mut letters: Vec<char> = sentence.chars().collect();
    if letters.len() < 8 {
        return;
    }
    let start = dice.below(letters.len());
    let place = (start..letters.len() - 2)
        .find(|at| letters[*at..at + 3].iter().all(|letter| letter.is_lowercase()));
    let Some(place) = place else { return };
    match dice.below(4) {
        0 => letters.swap(place + 1, place + 2),
        1 => letters[place + 1] = 'e',
        2 => letters.insert(place + 1, letters[place]),
        _ => {
            letters.remove(place + 1);
        }
    }
    *sentence = letters.into_iter().collect();
}

/// How well groups were found, over pairs of letters: of the pairs in one found group
/// the share that are of one campaign, and of the pairs of one campaign the share that
/// are in one found group.
pub struct Quality {
    pub precision: f64,
    pub recall: f64,
}

/// `found` gives each letter's group, or nothing for a letter that is alone.
pub fn quality(labels: &[u64], found: &[Option<u64>]) -> Quality {
    let pairs = |mut groups: Vec<(u64, u64)>| -> f64 {
        groups.sort_unstable();
        let sizes = groups.chunk_by(|a, b| a == b).map(|group| group.len() as f64);
        sizes.map(|size| size * (size - 1.0) / 2.0).sum()
    };
    let known = labels.iter().zip(found);
    let both = pairs(known.filter_map(|(label, f)| f.map(|f| (*label, f))).collect());
    let in_found = pairs(found.iter().flatten().map(|f| (0, *f)).collect());
    let in_labels = pairs(labels.iter().map(|label| (*label, 0)).collect());
    Quality { precision: both / in_found, recall: both / in_labels }
}
