//! The SDK interceptor that feeds a meter.

use crate::{Meter, capacity};
use aws_smithy_runtime_api::{
    box_error::BoxError,
    client::{
        interceptors::{
            Intercept,
            context::{
                BeforeSerializationInterceptorContextMut, BeforeTransmitInterceptorContextRef,
                FinalizerInterceptorContextRef,
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
        capacity::ask(context.input_mut());
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
        let capacity = context.output_or_error().and_then(Result::ok).map(capacity::consumed).unwrap_or_default();
        self.0.outcome(operation(config), waited, capacity);
        Ok(())
    }
}

fn operation(config: &ConfigBag) -> &str {
    config.load::<Metadata>().map_or("unknown", Metadata::name)
}
