//! What is started, with what it finds around it and what it is asked.

use super::{bare, binary::Binary, endpoints::Endpoints, events};
use crate::lenders::Lender;
use std::{ffi::OsString, path::Path};

/// The memory that the template gives a function, in MB. Here it limits nothing.
const MEMORY_MB: &str = "512";

/// One row of the table.
pub(crate) struct Subject {
    pub(crate) name: &'static str,
    pub(crate) binary: Binary,
    pub(crate) environment: Vec<(&'static str, OsString)>,
    pub(crate) event: String,
    /// Part of every right answer.
    pub(crate) answer_has: &'static str,
}

/// Where subjects come from and what they talk to.
pub(crate) struct Place<'a> {
    pub(crate) folder: &'a Path,
    pub(crate) scratch: &'a Path,
    pub(crate) endpoints: &'a Endpoints,
    pub(crate) table_name: &'a str,
}

/// All of them, the bare function first.
pub(crate) fn all(place: &Place<'_>, lender: &Lender) -> Vec<Subject> {
    let Endpoints { tls, plain, .. } = place.endpoints;
    let (read, token) = (events::read_loan(&lender.token), events::access_token(lender));
    let ok = "\"statusCode\":200";
    let bare = Subject {
        name: "bare function",
        binary: bare::find_or_build(place),
        environment: place.environment("bare-function", tls),
        event: read.clone(),
        answer_has: ok,
    };
    vec![
        bare,
        place.subject("loans-api", tls, &read, ok),
        Subject { name: "loans-api, without TLS", ..place.subject("loans-api", plain, &read, ok) },
        place.subject("identity-api", tls, &token, ok),
        place.subject("company-admin", tls, &events::get_company(lender), "\"company_id\":"),
    ]
}

impl Place<'_> {
    fn subject(&self, name: &'static str, endpoint: &str, event: &str, answer_has: &'static str) -> Subject {
        let binary = Binary::find(self.folder, self.scratch, name);
        Subject { name, binary, environment: self.environment(name, endpoint), event: event.to_owned(), answer_has }
    }

    /// As Lambda sets it, as far as anybody here reads it, and what the template adds.
    fn environment(&self, name: &str, endpoint: &str) -> Vec<(&'static str, OsString)> {
        let texts = [
            ("AWS_LAMBDA_FUNCTION_NAME", name),
            ("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", MEMORY_MB),
            ("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST"),
            ("AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand"),
            ("AWS_LAMBDA_LOG_FORMAT", "JSON"),
            ("AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/bench"),
            ("AWS_LAMBDA_LOG_STREAM_NAME", "bench"),
            ("AWS_REGION", "eu-west-1"),
            ("AWS_DEFAULT_REGION", "eu-west-1"),
            ("AWS_ACCESS_KEY_ID", "bench"),
            ("AWS_SECRET_ACCESS_KEY", "bench"),
            ("AWS_SESSION_TOKEN", "bench"),
            ("TABLE_NAME", self.table_name),
            ("AWS_ENDPOINT_URL", endpoint),
        ];
        let roots = [("SSL_CERT_FILE", self.endpoints.roots.clone().into())];
        texts.map(|(key, value)| (key, value.into())).into_iter().chain(roots).collect()
    }
}
