//! Who may have an annex, and when it may change.

use crate::{
    access::Facts,
    choices,
    meetings::rules::{MeetingState, Refused},
};

choices! {
    /// Who may have an annex.
    Access {
        Public: "public", "annex-access-public";
        Body: "body", "annex-access-body";
        Secretariat: "secretariat", "annex-access-secretariat";
    }
}

/// What is known of an annex and the meetings its item stood on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(clippy::struct_excessive_bools)]
pub struct Standing {
    pub access: Access,
    /// The item was on the closed agenda of any of its meetings.
    pub closed: bool,
    /// Minutes with it are approved.
    pub approved: bool,
    /// It waits for a time of its own.
    pub embargoed: bool,
    /// Those who meet have been shown the agenda it is on.
    pub shown: bool,
}

/// The facts the access table is asked with: whose annex it is in a meeting with these.
pub fn facts(of: Standing, meeting: &Facts) -> Facts {
    if of.access == Access::Secretariat {
        return Facts { case_id: meeting.case_id, withheld: true, ..Facts::default() };
    }
    Facts {
        public: of.access == Access::Public
            && of.approved
            && !of.closed
            && !of.embargoed,
        withheld: !of.shown,
        ..meeting.clone()
    }
}

/// Files come, are replaced and go until the minutes are approved.
pub fn change(state: MeetingState) -> Result<(), Refused> {
    match state {
        MeetingState::Cancelled => Err(Refused::Cancelled),
        MeetingState::MinutesApproved | MeetingState::Closed => Err(Refused::Closed),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{
        access::{Actor, Person, ReadAnnex, Seat, may},
        bodies::rules::{BodyKind, Role},
        web::choices::Choice as _,
    };

    fn seat(body_id: i64, kind: BodyKind) -> Actor {
        Actor {
            person: Some(Person { id: 1, name: "Dorte".into(), operator: false }),
            seats: vec![Seat {
                case_id: 1,
                case: "plan".into(),
                body_id,
                kind,
                role: Role::Member,
            }],
            csrf: String::new(),
        }
    }

    proptest! {
        #[test]
        fn nobody_has_an_annex_that_is_not_theirs(
            access in 0..3_usize, closed: bool, approved: bool, embargoed: bool, shown: bool,
        ) {
            let access = Access::ALL[access];
            let of = Standing { access, closed, approved, embargoed, shown };
            let meeting = Facts { case_id: 1, body_id: Some(7), ..Facts::default() };
            let facts = facts(of, &meeting);
            let stranger = may::<ReadAnnex>(&Actor::default(), &facts);
            let member = may::<ReadAnnex>(&seat(7, BodyKind::SteeringGroup), &facts);
            let other = may::<ReadAnnex>(&seat(8, BodyKind::Approver), &facts);
            let secretariat = may::<ReadAnnex>(&seat(1, BodyKind::Secretariat), &facts);

            let is_out = access == Access::Public && approved && !closed && !embargoed;
            prop_assert_eq!(stranger, is_out);
            prop_assert_eq!(other, is_out);
            let theirs = access != Access::Secretariat && shown;
            prop_assert_eq!(member, theirs || is_out);
            prop_assert!(secretariat);
        }
    }

    #[test]
    fn files_stay_once_the_minutes_are_approved() {
        assert_eq!(change(MeetingState::MinutesDraft), Ok(()));
        assert_eq!(change(MeetingState::MinutesApproved), Err(Refused::Closed));
    }
}
