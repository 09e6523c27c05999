//! A company's templates and communication events.

use super::part;
use crate::table::Key;

/// The directory of a company's templates and events.
pub fn directory(company_id: &str) -> Key {
    Key { pk: part(company_id), sk: "~COMMUNICATIONS".to_owned() }
}

/// A template with all that it says.
pub fn template(company_id: &str, template_id: &str) -> Key {
    Key { pk: part(company_id), sk: format!("TEMPLATE#{}", part(template_id)) }
}

/// A copy of what the directory has of an event, for who triggers it.
pub fn event(company_id: &str, name: &str) -> Key {
    Key { pk: part(company_id), sk: format!("COMMUNICATION#{}", part(name)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_read_as_the_table_design_says() {
        let key = |key: Key| format!("{} {}", key.pk, key.sk);
        assert_eq!(key(directory("com_1")), "com_1 ~COMMUNICATIONS");
        assert_eq!(key(template("com_1", "tpl_1")), "com_1 TEMPLATE#tpl_1");
        assert_eq!(key(event("com_1", "a#1")), "com_1 COMMUNICATION#a%231");
    }
}
