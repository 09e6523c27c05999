//! Company set-up, invoked by an operator.
