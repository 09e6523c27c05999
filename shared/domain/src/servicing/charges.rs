//! In which installment a charge is due.

use chrono::NaiveDate;

use super::installment::{Installment, InstallmentKind};

/// Where a charge falls among the installments of a loan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// In the installment at this position.
    At(usize),
    /// After the last due date: an additional installment takes it.
    Beyond,
}

/// Where a charge that is due on a day falls: in the period `(from, due]` that has the day, and in the first one also on
/// the day that it is counted from or before. Parts of a disbursement that are due at once take no charges.
pub fn place(installments: &[Installment], due: NaiveDate) -> Place {
    let takes_charges = |installment: &&Installment| installment.kind != InstallmentKind::DownPayment;
    let in_time = |installment: &Installment| due <= installment.due;
    let found =
        installments.iter().enumerate().find(|(_, installment)| takes_charges(installment) && in_time(installment));
    found.map_or(Place::Beyond, |(at, _)| Place::At(at))
}
