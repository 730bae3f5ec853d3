//! Campaigns beside rensa and datasketch.

use super::Failed;

pub fn bench(_more: &[&str]) -> Result<(), Failed> {
    Err("not there yet".into())
}
