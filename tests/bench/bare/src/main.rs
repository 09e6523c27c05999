//! The smallest function there can be: `lambda_http` and a fixed answer, no client, no logs. What it costs to start,
//! in time, memory and size, is what every function in Rust costs; the benchmarks count the others in it.

use lambda_http::{Body, Error, Request, Response, run, service_fn};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    run(service_fn(answer)).await
}

async fn answer(_: Request) -> Result<Response<Body>, Error> {
    Ok(Response::builder().header("content-type", "application/json").body(Body::from("{}"))?)
}
