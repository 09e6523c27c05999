//! Samples run as a reader of the documents would run them.

use crate::{Answer, Api, Sample, assert_has_keys_of, setting::setting};
use serde_json::Value;
use std::{
    io,
    process::{Command, Output},
};

const CURL_SETTINGS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/curl");

/// Runs the sample in its argument as it stands, and prints what it sent and what it got.
const RUN_PYTHON: &str = "\
import contextlib, io, json, sys
sample = {}
with contextlib.redirect_stdout(io.StringIO()):
    exec(sys.argv[1], sample)
response = sample['response']
print(json.dumps({'sent': sample['payload'] or 'null', 'status': response.status_code, 'text': response.text}))";

/// The three languages of the documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// The shell sample, run by `bash` with the machine's `curl`.
    Shell,
    /// The Python sample, run by the Python in `RECOUP_PYTHON` with `requests`.
    Python,
    /// The body of the JavaScript sample, sent as `fetch` would.
    JavaScript,
}

impl Language {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Shell, Self::Python, Self::JavaScript];
}

/// What a sample sent, null for none, and what it got.
#[derive(Clone, Debug)]
pub struct Run {
    /// The body sent.
    pub sent: Value,
    /// The answer.
    pub answer: Answer,
}

impl Sample {
    /// Runs the sample of a language.
    pub fn run(&self, language: Language) -> Run {
        match language {
            Language::Shell => shell(&self.filled("curl.sh")),
            Language::Python => python(&self.filled("py")),
            Language::JavaScript => self.javascript(),
        }
    }

    /// Runs a sample that changes something; asserts the documented answer and gives what was sent.
    pub fn change(&self, language: Language, status: u16) -> Value {
        let run = self.run(language);
        let answer = run.answer.with_status(status);
        assert_eq!(answer.body, self.documented_answer(), "{language:?} {self:?}");
        run.sent
    }

    /// Runs a sample that reads; asserts that the documented sections are answered.
    pub fn read(&self, language: Language) -> Answer {
        let answer = self.run(language).answer.with_status(200);
        assert_has_keys_of(&self.documented_answer(), &answer.body);
        answer
    }

    /// The documents give `fetch` the method, address and headers of their shell samples.
    fn javascript(&self) -> Run {
        let shell = self.filled("curl.sh");
        let (method, url) = request_line(&shell);
        let path =
            url.strip_prefix(setting("API_URL").trim_end_matches('/')).unwrap_or_else(|| panic!("{url} is elsewhere"));
        let headers = shell.lines().filter_map(header);
        let headers: Vec<(&str, &str)> = headers.collect();
        let caller = Api::anonymous();
        if method == "GET" {
            return Run { sent: Value::Null, answer: caller.send(method, path, &headers, ()) };
        }
        let body = self.filled("json");
        Run { sent: json(&body), answer: caller.send(method, path, &headers, body) }
    }
}

fn shell(sample: &str) -> Run {
    let sent = sample.split_once("--data-raw '").map_or("null", |(_, body)| body.trim_end().trim_end_matches('\''));
    let printed = printed("bash", Command::new("bash").args(["-c", sample]).env("CURL_HOME", CURL_SETTINGS).output());
    let (text, status) = printed.rsplit_once('\n').unwrap_or(("", &printed));
    Run { sent: json(sent), answer: Answer::new(status.parse().expect("a status"), text, Vec::new()) }
}

fn python(sample: &str) -> Run {
    let python = setting("RECOUP_PYTHON");
    let printed = json(&printed(&python, Command::new(&python).args(["-c", RUN_PYTHON, sample]).output()));
    let text = |name: &str| printed.get(name).and_then(Value::as_str).unwrap_or_default();
    let status = printed.get("status").and_then(Value::as_u64).and_then(|status| u16::try_from(status).ok());
    Run { sent: json(text("sent")), answer: Answer::new(status.expect("a status"), text("text"), Vec::new()) }
}

/// `curl --location --request PATCH 'http://...' \`
fn request_line(shell: &str) -> (&str, &str) {
    let (_, rest) = shell.split_once("--request ").expect("a sample with a method");
    let (method, rest) = rest.split_once(" '").expect("a sample with an address");
    (method, rest.split_once('\'').expect("a quoted address").0)
}

/// `--header 'role: admin' \`
fn header(line: &str) -> Option<(&str, &str)> {
    line.strip_prefix("--header '")?.split_once('\'')?.0.split_once(": ")
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

fn printed(program: &str, output: io::Result<Output>) -> String {
    let output = output.unwrap_or_else(|error| panic!("cannot run {program}: {error}"));
    assert!(output.status.success(), "{program} failed: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).trim_end().to_owned()
}
