//! Notice templates, and what belongs to notices beside the entries of a loan's history.

use domain::moment::Moment;

use super::{beginning_with, part, sortable};
use crate::digest;
use crate::table::Key;

/// The directory of a company's notice templates.
pub fn directory(company_id: &str) -> Key {
    Key { pk: part(company_id), sk: "~NOTICES".to_owned() }
}

/// A notice template with all that it says.
pub fn template(company_id: &str, template_id: &str) -> Key {
    Key { pk: part(company_id), sk: format!("NOTICE_TEMPLATE#{}", part(template_id)) }
}

/// The logo of a letterhead, by the SHA-256 of its file.
pub fn logo(company_id: &str, sha256: &str) -> Key {
    Key { pk: part(company_id), sk: format!("NOTICE_LOGO#{}", part(sha256)) }
}

/// Says of which loan a notice is, by its id, of which a company has one.
pub fn owner(company_id: &str, notice_id: Moment) -> Key {
    Key { pk: format!("{}#NOTICE#{}", part(company_id), sortable(notice_id)), sk: "OWNER".to_owned() }
}

/// What a notice says, until it is made.
pub fn letter(pk: &str, notice_id: Moment) -> Key {
    Key { pk: pk.to_owned(), sk: format!("~LETTER#{}", sortable(notice_id)) }
}

/// To which notice a link leads. Only the hash of the link is in the key.
pub fn link(link: &str) -> Key {
    Key { pk: format!("NOTICE_LINK#{}", digest::sha256(link.as_bytes())), sk: "LINK".to_owned() }
}

/// A batch, without its loans.
pub fn batch(company_id: &str, batch_id: &str) -> Key {
    of_batch(company_id, batch_id, "BATCH".to_owned())
}

/// The template of a batch as it was when the batch was asked for.
pub fn batch_template(company_id: &str, batch_id: &str) -> Key {
    of_batch(company_id, batch_id, "TEMPLATE".to_owned())
}

/// The loans of a part of a batch.
pub fn batch_part(company_id: &str, batch_id: &str, number: u32) -> Key {
    of_batch(company_id, batch_id, format!("PART#{number:02}"))
}

/// How far a part of a batch is.
pub fn batch_progress(company_id: &str, batch_id: &str, number: u32) -> Key {
    of_batch(company_id, batch_id, format!("PROGRESS#{number:02}"))
}

/// A loan of a batch that has no notice, by its place in the batch.
pub fn batch_refused(company_id: &str, batch_id: &str, place: u32) -> Key {
    of_batch(company_id, batch_id, format!("REFUSED#{place:05}"))
}

/// The bounds of all of these after a place.
pub fn batch_refused_bounds(company_id: &str, batch_id: &str, after: Option<u32>) -> (String, (String, String)) {
    let pk = batch(company_id, batch_id).pk;
    let (least, greatest) = beginning_with("REFUSED#");
    let from = after.map_or(least, |place| format!("REFUSED#{:05}", place.saturating_add(1)));
    (pk, (from, greatest))
}

fn of_batch(company_id: &str, batch_id: &str, sk: String) -> Key {
    Key { pk: format!("{}#NOTICE_BATCH#{}", part(company_id), part(batch_id)), sk }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_read_as_the_table_design_says() {
        let key = |key: Key| format!("{} {}", key.pk, key.sk);
        assert_eq!(key(directory("com_1")), "com_1 ~NOTICES");
        assert_eq!(key(logo("com_1", "ba78")), "com_1 NOTICE_LOGO#ba78");
        assert_eq!(key(template("com_1", "ntp_1")), "com_1 NOTICE_TEMPLATE#ntp_1");
        assert_eq!(key(owner("com_1", Moment::EPOCH)), "com_1#NOTICE#0000000000000000 OWNER");
        assert_eq!(key(letter("com_1#LOAN#7", Moment::EPOCH)), "com_1#LOAN#7 ~LETTER#0000000000000000");
        assert_eq!(key(batch_part("com_1", "ntb_1", 7)), "com_1#NOTICE_BATCH#ntb_1 PART#07");
        assert_eq!(key(batch_refused("com_1", "ntb_1", 7)), "com_1#NOTICE_BATCH#ntb_1 REFUSED#00007");
        let (_, (from, to)) = batch_refused_bounds("com_1", "ntb_1", Some(7));
        let is_within =
            |place| (from.as_str()..=to.as_str()).contains(&batch_refused("com_1", "ntb_1", place).sk.as_str());
        assert!(!is_within(7) && is_within(8) && is_within(10_000));
        assert!(key(link("abc")).starts_with("NOTICE_LINK#ba7816bf"));
    }
}
