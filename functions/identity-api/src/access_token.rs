//! `POST /user/public/access-token`.

use axum::extract::{Request, State};
use domain::field::Faults;
use domain::json::{Json, Object};
use platform::http::answer::Answer;
use platform::http::body;
use platform::http::problem::Problem;

use crate::App;
use crate::client::Client;

/// A token with all roles of the credential.
pub(crate) async fn post(State(app): State<App>, request: Request) -> Result<Answer, Problem> {
    let Ask { client_id, client_secret } = Ask::parse(&body::parse(&body::read(request).await?)?)?;
    let client = Client::authenticate(&app, &client_id, &client_secret, &[]).await?;
    let token = client.issue(&app, client.roles().clone()).await?;
    let roles: Json = token.record.roles.iter().map(|role| Json::text(role.name())).collect();
    let output = Object::from([
        ("access_token".to_owned(), Json::text(token.text)),
        ("token_type".to_owned(), Json::text("Bearer")),
        ("expires_in".to_owned(), Json::integer(token.expires_in)),
        ("expires_at".to_owned(), Json::text(token.record.expires_at.to_rfc3339())),
        ("token_id".to_owned(), Json::text(token.record.token_id)),
        ("roles".to_owned(), roles),
    ]);
    let members = [("message".to_owned(), Json::text("success")), ("output".to_owned(), Json::Object(output))];
    Ok(Answer::ok(Object::from(members)))
}

/// The body.
struct Ask {
    client_id: String,
    client_secret: String,
}

impl Ask {
    fn parse(body: &Json) -> Result<Self, Problem> {
        let object = body.as_object().ok_or_else(|| Problem::bad_request("The body must be an object."))?;
        let mut faults = Faults::default();
        let client_id = text(object, "client_id", &mut faults);
        let client_secret = text(object, "client_secret", &mut faults);
        for key in object.keys().filter(|key| !matches!(key.as_str(), "client_id" | "client_secret")) {
            faults.add(key, "Unknown key");
        }
        faults.into_result().map_err(|faults| Problem::invalid(faults.to_json()))?;
        Ok(Self { client_id, client_secret })
    }
}

fn text(object: &Object, key: &str, faults: &mut Faults) -> String {
    match object.get(key).map(Json::as_text) {
        Some(Some(text)) => return text.to_owned(),
        Some(None) => faults.add(key, "Value must be a string"),
        None => faults.add(key, "Value is required"),
    }
    String::new()
}
