//! The store keeps its word, on both databases.

use koreplan_store::{Engine, Migration, Store, StoreError, Val};

use super::support::settings;

const TABLES: &[Migration] = &[Migration {
    name: "0001_test",
    sql: "CREATE TABLE thing (\n  id IDENTITY,\n  name TEXT NOT NULL UNIQUE,\n  \
          amount BIGINT,\n  body BYTES\n);",
}];

fn store() -> Store {
    let settings = settings(false);
    Store::open(settings.database_url.as_deref(), &settings.data, TABLES).unwrap()
}

fn count(store: &Store) -> i64 {
    store.write_now(|tx| tx.one("SELECT count(*) FROM thing", &[])).unwrap()
}

fn insert(store: &Store, name: &'static str) -> Result<u64, StoreError> {
    store.write_now(move |tx| {
        tx.exec("INSERT INTO thing (name) VALUES ($1)", &[name.into()])
    })
}

#[test]
fn the_tests_run_on_the_database_they_are_told_to() {
    let expected = match std::env::var("TEST_DATABASE_URL") {
        Ok(_) => Engine::Postgres,
        Err(_) => Engine::Sqlite,
    };

    assert_eq!(store().engine(), expected);
}

#[test]
fn values_come_back_as_they_went_in() {
    let store = store();
    let row = store
        .write_now(|tx| -> Result<_, StoreError> {
            let values =
                ["æøå 'x' $1 \u{1f600}".into(), Val::Int(i64::MIN), vec![0, 255].into()];
            tx.exec(
                "INSERT INTO thing (name, amount, body) VALUES ($1, $2, $3)",
                &values,
            )?;
            tx.row(
                "SELECT name, amount, body, id FROM thing WHERE amount = $1",
                &[i64::MIN.into()],
            )
        })
        .unwrap()
        .unwrap();

    assert_eq!(row.get::<String>(0).unwrap(), "æøå 'x' $1 \u{1f600}");
    assert_eq!(row.get::<i64>(1).unwrap(), i64::MIN);
    assert_eq!(row.get::<Vec<u8>>(2).unwrap(), [0, 255]);
    assert!(row.get::<String>(3).is_err(), "a number was read as a text");
}

#[test]
fn parameters_out_of_order_are_bound_by_their_numbers() {
    let found = store().write_now(|tx| -> Result<_, StoreError> {
        let row = tx.row(
            "SELECT CAST($2 AS TEXT), CAST($1 AS TEXT)",
            &["one".into(), "two".into()],
        )?;
        Ok(row.map(|row| (row.get::<String>(0).unwrap(), row.get::<String>(1).unwrap())))
    });

    assert_eq!(found.unwrap().unwrap(), ("two".to_owned(), "one".to_owned()));
}

#[test]
fn a_refused_act_leaves_nothing_and_its_neighbours_stay() {
    let store = store();
    insert(&store, "before").unwrap();
    let refused: Result<(), StoreError> = store.write_now(|tx| {
        tx.exec("INSERT INTO thing (name) VALUES ($1)", &["half".into()])?;
        Err(StoreError::Broken("no".into()))
    });
    insert(&store, "after").unwrap();

    assert!(refused.is_err());
    assert_eq!(count(&store), 2);
}

#[test]
fn a_panic_inside_an_act_undoes_it_and_the_store_goes_on() {
    let store = store();
    let outcome: Result<(), StoreError> = store.write_now(|tx| {
        tx.exec("INSERT INTO thing (name) VALUES ($1)", &["half".into()])?;
        panic!("a fault of ours")
    });

    assert!(matches!(outcome, Err(StoreError::Broken(_))));
    insert(&store, "after").unwrap();
    assert_eq!(count(&store), 1);
}

#[test]
fn who_comes_second_is_told_that_it_is_taken() {
    let store = store();
    insert(&store, "one").unwrap();

    assert!(matches!(insert(&store, "one"), Err(StoreError::Taken(_))));
    assert_eq!(count(&store), 1);
}

#[test]
fn a_value_of_the_wrong_kind_is_refused_by_both_databases() {
    let store = store();
    let outcome: Result<u64, StoreError> = store.write_now(|tx| {
        tx.exec("INSERT INTO thing (name, amount) VALUES ('x', $1)", &["ten".into()])
    });

    assert!(outcome.is_err());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_thousand_acts_at_once_are_all_kept() {
    let store = store();
    let mut acts = Vec::new();
    for number in 0..1_000 {
        let store = store.clone();
        acts.push(tokio::spawn(async move {
            store
                .write(move |tx| -> Result<u64, StoreError> {
                    let name = format!("thing {number}");
                    tx.exec("INSERT INTO thing (name) VALUES ($1)", &[name.into()])
                })
                .await
        }));
    }
    for act in acts {
        act.await.unwrap().unwrap();
    }

    let read: i64 = store
        .read(|tx| -> Result<i64, StoreError> {
            tx.one("SELECT count(*) FROM thing", &[])
        })
        .await
        .unwrap();
    assert_eq!(read, 1_000);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reader_cannot_write() {
    let outcome: Result<u64, StoreError> =
        store().read(|tx| tx.exec("INSERT INTO thing (name) VALUES ('x')", &[])).await;

    assert!(outcome.is_err());
}

#[test]
fn a_second_process_on_the_same_folder_is_refused_in_one_line() {
    let settings = super::support::settings(false);
    let _held = koreplan_store::check_exclusive(&settings.data).unwrap();

    let second = koreplan_store::check_exclusive(&settings.data);

    let Err(StoreError::Unfit(why)) = second else { panic!("two have one folder") };
    assert!(why.contains("another Køreplan"));
}
