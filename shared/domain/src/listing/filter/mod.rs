//! Filters as AIP-160 describes them: `state = ACTIVE AND (amount > 5000 OR NOT holder.name = "A*")`.
//!
//! | written | means |
//! |---|---|
//! | `a = x`, `a != x` | equal, not equal; in texts `*` stands for any characters, `\*` for itself |
//! | `a < x`, `<=`, `>`, `>=` | by value: amounts as decimals, timestamps as moments, texts by their characters' numbers |
//! | `a:x` | has: as `=`, and for a list that one of its elements is `x` |
//! | `a:*` | is set: there, and neither empty, nor zero, nor false |
//! | `x AND y`, `x y` | both; binds looser than `OR` |
//! | `x OR y` | one of them |
//! | `NOT x`, `-x` | not |
//! | `a = (x OR y)` | `a = x OR a = y` |
//!
//! A field that is missing or `null` equals nothing and is neither less nor more than anything: of the comparisons only `!=` holds for it.
//! Bare words that name no field and function calls are refused.

mod argument;
mod checked;
mod cursor;
mod expression;
mod fault;
mod field_type;
#[cfg(test)]
mod hand_built;
mod index;
mod literal;
mod parse;
mod schema;
mod value;

pub use argument::Argument;
pub use checked::{Checked, Operand, Test};
pub use expression::{Comparison, Expression, Filter, Operator};
pub use fault::ParseFault;
pub use field_type::FieldType;
pub use index::{Equality, Index, NotIndexed, Plan, Range};
pub use parse::{DEPTH_MAX, FILTER_BYTES_MAX, TERMS_MAX};
pub use schema::{CheckFault, Filterable, Schema};
pub use value::Value;
