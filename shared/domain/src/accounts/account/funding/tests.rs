//! Bodies of sales.

use super::read::at_purchase;

#[test]
fn a_fault_of_a_purchase_has_its_place() {
    let faults = at_purchase(2, "price", "Value must not be negative");
    assert_eq!(faults.flat(), [("purchases.2.price".to_owned(), "Value must not be negative")]);
}
