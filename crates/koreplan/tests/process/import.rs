//! Inputs from files, through the command.

use std::{path::PathBuf, process::Output};

use super::support::{database, folder};

struct Place {
    data: PathBuf,
    url: Option<String>,
}

impl Place {
    /// A database with the strategy loaded.
    fn new() -> Self {
        let place = Self { data: folder(), url: database() };
        let cases = concat!(env!("CARGO_MANIFEST_DIR"), "/../../cases");
        let case = format!("{cases}/digitaliseringsstrategi-2011-2015");
        assert!(place.run(&["load", &case]).status.success());
        place
    }

    fn run(&self, words: &[&str]) -> Output {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_koreplan"));
        command.args(words).arg("--data").arg(&self.data);
        if let Some(url) = &self.url {
            command.arg("--database-url").arg(url);
        }
        command.output().unwrap()
    }

    fn import(&self, file: &str, more: &[&str]) -> (bool, String, String) {
        let output = self.run(&[&["import", "inputs", file], more].concat());
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        (output.status.success(), text(output.stdout), text(output.stderr))
    }
}

/// A real file, where the shared data stand beside the project.
fn polis(name: &str) -> Option<String> {
    let file = format!(
        "{}/../../../shared/data/polis/{name}/comments.csv",
        env!("CARGO_MANIFEST_DIR")
    );
    if std::path::Path::new(&file).exists() {
        return Some(file);
    }
    eprintln!("not run: {file} is missing");
    None
}

const MAP: [&str; 8] = [
    "--map",
    "text=comment-body",
    "--map",
    "name=author-id",
    "--map",
    "id=comment-id",
    "--map",
    "received=timestamp",
];

#[test]
fn a_real_file_goes_in_whole_and_the_second_time_stores_nothing() {
    for (name, rows) in
        [("march-on.operation-marchin-orders", 2_162), ("vtaiwan.uberx", 197)]
    {
        let Some(file) = polis(name) else { return };
        let place = Place::new();

        let (done, said, progress) = place.import(&file, &MAP);
        assert!(done, "{progress}");
        assert_eq!(said, format!("{rows} stored, 0 known before\n"));
        assert!(progress.contains(&format!("{rows} of {rows} rows")), "{progress}");

        let (_, again, _) = place.import(&file, &MAP);
        assert_eq!(again, format!("0 stored, {rows} known before\n"));
        assert!(place.run(&["verify"]).status.success());
    }
}

#[test]
fn a_file_with_bad_rows_stores_nothing_unless_told_to_keep_the_good() {
    let place = Place::new();
    let file = folder().join("letters.csv");
    std::fs::write(
        &file,
        "text,kind\n\"Et\nbrev\",person\n,person\nTo,robot\nTre,council\n",
    )
    .unwrap();
    let file = file.to_str().unwrap();
    let map = ["--map", "kind=kind"];

    let (done, _, said) = place.import(file, &map);
    assert!(!done);
    assert!(said.contains("letters.csv:4: the text is empty"), "{said}");
    assert!(said.contains("letters.csv:5: the kind robot is none of person"), "{said}");
    assert!(said.contains("nothing was stored"), "{said}");

    std::fs::write(
        file,
        "text,kind,organisation,email\nEt,person,,\nTo,company,,\nTre,company,X,ikke-en\n\
         Fire,council,Rådet,raad@example.dk\n",
    )
    .unwrap();
    let more = ["--map", "organisation=organisation", "--map", "email=email"];
    let map = [&map[..], &more[..]].concat();
    let (_, _, said) = place.import(file, &map);
    assert!(said.contains(":3: the organisation is missing"), "{said}");
    assert!(said.contains(":4: the email is no e-mail address"), "{said}");

    let (done, said, _) = place.import(file, &[&map[..], &["--keep-good"]].concat());
    assert!(done);
    assert_eq!(said, "2 stored, 0 known before\n");
}

#[test]
fn a_row_that_changed_under_its_id_is_not_stored_over() {
    let place = Place::new();
    let file = folder().join("letters.csv");
    let map = ["--map", "id=id"];
    std::fs::write(&file, "id,text\n1,Et\n").unwrap();
    assert!(place.import(file.to_str().unwrap(), &map).0);
    std::fs::write(&file, "id,text\n1,Noget andet\n").unwrap();

    let (done, _, said) = place.import(file.to_str().unwrap(), &map);

    assert!(!done);
    assert!(
        said.contains(":2: a row with this id was imported with another text"),
        "{said}"
    );
}

#[test]
fn a_wrong_column_or_file_is_one_clear_line() {
    let place = Place::new();
    let file = folder().join("letters.csv");
    std::fs::write(&file, "a,b\n1,2\n").unwrap();

    let (_, _, said) = place.import(file.to_str().unwrap(), &["--map", "text=c"]);
    assert_eq!(said, "koreplan: no column is called c: the file has a, b\n");
    let (_, _, said) = place.import("/nowhere.csv", &[]);
    assert_eq!(said.lines().count(), 1, "{said}");
}
