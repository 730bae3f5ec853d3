//! Open data: what is public of a case as tables, each as JSON lines and as CSV, and the
//! catalogue that tells machines about them (DCAT-AP 2). `docs/open-data.md` lists every
//! column; a test keeps it true.

pub mod rules;
pub mod storage;
pub mod catalogue;
pub mod pages;
