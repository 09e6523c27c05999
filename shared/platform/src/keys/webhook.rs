//! Endpoints for webhooks, and what is on its way to them.
//!
//! The deliveries to an endpoint are one partition, in the order of the events that they tell of. A delivery's id says both, so it is found by it.

use domain::moment::Moment;

use super::index::{Timer, clock_by};
use super::{beginning_with, company, part, whole};
use crate::id;
use crate::table::{ClockEntry, Key};

/// What comes before the ULID of the event.
const DELIVERY: &str = "DELIVERY#";

/// All endpoints of a company.
pub fn endpoints(company_id: &str) -> Key {
    Key { sk: "WEBHOOKS".to_owned(), ..company(company_id) }
}

/// For how long an endpoint has failed.
pub fn failing(company_id: &str, endpoint_id: &str) -> Key {
    Key { pk: partition(company_id, endpoint_id), sk: "FAILING".to_owned() }
}

/// The partition of what goes to an endpoint.
pub fn partition(company_id: &str, endpoint_id: &str) -> String {
    format!("{}#WEBHOOK#{}", part(company_id), part(endpoint_id))
}

/// The id of the delivery of an event to an endpoint: the same, whoever makes it.
pub fn delivery_id(event_ulid: &str, endpoint_id: &str) -> String {
    let endpoint = endpoint_id.strip_prefix(id::ENDPOINT).unwrap_or(endpoint_id);
    format!("{}{event_ulid}{endpoint}", id::DELIVERY)
}

/// The event's ULID and the endpoint that a delivery's id says; `None` where it is none.
pub fn of_delivery(delivery_id: &str) -> Option<(&str, String)> {
    let (event, endpoint) = delivery_id.strip_prefix(id::DELIVERY)?.split_at_checked(id::ULID_CHARS)?;
    (id::is_ulid(event) && id::is_ulid(endpoint)).then(|| (event, format!("{}{endpoint}", id::ENDPOINT)))
}

/// A delivery by its id; `None` where that is none.
pub fn delivery(company_id: &str, delivery_id: &str) -> Option<Key> {
    let (event, endpoint_id) = of_delivery(delivery_id)?;
    Some(Key { pk: partition(company_id, &endpoint_id), sk: format!("{DELIVERY}{event}") })
}

/// The company and the id of the delivery that a key is of.
pub fn delivery_of(key: &Key) -> Option<(String, String)> {
    let event = key.sk.strip_prefix(DELIVERY)?;
    match key.pk.split('#').collect::<Vec<_>>().as_slice() {
        [company, "WEBHOOK", endpoint] => Some((whole(company)?, delivery_id(event, &whole(endpoint)?))),
        _ => None,
    }
}

/// The bounds of the deliveries of events between two ULIDs, both included; all where there are none.
pub fn deliveries(from: Option<&str>, to: Option<&str>) -> (String, String) {
    let (all_from, all_to) = beginning_with(DELIVERY);
    let bound = |ulid: &str| format!("{DELIVERY}{ulid}");
    (from.map_or(all_from, bound), to.map_or(all_to, bound))
}

/// The entry of a delivery that is to be looked at.
pub fn clock(key: &Key, at: Moment) -> ClockEntry {
    clock_by(Timer::Deliveries, &key.sk, key, at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_delivery_is_found_by_its_id() {
        let (event, endpoint) = ("01JD8Z00000000000000000000", "whe_01JD8Z00000000000000000001");
        let id = delivery_id(event, endpoint);
        assert_eq!(of_delivery(&id), Some((event, endpoint.to_owned())));
        let key = delivery("com_1", &id).expect("a key");
        assert_eq!(key.pk, "com_1#WEBHOOK#whe_01JD8Z00000000000000000001");
        assert_eq!(key.sk, "DELIVERY#01JD8Z00000000000000000000");
        assert_eq!(delivery_of(&key), Some(("com_1".to_owned(), id)));
        assert_eq!((delivery_of(&endpoints("com_1")), delivery_of(&failing("com_1", endpoint))), (None, None));
        for none in ["", "whd_", "whd_01JD8Z00000000000000000000", "evt_01JD8Z00000000000000000000", "whd_é"] {
            assert_eq!(of_delivery(none), None, "{none}");
        }
        let (from, to) = deliveries(Some(event), None);
        assert!((from.as_str()..=to.as_str()).contains(&key.sk.as_str()));
        assert!(!(from.as_str()..=to.as_str()).contains(&failing("com_1", endpoint).sk.as_str()));
    }
}
