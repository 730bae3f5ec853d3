//! Køreplan runs a public strategy from its first input to its last status report.
//!
//! The modules stand in process order: first the nine steps, then the nouns they share,
//! then the ground. `ARCHITECTURE.md` is the map.

pub mod plan;

pub mod input;
pub mod analysis;
pub mod theme_meeting;
pub mod proposals;
pub mod steering_group;
pub mod draft;
pub mod approval;
pub mod negotiation;
pub mod follow_up;

pub mod organisation_answers;
pub mod desk;
pub mod post_list;
pub mod access_requests;
pub mod trace;
pub mod case;
pub mod bodies;
pub mod meetings;
pub mod people;
pub mod publication;
pub mod initiatives;
pub mod tasks;
pub mod archive;
pub mod feeds;
pub mod calendar;
pub mod search;
pub mod open_data;
pub mod signposts;

pub mod hearings;
pub mod confirmations;
pub mod subscriptions;
pub mod reminders;
pub mod outbox;
pub mod background;
pub mod api;

pub mod access;
pub mod journal;
pub mod refusal;
pub mod routes;
pub mod uploads;
pub mod web;

pub use web::app::{App, Settings};
