//! Which proposals say nearly the same: shown before another one is made.

use std::collections::BTreeSet;

use koreplan_text::words::{self, Language};

/// A proposal as it is compared.
#[derive(Debug, Clone, Copy)]
pub struct Text<'a> {
    pub title: &'a str,
    pub body: &'a str,
    pub area_id: i64,
}

/// From this share of common words on, in hundredths, two proposals are alike: in the same
/// area, and in different ones, where the name of the area is often all the difference.
const SAME_AREA: usize = 60;
const OTHER_AREA: usize = 90;

/// The stems that say something.
fn stems(text: Text<'_>, language: Language) -> BTreeSet<String> {
    let all = format!("{} {}", text.title, text.body);
    let tokens = words::stems(&all, language).into_iter();
    tokens.filter(|token| !token.stop).map(|token| token.stem).collect()
}

/// How alike two proposals are, in hundredths: the words they share, of those either has
/// on average (Dice).
pub fn alike(one: Text<'_>, other: Text<'_>) -> usize {
    let language = words::majority([one.title, one.body, other.title, other.body]);
    let (one, other) = (stems(one, language), stems(other, language));
    let both = one.intersection(&other).count();
    match one.len() + other.len() {
        0 => 0,
        all => 200 * both / all,
    }
}

/// Whether a person should be asked before the second one is made.
pub fn is_like(one: Text<'_>, other: Text<'_>) -> bool {
    let least = if one.area_id == other.area_id { SAME_AREA } else { OTHER_AREA };
    alike(one, other) >= least
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text<'a>(title: &'a str, body: &'a str, area_id: i64) -> Text<'a> {
        Text { title, body, area_id }
    }

    #[test]
    fn the_same_wish_in_other_forms_of_the_words_is_alike() {
        let one = text("Digital post til alle", "Kommunerne sender breve digitalt.", 1);
        let other = text("Digital post", "Kommunen skal sende alle breve digitalt", 1);

        assert!(is_like(one, other), "{}", alike(one, other));
        assert_eq!(alike(one, one), 100);
    }

    #[test]
    fn different_wishes_of_one_area_are_not() {
        let one = text("Digital post til alle", "Kommunerne sender breve digitalt.", 1);
        let other = text("Selvbooking", "Borgeren vælger selv sin tid hos lægen.", 1);

        assert!(!is_like(one, other), "{}", alike(one, other));
    }

    #[test]
    fn the_same_sentence_about_another_area_is_not() {
        let one = text("Én indgang Sundhed", "Sundhed skal have én digital indgang.", 1);
        let other = text("Én indgang Miljø", "Miljø skal have én digital indgang.", 2);

        assert!(!is_like(one, other), "{}", alike(one, other));
    }

    #[test]
    fn texts_without_words_are_like_nothing() {
        assert_eq!(alike(text("", "", 1), text("", "", 1)), 0);
    }
}
