//! A loan is handed to an agency, and taken back.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::{
    AssignmentAct, AssignmentEntry, AssignmentStatus, Assignments, HISTORY_MAX, Placement, Returned, Servicer,
};
use crate::moment::Moment;
use crate::recovery::case::RecoveryCase;

/// A loan is to be with an agency.
#[derive(Clone, Copy)]
pub struct Assigning<'a> {
    /// The agency.
    pub agency_id: &'a str,
    /// The lender's id of it.
    pub agency_external_id: Option<&'a str>,
    /// From which day.
    pub assigned_on: NaiveDate,
    /// How far that is.
    pub status: AssignmentStatus,
    /// All that is owed, due or not, in the company's currency.
    pub outstanding: Decimal,
    /// Today's date in the company's time zone.
    pub today: NaiveDate,
    /// The present moment.
    pub now: Moment,
    /// Who does it.
    pub by: &'a str,
    /// The id of the placement, should it be one.
    pub new_placement_id: &'a dyn Fn() -> String,
}

/// A loan is to be with no agency.
#[derive(Debug, Clone, Copy)]
pub struct Unassigning<'a> {
    /// Who services it from now on; as before where nothing is said.
    pub serviced_by: Option<Servicer>,
    /// The present moment.
    pub now: Moment,
    /// Who does it.
    pub by: &'a str,
}

/// What came about with the assignment of a loan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AssignmentTurn {
    /// What.
    pub act: AssignmentAct,
    /// The placement that it is about, as it is now.
    pub placement: Option<Placement>,
    /// Who services the loan since.
    pub serviced_by: Servicer,
}

impl AssignmentTurn {
    /// What the history of the loan says of it.
    pub fn remark(&self) -> String {
        let servicer = self.serviced_by.name();
        let Some(placement) = &self.placement else { return format!("Serviced by {servicer}") };
        let Placement { agency_id, assigned_on, status, .. } = placement;
        let status = status.name();
        match self.act {
            AssignmentAct::Assigned => format!("Collection agency {agency_id}: {status}, {assigned_on}"),
            AssignmentAct::Updated => format!("Collection agency {agency_id}: now {status}, {assigned_on}"),
            AssignmentAct::Unassigned => {
                format!("Unassigned from collection agency {agency_id}, serviced by {servicer}")
            }
            AssignmentAct::Recalled => format!("Recalled from collection agency {agency_id}, serviced by {servicer}"),
            AssignmentAct::ServicerChanged => format!("Serviced by {servicer}"),
        }
    }
}

impl RecoveryCase {
    /// Assigns the loan. With the same agency the placement goes on, with another day or status; with another one it ends, and a new one
    /// begins. Nothing comes about where that is how it stands already.
    pub fn assign(&mut self, assigning: &Assigning<'_>) -> Vec<AssignmentTurn> {
        let recovered = self.recovered();
        let overdue = self.debt(assigning.today).overdue().map_or(Decimal::ZERO, |overdue| overdue.amount);
        let of_the_same = self.assignments.current.as_mut().filter(|it| it.agency_id == assigning.agency_id);
        if let Some(placement) = of_the_same {
            if (placement.assigned_on, placement.status) == (assigning.assigned_on, assigning.status) {
                return Vec::new();
            }
            (placement.assigned_on, placement.status) = (assigning.assigned_on, assigning.status);
            let placement = placement.clone();
            return vec![self.turn(AssignmentAct::Updated, Some(placement), assigning.by, assigning.now)];
        }
        self.assignments.serviced_by = Servicer::DebtCollectionAgency;
        let mut turns: Vec<_> = self.end(AssignmentAct::Unassigned, assigning.by, assigning.now).into_iter().collect();
        let placement = Placement {
            placement_id: (assigning.new_placement_id)(),
            loan_id: self.loan_id.clone(),
            agency_id: assigning.agency_id.to_owned(),
            agency_external_id: assigning.agency_external_id.map(str::to_owned),
            assigned_on: assigning.assigned_on,
            status: assigning.status,
            placed_at: assigning.now,
            overdue,
            outstanding: assigning.outstanding,
            recovered_before: recovered,
            recovered: Decimal::ZERO,
            returned: None,
        };
        self.assignments.current = Some(placement.clone());
        turns.push(self.turn(AssignmentAct::Assigned, Some(placement), assigning.by, assigning.now));
        turns
    }

    /// Takes the loan from its agency, if it is with one. Nothing comes about where that is how it stands already.
    pub fn unassign(&mut self, unassigning: &Unassigning<'_>) -> Vec<AssignmentTurn> {
        let before = self.assignments.serviced_by;
        self.assignments.serviced_by = unassigning.serviced_by.unwrap_or(before);
        let act = match self.assignments.serviced_by {
            Servicer::DebtCollectionAgency => AssignmentAct::Unassigned,
            Servicer::Creditor | Servicer::ThirdPartyServicer => AssignmentAct::Recalled,
        };
        if let Some(turn) = self.end(act, unassigning.by, unassigning.now) {
            return vec![turn];
        }
        if self.assignments.serviced_by == before {
            return Vec::new();
        }
        vec![self.turn(AssignmentAct::ServicerChanged, None, unassigning.by, unassigning.now)]
    }

    /// Ends the placement there is.
    fn end(&mut self, act: AssignmentAct, by: &str, now: Moment) -> Option<AssignmentTurn> {
        let recovered = self.recovered();
        self.assignments.count(recovered);
        let mut placement = self.assignments.current.take()?;
        placement.returned = Some(Returned { at: now, serviced_by: self.assignments.serviced_by });
        Some(self.turn(act, Some(placement), by, now))
    }

    /// Notes what came about in the history.
    fn turn(&mut self, act: AssignmentAct, placement: Option<Placement>, by: &str, now: Moment) -> AssignmentTurn {
        let Assignments { serviced_by, history, .. } = &mut self.assignments;
        if history.len() >= HISTORY_MAX {
            history.remove(0);
        }
        history.push(AssignmentEntry {
            at: now,
            act,
            agency_id: placement.as_ref().map(|it| it.agency_id.clone()),
            agency_external_id: placement.as_ref().and_then(|it| it.agency_external_id.clone()),
            assigned_on: placement.as_ref().map(|it| it.assigned_on),
            status: placement.as_ref().map(|it| it.status),
            serviced_by: *serviced_by,
            by: by.to_owned(),
        });
        AssignmentTurn { act, placement, serviced_by: *serviced_by }
    }
}
