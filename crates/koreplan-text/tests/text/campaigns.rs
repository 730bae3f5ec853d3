//! See `campaigns`.

use koreplan_text::campaigns::{ALIKE, Joiner, group, own_sentences};

const LETTER: &str = "Kære minister\n\nJeg skriver, fordi jeg er bekymret for den digitale \
    post. Min mor er 84 år og har aldrig haft en computer. Hun kan ikke selv læse de breve, \
    som kommunen sender, og hun er ikke den eneste. Derfor beder jeg jer om at lade \
    papirposten bestå, så længe nogen har brug for den. Det koster mindre end at hjælpe \
    dem, der ellers falder fra.\n\nVenlig hilsen\nKaren Sørensen";

fn own<'a>(letter: &'a str) -> Vec<&'a str> {
    own_sentences(LETTER, letter).into_iter().map(|span| &letter[span]).collect()
}

#[test]
fn another_name_or_a_typing_error_does_not_make_a_sentence_the_senders_own() {
    let letter = LETTER
        .replace("Karen Sørensen", "Hans Peter af Jensen")
        .replace("Kære minister", "Hej Bjarne Corydon")
        .replace("84", "91")
        .replace("computer", "conputer")
        .replace("eneste", "enste");
    assert_eq!(own(&letter), Vec::<&str>::new());
}

#[test]
fn an_inserted_sentence_is_the_senders_own() {
    let mine = "Selv har jeg arbejdet i en borgerservice i tyve år.";
    let letter = LETTER.replace("Derfor beder", &format!("{mine} Derfor beder"));
    assert_eq!(own(&letter), [mine]);
}

#[test]
fn one_word_that_turns_the_meaning_makes_the_sentence_the_senders_own() {
    let letter = LETTER.replace("at lade", "at ikke lade");
    assert_eq!(own(&letter).len(), 1);
    let letter = LETTER.replace("kan ikke selv", "kan selv");
    assert_eq!(own(&letter).len(), 1);
}

#[test]
fn letters_with_other_names_are_one_campaign_and_another_letter_is_not() {
    let letters = [
        LETTER.replace("Karen Sørensen", "Hans Jensen"),
        "Vi har ingen bemærkninger til udkastet.".to_owned(),
        LETTER.to_uppercase(),
        LETTER.to_owned(),
    ];
    let campaigns = group(&letters);
    assert_eq!(campaigns.len(), 1);
    let members: Vec<usize> = campaigns[0].members.iter().map(|m| m.text).collect();
    assert_eq!(members, [0, 2, 3]);
    assert!(campaigns[0].members.iter().all(|m| m.alike >= ALIKE));
}

#[test]
fn a_new_letter_joins_the_campaign_it_is_made_of() {
    let mut joiner = Joiner::new();
    joiner.add(7, LETTER);
    joiner.add(8, "Vi har ingen bemærkninger til udkastet.");
    let (id, alike) = joiner.join(&LETTER.replace("computer", "maskine")).unwrap();
    assert_eq!(id, 7);
    assert!(alike > ALIKE && alike < 1.0);
    assert_eq!(joiner.join(&LETTER.to_lowercase()), Some((7, 1.0)));
    joiner.remove(7);
    assert_eq!(joiner.join(LETTER), None);
}
