//! The process as journeys through HTTP, as named people; in process order.

#![expect(clippy::unwrap_used, reason = "a test that can't go on has failed")]

mod support;

mod whole_process;
mod input;
mod public_copy;
mod bulk_release;
mod erasure;
mod corrections;
mod receipts;
mod answer_drafts;
mod organisation_answers;
mod attachments;
mod analysis;
mod topics;
mod analysis_documents;
mod campaigns;
mod opinions;
mod theme_meeting;
mod proposals;
mod steering_group;
mod draft;
mod approval;
mod negotiation;
mod follow_up;
mod trace;
mod mail;
mod hearings;
mod subscriptions;

mod publication;
mod search;
mod api;
mod outside;
mod archive;
mod coding;
mod reading;
mod assessments;
mod hearing_note;
mod plan;
mod desk;
mod journal;
mod post_list;
mod access_requests;
mod people;
mod access;
mod bad_input;
mod record;
mod import;
mod case_files;
mod locales;
mod migrations;
mod store;
mod durability;
mod faults;
mod taint;
mod wire;
mod architecture;
