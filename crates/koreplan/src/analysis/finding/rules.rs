//! What people may make of the machine's candidates.

use std::collections::BTreeMap;

use crate::{
    choices,
    refusal::{Message, Refusal},
};

choices! {
    /// What a person did to a candidate.
    EditKind {
        Keep: "keep", "candidate-kept";
        Merge: "merge", "candidate-merged";
        Drop: "drop", "candidate-dropped";
    }
}

/// What a person did to a candidate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Edit {
    Keep {
        name: String,
        description: String,
        area_id: Option<i64>,
        /// The candidate it is a part of.
        under: Option<i64>,
    },
    Merge {
        into: i64,
    },
    Drop,
}

/// What has become of a candidate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    Open,
    Kept,
    Merged(i64),
    Dropped,
}

/// A candidate after the edits of people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stand {
    pub name: String,
    pub description: String,
    pub area_id: Option<i64>,
    pub under: Option<i64>,
    pub fate: Fate,
}

/// Where a candidate stands after its edits, from what the machine proposed.
pub fn stand<'a>(proposed: &str, edits: impl IntoIterator<Item = &'a Edit>) -> Stand {
    let mut stand = Stand {
        name: proposed.to_owned(),
        description: String::new(),
        area_id: None,
        under: None,
        fate: Fate::Open,
    };
    for edit in edits {
        match edit {
            Edit::Keep { name, description, area_id, under } => {
                stand.name.clone_from(name);
                stand.description.clone_from(description);
                stand.area_id = *area_id;
                stand.under = *under;
                stand.fate = Fate::Kept;
            }
            Edit::Merge { into } => stand.fate = Fate::Merged(*into),
            Edit::Drop => stand.fate = Fate::Dropped,
        }
    }
    stand
}

/// Why an act on candidates was not done.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    #[error("the machine is still reading")]
    NotDone,
    #[error("the search is signed off")]
    Signed,
    #[error("a candidate can't be merged into, or put under, what is not kept itself")]
    NoSuchOther,
    #[error("others were merged into the candidate or put under it")]
    HasOthers,
    #[error("there is nothing to undo")]
    NothingToUndo,
    #[error("no candidate is kept")]
    NothingKept,
    #[error("{0} has no area")]
    NoArea(String),
    #[error("there is no input to read")]
    NothingToRead,
    #[error("the same is being read already")]
    UnderWay,
}

impl Refusal for Refused {
    fn why(&self) -> Message {
        match self {
            Self::NotDone => Message::new("finding-refused-not-done"),
            Self::Signed => Message::new("finding-refused-signed"),
            Self::NoSuchOther => Message::new("finding-refused-no-other"),
            Self::HasOthers => Message::new("finding-refused-has-others"),
            Self::NothingToUndo => Message::new("finding-refused-nothing-to-undo"),
            Self::NothingKept => Message::new("finding-refused-nothing-kept"),
            Self::NoArea(name) => {
                Message::new("finding-refused-no-area").with("name", name.clone())
            }
            Self::NothingToRead => Message::new("finding-refused-nothing-to-read"),
            Self::UnderWay => Message::new("finding-refused-under-way"),
        }
    }

    fn way_forward(&self) -> Message {
        Message::new(match self {
            Self::NotDone => "finding-refused-not-done-way",
            Self::Signed => "finding-refused-signed-way",
            Self::NoSuchOther => "finding-refused-no-other-way",
            Self::HasOthers => "finding-refused-has-others-way",
            Self::NothingToUndo => "finding-refused-nothing-to-undo-way",
            Self::NothingKept => "finding-refused-nothing-kept-way",
            Self::NoArea(_) => "finding-refused-no-area-way",
            Self::NothingToRead => "finding-refused-nothing-to-read-way",
            Self::UnderWay => "finding-refused-under-way-way",
        })
    }
}

/// Checks that the machine may be asked to read these inputs.
///
/// # Errors
/// [`Refused::NothingToRead`], [`Refused::UnderWay`].
pub fn ask(inputs: i64, under_way: bool) -> Result<(), Refused> {
    if inputs == 0 {
        return Err(Refused::NothingToRead);
    }
    if under_way { Err(Refused::UnderWay) } else { Ok(()) }
}

/// Checks that candidates may still be edited.
///
/// # Errors
/// [`Refused`] while the machine reads, and after the sign-off.
pub fn open(done: bool, signed: bool) -> Result<(), Refused> {
    match (done, signed) {
        (false, _) => Err(Refused::NotDone),
        (_, true) => Err(Refused::Signed),
        _ => Ok(()),
    }
}

/// Checks an edit of one of the candidates of a search.
///
/// A candidate that others lean on stays kept; it leans on nothing itself, so that there
/// are topics and sub-topics and no third level.
///
/// # Errors
/// [`Refused::NoSuchOther`], [`Refused::HasOthers`].
pub fn edit(id: i64, edit: &Edit, stands: &BTreeMap<i64, Stand>) -> Result<(), Refused> {
    let leans_on = |stand: &Stand| match stand.fate {
        Fate::Merged(into) => Some(into),
        Fate::Kept => stand.under,
        Fate::Open | Fate::Dropped => None,
    };
    let has_others = stands.values().any(|stand| leans_on(stand) == Some(id));
    let other = match edit {
        Edit::Keep { under, .. } => *under,
        Edit::Merge { into } => Some(*into),
        Edit::Drop => None,
    };
    let keeps_place = matches!(edit, Edit::Keep { under: None, .. });
    if has_others && !keeps_place {
        return Err(Refused::HasOthers);
    }
    let Some(other) = other else { return Ok(()) };
    let stand = stands.get(&other).filter(|_| other != id).ok_or(Refused::NoSuchOther)?;
    let may = match edit {
        Edit::Keep { .. } => stand.fate == Fate::Kept && stand.under.is_none(),
        _ => stand.fate == Fate::Kept,
    };
    if may { Ok(()) } else { Err(Refused::NoSuchOther) }
}

/// Checks that the last edit may be taken back: nothing leans on what it made.
///
/// # Errors
/// [`Refused::HasOthers`] where that would leave a candidate under, or merged into, one
/// that is not kept.
pub fn undo(
    id: i64,
    before: &Stand,
    stands: &BTreeMap<i64, Stand>,
) -> Result<(), Refused> {
    let leans = stands.values().any(|stand| match stand.fate {
        Fate::Merged(into) => into == id,
        Fate::Kept => stand.under == Some(id),
        Fate::Open | Fate::Dropped => false,
    });
    let stays = before.fate == Fate::Kept && before.under.is_none();
    if leans && !stays { Err(Refused::HasOthers) } else { Ok(()) }
}

/// The candidates that become topics, those on top before those under them.
///
/// # Errors
/// [`Refused::NothingKept`], and [`Refused::NoArea`] for the first without one.
pub fn sign(stands: &BTreeMap<i64, Stand>) -> Result<Vec<i64>, Refused> {
    let kept = stands.iter().filter(|(_, stand)| stand.fate == Fate::Kept);
    let mut kept: Vec<(bool, i64)> =
        kept.map(|(id, stand)| (stand.under.is_some(), *id)).collect();
    kept.sort_unstable();
    if kept.is_empty() {
        return Err(Refused::NothingKept);
    }
    let bare = kept.iter().map(|(_, id)| &stands[id]).find(|one| one.area_id.is_none());
    if let Some(stand) = bare {
        return Err(Refused::NoArea(stand.name.clone()));
    }
    Ok(kept.into_iter().map(|(_, id)| id).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keep(under: Option<i64>) -> Edit {
        let (name, description) = ("Post".to_owned(), String::new());
        Edit::Keep { name, description, area_id: Some(1), under }
    }

    fn stands(edits: &[(i64, Edit)]) -> BTreeMap<i64, Stand> {
        let mut of: BTreeMap<i64, Vec<&Edit>> =
            (1..=3).map(|id| (id, Vec::new())).collect();
        for (id, edit) in edits {
            of.entry(*id).or_default().push(edit);
        }
        of.into_iter().map(|(id, edits)| (id, stand("brev, post", edits))).collect()
    }

    #[test]
    fn the_proposal_stands_until_a_person_edits_it() {
        let untouched = &stands(&[])[&1];
        assert_eq!((untouched.name.as_str(), untouched.fate), ("brev, post", Fate::Open));
        let edited = &stands(&[(1, Edit::Drop), (1, keep(None))])[&1];
        assert_eq!((edited.name.as_str(), edited.fate), ("Post", Fate::Kept));
    }

    #[test]
    fn a_candidate_leans_only_on_one_that_is_kept() {
        let merge = Edit::Merge { into: 2 };
        assert_eq!(edit(1, &merge, &stands(&[])), Err(Refused::NoSuchOther));
        assert_eq!(
            edit(2, &merge, &stands(&[(2, keep(None))])),
            Err(Refused::NoSuchOther)
        );
        assert_eq!(edit(1, &merge, &stands(&[(2, keep(None))])), Ok(()));
        let far = Edit::Merge { into: 9 };
        assert_eq!(edit(1, &far, &stands(&[])), Err(Refused::NoSuchOther));
    }

    #[test]
    fn there_is_no_third_level() {
        let two = stands(&[(1, keep(None)), (2, keep(Some(1)))]);
        assert_eq!(edit(3, &keep(Some(2)), &two), Err(Refused::NoSuchOther));
        assert_eq!(edit(1, &keep(Some(3)), &two), Err(Refused::HasOthers));
    }

    #[test]
    fn what_others_lean_on_is_neither_dropped_nor_undone() {
        let leaning = stands(&[(1, keep(None)), (2, Edit::Merge { into: 1 })]);
        assert_eq!(edit(1, &Edit::Drop, &leaning), Err(Refused::HasOthers));
        assert_eq!(edit(1, &keep(None), &leaning), Ok(()), "it may be renamed");
        assert_eq!(undo(1, &stand("x", []), &leaning), Err(Refused::HasOthers));
        assert_eq!(undo(2, &stand("x", []), &leaning), Ok(()));
    }

    #[test]
    fn kept_candidates_become_topics_the_upper_ones_first() {
        assert_eq!(sign(&stands(&[(1, Edit::Drop)])), Err(Refused::NothingKept));
        let two = stands(&[(2, keep(None)), (1, keep(Some(2)))]);
        assert_eq!(sign(&two), Ok(vec![2, 1]));
        let (name, description) = ("Post".to_owned(), String::new());
        let bare = Edit::Keep { name, description, area_id: None, under: None };
        assert_eq!(sign(&stands(&[(1, bare)])), Err(Refused::NoArea("Post".into())));
    }

    #[test]
    fn candidates_are_edited_between_the_reading_and_the_sign_off() {
        assert_eq!(open(false, false), Err(Refused::NotDone));
        assert_eq!(open(true, false), Ok(()));
        assert_eq!(open(true, true), Err(Refused::Signed));
    }
}
