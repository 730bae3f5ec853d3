//! What is known of an initiative, and from where.

use crate::choices;

choices! {
    /// How sure an initiative's title is.
    Provenance {
        /// Title and content stand in a source.
        Verified: "verified", "provenance-verified";
        /// The content stands in a source, the short title is ours.
        Content: "content", "provenance-content";
        /// Made up for the demonstration.
        Demo: "demo", "provenance-demo";
        /// Added by the secretariat while the strategy runs.
        Added: "added", "provenance-added";
    }
}

choices! {
    /// Where an initiative stands.
    InitiativeState {
        Idea: "idea", "initiative-idea";
        Running: "running", "initiative-running";
        Completed: "completed", "initiative-completed";
        Dropped: "dropped", "initiative-dropped";
    }
}

choices! {
    /// How an initiative ended.
    Ending {
        Completed: "completed", "ending-completed";
        Dropped: "dropped", "ending-dropped";
    }
}

/// Where it stands, from when it began and how it ended.
pub fn state(started: bool, ending: Option<Ending>) -> InitiativeState {
    match (ending, started) {
        (Some(Ending::Completed), _) => InitiativeState::Completed,
        (Some(Ending::Dropped), _) => InitiativeState::Dropped,
        (None, true) => InitiativeState::Running,
        (None, false) => InitiativeState::Idea,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_initiative_can_be_dropped_before_it_began() {
        assert_eq!(state(false, Some(Ending::Dropped)), InitiativeState::Dropped);
        assert_eq!(state(false, None), InitiativeState::Idea);
        assert_eq!(state(true, None), InitiativeState::Running);
    }
}
