//! The JSON interface, `/api/v1`: all that is public, for reading without an account,
//! and one way in for inputs. Described by itself at `/api/v1/openapi.json`.
//!
//! Reading comes from the public store, whoever asks. Words are the same as in the
//! pages; instants are UTC (RFC 3339), dates civil dates of the case's zone.

pub mod things;
pub mod problem;
pub mod reading;
pub mod sending;
pub mod description;
