//! Counts put in the order in which pages and files show them.

use std::collections::BTreeMap;

use crate::{input::rules::SenderKind, web::choices::Choice as _, web::l10n::Text};

/// How many inputs of one kind of sender there are under one thing: a topic or an area.
#[derive(Debug, Clone)]
pub struct Count {
    /// Where the thing stands in its list.
    pub position: i64,
    pub id: i64,
    /// The area, of a topic; of an area, itself.
    pub area_id: i64,
    pub area: Text,
    pub name: Text,
    pub kind: SenderKind,
    /// Letters of a campaign, not of one's own.
    pub in_campaign: bool,
    pub inputs: i64,
}

/// A topic or an area with its inputs by kind of sender, in the order of the kinds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    pub id: i64,
    pub area_id: i64,
    pub area: Text,
    pub name: Text,
    /// Inputs that stand alone.
    pub inputs: Vec<i64>,
    /// Letters of campaigns.
    pub letters: Vec<i64>,
}

/// Brings counts together, one line for each thing.
pub fn lines(counts: Vec<Count>) -> Vec<Line> {
    let mut found: BTreeMap<(i64, i64), Line> = BTreeMap::new();
    for count in counts {
        let line = found.entry((count.position, count.id)).or_insert_with(|| Line {
            id: count.id,
            area_id: count.area_id,
            area: count.area,
            name: count.name,
            inputs: vec![0; SenderKind::ALL.len()],
            letters: vec![0; SenderKind::ALL.len()],
        });
        let at = SenderKind::ALL.iter().position(|kind| *kind == count.kind);
        let cells = if count.in_campaign { &mut line.letters } else { &mut line.inputs };
        if let Some(cell) = at.and_then(|at| cells.get_mut(at)) {
            *cell += count.inputs;
        }
    }
    found.into_values().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn count(position: i64, kind: SenderKind, inputs: i64) -> Count {
        let name = Text { da: format!("Nr. {position}"), en: String::new() };
        Count {
            position,
            id: position,
            area_id: 1,
            area: Text::default(),
            name,
            kind,
            in_campaign: false,
            inputs,
        }
    }

    #[test]
    fn each_thing_has_one_line_with_every_kind_of_sender() {
        let counts = vec![
            count(2, SenderKind::Person, 7),
            count(1, SenderKind::Association, 3),
            count(1, SenderKind::Person, 5),
            Count { in_campaign: true, ..count(1, SenderKind::Person, 900) },
        ];

        let lines = lines(counts);

        let inputs: Vec<_> = lines.iter().map(|line| line.inputs.as_slice()).collect();
        assert_eq!(inputs, [[5, 0, 3, 0], [7, 0, 0, 0]]);
        assert_eq!(lines[0].letters, [900, 0, 0, 0], "they count apart");
        assert_eq!(lines[0].name.da, "Nr. 1");
    }
}
