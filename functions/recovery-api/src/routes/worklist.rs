//! What a collector should do next.

use axum::extract::{Request, State};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::field::Faults;
use domain::json::{Json, Object, number_from_text};
use domain::recovery::default::DefaultStatus;
use domain::recovery::hold::HoldKind;
use domain::recovery::promise::PromiseStatus;
use domain::recovery::severity::Severity;
use domain::recovery::worklist::WorkItem;
use platform::auth::Authenticated;
use platform::http::answer::Answer;
use platform::http::incoming::{self, Parameters};
use platform::http::problem::Problem;
use platform::recovery::{WorkAsked, worklist};
use rust_decimal::Decimal;

use crate::App;
use crate::parameters::{PageAsked, choice};
use crate::presentation;

/// Statuses by which work can be asked for: those of live defaults.
const STATUSES: [DefaultStatus; 2] = [DefaultStatus::Open, DefaultStatus::InRecovery];
/// What can be asked of promises: that there is none, or what became of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Promised {
    Nothing,
    With(PromiseStatus),
}

impl Promised {
    const ALL: [Self; 5] = [
        Self::Nothing,
        Self::With(PromiseStatus::Open),
        Self::With(PromiseStatus::Kept),
        Self::With(PromiseStatus::Broken),
        Self::With(PromiseStatus::Cancelled),
    ];

    fn of(item: &WorkItem) -> Self {
        item.default.promise.as_ref().map_or(Self::Nothing, |promise| Self::With(promise.status))
    }

    fn name(self) -> &'static str {
        match self {
            Self::Nothing => "none",
            Self::With(status) => status.name(),
        }
    }
}

/// What is wanted beyond a severity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Wanted {
    status: Option<DefaultStatus>,
    promise: Option<Promised>,
    amount_min: Option<Decimal>,
}

impl Wanted {
    fn read(parameters: &Parameters, faults: &mut Faults) -> Self {
        Self {
            status: choice(parameters, "status", &STATUSES, DefaultStatus::name, faults),
            promise: choice(parameters, "promise", &Promised::ALL, Promised::name, faults),
            amount_min: amount(parameters, faults),
        }
    }

    fn takes(&self, item: &WorkItem) -> bool {
        self.status.is_none_or(|status| item.default.status == status)
            && self.promise.is_none_or(|wanted| Promised::of(item) == wanted)
            && self.amount_min.is_none_or(|least| item.default.overdue.amount >= least)
    }
}

fn amount(parameters: &Parameters, faults: &mut Faults) -> Option<Decimal> {
    let text = parameters.get("amount_min")?;
    let amount = number_from_text(text).ok().filter(|amount| !amount.is_sign_negative());
    if amount.is_none() {
        faults.add("amount_min", "Value must be an amount from 0 up");
    }
    amount
}

/// `GET /worklist`
pub(super) async fn read(
    State(app): State<App>,
    Authenticated(caller): Authenticated,
    request: Request,
) -> Result<Answer, Problem> {
    let parameters = incoming::parameters(request.uri().query())?;
    let known = ["severity", "status", "promise", "amount_min", "limit", "page_token"];
    incoming::only_known(&parameters, &known)?;
    let mut faults = Faults::default();
    let limit = PageAsked::read(&parameters, &mut faults).limit;
    let severity = choice(&parameters, "severity", &Severity::ALL, Severity::name, &mut faults);
    let wanted = Wanted::read(&parameters, &mut faults);
    let after = after(&parameters, &mut faults);
    faults.into_result()?;
    let takes = |item: &WorkItem| wanted.takes(item);
    let asked = WorkAsked {
        company_id: &caller.company.id,
        severity,
        after: after.as_deref(),
        limit: usize::try_from(limit).unwrap_or(usize::MAX),
        wanted: if wanted == Wanted::default() { None } else { Some(&takes) },
    };
    let work = worklist(&app.table, &asked).await?;
    let today = caller.company.settings.time_zone.date_at(app.clock.now());
    let show = |item: &WorkItem| {
        let mut shown = presentation::default::default(&item.default, &caller.company, today);
        shown.insert("holds".to_owned(), item.holds.iter().copied().map(HoldKind::name).map(Json::text).collect());
        Json::Object(shown)
    };
    let next = work.next.map(|place| URL_SAFE_NO_PAD.encode(place)).unwrap_or_default();
    Ok(Answer::ok(Json::Object(Object::from([
        ("worklist".to_owned(), work.items.iter().map(show).collect()),
        ("next_page_token".to_owned(), Json::text(next)),
    ]))))
}

/// Where the page before ended. It says a place in the company's own list, so there is nothing that it could be forged to reach.
fn after(parameters: &Parameters, faults: &mut Faults) -> Option<String> {
    let token = parameters.get("page_token").filter(|token| !token.is_empty())?;
    let place = URL_SAFE_NO_PAD.decode(token).ok().and_then(|bytes| String::from_utf8(bytes).ok());
    let place = place.filter(|place| place.starts_with(|first: char| first.is_ascii_digit()) && place.len() < 1_024);
    if place.is_none() {
        faults.add("page_token", "Value must be a next_page_token of this list");
    }
    place
}
