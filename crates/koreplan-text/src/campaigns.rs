//! Campaigns: letters made from one template, and what each of them adds.
