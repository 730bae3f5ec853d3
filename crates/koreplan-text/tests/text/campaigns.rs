//! See `campaigns`.

#[path = "../../examples/bench/letters.rs"]
mod letters;

use std::convert::Infallible;

use koreplan_text::campaigns::{ALIKE, Campaign, Grouper, Joiner, group, own_sentences};
use letters::{Dice, Letters, quality};
use proptest::prelude::*;
use unicode_normalization::UnicodeNormalization as _;

const LETTER: &str = "Kære minister\n\nJeg skriver, fordi jeg er bekymret for den digitale \
    post. Min mor er 84 år og har aldrig haft en computer. Hun kan ikke selv læse de breve, \
    som kommunen sender, og hun er ikke den eneste. Derfor beder jeg jer om at lade \
    papirposten bestå, så længe nogen har brug for den. Det koster mindre end at hjælpe \
    dem, der ellers falder fra.\n\nVenlig hilsen\nKaren Sørensen";

fn own(letter: &str) -> Vec<&str> {
    own_sentences(LETTER, letter).into_iter().map(|span| &letter[span]).collect()
}

fn members(campaign: &Campaign) -> Vec<usize> {
    campaign.members.iter().map(|member| member.text).collect()
}

/// Words that no other seed has.
fn words(seed: u64, count: usize) -> Vec<String> {
    let mut dice = Dice::new(seed);
    (0..count).map(|_| format!("x{seed}w{}", dice.below(5000))).collect()
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
    for (from, to) in [
        ("at lade", "at ikke lade"),
        ("kan ikke selv", "kan selv"),
        ("mindre", "mere"),
        ("bekymret", "ubekymret"),
    ] {
        assert_eq!(own(&LETTER.replace(from, to)).len(), 1, "{from} -> {to}");
    }
}

#[test]
fn paragraphs_in_another_order_are_not_the_senders_own() {
    let paragraphs: Vec<&str> = LETTER.split(". ").collect();
    let turned = [paragraphs[2], paragraphs[1], paragraphs[3], paragraphs[0]].join(". ");
    assert_eq!(own(&turned), Vec::<&str>::new());
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
    assert_eq!(members(&campaigns[0]), [0, 2, 3]);
    assert!(campaigns[0].members.iter().all(|m| m.alike >= ALIKE));
}

#[test]
fn the_template_is_the_letter_most_others_are_like() {
    let with = |own: u64| format!("{LETTER}\n\n{}", words(own, 20).join(" "));
    let letters = [1, 2, 3, 3, 4, 5].map(with);
    let letters = [&letters[..], &[LETTER.to_owned()]].concat();
    let campaigns = group(&letters);
    assert_eq!(campaigns.len(), 1);
    assert_eq!(campaigns[0].template, 6);
    assert_eq!(campaigns[0].members.len(), 7);
}

#[test]
fn a_chain_of_look_alikes_is_no_campaign() {
    // Each letter has nine tenths of the words of the one before.
    let all = words(7, 1000);
    let letters: Vec<String> =
        all.windows(200).step_by(20).map(|w| w.join(" ")).collect();
    for campaign in group(&letters) {
        let template = &letters[campaign.template];
        assert!(campaign.members.len() < 8, "{}", campaign.members.len());
        for member in &campaign.members {
            let mut joiner = Joiner::new();
            joiner.add(1, template);
            assert_eq!(joiner.join(&letters[member.text]), Some((1, member.alike)));
        }
    }
}

#[test]
fn a_letter_with_a_long_part_of_its_own_is_a_member_and_a_long_answer_is_not() {
    let template = words(1, 100).join(" ");
    let joiner = {
        let mut joiner = Joiner::new();
        joiner.add(1, &template);
        joiner
    };
    let with = |own: usize| format!("{template} {}", words(2, own).join(" "));
    let (_, alike) = joiner.join(&with(120)).unwrap();
    assert!(alike < ALIKE);
    assert_eq!(joiner.join(&with(300)), None);
    let campaigns = group(&[template.clone(), with(300), template.clone(), with(120)]);
    assert_eq!(members(&campaigns[0]), [0, 2, 3]);
}

#[test]
fn texts_without_words_are_in_no_campaign() {
    assert_eq!(group(&["", "", " \n", "👍👍", "👍👍", "...", "..."]), []);
    assert_eq!(group::<&str>(&[]), []);
    assert_eq!(Joiner::new().join(""), None);
    let mut joiner = Joiner::new();
    joiner.add(1, "");
    assert_eq!((joiner.join(""), joiner.join("ja")), (None, None));
}

#[test]
fn the_same_words_are_the_same_letter_however_they_are_written() {
    let decomposed: String = LETTER.nfd().collect();
    let curly = format!("“{}”\u{a0}…", LETTER.replace(". ", ".\u{2003}"));
    let letters = [LETTER, &decomposed, &LETTER.to_uppercase(), &curly, "Nej\u{ad}tak"];
    let campaigns = group(&letters);
    assert_eq!(members(&campaigns[0]), [0, 1, 2, 3]);
    assert!(campaigns[0].members.iter().all(|m| (m.alike - 1.0).abs() < f64::EPSILON));
    assert_eq!(own(&decomposed), Vec::<&str>::new());
    assert_eq!(own(&curly), Vec::<&str>::new());
}

#[test]
fn letters_in_scripts_without_spaces_are_grouped() {
    let chinese = "我写这封信是因为我对数字邮件感到担忧。我的母亲从来没有用过电脑。她不能自己阅读市政府寄来的信件。";
    let thai = "ฉันเขียนจดหมายนี้เพราะฉันเป็นห่วงเรื่องไปรษณีย์ดิจิทัล แม่ของฉันไม่เคยมีคอมพิวเตอร์";
    let letters = [
        chinese.to_owned(),
        format!("{chinese}请保留纸质信件。"),
        thai.to_owned(),
        format!("{thai} ขอบคุณ"),
    ];
    let campaigns: Vec<Vec<usize>> = group(&letters).iter().map(members).collect();
    assert_eq!(campaigns, [vec![0, 1], vec![2, 3]]);
    let own = own_sentences(&letters[0], &letters[1]);
    assert_eq!(own.len(), 1);
    assert_eq!(&letters[1][own[0].clone()], "请保留纸质信件。");
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
    joiner.remove(7);
    assert_eq!(joiner.join(LETTER), None);
    joiner.add(8, LETTER);
    assert_eq!(joiner.join(LETTER), Some((8, 1.0)));
    assert_eq!(joiner.join("Vi har ingen bemærkninger til udkastet."), None);
}

/// A docket of every mutation the generator knows.
fn docket(size: usize) -> (Letters, Vec<String>) {
    let letters = Letters::new(size);
    let texts = (0..size).map(|number| letters.text(number)).collect();
    (letters, texts)
}

#[test]
fn campaigns_are_found_as_they_were_made() {
    let (letters, texts) = docket(6000);
    let mut found = vec![None; texts.len()];
    for (group, campaign) in (0..).zip(group(&texts)) {
        for member in campaign.members {
            found[member.text] = Some(group);
        }
    }
    let labels: Vec<u64> = (0..texts.len()).map(|number| letters.label(number)).collect();
    let quality = quality(&labels, &found);
    assert!(quality.precision >= 0.99, "{}", quality.precision);
    assert!(quality.recall >= 0.98, "{}", quality.recall);
}

#[test]
fn the_number_of_threads_and_the_batches_change_nothing() {
    let (_, texts) = docket(3000);
    let campaigns = group(&texts);
    for threads in [1, 2, 5] {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        assert_eq!(pool.install(|| group(&texts)), campaigns);
    }
    let mut grouper = Grouper::new();
    for batch in texts.chunks(171) {
        grouper.read(batch);
    }
    let fetch =
        |places: &[usize]| Ok(places.iter().map(|place| texts[*place].clone()).collect());
    assert_eq!(grouper.finish::<String, Infallible>(fetch), Ok(campaigns));
}

#[test]
fn a_letter_joins_the_campaign_it_was_grouped_in() {
    let (_, texts) = docket(3000);
    let campaigns = group(&texts);
    let mut joiner = Joiner::new();
    let mut found = vec![None; texts.len()];
    for (id, campaign) in (0..).zip(&campaigns) {
        joiner.add(id, &texts[campaign.template]);
        for member in &campaign.members {
            found[member.text] = Some((id, member.alike));
        }
    }
    for (text, found) in texts.iter().zip(found) {
        assert_eq!(joiner.join(text), found);
    }
}

/// Letters of three templates, cut, mixed and copied, beside some that are short.
fn some_letters() -> impl Strategy<Value = Vec<String>> {
    let letter = (0..3_u64, 0..30_usize, 40..80_usize, 0..4_u64, 0..20_usize);
    let made = letter.prop_map(|(template, from, to, seed, own)| {
        let mut letter = words(template, 80)[from..to].to_vec();
        let place = letter.len() / 2;
        letter.splice(place..place, words(100 + seed, own));
        letter.join(" ")
    });
    let short = "(ja|nej|tak|🎉|e\u{301}| ){0,4}";
    prop::collection::vec(prop_oneof![4 => made, 1 => short], 0..40)
}

/// Campaigns as words rather than places: the template, and each member.
fn told<'a>(
    texts: &'a [String],
    campaigns: &[Campaign],
) -> Vec<(&'a str, Vec<(&'a str, u64)>)> {
    let mut told: Vec<_> = campaigns
        .iter()
        .map(|campaign| {
            let members = campaign.members.iter();
            let mut members: Vec<(&str, u64)> =
                members.map(|m| (texts[m.text].as_str(), m.alike.to_bits())).collect();
            members.sort_unstable();
            (texts[campaign.template].as_str(), members)
        })
        .collect();
    told.sort_unstable();
    told
}

fn hostile() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "\\PC{0,200}",
        4 => "([A-ZÆØÅ]?[a-zæøå]{1,6}|[0-9]{1,4}|[.!?,;\n ]|👩‍👩‍👧|a\u{301}\u{301}|ไทย|漢字|\u{200d}|\u{ad}|ß|İ){0,120}",
        1 => Just("a".repeat(200_000)),
        1 => Just("Ja. ".repeat(50_000)),
        1 => Just("漢".repeat(60_000)),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn the_order_of_the_letters_changes_nothing(
        (letters, mixed) in some_letters()
            .prop_flat_map(|letters| (Just(letters.clone()), Just(letters).prop_shuffle())),
    ) {
        prop_assert_eq!(told(&letters, &group(&letters)), told(&mixed, &group(&mixed)));
    }

    #[test]
    fn an_unrelated_letter_changes_no_campaign(
        letters in some_letters(),
        place in 0..40_usize,
        quoted in 0..3_u64,
        quote in 0..25_usize,
    ) {
        // It may well quote a campaign: a quarter of its words.
        let mut unrelated = words(999, 75);
        unrelated.extend(words(quoted, 80).into_iter().take(quote));
        let mut more = letters.clone();
        more.insert(place.min(letters.len()), unrelated.join(" "));
        prop_assert_eq!(told(&letters, &group(&letters)), told(&more, &group(&more)));
    }

    #[test]
    fn every_campaign_is_a_campaign(letters in some_letters()) {
        let mut seen = vec![false; letters.len()];
        for campaign in group(&letters) {
            let members = members(&campaign);
            prop_assert!(members.len() >= 2 && members.is_sorted());
            prop_assert!(members.contains(&campaign.template));
            for member in members {
                prop_assert!(!std::mem::replace(&mut seen[member], true));
            }
        }
    }

    #[test]
    fn every_span_is_a_part_of_the_letter(template in hostile(), letter in hostile()) {
        let mut end = 0;
        for span in own_sentences(&template, &letter) {
            prop_assert!(end <= span.start && span.start < span.end);
            prop_assert!(letter.get(span.clone()).is_some());
            end = span.end;
        }
        prop_assert_eq!(own_sentences(&letter, &letter), []);
        group(&[&template, &letter, &letter]);
        Joiner::new().join(&letter);
    }
}
