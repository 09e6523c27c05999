//! Notice templates, and what belongs to notices beside the entries of a loan's history.

use super::part;
use crate::table::Key;

/// The directory of a company's notice templates.
pub fn directory(company_id: &str) -> Key {
    Key { pk: part(company_id), sk: "~NOTICES".to_owned() }
}

/// A notice template with all that it says.
pub fn template(company_id: &str, template_id: &str) -> Key {
    Key { pk: part(company_id), sk: format!("NOTICE_TEMPLATE#{}", part(template_id)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_read_as_the_table_design_says() {
        let key = |key: Key| format!("{} {}", key.pk, key.sk);
        assert_eq!(key(directory("com_1")), "com_1 ~NOTICES");
        assert_eq!(key(template("com_1", "ntp_1")), "com_1 NOTICE_TEMPLATE#ntp_1");
    }
}
