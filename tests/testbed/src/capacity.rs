//! Consumed capacity, asked for in each call and read from each outcome.

use aws_sdk_dynamodb::{
    operation::{
        batch_get_item::{BatchGetItemInput, BatchGetItemOutput},
        batch_write_item::{BatchWriteItemInput, BatchWriteItemOutput},
        delete_item::{DeleteItemInput, DeleteItemOutput},
        get_item::{GetItemInput, GetItemOutput},
        put_item::{PutItemInput, PutItemOutput},
        query::{QueryInput, QueryOutput},
        scan::{ScanInput, ScanOutput},
        transact_get_items::{TransactGetItemsInput, TransactGetItemsOutput},
        transact_write_items::{TransactWriteItemsInput, TransactWriteItemsOutput},
        update_item::{UpdateItemInput, UpdateItemOutput},
    },
    types::{ConsumedCapacity, ReturnConsumedCapacity},
};
use aws_smithy_runtime_api::client::interceptors::context::{Input, Output};

macro_rules! ask_each {
    ($input:ident: $($kind:ty),+) => {
        $(if let Some(input) = $input.downcast_mut::<$kind>() {
            input.return_consumed_capacity.get_or_insert(ReturnConsumedCapacity::Total);
        })+
    };
}

/// Makes a call ask what it consumes: tables tell only then, and the code under test does not ask.
pub(crate) fn ask(input: &mut Input) {
    ask_each!(input: BatchGetItemInput, BatchWriteItemInput, DeleteItemInput, GetItemInput, PutItemInput, QueryInput,
        ScanInput, TransactGetItemsInput, TransactWriteItemsInput, UpdateItemInput);
}

macro_rules! sum_each {
    ($output:ident: $($kind:ty),+) => {
        $(if let Some(output) = $output.downcast_ref::<$kind>() {
            return sum(&output.consumed_capacity);
        })+
    };
}

/// What a call consumed, in capacity units.
pub(crate) fn consumed(output: &Output) -> f64 {
    sum_each!(output: BatchGetItemOutput, BatchWriteItemOutput, DeleteItemOutput, GetItemOutput, PutItemOutput,
        QueryOutput, ScanOutput, TransactGetItemsOutput, TransactWriteItemsOutput, UpdateItemOutput);
    0.0
}

/// One table answers one figure, a batch or transaction one for each table.
fn sum(figures: &impl AsFigures) -> f64 {
    figures.as_figures().iter().filter_map(ConsumedCapacity::capacity_units).sum()
}

trait AsFigures {
    fn as_figures(&self) -> &[ConsumedCapacity];
}

impl AsFigures for Option<ConsumedCapacity> {
    fn as_figures(&self) -> &[ConsumedCapacity] {
        self.as_slice()
    }
}

impl AsFigures for Option<Vec<ConsumedCapacity>> {
    fn as_figures(&self) -> &[ConsumedCapacity] {
        self.as_deref().unwrap_or_default()
    }
}
