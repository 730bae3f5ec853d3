//! Campaigns: found, read, taken apart and put together again.

use koreplan::analysis::campaigns::work::{self, Joining};

use super::support::{Box_, Visitor, story, strategy};

const LETTER: &str = "Jeg er imod, at det lokale bibliotek lukker. Børn og ældre i kommunen \
    bruger det hver eneste dag, og der er langt til det næste. Lad det blive, hvor det er.";
const OTHER: &str = "Cykelstien langs åen skal asfalteres nu. Den er livsfarlig om vinteren, \
    når det fryser og regner på samme dag, og mange børn kører der til skole.";

/// Does all that waits in the background.
async fn work(case: &Box_) {
    let mut joining = Joining::default();
    while work::turn(&case.app, &mut joining).await.unwrap() {}
}

async fn send(case: &Box_, letters: &[&str]) {
    for letter in letters {
        story::send_input(case, &case.anyone(), "Hanne", letter).await;
    }
}

/// Asks for a grouping and has it done; gives the campaigns, the largest first.
async fn group(case: &Box_, officer: &Visitor) -> Vec<i64> {
    officer.does("campaigns/grouping", &[("smallest", "2")]).await;
    work(case).await;
    officer.get("campaigns").await.ids_after("/campaigns/")
}

/// A campaign, whatever there is besides.
pub async fn any(case: &Box_, officer: &Visitor) -> i64 {
    send(case, &[LETTER, LETTER]).await;
    group(case, officer).await[0]
}

/// Four letters of one campaign, one with a sentence of its own; two of another.
async fn two(case: &Box_) -> (Visitor, Vec<i64>, Vec<i64>) {
    let own = format!("{LETTER} Min mor lærte selv at læse dér i 1962.");
    send(case, &[LETTER, &own, LETTER, LETTER, OTHER, OTHER, "Hold åbent om søndagen."])
        .await;
    let eva = case.person("eva").await;
    let campaigns = group(case, &eva).await;
    let inputs = story::input_ids(&eva).await;
    (eva, campaigns, inputs)
}

fn member_count(case: &Box_) -> i64 {
    case.count("SELECT count(*) FROM campaign_member WHERE campaign_id = 1")
}

#[tokio::test(flavor = "multi_thread")]
async fn eva_finds_the_own_remark_inside_a_mass_campaign() {
    let case = strategy();
    let (eva, campaigns, inputs) = two(&case).await;

    assert_eq!(campaigns.len(), 2);
    let page = eva.get(&format!("campaigns/{}", campaigns[0])).await;
    page.shows("4 breve").shows("<mark>Min mor lærte selv at læse dér i 1962.</mark>");
    let own = eva.get(&format!("campaigns/{}?own=1", campaigns[0])).await;
    own.shows("Ét brev").shows("1962");
    let letter = eva.get(&format!("inputs/{}", inputs[1])).await;
    letter
        .shows("Brevet er ét af 4 i")
        .shows("Lighed med skabelonen: 0,")
        .shows("<mark>Min mor");
    eva.get(&format!("inputs/{}", inputs[6])).await.hides("Kampagne nr.");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_list_shows_one_of_each_campaign_or_one_campaign() {
    let case = strategy();
    let (eva, campaigns, inputs) = two(&case).await;
    let listed = async |page: &str| eva.get(page).await.ids_after("/inputs/");

    assert_eq!(listed("inputs?which=one").await, [inputs[0], inputs[4], inputs[6]]);
    let of_campaign = listed(&format!("inputs?campaign={}", campaigns[1])).await;
    assert_eq!(of_campaign, [inputs[4], inputs[5]]);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_gate_asks_for_templates_and_own_sentences_but_not_for_copies() {
    let case = strategy();
    let (eva, _, inputs) = two(&case).await;
    let untagged =
        async || eva.get("inputs?which=untagged").await.ids_after("/inputs/").len();
    let tally = || -> i64 {
        case.app
            .store
            .write_now(|tx| {
                koreplan::analysis::campaigns::storage::unread_of_their_own(tx, 1)
            })
            .unwrap()
    };

    // Two templates, one with a sentence of its own, and one in no campaign.
    assert_eq!((tally(), untagged().await), (4, 4));
    let topic = story::tag_as_new(&eva, inputs[0], "Biblioteker", 0).await;
    assert_eq!((tally(), untagged().await), (3, 3));
    story::tag_as(&eva, inputs[2], topic).await;
    assert_eq!((tally(), untagged().await), (3, 3), "a copy was not asked for");
    let page = eva.get(&format!("topics/{topic}")).await;
    page.shows("Gennem kampagner: én skabelon, 4 breve");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hearing_is_processed_when_templates_and_own_sentences_are_read() {
    let case = strategy();
    let (eva, _, inputs) = two(&case).await;
    let astrid = case.person("astrid").await;
    case.turn_to(&story::after_hearing(&case), "09:00").await;
    let processing = format!("hearings/{}/processing", story::hearing(&case));
    astrid.post(&processing, &[]).await.shows("4 høringssvar er ikke læst");
    for at in [0, 1, 4, 6] {
        eva.does(&format!("inputs/{}/reading", inputs[at]), &[]).await;
    }
    assert_eq!(astrid.post(&processing, &[]).await.status, 303);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_letter_joins_by_itself_and_a_corrected_one_leaves() {
    let case = strategy();
    let (eva, campaigns, _) = two(&case).await;
    let receipt =
        story::send_input(&case, &case.anyone(), "Ib", &format!("{LETTER} Tak.")).await;
    work(&case).await;
    assert_eq!(member_count(&case), 5);
    eva.get(&format!("campaigns/{}", campaigns[0])).await.shows("5 breve");

    let path =
        receipt.to.trim_start_matches("/da/").split_once('/').unwrap().1.to_owned();
    let path = path.split('?').next().unwrap();
    let key = case.anyone().get(&format!("{path}/correction")).await.hidden("key");
    let form = [
        ("key", &*key),
        ("sender_kind", "person"),
        ("name", "Ib"),
        ("body", "Jeg har ombestemt mig: luk det bare."),
    ];
    case.anyone().does(&format!("{path}/corrections"), &form).await;
    work(&case).await;
    assert_eq!(member_count(&case), 4);
    eva.get(&format!("campaigns/{}", campaigns[0])).await.shows("4 breve");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_erased_template_gives_its_place_to_a_letter_like_it() {
    let case = strategy();
    let (eva, campaigns, inputs) = two(&case).await;
    let astrid = case.person("astrid").await;
    let form = [("decision", "2010-17"), ("reason", "Efter ønske")];
    astrid.does(&format!("inputs/{}/erasure", inputs[0]), &form).await;
    work(&case).await;

    let page = eva.get(&format!("campaigns/{}", campaigns[0])).await;
    page.shows("3 breve").shows("<mark>Min mor");
    let letter = eva.get(&format!("inputs/{}", inputs[2])).await;
    letter.shows("Brevet er skabelonen for 3 breve i");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_released_letter_stays_out_until_the_release_is_undone() {
    let case = strategy();
    let (eva, campaigns, inputs) = two(&case).await;
    let page = format!("campaigns/{}", campaigns[0]);
    let chosen = inputs[1].to_string();
    let release =
        [("letter", &*chosen), ("act", "release"), ("reason", "Et helt eget svar")];

    let without = eva.post(&format!("{page}/letters"), &release[..2]).await;
    assert_eq!(without.status, 422, "a reason is asked for");
    let template = inputs[0].to_string();
    let form = [("letter", &*template), ("act", "release"), ("reason", "x")];
    assert_eq!(eva.post(&format!("{page}/letters"), &form).await.status, 409);

    eva.does(&format!("{page}/letters"), &release).await.shows("Et helt eget svar");
    group(&case, &eva).await;
    work(&case).await;
    assert_eq!(member_count(&case), 3, "the machine put it back");

    eva.does(&format!("{page}/undoing"), &[]).await.shows("Fortrudt");
    assert_eq!(member_count(&case), 4);
    eva.get(&format!("inputs/{chosen}")).await.shows("Lighed med skabelonen: 0,");
    let nothing = eva.post(&format!("{page}/undoing"), &[]).await;
    assert_eq!(nothing.status, 409);
}

#[tokio::test(flavor = "multi_thread")]
async fn letters_are_moved_split_off_and_merged_and_all_of_it_is_undone() {
    let case = strategy();
    let (eva, campaigns, inputs) = two(&case).await;
    let (page, other) =
        (format!("campaigns/{}", campaigns[0]), format!("campaigns/{}", campaigns[1]));
    let counts = || -> (i64, i64) {
        let count = |id: i64| {
            case.app
                .store
                .write_now(move |tx| {
                    tx.one("SELECT members FROM campaign WHERE id = $1", &[id.into()])
                })
                .unwrap()
        };
        (count(campaigns[0]), count(campaigns[1]))
    };
    let ids = [inputs[1].to_string(), inputs[2].to_string()];

    let form = [
        ("letter", &*ids[0]),
        ("act", "move"),
        ("other", "2"),
        ("reason", "Hører til dér"),
    ];
    eva.does(&format!("{page}/letters"), &form).await;
    assert_eq!(counts(), (3, 3));
    eva.does(&format!("{other}/undoing"), &[]).await;
    assert_eq!(counts(), (4, 2));

    let form = [
        ("letter", &*ids[0]),
        ("letter", &*ids[1]),
        ("act", "split"),
        ("reason", "To om det samme"),
    ];
    eva.does(&format!("{page}/letters"), &form).await.shows("Kampagne nr. 3");
    assert_eq!(counts(), (2, 2));
    eva.does(&format!("{page}/undoing"), &[]).await;
    assert_eq!(counts(), (4, 2));

    let merge = [("other", "2"), ("reason", "Samme sag")];
    eva.does(&format!("{page}/merger"), &merge).await;
    work(&case).await;
    assert_eq!(counts(), (0, 6));
    eva.get(&page).await.shows("Kampagnen er opløst");
    eva.does(&format!("{page}/undoing"), &[]).await;
    work(&case).await;
    assert_eq!(counts(), (4, 2));
    eva.get(&format!("{page}?own=1")).await.shows("Ét brev");
}

#[tokio::test(flavor = "multi_thread")]
async fn another_template_is_chosen_and_every_letter_is_compared_anew() {
    let case = strategy();
    let (eva, campaigns, inputs) = two(&case).await;
    let page = format!("campaigns/{}", campaigns[0]);
    let chosen = inputs[1].to_string();
    let form = [("letter", &*chosen), ("act", "template"), ("reason", "Den er fyldigst")];

    eva.does(&format!("{page}/letters"), &form).await.shows("sammenlignes med den nye");
    work(&case).await;
    let now = eva.get(&page).await;
    now.hides("<mark>Min mor").hides("sammenlignes med den nye");
    eva.get(&format!("inputs/{}", inputs[0])).await.shows("Lighed med skabelonen: 0,");
    eva.does(&format!("{page}/undoing"), &[]).await;
    work(&case).await;
    eva.get(&page).await.shows("<mark>Min mor");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_dissolved_campaign_is_not_grouped_again_and_can_be_brought_back() {
    let case = strategy();
    let (eva, campaigns, inputs) = two(&case).await;
    let page = format!("campaigns/{}", campaigns[0]);

    eva.does(&format!("{page}/dissolution"), &[("reason", "Tilfældigt ens")]).await;
    assert_eq!(group(&case, &eva).await, [campaigns[1]]);
    eva.get(&format!("inputs/{}", inputs[2])).await.hides("Kampagne nr.");
    let late = eva.post(&format!("{page}/title"), &[("title", "Biblioteket")]).await;
    assert_eq!(late.status, 409);

    eva.does(&format!("{page}/undoing"), &[]).await;
    let title = [("title", "Bevar biblioteket")];
    eva.does(&format!("{page}/title"), &title).await.shows("Kampagne nr. 1: Bevar");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_public_is_told_a_number_once_it_is_released_and_no_more_than_that() {
    let case = strategy();
    let (eva, campaigns, inputs) = two(&case).await;
    let (anyone, page) = (case.anyone(), format!("campaigns/{}", campaigns[0]));
    assert_eq!(anyone.get(&page).await.status, 404);
    assert_eq!(anyone.get("campaigns").await.status, 404);
    let early = eva.post(&format!("{page}/publication"), &[]).await;
    assert_eq!(early.status, 409, "nobody can read the template yet");

    story::publish(&eva, inputs[0]).await;
    eva.does(&format!("{page}/publication"), &[]).await;
    let receipt = story::send_input(&case, &anyone, "Ib", LETTER).await;
    work(&case).await;
    let told = anyone.get(&page).await;
    told.shows("4 breve følger skabelonen").shows("Børn og ældre").hides("1962");
    told.hides(&format!("inputs/{}\"", inputs[1]));
    let hearing = format!("hearings/{}", story::hearing(&case));
    anyone.get(&hearing).await.shows("4 breve følger skabelonen");
    let path =
        receipt.to.split_once(story::hearing(&case)).map_or(receipt.to.as_str(), |_| "");
    let path =
        path.trim_start_matches("/da/").split_once('/').map_or("", |(_, rest)| rest);
    anyone.get(path.split('?').next().unwrap()).await.shows("ét af mange");

    eva.does(&format!("{page}/withdrawal"), &[]).await;
    assert_eq!(anyone.get(&page).await.status, 404);
    anyone.get(&hearing).await.hides("følger skabelonen");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_grouping_is_done_once_and_an_interrupted_one_is_finished_by_the_next_start() {
    let case = strategy();
    send(&case, &[LETTER, LETTER, OTHER, OTHER]).await;
    let eva = case.person("eva").await;
    let form = [("smallest", "2")];
    eva.does("campaigns/grouping", &form).await.shows("venter på at begynde");
    assert_eq!(eva.post("campaigns/grouping", &form).await.status, 409);
    let small = eva.post("campaigns/grouping", &[("smallest", "1")]).await;
    assert_eq!(small.status, 409);
    work(&case).await;
    // As if the server had stopped while the members were being stored.
    case.app
        .store
        .write_now(|tx| {
            tx.exec("DELETE FROM campaign_member WHERE input_id > 2", &[])?;
            tx.exec(
                "UPDATE campaign_grouping SET ended_at = NULL, stage = 'storing'",
                &[],
            )
        })
        .unwrap();

    work(&case).await;

    assert_eq!(case.count("SELECT count(*) FROM campaign"), 2);
    assert_eq!(case.count("SELECT count(*) FROM campaign_member"), 4);
    assert_eq!(case.count("SELECT CAST(sum(members) AS BIGINT) FROM campaign"), 4);
}

#[tokio::test(flavor = "multi_thread")]
async fn only_the_secretariat_shapes_campaigns_and_the_record_names_who_did() {
    let case = strategy();
    let (eva, campaigns, _) = two(&case).await;
    let page = format!("campaigns/{}", campaigns[0]);
    for login in ["clara", "hanne", "jan"] {
        let other = case.person(login).await;
        assert_eq!(other.get(&page).await.status, 404, "{login}");
        let undo = other.post(&format!("{page}/undoing"), &[]).await;
        assert_eq!(undo.status, 404, "{login}");
    }
    eva.does(&format!("{page}/dissolution"), &[("reason", "Prøve")]).await;
    let held = case.app.store.write_now(koreplan::journal::verify).unwrap();
    assert!(held.is_ok());
    assert_eq!(
        case.count("SELECT count(*) FROM journal WHERE action = 'ReshapeCampaign'"),
        1
    );
    assert_eq!(
        case.count("SELECT count(*) FROM journal WHERE action = 'StoreCampaigns'"),
        1
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn statistics_count_campaign_letters_apart_under_the_topic_of_their_template() {
    let case = strategy();
    let (eva, _, inputs) = two(&case).await;
    let template = case.count("SELECT template_id FROM campaign WHERE id = 1");
    story::tag_as_new(&eva, template, "Biblioteket", 0).await;
    let topic = eva.get("topics").await.id_after("/topics/");
    story::tag_as(&eva, inputs[6], topic).await;

    let file = eva.get("statistics.csv").await;

    file.shows("Biblioteket,").shows(",person,1,4\r\n").shows(",company,0,0\r\n");
    eva.get("statistics").await.shows("Kampagnebreve under hvert emne");
    // Of seven letters two are read, and three follow a template and say no more.
    eva.get("reading?which=own").await.shows("2 høringssvar i listen");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_search_knows_what_a_new_template_makes_of_the_letters() {
    let case = strategy();
    let (eva, campaigns, inputs) = two(&case).await;
    let found =
        async || eva.get("inputs?q=bibliotek&which=untagged").await.ids_after("/inputs/");
    // The template, and the letter with a sentence of its own.
    assert_eq!(found().await, [inputs[0], inputs[1]]);
    let own = inputs[1].to_string();
    let form = [("letter", &*own), ("act", "template"), ("reason", "Den siger mest")];
    eva.does(&format!("campaigns/{}/letters", campaigns[0]), &form).await;
    // The search has followed before the letters are compared.
    case.app.search.finish(&case.app).await.unwrap();
    work(&case).await;

    assert_eq!(found().await, [inputs[1]], "the others add nothing to it");
    let measured = "SELECT count(*) FROM journal WHERE action = 'MeasureCampaign'";
    assert_eq!(case.count(measured), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_campaign_whose_last_letter_is_erased_is_no_longer_told_of() {
    let case = strategy();
    let (eva, campaigns, inputs) = two(&case).await;
    let astrid = case.person("astrid").await;
    story::publish(&eva, inputs[4]).await;
    astrid.does(&format!("campaigns/{}/publication", campaigns[1]), &[]).await;
    let hearing = format!("hearings/{}", story::hearing(&case));
    let told = format!("campaigns/{}", campaigns[1]);
    case.anyone().get(&hearing).await.shows(&told);

    for input in [inputs[5], inputs[4]] {
        let form = [("decision", "2010-8"), ("reason", "Bedt om"), ("seen", "yes")];
        astrid.does(&format!("inputs/{input}/erasure"), &form).await;
    }

    case.anyone().get(&hearing).await.hides(&told);
    assert_eq!(case.anyone().get(&told).await.status, 404);
}
