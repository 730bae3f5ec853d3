//! Words that say nothing alone, sorted by their bytes.

use super::Language;

/// The stop words of a language.
pub fn words(language: Language) -> &'static [&'static str] {
    match language {
        Language::Danish => DANISH,
        Language::English => ENGLISH,
    }
}

#[rustfmt::skip]
const DANISH: &[&str] = &[
    "ad", "af", "aldrig", "alle", "allerede", "alligevel", "alt", "altid", "altså",
    "anden", "andet", "andre", "at", "bare", "begge", "bl", "blandt", "blev", "blevet",
    "blive", "bliver", "blot", "brug", "bruge", "burde", "bør", "ca", "da", "de", "dem",
    "den", "denne", "dens", "der", "deraf", "deres", "derfor", "dermed", "dertil",
    "derudover", "derved", "desuden", "det", "dets", "dette", "dig", "din", "dine",
    "disse", "dit", "dog", "du", "dvs", "dér", "efter", "egen", "eget", "ej", "eks",
    "eksempelvis", "eller", "ellers", "en", "end", "endnu", "endvidere", "enhver", "ens",
    "er", "et", "eventuelt", "f", "fik", "flere", "flest", "for", "fordi", "forskellige",
    "fra", "fx", "få", "får", "før", "først", "gennem", "give", "giver", "gjorde",
    "gjort", "god", "godt", "gør", "gøre", "ham", "han", "hans", "har", "havde", "have",
    "hele", "helt", "hen", "hende", "hendes", "her", "heraf", "hermed", "herunder", "hhv",
    "hos", "hun", "hvad", "hvem", "hver", "hverken", "hvert", "hvilke", "hvilken",
    "hvilket", "hvis", "hvor", "hvordan", "hvorfor", "hvornår", "i", "idet", "ift",
    "igen", "igennem", "ikke", "imellem", "imidlertid", "imod", "ind", "inden", "indtil",
    "ingen", "intet", "især", "jeg", "jer", "jeres", "jo", "kan", "komme", "kommer",
    "kun", "kunne", "lade", "lidt", "lige", "ligesom", "man", "mange", "med", "meget",
    "mellem", "men", "mener", "mens", "mere", "mest", "mht", "mig", "min", "mindre",
    "mine", "mit", "mod", "må", "måske", "måtte", "naturligvis", "ned", "nemlig", "nogen",
    "noget", "nogle", "nok", "nu", "ny", "nye", "når", "nær", "næsten", "og", "også",
    "om", "omkring", "op", "os", "over", "overfor", "pga", "på", "samme", "samt",
    "samtidig", "se", "selv", "selvom", "side", "siden", "sig", "sige", "sikkert", "sin",
    "sine", "sit", "skal", "skulle", "små", "snarere", "snart", "som", "stadig", "stor",
    "store", "synes", "så", "sådan", "således", "særlig", "særligt", "tage", "tager",
    "til", "tilbage", "ud", "uden", "under", "undtagen", "var", "ved", "vel", "vi", "via",
    "vil", "ville", "vores", "vær", "være", "været", "én", "ét",
];

#[rustfmt::skip]
const ENGLISH: &[&str] = &[
    "a", "about", "above", "after", "again", "against", "ain", "all", "also", "although",
    "always", "am", "an", "and", "another", "any", "are", "aren't", "as", "at", "back",
    "be", "became", "because", "been", "before", "being", "below", "between", "both",
    "but", "by", "can", "can't", "cannot", "come", "could", "couldn't", "d", "did",
    "didn't", "do", "does", "doesn't", "doing", "don", "don't", "down", "during", "each",
    "either", "else", "even", "ever", "every", "few", "for", "from", "further", "get",
    "gets", "getting", "give", "go", "goes", "going", "got", "had", "hadn't", "has",
    "hasn't", "have", "haven't", "having", "he", "he'd", "he'll", "he's", "her", "here",
    "here's", "hers", "herself", "him", "himself", "his", "how", "however", "i", "i'd",
    "i'll", "i'm", "i've", "if", "in", "into", "is", "isn't", "it", "it's", "its",
    "itself", "just", "know", "let", "let's", "like", "ll", "m", "made", "make", "makes",
    "many", "may", "maybe", "me", "might", "more", "most", "much", "must", "my", "myself",
    "need", "no", "nor", "not", "now", "of", "off", "often", "on", "once", "one", "only",
    "or", "other", "our", "ours", "ourselves", "out", "over", "own", "per", "perhaps",
    "please", "put", "rather", "re", "really", "s", "same", "say", "see", "she", "she's",
    "should", "shouldn't", "since", "so", "some", "something", "still", "such", "t",
    "take", "than", "that", "that's", "the", "their", "theirs", "them", "themselves",
    "then", "there", "there's", "therefore", "these", "they", "they'd", "they'll",
    "they're", "they've", "thing", "things", "think", "this", "those", "though",
    "through", "to", "too", "towards", "under", "until", "up", "upon", "us", "use",
    "used", "using", "ve", "very", "was", "wasn't", "way", "we", "we'd", "we'll", "we're",
    "we've", "well", "were", "weren't", "what", "what's", "when", "where", "whether",
    "which", "while", "who", "whole", "whom", "why", "will", "with", "within", "without",
    "won't", "would", "wouldn't", "yes", "yet", "you", "you'd", "you'll", "you're",
    "you've", "your", "yours", "yourself", "yourselves",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_are_sorted_and_hold_nothing_twice() {
        for list in [DANISH, ENGLISH] {
            assert!(list.is_sorted_by(|a, b| a < b));
        }
    }
}
