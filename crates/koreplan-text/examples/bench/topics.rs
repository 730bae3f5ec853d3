//! Topics beside scikit-learn, on a consultation whose topics people and a language model
//! have agreed on (two questions with 100 answers each), and on the size of a docket.

use std::{
    collections::{BTreeMap, BTreeSet},
    env, fs,
    io::Write as _,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::Instant,
};

use koreplan_text::topics::{Count, Mapper, Signed, THRESHOLD, propose};
use serde_json::{Value, json};

use super::Failed;

const SET: &str = "themefinder-gambling_XS";

/// Labels for answers that say nothing about the question.
const NOTHING: [&str; 2] = ["None of the Above", "No Reason Given"];

pub fn bench() -> Result<(), Failed> {
    let questions = [question(1)?, question(2)?];
    println!("Topics: {SET}, two questions with 100 answers");
    println!(
        "\nGroups, as many as topics are first labels; scikit-learn: mean of 20 seeds"
    );
    println!(
        "| groups | question | adjusted Rand index | of pairs precision | recall | B-cubed F1 |"
    );
    println!("|---|---|---|---|---|---|");
    for (number, question) in (1..).zip(&questions) {
        let asked = json!({"texts": question.texts, "count": question.count()});
        let ours = vec![question.groups(Count::Exactly(question.count()))];
        print_groups("Køreplan", number, question, &ours);
        for (name, seeds) in answer(&asked)?.0 {
            let seeds: Vec<Vec<usize>> = serde_json::from_value(seeds)?;
            print_groups(&format!("scikit-learn: {name}"), number, question, &seeds);
        }
    }
    println!("\nTopics by name and description");
    println!("| placing | question | threshold | precision | recall | F1 |");
    println!("|---|---|---|---|---|---|");
    for (number, question) in (1..).zip(&questions) {
        let ours = question.placed();
        print_placed("Køreplan", number, "the only one", question, &ours, THRESHOLD);
        let asked = json!({"texts": question.texts, "topics": question.topics()});
        for (name, scores) in answer(&asked)?.0 {
            let scores: Vec<Vec<f64>> = serde_json::from_value(scores)?;
            let best = best_threshold(question, &scores);
            let name = format!("scikit-learn: {name}");
            print_placed(
                &name,
                number,
                "best for this question",
                question,
                &scores,
                best,
            );
        }
    }
    speed()
}

struct Question {
    texts: Vec<String>,
    /// Per text its topics, the first the most fitting.
    labels: Vec<Vec<usize>>,
    /// Name and description.
    signed: Vec<Signed>,
}

impl Question {
    fn texts(&self) -> Vec<&str> {
        self.texts.iter().map(String::as_str).collect()
    }

    fn topics(&self) -> Vec<String> {
        let said = self.signed.iter();
        said.map(|topic| format!("{} {}", topic.name, topic.description)).collect()
    }

    /// How many topics are the first of a text.
    fn count(&self) -> usize {
        self.firsts().into_iter().collect::<BTreeSet<_>>().len()
    }

    fn firsts(&self) -> Vec<usize> {
        self.labels.iter().map(|labels| labels[0]).collect()
    }

    /// Per text the topic it is nearest to.
    fn groups(&self, count: Count) -> Vec<usize> {
        let proposed = propose(&self.texts(), count);
        let mut best = vec![(0.0, proposed.len()); self.texts.len()];
        for (topic, proposed) in proposed.iter().enumerate() {
            for placed in &proposed.members {
                if placed.strength > best[placed.text].0 {
                    best[placed.text] = (placed.strength, topic);
                }
            }
        }
        best.into_iter().map(|(_, topic)| topic).collect()
    }

    /// Per text and topic how near they are.
    fn placed(&self) -> Vec<Vec<f64>> {
        let mapper = Mapper::new(&self.signed, &self.texts());
        let place = |text: &String| {
            let mut scores = vec![0.0; self.signed.len()];
            for found in mapper.place(text) {
                scores[found.topic] = found.strength;
            }
            scores
        };
        self.texts.iter().map(place).collect()
    }
}

/// Where the data lies: in `shared/data` beside the project or further up.
fn data() -> Result<PathBuf, Failed> {
    let mut above = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors();
    let found = above.find_map(|above| {
        Some(above.join("shared/data")).filter(|data| data.join(SET).exists())
    });
    found.ok_or_else(|| format!("shared/data/{SET} is missing beside the project").into())
}

fn question(number: usize) -> Result<Question, Failed> {
    let set = data()?.join(SET);
    let part = format!("question_part_{number}");
    let responses = set.join("inputs").join(&part).join("responses.jsonl");
    let mapped = set.join("outputs/mapping/2025-07-22").join(&part);
    let themes: Vec<Value> =
        serde_json::from_str(&fs::read_to_string(mapped.join("themes.json"))?)?;
    let word = |of: &Value, name: &str| of[name].as_str().unwrap_or_default().to_owned();
    let themes: Vec<&Value> = themes
        .iter()
        .filter(|theme| !NOTHING.contains(&word(theme, "topic_label").as_str()))
        .collect();
    let ids: Vec<String> = themes.iter().map(|theme| word(theme, "topic_id")).collect();
    let mut labels = BTreeMap::new();
    for line in fs::read_to_string(mapped.join("mapping.jsonl"))?.lines() {
        let line: Value = serde_json::from_str(line)?;
        let given: Vec<String> = serde_json::from_value(line["labels"].clone())?;
        let given: Vec<usize> = given
            .iter()
            .filter_map(|label| ids.iter().position(|id| id == label))
            .collect();
        labels.insert(line["response_id"].as_i64(), given);
    }
    let (mut texts, mut of_text) = (Vec::new(), Vec::new());
    for line in fs::read_to_string(responses)?.lines() {
        let line: Value = serde_json::from_str(line)?;
        let given = labels.remove(&line["response_id"].as_i64()).unwrap_or_default();
        if !given.is_empty() {
            texts.push(word(&line, "response"));
            of_text.push(given);
        }
    }
    let signed = themes
        .iter()
        .map(|theme| Signed {
            name: word(theme, "topic_label"),
            description: word(theme, "topic_description"),
            terms: Vec::new(),
        })
        .collect();
    Ok(Question { texts, labels: of_text, signed })
}

/// Asks the peer; its answer by name, and how many seconds it took without its start.
fn answer(asked: &Value) -> Result<(BTreeMap<String, Value>, f64), Failed> {
    let python = env::var("PEERS").map_err(|_| "run by cargo xtask bench text topics")?;
    let program = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/bench/peers/topics.py");
    let mut peer = Command::new(python)
        .arg(program)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()?;
    peer.stdin.take().ok_or("no way in")?.write_all(asked.to_string().as_bytes())?;
    let said: Value = serde_json::from_slice(&peer.wait_with_output()?.stdout)?;
    let seconds = said["seconds"].as_f64().unwrap_or_default();
    Ok((serde_json::from_value(said["answer"].clone())?, seconds))
}

fn print_groups(name: &str, number: usize, question: &Question, seeds: &[Vec<usize>]) {
    let mean = |of: &dyn Fn(&[usize]) -> f64| {
        seeds.iter().map(|groups| of(groups)).sum::<f64>() / count(seeds.len())
    };
    let firsts = question.firsts();
    let rand = mean(&|groups| adjusted_rand(&firsts, groups));
    let best = seeds.iter().map(|groups| adjusted_rand(&firsts, groups));
    let best = best.fold(f64::MIN, f64::max);
    let precision = mean(&|groups| pairs(question, groups).0);
    let recall = mean(&|groups| pairs(question, groups).1);
    let b_cubed = mean(&|groups| b_cubed(question, groups));
    let best = if seeds.len() > 1 { format!(" (best {best:.3})") } else { String::new() };
    println!(
        "| {name} | {number} | {rand:.3}{best} | {precision:.3} | {recall:.3} | {b_cubed:.3} |"
    );
}

/// How far two partitions agree: 0 by chance, 1 if they are the same.
fn adjusted_rand(a: &[usize], b: &[usize]) -> f64 {
    let two = |of: usize| count(of) * (count(of) - 1.0) / 2.0;
    let tally = |keys: Vec<(usize, usize)>| {
        let mut counts: BTreeMap<_, usize> = BTreeMap::new();
        for key in keys {
            *counts.entry(key).or_default() += 1;
        }
        counts.into_values().map(two).sum::<f64>()
    };
    let both = tally(a.iter().copied().zip(b.iter().copied()).collect());
    let in_a = tally(a.iter().map(|one| (*one, 0)).collect());
    let in_b = tally(b.iter().map(|one| (*one, 0)).collect());
    let chance = in_a * in_b / two(a.len());
    (both - chance) / (f64::midpoint(in_a, in_b) - chance)
}

fn share_a_label(question: &Question, a: usize, b: usize) -> bool {
    question.labels[a].iter().any(|label| question.labels[b].contains(label))
}

/// Precision and recall of the pairs of texts that share a label.
fn pairs(question: &Question, groups: &[usize]) -> (f64, f64) {
    let (mut both, mut together, mut alike) = (0, 0, 0);
    for a in 0..groups.len() {
        for b in 0..a {
            let (shared, grouped) =
                (share_a_label(question, a, b), groups[a] == groups[b]);
            both += usize::from(shared && grouped);
            together += usize::from(grouped);
            alike += usize::from(shared);
        }
    }
    (count(both) / count(together), count(both) / count(alike))
}

/// The harmonic mean of precision and recall per text (a text counts as its own fellow).
fn b_cubed(question: &Question, groups: &[usize]) -> f64 {
    let all = groups.len();
    let (mut precision, mut recall) = (0.0, 0.0);
    for a in 0..all {
        let together: Vec<_> = (0..all).filter(|b| groups[*b] == groups[a]).collect();
        let alike: Vec<_> = (0..all).filter(|b| share_a_label(question, a, *b)).collect();
        let both = together.iter().filter(|b| alike.contains(b)).count();
        precision += count(both) / count(together.len()) / count(all);
        recall += count(both) / count(alike.len()) / count(all);
    }
    2.0 * precision * recall / (precision + recall)
}

/// Precision, recall and F1 of the pairs of a text and a topic.
fn fit(question: &Question, scores: &[Vec<f64>], threshold: f64) -> [f64; 3] {
    let (mut right, mut given, mut wanted) = (0, 0, 0);
    for (scores, labels) in scores.iter().zip(&question.labels) {
        wanted += labels.len();
        for (topic, score) in scores.iter().enumerate() {
            let is_given = *score >= threshold && *score > 0.0;
            given += usize::from(is_given);
            right += usize::from(is_given && labels.contains(&topic));
        }
    }
    let (precision, recall) =
        (count(right) / count(given.max(1)), count(right) / count(wanted));
    [precision, recall, 2.0 * precision * recall / (precision + recall).max(1e-9)]
}

fn best_threshold(question: &Question, scores: &[Vec<f64>]) -> f64 {
    let mut tried: Vec<f64> = scores.iter().flatten().copied().collect();
    tried.sort_by(f64::total_cmp);
    let of = |threshold: &f64| fit(question, scores, *threshold)[2];
    tried.iter().copied().max_by(|a, b| of(a).total_cmp(&of(b))).unwrap_or_default()
}

fn print_placed(
    name: &str,
    number: usize,
    which: &str,
    question: &Question,
    scores: &[Vec<f64>],
    threshold: f64,
) {
    let [precision, recall, f1] = fit(question, scores, threshold);
    println!(
        "| {name} | {number} | {threshold:.3}, {which} | {precision:.3} | {recall:.3} | {f1:.3} |"
    );
}

/// Seconds for real statements and for as many sentences as a large docket has.
fn speed() -> Result<(), Failed> {
    let set = "polis/march-on.operation-marchin-orders/comments.csv";
    let mut statements = Vec::new();
    for row in csv::Reader::from_path(data()?.join(set))?.records() {
        statements.push(row?.get(7).unwrap_or_default().to_owned());
    }
    println!("\nTime");
    println!(
        "| texts | Køreplan finds s | topics | Køreplan places s | scikit-learn finds s |"
    );
    println!("|---|---|---|---|---|");
    for size in [statements.len(), 100_000] {
        let texts = made_up(&statements, size);
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let began = Instant::now();
        let proposed = propose(&texts, Count::Best(30));
        let found = began.elapsed().as_secs_f64();
        let signed: Vec<Signed> = proposed
            .iter()
            .map(|topic| Signed {
                name: topic.name.clone(),
                description: String::new(),
                terms: topic.terms.clone(),
            })
            .collect();
        let began = Instant::now();
        let mapper = Mapper::new(&signed, &texts);
        let under = texts.iter().filter(|text| !mapper.place(text).is_empty()).count();
        let placed = began.elapsed().as_secs_f64();
        let asked = json!({"texts": texts, "count": proposed.len(), "once": true});
        let theirs = answer(&asked)?.1;
        println!(
            "| {} | {found:.2} | {} | {placed:.2} ({under} under a topic) | {theirs:.2} |",
            texts.len(),
            proposed.len()
        );
        if size == statements.len() {
            for topic in &proposed {
                eprintln!("  {:>5} {}", topic.members.len(), topic.name);
            }
        }
    }
    Ok(())
}

/// The statements, and then statements put together of the halves of two of them.
fn made_up(statements: &[String], size: usize) -> Vec<String> {
    let words = |at: usize| statements[at % statements.len()].split(' ');
    (0..size)
        .map(|at| {
            if at < statements.len() {
                return statements[at].clone();
            }
            let other = at * 7919 + at / statements.len();
            let first = words(at).take(words(at).count() / 2);
            let second = words(other).skip(words(other).count() / 2);
            first.chain(second).collect::<Vec<_>>().join(" ")
        })
        .collect()
}

#[expect(clippy::cast_precision_loss, reason = "counts of texts")]
fn count(of: usize) -> f64 {
    of as f64
}
