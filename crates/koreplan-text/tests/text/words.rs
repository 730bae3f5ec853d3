//! See `words`.

use koreplan_text::words::{Compounds, Language, fold, language, majority, stems, words};
use proptest::prelude::*;

use Language::{Danish, English};

fn stemmed(text: &str, language: Language) -> Vec<String> {
    let said = stems(text, language).into_iter().filter(|token| !token.stop);
    said.map(|token| token.stem).collect()
}

#[test]
fn the_forms_of_a_word_have_one_stem() {
    assert_eq!(stemmed("kommune, kommunen, KOMMUNERNE", Danish), ["kommun"; 3]);
    assert_eq!(stemmed("the adverts were advertised", English), ["advert", "advertis"]);
}

#[test]
fn composed_and_decomposed_letters_are_one_word() {
    assert_eq!(fold("A\u{30a}r"), fold("\u{c5}R"));
    let decomposed = "Ma\u{30a}let er na\u{30a}et";
    let tokens = stems(decomposed, Danish);
    assert_eq!(tokens[0].stem, stems("Målet", Danish)[0].stem);
    assert_eq!(&decomposed[tokens[0].span.clone()], "Ma\u{30a}let");
}

#[test]
fn the_language_of_a_sentence_is_told_and_of_a_name_is_not() {
    assert_eq!(language("Vi er imod, at alle breve skal være digitale."), Some(Danish));
    assert_eq!(language("We are against the idea of digital post only."), Some(English));
    assert_eq!(language("KL"), None);
    assert_eq!(majority(["KL", "This is what we think of it", "LO"]), English);
    assert_eq!(majority(["KL"]), Danish);
}

#[test]
fn danish_compounds_are_split_and_other_words_are_left_whole() {
    let compounds = Compounds::listed();
    let (mut right, mut wrong, mut missed, mut whole) = (0, 0, 0, 0);
    let lines = include_str!("compounds.txt").lines();
    for line in lines.filter(|line| !line.starts_with('#')) {
        let word = line.trim_start_matches("! ").replace('-', "");
        let starts: Vec<_> =
            compounds.parts(&word).into_iter().map(|part| part.start).collect();
        let cuts: Vec<_> = line.match_indices('-').enumerate().collect();
        let wanted = cuts.into_iter().map(|(before, (at, _))| at - before);
        let wanted: Vec<_> = std::iter::once(0).chain(wanted).collect();
        match (line.starts_with('!'), starts.as_slice()) {
            (true, []) => whole += 1,
            (false, []) => missed += 1,
            (false, found) if found == wanted => right += 1,
            _ => {
                println!("{line} {starts:?}");
                wrong += 1;
            }
        }
    }
    println!("right {right}, wrong {wrong}, missed {missed}; left whole {whole}");
    assert!(right >= 150 && wrong <= 3 && whole >= 130);
}

#[test]
fn a_part_is_learned_from_what_stands_alone() {
    let with =
        |words: &[&str]| Compounds::learned(words.iter().copied()).parts("tubaskole");
    assert!(with(&["tuba"]).is_empty(), "once may be a mistake");
    assert_eq!(with(&["tuba", "dans", "tuba"]), [0..4, 4..9]);
}

proptest! {
    #[test]
    fn every_token_is_a_word_of_the_text(text in "\\PC{0,80}") {
        for language in [Danish, English] {
            let tokens = stems(&text, language);
            prop_assert!(tokens.windows(2).all(|two| two[0].span.end <= two[1].span.start));
            prop_assert!(tokens.iter().all(|token| text.get(token.span.clone()).is_some()));
        }
    }

    #[test]
    fn parts_are_learned_in_any_order(
        mut corpus in proptest::collection::vec("(musik|skole|hus|plan|musikskole)", 0..12),
        word in "(musik|skole|hus|plan|s|e){1,4}",
    ) {
        let before = Compounds::learned(corpus.iter().map(String::as_str)).parts(&word);
        corpus.reverse();
        let after = Compounds::learned(corpus.iter().map(String::as_str)).parts(&word);
        prop_assert_eq!(&before, &after);
        prop_assert!(before.windows(2).all(|two| two[0].end <= two[1].start));
        prop_assert!(before.iter().all(|part| word.get(part.clone()).is_some()));
    }
}
