//! Releasing a version that all bodies stand behind.

use axum::response::Response;
use serde_json::json;

use crate::{
    access::{ReadCase, ReleaseVersion},
    approval::{self, rules::release as may_release},
    case, draft, journal,
    routes::Routes,
    subscriptions::{self, rules::Subject},
    web::{Cx, Post},
};

pub fn routes() -> Routes {
    Routes::new().post("/{lang}/{case}/versions/{number}/release", release)
}

/// Lets everybody read the version; needs the yes of every body.
async fn release(Post(cx, _): Post) -> Response {
    cx.write(|cx: &Cx, tx| {
        let (case, _) = case::storage::load(tx, cx)?.open(&cx.actor, ReadCase)?;
        let version = draft::storage::load_version(tx, &case, cx.id("number")?)?;
        let (version, permit) = version.open(&cx.actor, ReleaseVersion)?;
        let verdicts = approval::storage::verdicts(tx, &version)?;
        let newest = draft::storage::newest(tx, &case)?;
        let is_newest = newest.is_some_and(|(number, _)| number == version.number);
        may_release(version.released_at.is_some(), is_newest, &verdicts)?;

        draft::storage::save_release(tx, &version, cx.now_us())?;
        let page = format!("versions/{}", version.number);
        journal::record(tx, cx, &permit, &page, json!({"hash": version.hash}), "")?;
        let about = (&[Subject::Documents][..], &[][..]);
        subscriptions::tell(tx, cx, case.id, about, &page, |lang| {
            lang.say("news-version", &[("number", version.number.into())])
        })?;
        Ok(cx.done(&page))
    })
    .await
}
