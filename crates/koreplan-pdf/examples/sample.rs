//! Writes a document of some twenty pages with thirty tables as PDF and as Word file, in
//! both languages, a brief in both forms, and the papers of a meeting with annexes and
//! marks, into the folder that is named, and says how long that takes:
//! `cargo run --release -p koreplan-pdf --example sample -- FOLDER`.

use std::{env, error::Error, fs, path::PathBuf, time::Instant};

use koreplan_export::{Block, Day, Document, Language, docx};
use koreplan_pdf::{Annex, Bundle, Marks, Part};

fn sample(language: Language) -> Document {
    let said = "Flere høringsparter peger på, at én digital indgang gør det enklere at få svar, \
         og at borgere uden pc skal kunne få hjælp. Nogle er bekymrede for, om data deles uden \
         at den enkelte ved det, og foreslår, at man kan se, hvem der har set dem.";
    let mut blocks = Vec::new();
    for chapter in 1..=10 {
        blocks.push(Block::Heading {
            level: 1,
            text: format!("{chapter}. Emne {chapter}"),
        });
        for section in 1..=3 {
            let text = format!("{chapter}.{section} Hvad der blev sagt");
            blocks.push(Block::Heading { level: 2, text });
            blocks.push(Block::Paragraph(said.into()));
            blocks.push(Block::Paragraph(said.into()));
            blocks.push(Block::Paragraph(said.into()));
            blocks.push(Block::List(vec!["Ældre Sagen".into(), "Aarhus Kommune".into()]));
            blocks
                .push(Block::Labelled {
                    label: "Bemærkning:".into(), text: said.into()
                });
            let rows = (1..=6).map(|row| {
                vec![format!("Part {row}"), "Ja".into(), "Ja".into(), "–".into()]
            });
            let heads = ["Part", "Svar", "Med", "Uden"].map(ToOwned::to_owned);
            let caption = format!("Svar i afsnit {chapter}.{section}");
            blocks.push(Block::Table {
                caption,
                heads: heads.into(),
                rows: rows.collect(),
            });
        }
    }
    Document {
        title: "Høringsnotat om åbne data".into(),
        language,
        made: Day { year: 2010, month: 11, day: 2 },
        head: vec![
            ("Dato".into(), "2. november 2010".into()),
            ("J.nr.".into(), "2010-4711".into()),
        ],
        contents: Some("Indhold".into()),
        foot: "Høringsnotat om åbne data".into(),
        blocks,
    }
}

/// A brief as it goes upward: no table of contents, headings, paragraphs and lists.
fn brief() -> Document {
    let part = |number, head: &str, points: &[&str]| {
        let points = points.iter().map(|point| (*point).to_owned()).collect();
        [
            Block::Heading { level: 1, text: format!("{number}. {head}") },
            Block::List(points),
        ]
    };
    let mut blocks = vec![
        Block::Heading { level: 1, text: "1. Sammenfatning".into() },
        Block::Paragraph("Siden sidst er der truffet én beslutning.".into()),
    ];
    blocks.extend(part(2, "Det skal I tage stilling til", &["Åbne data (9. maj 2011)"]));
    blocks.extend(part(3, "Risici", &["Rød: Valget. Vi venter.", "Gul: Økonomien."]));
    Document {
        title: "Orientering nr. 2".into(),
        contents: None,
        foot: "Orientering nr. 2".into(),
        blocks,
        ..sample(Language::Da)
    }
}

/// The papers of a meeting: agenda, a cover, an annex of many pages and one that is no
/// PDF, marked on each page.
fn papers() -> Result<Bundle, Box<dyn Error>> {
    let agenda = [["1", "Åbne data", "2"], ["2", "Lukket punkt", ""]];
    let blocks = vec![
        Block::Heading { level: 1, text: "Dagsorden".into() },
        Block::Table {
            caption: "Dagsorden".into(),
            heads: ["Nr.", "Punkt", "Bilag"].map(ToOwned::to_owned).into(),
            rows: agenda.iter().map(|row| row.map(ToOwned::to_owned).into()).collect(),
        },
    ];
    let heading = |level, text: &str| {
        Part::Blocks(vec![Block::Heading { level, text: text.into() }])
    };
    Ok(Bundle {
        document: Document {
            title: "Møde i styregruppen".into(),
            foot: "Møde i styregruppen".into(),
            blocks,
            ..sample(Language::Da)
        },
        marks: Marks {
            notice: "Klausuleret til den 11. juni 2025 kl. 10.00 · Udleveret til Jan"
                .into(),
            watermark: "Jan · Klausuleret til den 11. juni 2025 kl. 10.00".into(),
        },
        parts: vec![
            Part::NewPage,
            heading(1, "1. Åbne data"),
            Part::Annex(Annex {
                title: "Bilag 1.1 Notat.pdf".into(),
                level: 2,
                bytes: koreplan_pdf::write(&sample(Language::En))?,
                otherwise: Vec::new(),
            }),
            Part::NewPage,
            heading(2, "Bilag 1.2 Brev.docx"),
            Part::Blocks(vec![Block::Paragraph("Filen ligger for sig.".into())]),
        ],
    })
}

fn main() -> Result<(), Box<dyn Error>> {
    let folder: PathBuf = env::args().nth(1).ok_or("name a folder")?.into();
    fs::create_dir_all(&folder)?;
    for (language, name) in [(Language::Da, "da"), (Language::En, "en")] {
        let document = sample(language);
        fs::write(folder.join(format!("{name}.pdf")), koreplan_pdf::write(&document)?)?;
        fs::write(folder.join(format!("{name}.docx")), docx::write(&document)?)?;
    }
    let brief = brief();
    fs::write(folder.join("brief.pdf"), koreplan_pdf::write(&brief)?)?;
    fs::write(folder.join("brief.docx"), docx::write(&brief)?)?;
    let began = Instant::now();
    let papers = koreplan_pdf::write_bundle(&papers()?)?;
    println!("papers: {} ms, {} bytes", began.elapsed().as_millis(), papers.len());
    fs::write(folder.join("papers.pdf"), papers)?;
    if cfg!(debug_assertions) {
        // How long it takes says nothing here.
        return Ok(());
    }
    let mut took = Vec::new();
    for _ in 0..11 {
        let document = sample(Language::Da);
        let began = Instant::now();
        let pdf = koreplan_pdf::write(&document)?;
        took.push((began.elapsed().as_millis(), pdf.len()));
    }
    took.sort_unstable();
    // Where others use the machine too, the fastest is nearest to what it takes.
    let (fastest, median) = (took[0].0, took[5].0);
    println!("PDF: fastest {fastest} ms, median {median} ms, {} bytes", took[5].1);
    let began = Instant::now();
    let word = docx::write(&sample(Language::Da))?;
    println!("DOCX: {} ms, {} bytes", began.elapsed().as_millis(), word.len());
    Ok(())
}
