//! The receipt as a file: signed, checked by anyone, and for one text alone.

use koreplan::{App, journal, web::app::Clock};
use koreplan_store::StoreError;

use super::support::{Box_, settings, story, strategy};

const BODY: &str = "Send brevene digitalt. Ældre skal kunne slippe.";

/// Hanne's receipt: its page and its file.
async fn sent(case: &Box_) -> (String, String) {
    let receipt = story::send_input(case, &case.anyone(), "Hanne", BODY).await;
    receipt.shows("Gem adressen nu").shows("<svg");
    let file = case.anyone().send("GET", &format!("{}.txt", receipt.to), &[]).await;
    assert_eq!(file.status, 200);
    assert_eq!(file.headers["content-type"], "text/plain; charset=utf-8");
    assert!(file.headers["content-disposition"].contains("koreplan-000001-3.txt"));
    (receipt.to, file.text)
}

async fn check(case: &Box_, receipt: &str, text: &str) -> String {
    let form = [("receipt", receipt), ("text", text)];
    case.anyone().send("POST", "/da/check-receipt", &form).await.text
}

#[tokio::test(flavor = "multi_thread")]
async fn a_receipt_is_signed_and_anyone_can_check_it() {
    let case = strategy();
    let (address, file) = sent(&case).await;

    for line in ["Nummer: 000001-3", "Svarfrist: 2010-10-04T", "Regel: version 1"] {
        assert!(file.contains(line), "{line} is not in\n{file}");
    }
    assert!(file.contains("+02:00[Europe/Copenhagen]"), "{file}");
    assert!(!file.contains("brevene"), "the file tells the text");
    let again = case.anyone().send("GET", &format!("{address}.txt"), &[]).await;
    assert_eq!(again.text, file);
    let browser = format!("{}\r\n", file.replace('\n', "\r\n"));
    let said = check(&case, &browser, BODY).await;
    assert!(
        said.contains("Kvitteringen er ægte") && said.contains("Den gælder den tekst")
    );
    let said = check(&case, &file, "Send ikke brevene digitalt.").await;
    assert!(said.contains("Den gælder ikke den tekst"));
    let said = check(&case, &file.replace("000001-3", "000002-1"), "").await;
    assert!(said.contains("Underskriften passer ikke"));
    let said = check(&case, "Kære sekretariat", "").await;
    assert!(said.contains("Det er ikke en kvittering"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_receipt_names_the_entry_of_the_record_that_says_the_input_came() {
    let case = strategy();
    let (_, file) = sent(&case).await;

    let line = file.lines().find_map(|line| line.strip_prefix("record: ")).unwrap();
    let entries = case
        .app
        .store
        .write_now(|tx| -> Result<_, StoreError> { journal::page(tx, "", 0, 100) })
        .unwrap();
    let entry = entries.iter().find(|one| one.entry.action == "SubmitInput").unwrap();
    assert_eq!(line, format!("{} {}", entry.entry.seq, koreplan_log::Hex(&entry.hash)));
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_without_the_secret_gets_the_file() {
    let case = strategy();
    let (address, _) = sent(&case).await;
    let guess = format!("{}{}.txt", &address[..address.len() - 64], "0".repeat(64));

    assert_eq!(case.anyone().send("GET", &guess, &[]).await.status, 404);
    let bo = case.person("bo").await;
    assert_eq!(bo.send("GET", &guess, &[]).await.status, 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn v14_after_erasure_the_receipt_binds_no_text_and_old_ones_still_hold() {
    let case = strategy();
    let (address, old) = sent(&case).await;
    let astrid = case.person("astrid").await;
    let form = [("decision", "2010-77"), ("reason", "Bedt om")];
    astrid.does("inputs/1/erasure", &form).await;

    let new = case.anyone().send("GET", &format!("{address}.txt"), &[]).await.text;
    assert!(!new.contains("commitment") && !new.contains("salt"), "{new}");
    for file in [&old, &new] {
        assert!(check(&case, file, "").await.contains("Kvitteringen er ægte"), "{file}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn another_server_of_the_same_database_knows_the_key_and_a_stranger_does_not() {
    let case = strategy();
    let (_, file) = sent(&case).await;
    let stranger = strategy();
    assert!(check(&stranger, &file, "").await.contains("den er ikke underskrevet her"));

    // A second server has its own folder, and with it its own key.
    let Some(url) = case.settings.database_url.clone() else { return };
    let second = koreplan::Settings { database_url: Some(url), ..settings(true) };
    let second = App::open(&second, Clock(|| jiff::Timestamp::UNIX_EPOCH)).unwrap();
    assert_ne!(second.signer.public(), case.app.signer.public());
    let keys = case.anyone().send("GET", "/da/check-receipt", &[]).await.text;
    assert_eq!(keys.matches("ed25519 ").count(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_receipt_answers_each_point() {
    let case = strategy();
    let (address, _) = sent(&case).await;
    let (bo, astrid) = (case.person("bo").await, case.person("astrid").await);
    let segment = bo.get("inputs/1").await.values("segment").remove(1);
    let area = story::area_id(&bo, 0).await;
    let form = [("segment", &*segment), ("new_topic", "Undtagelser"), ("area", &*area)];
    let topic =
        *bo.does("inputs/1/topics", &form).await.ids_after("/topics/").last().unwrap();
    story::approve_topic(&bo, &astrid, topic, "Undtagelser").await;

    let receipt = case.anyone().send("GET", &address, &[]).await;
    let (_, points) = receipt.text.split_once("Svar på dine punkter").unwrap();
    let (_, points) = points.split_once("Send brevene digitalt.").unwrap();
    let (first, second) = points.split_once("Ældre skal kunne slippe.").unwrap();
    assert!(first.contains("ikke svaret på dette endnu"), "{first}");
    assert!(second.contains("Imødekommes, fordi det er enkelt."), "{second}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_number_is_found_by_typing_it_and_a_slip_is_pointed_at() {
    let case = strategy();
    sent(&case).await;
    story::send_input(&case, &case.anyone(), "Ib", "Noget andet.").await;
    let bo = case.person("bo").await;

    bo.get("inputs?q=000001-3").await.shows("Send brevene").hides("Noget andet.");
    bo.get("inputs?q=000001-4").await.shows("det sidste ciffer passer ikke");
}

/// The error of opening with these settings.
fn refusal(settings: &koreplan::Settings) -> String {
    match App::open(settings, Clock(|| jiff::Timestamp::UNIX_EPOCH)) {
        Err(StoreError::Unfit(why)) => why,
        Err(other) => panic!("{other}"),
        Ok(_) => panic!("it started"),
    }
}

/// Opens as soon as the store before has let the folder go.
fn key_of(settings: &koreplan::Settings) -> [u8; 32] {
    for _ in 0..1_000 {
        match App::open(settings, Clock(|| jiff::Timestamp::UNIX_EPOCH)) {
            Ok(app) => return app.signer.public(),
            Err(StoreError::Unfit(why)) if why.contains("another Køreplan") => {
                std::thread::yield_now();
            }
            Err(other) => panic!("{other}"),
        }
    }
    panic!("the folder is not let go");
}

#[cfg(unix)]
#[test]
fn o11_a_key_that_others_may_read_or_that_is_none_stops_the_start_in_one_line() {
    use std::os::unix::fs::PermissionsExt as _;

    let settings = settings(false);
    let first = key_of(&settings);
    let path = settings.data.join("receipts.key");
    let mode = || std::fs::metadata(&path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(), 0o600);
    assert_eq!(key_of(&settings), first, "the key is kept");

    let open_to_all = std::fs::Permissions::from_mode(0o644);
    std::fs::set_permissions(&path, open_to_all).unwrap();
    let why = eventually(&settings);
    assert!(why.contains("chmod 600") && !why.contains('\n'), "{why}");

    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o600)).unwrap();
    std::fs::write(&path, "0123").unwrap();
    let why = eventually(&settings);
    assert!(why.contains("holds no key") && !why.contains('\n'), "{why}");
}

/// The refusal that is not about a folder still held.
fn eventually(settings: &koreplan::Settings) -> String {
    for _ in 0..1_000 {
        let why = refusal(settings);
        if !why.contains("another Køreplan") {
            return why;
        }
        std::thread::yield_now();
    }
    panic!("the folder is not let go");
}
