//! The catalogue as DCAT-AP 2 describes it, as one graph that both writers write.

use koreplan_store::StoreError;
use oxjsonld::JsonLdSerializer;
use oxrdf::{
    GraphNameRef, Literal, NamedNode, Term, Triple,
    vocab::{rdf, xsd},
};
use oxttl::TurtleSerializer;

use super::rules::Table;
use crate::web::{
    Cx,
    choices::Choice as _,
    l10n::{Lang, Text},
};

const PREFIXES: [(&str, &str); 4] = [
    ("dcat", "http://www.w3.org/ns/dcat#"),
    ("dct", "http://purl.org/dc/terms/"),
    ("foaf", "http://xmlns.com/foaf/0.1/"),
    ("xsd", "http://www.w3.org/2001/XMLSchema#"),
];

/// The lists of words the EU keeps for catalogues.
const EU: &str = "http://publications.europa.eu/resource/authority/";
/// Under which licence the data are given away.
pub const LICENCE: &str = "https://creativecommons.org/licenses/by/4.0/";
const LICENCE_EU: &str = "licence/CC_BY_4_0";

/// What the catalogue says of a case.
#[derive(Debug, Clone)]
pub struct About {
    pub slug: String,
    pub title: Text,
    pub summary: Text,
    pub publisher: Text,
    /// When its plan begins, and when something became public last.
    pub issued: i64,
    pub modified: i64,
}

/// The triples, in the order they are written.
struct Graph(Vec<Triple>);

/// Written by ourselves, out of slugs and a checked base address.
fn node(iri: impl Into<String>) -> NamedNode {
    NamedNode::new_unchecked(iri)
}

fn term(prefix: &str, name: &str) -> NamedNode {
    let (_, iri) =
        PREFIXES.iter().find(|(known, _)| *known == prefix).unwrap_or(&PREFIXES[0]);
    node(format!("{iri}{name}"))
}

impl Graph {
    fn add(&mut self, subject: &NamedNode, name: (&str, &str), object: impl Into<Term>) {
        self.0.push(Triple::new(subject.clone(), term(name.0, name.1), object));
    }

    fn is(&mut self, subject: &NamedNode, kind: (&str, &str)) {
        let kind = term(kind.0, kind.1);
        self.0.push(Triple::new(subject.clone(), rdf::TYPE, kind));
    }

    fn text(&mut self, subject: &NamedNode, name: (&str, &str), text: &Text) {
        for lang in Lang::ALL {
            let said = lang.pick(text);
            if !said.is_empty() {
                let word = lang.word();
                let said = Literal::new_language_tagged_literal_unchecked(said, word);
                self.add(subject, name, said);
            }
        }
    }

    fn languages(&mut self, subject: &NamedNode) {
        for language in ["DAN", "ENG"] {
            let language = node(format!("{EU}language/{language}"));
            self.add(subject, ("dct", "language"), language);
        }
    }

    fn moment(&mut self, subject: &NamedNode, name: (&str, &str), at: i64) {
        let at = jiff::Timestamp::from_second(at.div_euclid(1_000_000));
        let at = at.unwrap_or(jiff::Timestamp::UNIX_EPOCH).to_string();
        self.add(subject, name, Literal::new_typed_literal(at, xsd::DATE_TIME));
    }

    fn agent(&mut self, agent: &NamedNode, name: &Text) {
        self.is(agent, ("foaf", "Agent"));
        self.text(agent, ("foaf", "name"), name);
    }
}

fn words(key: &'static str) -> Text {
    Text { da: Lang::Da.say(key, &[]), en: Lang::En.say(key, &[]) }
}

fn named(table: Table, title: &Text) -> Text {
    let said = |lang: Lang| {
        let table = lang.say(table.key(), &[]);
        let args =
            [("table", table.into()), ("title", lang.pick(title).to_owned().into())];
        lang.say("dataset-title", &args)
    };
    Text { da: said(Lang::Da), en: said(Lang::En) }
}

fn graph(cx: &Cx, cases: &[About]) -> Graph {
    let mut graph = Graph(Vec::new());
    let catalogue = node(cx.absolute("/data/catalogue"));
    graph.is(&catalogue, ("dcat", "Catalog"));
    graph.text(&catalogue, ("dct", "title"), &words("catalogue-title"));
    graph.text(&catalogue, ("dct", "description"), &words("catalogue-text"));
    let house = node(cx.absolute("/data/publisher"));
    let name = cases.first().map(|case| case.publisher.clone());
    let name = name.unwrap_or(Text { da: "Køreplan".into(), en: "Køreplan".into() });
    graph.agent(&house, &name);
    graph.add(&catalogue, ("dct", "publisher"), house);
    graph.languages(&catalogue);
    graph.add(&catalogue, ("dct", "license"), node(format!("{EU}{LICENCE_EU}")));
    graph.add(&catalogue, ("foaf", "homepage"), node(cx.absolute("/da/open-data")));
    graph.add(&catalogue, ("dcat", "themeTaxonomy"), node(format!("{EU}data-theme")));
    if let Some(issued) = cases.iter().map(|case| case.issued).min() {
        graph.moment(&catalogue, ("dct", "issued"), issued);
    }
    if let Some(modified) = cases.iter().map(|case| case.modified).max() {
        graph.moment(&catalogue, ("dct", "modified"), modified);
    }
    for case in cases {
        let publisher = node(cx.absolute(&format!("/data/{}/publisher", case.slug)));
        graph.agent(&publisher, &case.publisher);
        for table in Table::ALL {
            dataset(cx, &mut graph, (&catalogue, &publisher), case, *table);
        }
    }
    graph
}

fn dataset(
    cx: &Cx,
    graph: &mut Graph,
    (catalogue, publisher): (&NamedNode, &NamedNode),
    case: &About,
    table: Table,
) {
    let at = format!("/data/{}/{}", case.slug, table.word());
    let set = node(cx.absolute(&at));
    graph.add(catalogue, ("dcat", "dataset"), set.clone());
    graph.is(&set, ("dcat", "Dataset"));
    graph.add(&set, ("dct", "identifier"), Literal::from(set.as_str()));
    graph.text(&set, ("dct", "title"), &named(table, &case.title));
    let about = if case.summary.da.is_empty() { &case.title } else { &case.summary };
    graph.text(&set, ("dct", "description"), about);
    graph.add(&set, ("dct", "publisher"), publisher.clone());
    graph.add(&set, ("dcat", "theme"), node(format!("{EU}data-theme/GOVE")));
    graph.add(&set, ("dct", "accessRights"), node(format!("{EU}access-right/PUBLIC")));
    graph.add(&set, ("dct", "accrualPeriodicity"), node(format!("{EU}frequency/CONT")));
    graph.add(
        &set,
        ("dcat", "landingPage"),
        node(cx.absolute(&format!("/da/open-data#{}", table.word()))),
    );
    graph.languages(&set);
    graph.moment(&set, ("dct", "issued"), case.issued);
    graph.moment(&set, ("dct", "modified"), case.modified);
    for (ending, file_type) in [("jsonl", "JSON"), ("csv", "CSV")] {
        let file = node(cx.absolute(&format!("{at}.{ending}")));
        graph.add(&set, ("dcat", "distribution"), file.clone());
        graph.is(&file, ("dcat", "Distribution"));
        graph.text(&file, ("dct", "title"), &named(table, &case.title));
        graph.add(&file, ("dcat", "accessURL"), file.clone());
        graph.add(&file, ("dcat", "downloadURL"), file.clone());
        graph.add(&file, ("dct", "format"), node(format!("{EU}file-type/{file_type}")));
        // JSON lines have no registered media type.
        if file_type == "CSV" {
            let kind = node("https://www.iana.org/assignments/media-types/text/csv");
            graph.add(&file, ("dcat", "mediaType"), kind);
        }
        graph.add(&file, ("dct", "license"), node(format!("{EU}{LICENCE_EU}")));
        graph.languages(&file);
        graph.moment(&file, ("dct", "issued"), case.issued);
        graph.moment(&file, ("dct", "modified"), case.modified);
    }
}

fn broken(error: impl std::fmt::Display) -> StoreError {
    StoreError::Broken(error.to_string())
}

pub fn turtle(cx: &Cx, cases: &[About]) -> Result<Vec<u8>, StoreError> {
    let mut writer = TurtleSerializer::new();
    for (name, iri) in PREFIXES {
        writer = writer.with_prefix(name, iri).map_err(broken)?;
    }
    let mut writer = writer.for_writer(Vec::new());
    for triple in &graph(cx, cases).0 {
        writer.serialize_triple(triple).map_err(broken)?;
    }
    writer.finish().map_err(broken)
}

pub fn json_ld(cx: &Cx, cases: &[About]) -> Result<Vec<u8>, StoreError> {
    let mut writer = JsonLdSerializer::new();
    for (name, iri) in PREFIXES {
        writer = writer.with_prefix(name, iri).map_err(broken)?;
    }
    let mut writer = writer.for_writer(Vec::new());
    for triple in &graph(cx, cases).0 {
        let quad = triple.as_ref().in_graph(GraphNameRef::DefaultGraph);
        writer.serialize_quad(quad).map_err(broken)?;
    }
    writer.finish().map_err(broken)
}
