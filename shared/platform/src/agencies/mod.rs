//! Collection agencies in the table, and the loans that are with them.
//!
//! | access | calls |
//! |---|---|
//! | an agency, by its id or the lender's own | 1 `GetItem` |
//! | a page of agencies | 1 `Query` |
//! | create one | 1 `TransactWriteItems` |
//! | change one | 1 `GetItem`, and 1 `TransactWriteItems` |
//! | delete one | 1 `GetItem`, 1 `BatchGetItem` of the count of its loans, and 1 `TransactWriteItems` |
//! | the assignment of a loan, or its history | 1 `BatchGetItem` |
//! | assign a loan | 1 `Query` of the loan beside 1 `GetItem` of the agency, and 1 `TransactWriteItems` |
//! | unassign one | 1 `Query`, and 1 `TransactWriteItems` |
//! | a page of placements | 1 `Query`; 1 `GetItem` before it where the agency is named by the lender's own id |
//! | a payment on a loan that is with an agency | what a payment costs; its placement is one more write of the same transaction |
//!
//! The assignment itself is part of the loan's case. How many loans are with an agency is counted in parts that live as long as the agency:
//! a loan is assigned by adding to one of them, which must be there, and an agency is deleted with all of them, which must be at 0. So
//! neither can pass by the other, and loans that are assigned at once do not wait for each other.

mod assignment;
mod record;

pub use assignment::{AssignedLoan, PlacementsPage, assigned, loan, placement_writes, placements, turn_writes};
pub use record::{AgenciesPage, KnownAgency, create_writes, find, list, loans_of};
