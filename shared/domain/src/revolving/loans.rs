//! What the loans that are registered to an account do to it.

use super::account::{Account, Context};
use crate::servicing::credit_line::{LineRefusal, RegisteredLoan};

/// Most loans that are ever registered to an account.
pub const LOANS_MAX: usize = 2_000;

/// What happens to a loan. The loan itself is given as it is afterwards.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LoanChange<'a> {
    /// It is opened under the account. Refused for another holder, and once the account is expired or closed.
    Registered {
        /// Whose loan it is.
        holder_id: &'a str,
    },
    /// It is approved, for its `approved`. Refused where the account is not in use, or leaves less.
    Approved,
    /// An amount is paid out on it, in units of the currency. Refused where the account is not in use, or leaves less, or the loan does.
    Drawn(rust_decimal::Decimal),
    /// Anything else: repaid, closed, written off, undone, grown by what is added to its principal. Never refused for want of credit.
    Settled,
}

impl Account {
    /// The account after something has happened to one of its loans, with the loans as they are then. `loans` are all of them as they were.
    pub fn with_loan(
        &self,
        loans: &[RegisteredLoan],
        loan: &RegisteredLoan,
        change: LoanChange<'_>,
        context: &Context<'_>,
    ) -> Result<(Self, Vec<RegisteredLoan>), LineRefusal> {
        let line = self.line(context.zone)?;
        let others = || loans.iter().filter(|other| other.account_id != loan.account_id).cloned();
        match change {
            LoanChange::Registered { holder_id } => {
                line.may_register(context.today())?;
                if holder_id != self.client_id() {
                    return Err(LineRefusal::Invalid {
                        field: "holder_id",
                        message: "must be the client of the revolving account",
                    });
                }
                if others().count() >= LOANS_MAX {
                    return Err(LineRefusal::TooManyLoans { most: LOANS_MAX });
                }
            }
            LoanChange::Approved => {
                line.approve_loan(&others().collect::<Vec<_>>(), loan.approved, context.today())?;
            }
            LoanChange::Drawn(amount) => {
                line.draw(loans, &loan.account_id, amount, context.today())?;
            }
            LoanChange::Settled => {}
        }
        let loans: Vec<_> = others().chain([loan.clone()]).collect();
        let consumed = line.credit(&loans)?.consumed;
        Ok((Self { consumed, ..self.clone() }, loans))
    }

    /// The account without a loan that was deleted before it came to anything.
    pub fn without_loan(
        &self,
        loans: &[RegisteredLoan],
        account_id: &str,
        context: &Context<'_>,
    ) -> Result<Self, LineRefusal> {
        let others: Vec<_> = loans.iter().filter(|loan| loan.account_id != account_id).cloned().collect();
        let consumed = self.line(context.zone)?.credit(&others)?.consumed;
        Ok(Self { consumed, ..self.clone() })
    }
}
