//! Brings a stack up: from whatever is there to one that answers requests.

use crate::{
    arguments::Mode,
    aws::{ACCESS_KEY, Aws, REGION},
    compile, daemon, demo,
    deploy::{self, Outputs},
    failure::{Failure, Outcome},
    layout::{Home, Workspace},
    ministack,
    ports::Ports,
    progress::Progress,
    python, reference,
    settings::Settings,
    template::{Function, STACK, Template},
    watch,
};
use std::{
    fs,
    path::{Path, PathBuf},
};

/// What is asked for.
#[derive(Clone, Copy)]
pub(crate) struct Plan<'a> {
    pub(crate) workspace: &'a Workspace,
    pub(crate) home: &'a Home,
    pub(crate) mode: Mode,
    pub(crate) ports: Ports,
}

struct Installed {
    python: PathBuf,
    viewer: PathBuf,
}

/// Brings it up, or leaves nothing of it running.
pub(crate) fn up(plan: Plan<'_>, progress: &Progress) -> Outcome<Settings> {
    // Two starts at once would take each other's processes for their own.
    let _alone = plan.home.lock()?;
    must_be_down(plan.home)?;
    let outcome = bring_up(plan, progress);
    if outcome.is_err() {
        daemon::stop_all(plan.home);
    }
    outcome
}

/// Fails when a stack of this home runs already.
fn must_be_down(home: &Home) -> Outcome<()> {
    let running: Vec<&str> = daemon::NAMES.into_iter().filter(|name| daemon::running(home, name).is_some()).collect();
    if running.is_empty() {
        return Ok(());
    }
    Err(Failure::new(
        format!("a stack of this checkout is running already ({})", running.join(", ")),
        "Where it is: cargo local status\nStop it:     cargo local stop",
    ))
}

fn must_run_here(mode: Mode) -> Outcome<()> {
    if mode == Mode::Watched || cfg!(target_os = "linux") {
        return Ok(());
    }
    Err(Failure::new(
        "functions as they are built for AWS run on Linux only",
        "Here they can be run from their source: cargo local",
    ))
}

fn bring_up(plan: Plan<'_>, progress: &Progress) -> Outcome<Settings> {
    must_run_here(plan.mode)?;
    plan.home.create()?;
    let template = Template::read(plan.workspace)?;
    plan.ports.check()?;
    let installed = install(plan, progress)?;
    let earlier = Settings::read(plan.home);
    compile(plan, template.functions(), progress)?;
    let aws = progress.step("ministack started", || {
        ministack::start(plan.home, &installed.python, plan.ports, plan.mode, template.functions())
    })?;
    let outputs =
        progress.step("infra/template.yaml deployed", || deploy::deploy(plan.workspace, &aws, &template, plan.mode))?;
    let mut settings = addresses(plan, &installed.python, &aws, &outputs)?;
    if plan.mode == Mode::Watched {
        progress.step("functions watched", || {
            watch::start(plan.workspace, plan.home, &aws, plan.ports, template.functions())
        })?;
    }
    progress.step("demo companies, tokens and loans", || prepare_demo(plan, &mut settings, &outputs, &earlier))?;
    let api_url = settings.get("API_URL").unwrap_or_default().to_owned();
    let shown = progress.step("API reference served", || {
        reference::start(plan.home, plan.ports.reference, &api_url, &installed.viewer)
    })?;
    settings.set("OUTBOX_URL", format!("{shown}outbox"));
    settings.set("REFERENCE_URL", shown);
    settings.write(plan.home)?;
    Ok(settings)
}

fn install(plan: Plan<'_>, progress: &Progress) -> Outcome<Installed> {
    let workspace = plan.workspace;
    let ministack = progress.step("ministack installed", || python::ensure(workspace, &python::MINISTACK))?;
    progress.step("cargo-lambda installed", || python::ensure(workspace, &python::CARGO_LAMBDA))?;
    let viewer = progress.step("API reference viewer installed", || python::ensure(workspace, &python::SWAGGER_UI))?;
    Ok(Installed { python: ministack.join("bin/python"), viewer: swagger_ui(&viewer)? })
}

/// The files of the viewer, in the environment that it was installed in.
fn swagger_ui(environment: &Path) -> Outcome<PathBuf> {
    let libraries = fs::read_dir(environment.join("lib")).into_iter().flatten().flatten();
    let mut folders = libraries.map(|entry| entry.path().join("site-packages/flask_swagger_ui/dist"));
    folders.find(|folder| folder.is_dir()).ok_or_else(|| {
        Failure::new("the viewer of the API reference is incomplete", format!("rm -r {}", environment.display()))
    })
}

fn compile(plan: Plan<'_>, functions: &[Function], progress: &Progress) -> Outcome<()> {
    progress.say("compiling the functions; the first time takes some minutes");
    progress.step("functions compiled", || match plan.mode {
        Mode::Watched => compile::for_watching(plan.workspace, functions),
        Mode::Deployed => compile::for_deploying(plan.workspace, functions.iter().map(Function::name)),
    })
}

fn addresses(plan: Plan<'_>, python: &Path, aws: &Aws, outputs: &Outputs) -> Outcome<Settings> {
    let mut settings = Settings::default();
    settings.set(
        "API_URL",
        match plan.mode {
            Mode::Watched => format!("http://127.0.0.1:{}", plan.ports.api),
            Mode::Deployed => format!("{}/_aws/execute-api/{}", aws.endpoint(), outputs.get("ApiId")?),
        },
    );
    settings.set("AWS_ENDPOINT_URL", aws.endpoint());
    settings.set("AWS_REGION", REGION);
    settings.set("AWS_ACCESS_KEY_ID", ACCESS_KEY);
    settings.set("AWS_SECRET_ACCESS_KEY", ACCESS_KEY);
    settings.set("STACK_NAME", STACK);
    // The API's address at AWS means nothing here.
    outputs.variables().filter(|(name, _)| name != "API_URL").for_each(|(name, value)| settings.set(name, value));
    settings.set("RECOUP_PYTHON", python.display().to_string());
    Ok(settings)
}

fn prepare_demo(plan: Plan<'_>, settings: &mut Settings, outputs: &Outputs, earlier: &Settings) -> Outcome<()> {
    let (invoker, company_admin) = match plan.mode {
        Mode::Watched => (Aws::at(plan.ports.api), "company-admin"),
        Mode::Deployed => (Aws::at(plan.ports.aws), outputs.get("CompanyAdminFunctionName")?),
    };
    let api_url = settings.get("API_URL").unwrap_or_default().to_owned();
    let place = demo::Place { invoker: &invoker, company_admin, api_url: &api_url };
    demo::prepare(&place, settings, earlier)
}
