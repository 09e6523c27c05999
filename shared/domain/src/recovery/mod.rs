//! Recovery of loans that fell behind: defaults, what is done about them, and who may be contacted when.

pub mod channel;
