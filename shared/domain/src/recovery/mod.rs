//! Recovery of loans that fell behind: defaults, what is done about them, and who may be contacted when.
//!
//! A loan has one [`case`], which knows what is overdue: of an uploaded loan from its months ([`claims`]), of a serviced one from its
//! account. Whoever changes either changes the case in the same transaction, so a default is over in the moment in which the
//! money comes. Only detection opens one. The case says on which day it has to be looked at again, by the day alone.

pub mod action;
pub mod agency;
pub mod assignment;
pub mod bucket;
pub mod case;
pub mod channel;
pub mod claims;
pub mod contact;
pub mod contact_policy;
pub mod default;
pub mod execution;
pub mod hold;
pub mod message;
pub mod order;
pub mod overdue;
pub mod plan;
pub mod promise;
pub mod report;
pub mod settings;
pub mod severity;
pub mod summary;
pub mod worklist;
