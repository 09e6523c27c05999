use std::io::Write;
use std::sync::{Arc, Mutex};

use lambda_http::tracing::subscriber::filter::LevelFilter;
use lambda_http::tracing::subscriber::layer::SubscriberExt;
use lambda_http::tracing::subscriber::util::SubscriberInitExt;
use lambda_http::tracing::subscriber::{fmt, registry};
use platform::telemetry;
use serde_json::json;

use crate::setting::{COMPANY, Setting};

#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().expect("a lock").extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[tokio::test]
async fn neither_secrets_nor_tokens_are_logged() {
    let setting = Setting::start().await;
    let (_, holder) = setting.one_holder().await;
    let log = Log::default();
    let lines = fmt::layer().json().with_writer({
        let log = log.clone();
        move || log.clone()
    });
    // The embedded table is no part of a function.
    let filter = telemetry::filter(LevelFilter::TRACE).with_target("dynoxide", LevelFilter::OFF);
    let started = registry().with(filter).with(lines).set_default();
    let body = json!({"client_id": holder.id, "client_secret": holder.secret}).to_string();
    let token = setting.post_json(&body).await.text("/output/access_token").to_owned();
    let form = format!("client_id={}&client_secret={}&token={token}", holder.id, holder.secret);
    assert_eq!(setting.post_form("/oauth/revoke", None, &form).await.status, 200);
    setting.post_json(&body.replace(':', "")).await;
    setting.post_form("/oauth/token", Some(&format!("Basic {}", holder.secret)), &form).await;
    drop(started);
    let text = String::from_utf8(log.0.lock().expect("a lock").clone()).expect("text");
    assert_eq!(text.matches("answered POST").count(), 4, "{text}");
    assert!(text.contains(COMPANY), "{text}");
    for plain in [token.as_str(), holder.secret.as_str(), "rcp_", "rcs_"] {
        assert!(!text.contains(plain), "{text}");
    }
}
