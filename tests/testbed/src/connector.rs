//! The HTTP client to the embedded engine, which fails when told to.

use crate::fault::{Course, Faults};
use aws_smithy_runtime_api::{
    client::{
        http::{
            HttpClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpClient,
            SharedHttpConnector,
        },
        orchestrator::{HttpRequest, HttpResponse},
        result::ConnectorError,
        runtime_components::RuntimeComponents,
    },
    http::StatusCode,
};
use aws_smithy_types::body::SdkBody;
use std::io;

/// Plain HTTP, without TLS: no root certificates are read, no handshake is made.
pub(crate) fn http_client(faults: Faults) -> SharedHttpClient {
    SharedHttpClient::new(FaultyClient { inner: aws_smithy_http_client::Builder::new().build_http(), faults })
}

#[derive(Debug)]
struct FaultyClient {
    inner: SharedHttpClient,
    faults: Faults,
}

impl HttpClient for FaultyClient {
    fn http_connector(&self, settings: &HttpConnectorSettings, components: &RuntimeComponents) -> SharedHttpConnector {
        let inner = self.inner.http_connector(settings, components);
        SharedHttpConnector::new(FaultyConnector { inner, faults: self.faults.clone() })
    }
}

#[derive(Debug)]
struct FaultyConnector {
    inner: SharedHttpConnector,
    faults: Faults,
}

impl HttpConnector for FaultyConnector {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        match self.faults.course_of(operation(&request), request.body().bytes().unwrap_or_default()) {
            Course::Undisturbed => self.inner.call(request),
            Course::Answered { status, body } => HttpConnectorFuture::ready(Ok(response(status, body))),
            Course::Dropped => HttpConnectorFuture::ready(Err(dropped_connection())),
            Course::Unanswered => lose_answer(self.inner.call(request)),
        }
    }
}

fn lose_answer(call: HttpConnectorFuture) -> HttpConnectorFuture {
    HttpConnectorFuture::new(async move {
        call.await?;
        Err(dropped_connection())
    })
}

fn response(status: u16, body: String) -> HttpResponse {
    let status = StatusCode::try_from(status).expect("a status is in range");
    let mut response = HttpResponse::new(status, SdkBody::from(body));
    response.headers_mut().insert("content-type", "application/x-amz-json-1.0");
    response
}

fn dropped_connection() -> ConnectorError {
    ConnectorError::io(io::Error::new(io::ErrorKind::ConnectionReset, "connection reset by the testbed").into())
}

/// The operation's name, from `x-amz-target: DynamoDB_20120810.Query`.
fn operation(request: &HttpRequest) -> &str {
    let target = request.headers().get("x-amz-target").unwrap_or_default();
    target.rsplit_once('.').map_or(target, |(_, name)| name)
}
