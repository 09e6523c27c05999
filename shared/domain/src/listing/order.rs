//! Orders as AIP-132 describes them: `create_time desc, name`.

use std::fmt;

use super::quoted;

/// Longest order taken, in bytes.
pub const ORDER_BYTES_MAX: usize = 500;
/// Most fields in one order.
pub const ORDER_KEYS_MAX: usize = 5;

/// One field of an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OrderKey {
    /// The field's path, names joined by dots.
    pub path: &'static str,
    /// Whether the greatest comes first.
    pub is_descending: bool,
}

/// The fields by which a list is ordered, the first foremost. Empty when the caller asks for no order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Order {
    keys: Vec<OrderKey>,
}

/// Why a text is not an order of a list: a sentence for the caller.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OrderFault {
    /// The text is too long.
    #[error("order_by must be at most {ORDER_BYTES_MAX} bytes")]
    TooLong,
    /// There are too many fields.
    #[error("order_by must name at most {ORDER_KEYS_MAX} fields")]
    TooManyFields,
    /// There is no field between two commas, or beside one.
    #[error("order_by has an empty place at field {position}: expected a field's name")]
    Empty {
        /// Which of the fields, from 1.
        position: usize,
    },
    /// Something other than `desc` follows a field's name.
    #[error("order_by cannot be read at field {position}: expected desc, a comma or the end after the field's name")]
    Direction {
        /// Which of the fields, from 1.
        position: usize,
    },
    /// The list cannot be ordered by this field.
    #[error("order_by cannot use the field {path}: the fields that can be used are {}", .usable.join(", "))]
    UnknownField {
        /// The field.
        path: String,
        /// Those that can be used.
        usable: Vec<&'static str>,
    },
    /// A field is named twice.
    #[error("order_by names the field {path} twice")]
    Twice {
        /// The field.
        path: &'static str,
    },
}

impl Order {
    /// Reads an order by some of a list's orderable fields.
    ///
    /// # Errors
    /// The first fault, from left to right.
    pub fn parse(text: &str, orderable: &[&'static str]) -> Result<Self, OrderFault> {
        if text.len() > ORDER_BYTES_MAX {
            return Err(OrderFault::TooLong);
        }
        let mut order = Self::default();
        if text.trim().is_empty() {
            return Ok(order);
        }
        for (written, position) in text.split(',').zip(1..) {
            let key = key(written, position, orderable)?;
            if order.keys.iter().any(|other| other.path == key.path) {
                return Err(OrderFault::Twice { path: key.path });
            }
            if order.keys.len() >= ORDER_KEYS_MAX {
                return Err(OrderFault::TooManyFields);
            }
            order.keys.push(key);
        }
        Ok(order)
    }

    /// The fields, the first foremost.
    pub fn keys(&self) -> &[OrderKey] {
        &self.keys
    }
}

fn key(written: &str, position: usize, orderable: &[&'static str]) -> Result<OrderKey, OrderFault> {
    let mut words = written.split_whitespace();
    let path = words.next().ok_or(OrderFault::Empty { position })?;
    let known = orderable.iter().copied().find(|known| *known == path);
    let path = known.ok_or_else(|| OrderFault::UnknownField { path: quoted(path), usable: orderable.to_vec() })?;
    match (words.next(), words.next()) {
        (None, _) => Ok(OrderKey { path, is_descending: false }),
        (Some("desc"), None) => Ok(OrderKey { path, is_descending: true }),
        _ => Err(OrderFault::Direction { position }),
    }
}

/// One spelling for all that say the same: spaces make no difference.
impl fmt::Display for Order {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (position, key) in self.keys.iter().enumerate() {
            let comma = if position > 0 { ", " } else { "" };
            let direction = if key.is_descending { " desc" } else { "" };
            write!(f, "{comma}{}{direction}", key.path)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ORDERABLE: &[&str] = &["create_time", "name", "balances.total", "a", "b", "c"];

    fn shown(text: &str) -> String {
        Order::parse(text, ORDERABLE).map_or_else(|fault| fault.to_string(), |order| order.to_string())
    }

    #[test]
    fn spaces_make_no_difference() {
        assert_eq!(shown("  create_time   desc ,name,balances.total"), "create_time desc, name, balances.total");
        assert_eq!(shown("name"), "name");
        assert_eq!(shown("  "), "");
        let order = Order::parse("name desc", ORDERABLE).expect("an order");
        assert_eq!(order.keys(), [OrderKey { path: "name", is_descending: true }]);
    }

    #[test]
    fn a_fault_says_where_and_what_was_expected() {
        let usable = "the fields that can be used are create_time, name, balances.total, a, b, c";
        let direction = |position| {
            format!(
                "order_by cannot be read at field {position}: expected desc, a comma or the end after the field's name"
            )
        };
        let empty = |position| format!("order_by has an empty place at field {position}: expected a field's name");
        let cases = [
            ("colour desc", format!("order_by cannot use the field colour: {usable}")),
            ("name asc", direction(1)),
            ("a, name DESC", direction(2)),
            ("name desc desc", direction(1)),
            ("name,", empty(2)),
            (",", empty(1)),
            ("name, name desc", "order_by names the field name twice".to_owned()),
            ("a,b,c,name,create_time,balances.total", "order_by must name at most 5 fields".to_owned()),
        ];
        for (text, expected) in cases {
            assert_eq!(shown(text), expected, "{text}");
        }
        assert_eq!(Order::parse(&" ".repeat(501), ORDERABLE), Err(OrderFault::TooLong));
    }
}
