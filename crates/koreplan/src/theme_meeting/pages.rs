//! Writing down what a theme meeting concludes.

use axum::response::Response;
use maud::{Markup, html};
use serde_json::json;

use super::{rules, storage};
use crate::{
    access::ConcludeTheme,
    analysis::{self, storage::Topic},
    journal,
    meetings::{
        self,
        rules::{MeetingKind, write},
        storage::Meeting,
    },
    routes::Routes,
    web::{
        Cx, Post,
        components::{Need, post, text, ticks},
        form::{Form, TEXT},
    },
};

pub fn routes() -> Routes {
    Routes::new().post("/{lang}/{case}/meetings/{id}/conclusions", conclude)
}

/// The form on the meeting's page.
pub fn conclusion_form(
    cx: &Cx,
    meeting: &Meeting,
    topics: &[Topic],
    form: &Form,
) -> Markup {
    let options: Vec<_> =
        topics.iter().map(|topic| (topic.id.to_string(), topic.title.clone())).collect();
    let fields = html! {
        (text(cx, form, "body", "conclusion-text", Some("conclusion-hint"), Need::Must,
            (4, TEXT)))
        @if !options.is_empty() { (ticks(cx, form, "topic", "conclusion-topics", &options)) }
    };
    post(cx, &format!("meetings/{}/conclusions", meeting.id), "conclusion-add", &fields)
}

/// Writes a conclusion down while the meeting is in progress.
async fn conclude(Post(cx, mut form): Post) -> Response {
    cx.write(move |cx, tx| {
        let (case, meeting, permit) = meetings::pages::opened(cx, tx, ConcludeTheme)?;
        let Some(area_id) =
            meeting.area_id.filter(|_| meeting.kind == MeetingKind::Theme)
        else {
            return Err(rules::Refused::NoThemeMeeting.into());
        };
        write(meeting.state())?;
        let topics = analysis::storage::approved(tx, &case, area_id)?;
        let body = form.text("body", TEXT);
        form.check(cx, &cx.t("conclusion-add"), |form| {
            conclusion_form(cx, &meeting, &topics, form)
        })?;
        let ticked = form.ids("topic");
        let rests_on: Vec<i64> = topics
            .iter()
            .map(|topic| topic.id)
            .filter(|id| ticked.contains(id))
            .collect();

        storage::insert(tx, &permit, meeting.id, &body, &rests_on, cx.now_us())?;
        let page = format!("meetings/{}", meeting.id);
        let what = json!({"conclusion": body, "topics": rests_on});
        journal::record(tx, cx, &permit, &page, what, "")?;
        Ok(cx.done(&page))
    })
    .await
}
