//! What points the way from outside: the map for other websites, robots and the list of
//! pages for search engines, the accessibility statement and the page about cookies.

pub mod storage;
pub mod pages;
