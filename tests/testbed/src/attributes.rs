//! An item of the SDK as an item of the embedded engine.

use crate::Item;
use aws_sdk_dynamodb::types::AttributeValue as Sdk;
use dynoxide::AttributeValue as Embedded;

pub(crate) fn embedded_item(item: Item) -> dynoxide::Item {
    item.into_iter().map(|(name, value)| (name, embedded(value))).collect()
}

fn embedded(value: Sdk) -> Embedded {
    match value {
        Sdk::S(text) => Embedded::S(text),
        Sdk::N(number) => Embedded::N(number),
        Sdk::B(bytes) => Embedded::B(bytes.into_inner()),
        Sdk::Bool(flag) => Embedded::BOOL(flag),
        Sdk::Null(flag) => Embedded::NULL(flag),
        Sdk::Ss(texts) => Embedded::SS(texts),
        Sdk::Ns(numbers) => Embedded::NS(numbers),
        Sdk::Bs(blobs) => Embedded::BS(blobs.into_iter().map(aws_sdk_dynamodb::primitives::Blob::into_inner).collect()),
        Sdk::L(values) => Embedded::L(values.into_iter().map(embedded).collect()),
        Sdk::M(entries) => Embedded::M(embedded_item(entries)),
        other => panic!("an attribute type the embedded engine does not know: {other:?}"),
    }
}
