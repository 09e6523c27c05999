//! The interactive API reference: Swagger UI over the documents in `infra/openapi`, and the API behind it, so that
//! a request tried out on the page is one of the same origin; and beside it, for the same reason, the outbox.

use crate::{
    arguments::Reference,
    daemon,
    failure::{Explain, Failure, Outcome},
    http,
    layout::{Home, Workspace},
    logs, outbox,
    settings::Settings,
};
use serde_json::{Value, json};
use std::{
    env, fs,
    net::{Ipv4Addr, TcpStream},
    path::{Path, PathBuf},
    process::{Command, ExitCode},
    sync::Arc,
    thread,
    time::{Duration, Instant},
};
use tiny_http::{Header, Request, Response, Server};

const PATIENCE: Duration = Duration::from_mins(2);
const WORKERS: usize = 4;
const PAGE: &str = include_str!("../reference/index.html");
/// Headers that belong to one connection and not to the request.
const OF_THE_CONNECTION: [&str; 6] =
    ["host", "connection", "content-length", "transfer-encoding", "accept-encoding", "keep-alive"];

/// Starts it as a process of its own, and gives its address.
pub(crate) fn start(home: &Home, port: u16, api_url: &str, viewer: &Path) -> Outcome<String> {
    let mut command = Command::new(this_program()?);
    command.args(["serve-reference", &port.to_string(), api_url]).arg(viewer).arg(home.env());
    let process = daemon::start(home, "reference", &mut command)?;
    let begun = Instant::now();
    while TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_err() {
        if !process.runs() || begun.elapsed() > Duration::from_secs(10) {
            return Err(Failure::new("the API reference does not listen", logs::tail_of(home, "reference")));
        }
        thread::sleep(Duration::from_millis(20));
    }
    Ok(format!("http://127.0.0.1:{port}/"))
}

/// This program, also when cargo has put a newer one in its place while it ran.
fn this_program() -> Outcome<PathBuf> {
    let path = env::current_exe().explain(|| "cannot find this program".to_owned())?;
    Ok(if path.exists() { path } else { PathBuf::from("/proc/self/exe") })
}

struct Site {
    openapi: PathBuf,
    viewer: PathBuf,
    api_url: String,
    env: PathBuf,
}

struct Page {
    status: u16,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
}

/// Serves it until the process is stopped.
pub(crate) fn serve(workspace: &Workspace, options: &Reference) -> Outcome<ExitCode> {
    let server = Server::http((Ipv4Addr::LOCALHOST, options.port)).explain(|| "cannot serve".to_owned())?;
    let site = Site {
        openapi: workspace.openapi(),
        viewer: PathBuf::from(&options.viewer),
        api_url: options.api_url.clone(),
        env: PathBuf::from(&options.env),
    };
    let shared = Arc::new((server, site));
    let workers: Vec<_> = (0..WORKERS)
        .map(|_| {
            let shared = Arc::clone(&shared);
            thread::spawn(move || {
                let (server, site) = &*shared;
                server.incoming_requests().for_each(|request| site.answer(request));
            })
        })
        .collect();
    for worker in workers {
        drop(worker.join());
    }
    Ok(ExitCode::SUCCESS)
}

impl Site {
    fn answer(&self, mut request: Request) {
        let path = request.url().to_owned();
        let page = match path.strip_prefix("/api/") {
            Some(rest) => {
                self.pass_on(&mut request, rest).unwrap_or_else(|failure| Page::text(502, &failure.to_string()))
            }
            None => self.page(path.split(['?', '#']).next().unwrap_or_default()),
        };
        let headers =
            page.headers.iter().filter_map(|(name, value)| Header::from_bytes(name.as_bytes(), value.as_bytes()).ok());
        let response =
            headers.fold(Response::from_data(page.body).with_status_code(page.status), Response::with_header);
        // Whoever asked may have gone.
        let _ = request.respond(response);
    }

    fn page(&self, path: &str) -> Page {
        let name = path.rsplit('/').next().unwrap_or_default();
        match path.trim_end_matches(name) {
            "/" if name.is_empty() => Page::of("text/html; charset=utf-8", self.index().into_bytes()),
            "/" if name == "outbox" => {
                Page::of("text/html; charset=utf-8", outbox::page(&Settings::at(&self.env)).into_bytes())
            }
            "/openapi/" => self.document(name).map_or_else(Page::missing, |body| Page::of("application/json", body)),
            "/viewer/" => {
                fs::read(self.viewer.join(name)).map_or_else(|_| Page::missing(), |body| Page::of(kind(name), body))
            }
            _ => Page::missing(),
        }
    }

    fn index(&self) -> String {
        let urls: Vec<Value> =
            self.documents().iter().map(|name| json!({"name": name, "url": format!("openapi/{name}.json")})).collect();
        PAGE.replace("\"{documents}\"", &Value::Array(urls).to_string())
    }

    /// The names of the documents that are there now.
    fn documents(&self) -> Vec<String> {
        let entries = fs::read_dir(&self.openapi).into_iter().flatten().flatten();
        let name = |path: PathBuf| Some(path.file_name()?.to_str()?.strip_suffix(".json")?.to_owned());
        let mut names: Vec<String> = entries.filter_map(|entry| name(entry.path())).collect();
        names.sort();
        names
    }

    /// A document, with this server in place of the ones it names.
    fn document(&self, name: &str) -> Option<Vec<u8>> {
        let text = fs::read_to_string(self.openapi.join(name)).ok()?;
        let mut document: Value = serde_json::from_str(&text).ok()?;
        let servers = json!([{"url": "/api"}]);
        if document.as_object_mut()?.insert("servers".to_owned(), servers.clone()).is_some() {
            return serde_json::to_vec(&document).ok();
        }
        // It names none, so it is kept as it is written, in its own order.
        let (before, after) = text.split_once('{')?;
        Some(format!("{before}{{\"servers\":{servers},{after}").into_bytes())
    }

    /// Hands a request to the API, and its answer back.
    fn pass_on(&self, request: &mut Request, rest: &str) -> Outcome<Page> {
        let mut body = Vec::new();
        request.as_reader().read_to_end(&mut body).explain(|| "cannot read the request".to_owned())?;
        let method = request.method().to_string();
        let headers: Vec<(String, String)> = request
            .headers()
            .iter()
            .map(|header| (header.field.as_str().as_str().to_ascii_lowercase(), header.value.as_str().to_owned()))
            .filter(|(name, _)| !OF_THE_CONNECTION.contains(&name.as_str()))
            .collect();
        let headers: Vec<(&str, &str)> = headers.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let answer = http::send(&method, &format!("{}/{rest}", self.api_url), &headers, &body, PATIENCE)?;
        let kept = answer
            .headers
            .into_iter()
            .filter(|(name, _)| !OF_THE_CONNECTION.contains(&name.to_ascii_lowercase().as_str()));
        Ok(Page { status: answer.status, headers: kept.collect(), body: answer.body })
    }
}

impl Page {
    fn of(kind: &str, body: Vec<u8>) -> Self {
        Self { status: 200, headers: vec![("content-type".to_owned(), kind.to_owned())], body }
    }

    fn text(status: u16, text: &str) -> Self {
        Self { status, ..Self::of("text/plain; charset=utf-8", text.as_bytes().to_vec()) }
    }

    fn missing() -> Self {
        Self::text(404, "There is no such page.")
    }
}

fn kind(name: &str) -> &'static str {
    match name.rsplit('.').next() {
        Some("css") => "text/css",
        Some("js") => "text/javascript",
        Some("png") => "image/png",
        Some("html") => "text/html",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::Site;
    use serde_json::{Value, json};
    use std::{fs, path::PathBuf};

    fn site(test: &str) -> Site {
        let openapi = std::env::temp_dir().join(format!("recoup-reference-{test}-{}", std::process::id()));
        fs::create_dir_all(&openapi).unwrap();
        let document = json!({"openapi": "3.1.0", "servers": [{"url": "https://api.example.com"}]});
        fs::write(openapi.join("loans-api.json"), document.to_string()).unwrap();
        Site { openapi, viewer: PathBuf::from("nowhere"), api_url: String::new(), env: PathBuf::from("nowhere") }
    }

    #[test]
    fn a_document_names_this_server() {
        let page = site("servers").page("/openapi/loans-api.json");
        let document: Value = serde_json::from_slice(&page.body).unwrap();
        assert_eq!(document["servers"], json!([{"url": "/api"}]));
    }

    #[test]
    fn a_document_without_servers_keeps_its_order() {
        let site = site("order");
        fs::write(site.openapi.join("order.json"), r#"{"paths": {"/b": {}, "/a": {}}}"#).unwrap();
        let page = String::from_utf8(site.page("/openapi/order.json").body).unwrap();
        assert_eq!(page, r#"{"servers":[{"url":"/api"}],"paths": {"/b": {}, "/a": {}}}"#);
    }

    #[test]
    fn the_page_lists_the_documents() {
        let page = String::from_utf8(site("list").page("/").body).unwrap();
        assert!(page.contains(r#"{"name":"loans-api","url":"openapi/loans-api.json"}"#), "{page}");
    }

    #[test]
    fn nothing_outside_is_served() {
        let site = site("outside");
        assert_eq!(site.page("/viewer/../../Cargo.toml").status, 404);
        assert_eq!(site.page("/openapi/..").status, 404);
        assert_eq!(site.page("/nothing").status, 404);
    }
}
