//! The SDK interceptor that feeds a meter.

use crate::Meter;
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
use aws_smithy_runtime_api::{
    box_error::BoxError,
    client::{
        interceptors::{
            Intercept,
            context::{
                BeforeSerializationInterceptorContextMut, BeforeTransmitInterceptorContextRef,
                FinalizerInterceptorContextRef, Input, Output,
            },
        },
        orchestrator::Metadata,
        runtime_components::RuntimeComponents,
    },
};
use aws_smithy_types::config_bag::{ConfigBag, Storable, StoreReplace};
use std::time::Instant;

#[derive(Debug)]
pub(crate) struct Metering(pub(crate) Meter);

/// When a call began, carried along with it.
#[derive(Debug)]
struct Began(Instant);

impl Storable for Began {
    type Storer = StoreReplace<Self>;
}

impl Intercept for Metering {
    fn name(&self) -> &'static str {
        "Metering"
    }

    /// Runs once a call, and is the first to know the operation.
    fn modify_before_serialization(
        &self,
        context: &mut BeforeSerializationInterceptorContextMut<'_>,
        _: &RuntimeComponents,
        config: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        self.0.call(operation(config));
        config.interceptor_state().store_put(Began(Instant::now()));
        ask_for_capacity(context.input_mut());
        Ok(())
    }

    fn read_before_transmit(
        &self,
        _: &BeforeTransmitInterceptorContextRef<'_>,
        _: &RuntimeComponents,
        config: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        self.0.request(operation(config));
        Ok(())
    }

    fn read_after_execution(
        &self,
        context: &FinalizerInterceptorContextRef<'_>,
        _: &RuntimeComponents,
        config: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let waited = config.load::<Began>().map(|began| began.0.elapsed()).unwrap_or_default();
        let capacity = context.output_or_error().and_then(Result::ok).map(capacity).unwrap_or_default();
        self.0.outcome(operation(config), waited, capacity);
        Ok(())
    }
}

fn operation(config: &ConfigBag) -> &str {
    config.load::<Metadata>().map_or("unknown", Metadata::name)
}

macro_rules! ask_each {
    ($input:ident: $($kind:ty),+) => {
        $(if let Some(input) = $input.downcast_mut::<$kind>() {
            input.return_consumed_capacity.get_or_insert(ReturnConsumedCapacity::Total);
        })+
    };
}

/// Tables tell what a call consumed only when asked; the code under test does not ask.
fn ask_for_capacity(input: &mut Input) {
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

fn capacity(output: &Output) -> f64 {
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
