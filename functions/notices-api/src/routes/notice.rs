//! Notices of a loan.

use axum::extract::{Path, Request, State};
use domain::company::{Caller, CompanyKind, Role};
use domain::field::{Faults, is_id};
use domain::json::Json;
use domain::lending::Context;
use domain::moment::Moment;
use domain::notice::making::Making;
use domain::notice::record::NoticeRecord;
use domain::notice::request::Wanted;
use http::{StatusCode, Uri};
use platform::accounts::uncomputable;
use platform::auth::{Authenticated, require, unguessable};
use platform::change::{self, Change};
use platform::communications::{Asked, about};
use platform::http::answer::Answer;
use platform::http::dialect::lending::absent;
use platform::http::incoming;
use platform::http::page::PageAsked;
use platform::http::problem::Problem;
use platform::keys::loan::{self, History};
use platform::keys::{account, notice as keys};
use platform::notices::{KnownNotice, asked_writes, notice_to_make, owner};
use platform::table::{Item, Order};

use crate::App;
use crate::presentation::{answer, noted};
use crate::refusal::{no_entropy, no_notice, no_template, unmade};

/// `POST /recovery/loan/{loan_id}/notices`
pub(super) async fn create(
    State(app): State<App>,
    Authenticated(caller): Authenticated,
    Path(loan_id): Path<String>,
    request: Request,
) -> Result<Answer, Problem> {
    require(&caller, Role::Manager)?;
    let incoming = incoming::read(request).await?;
    incoming::only_known(&incoming.parameters, &[])?;
    let today = caller.company.settings.time_zone.date_at(app.clock.now());
    let wanted = Wanted::read(&incoming.body, today)?;
    let attempt = || attempt_create(&app, &caller, &loan_id, &wanted);
    change::run(&app.table, &app.clock, &caller.company.id, incoming.idempotent.as_ref(), attempt).await
}

async fn attempt_create(app: &App, caller: &Caller, loan_id: &str, wanted: &Wanted) -> Result<Change, Problem> {
    let (company, now) = (&caller.company, app.clock.now());
    if !is_id(loan_id) {
        return Err(absent(platform::communications::Absent::Loan, company.kind));
    }
    let month = wanted.month(company.settings.time_zone.date_at(now));
    let asked = Asked { company, loan_id, month };
    let template = keys::template(&company.id, &wanted.template_id);
    let found = about(&app.table, &asked, std::slice::from_ref(&template)).await?;
    let (subject, items) = found.map_err(|what| absent(what, company.kind))?;
    let template = items.iter().find(|item| item.key == template).map(Item::read).transpose()?;
    let template = template.ok_or_else(no_template)?;
    let (facts, case) = subject.on(&asked, now).map_err(|refusal| uncomputable(&company.id, loan_id, &refusal))?;
    let context = Context { company, author: &caller.author, now };
    let (link, object) = (unguessable().map_err(no_entropy)?, unguessable().map_err(no_entropy)?);
    let making = Making {
        wanted,
        template: &template,
        facts: &facts,
        contacts: &subject.contacts.contacts,
        case: &case,
        context,
        id: now,
        batch_id: None,
        action_id: None,
        link: &link,
        object_key: &format!("{object}.pdf"),
    };
    let made = making.carry_out().map_err(|reason| unmade(&reason))?;
    let writes = asked_writes((&subject, &facts), &subject.told_in(&asked), &made, &context)?;
    Ok(Change { writes, answer: answer(StatusCode::ACCEPTED, made.record.show()) })
}

/// `GET /recovery/loan/{loan_id}/notices`
pub(super) async fn list(
    State(app): State<App>,
    Authenticated(caller): Authenticated,
    Path(loan_id): Path<String>,
    uri: Uri,
) -> Result<Answer, Problem> {
    let parameters = incoming::parameters(uri.query())?;
    incoming::only_known(&parameters, &["limit", "starting_after"])?;
    let mut faults = Faults::default();
    let asked = PageAsked::read(&parameters, &mut faults);
    let after = asked.after().map(|text| text.parse().ok().and_then(Moment::from_micros));
    if after == Some(None) {
        faults.add("starting_after", "Value must be the `next` of a page");
    }
    faults.into_result()?;
    let company = &caller.company;
    let no_loan = || absent(platform::communications::Absent::Loan, company.kind);
    if !is_id(&loan_id) {
        return Err(no_loan());
    }
    let pk = if company.kind == CompanyKind::CreditLine {
        let owner = app.table.get(&loan::transaction_owner(&company.id, &loan_id)).await?.ok_or_else(no_loan)?;
        let owner: domain::lending::customer::TransactionOwner = owner.read()?;
        loan::customer(&company.id, &owner.client_customer_id)
    } else {
        loan::loan(&company.id, &loan_id)
    };
    let from = after.flatten().map_or(Moment::EPOCH, |after| after.later(1));
    let (from, to) = loan::history_bounds(History::Notice, from, Moment::LAST);
    let page = app.table.query_at_most(&pk, &from, &to, Order::Ascending, Some(asked.limit())).await?;
    if page.items.is_empty() && company.kind == CompanyKind::Lending {
        let head = [loan::profile(&pk), account::account(&pk)];
        if app.table.get_many(&head).await?.is_empty() {
            return Err(no_loan());
        }
    }
    let last = page.items.last().filter(|_| page.more).and_then(|item| loan::history_item(&item.key.sk));
    let shown = page.items.iter().filter_map(|item| noted(item, &loan_id).transpose());
    let shown = shown.collect::<Result<Vec<Json>, _>>()?;
    let next = last.map(|(_, id)| Json::text(id.micros().to_string()));
    Ok(answer(StatusCode::OK, Json::object([("notices", Json::List(shown)), ("next", next.into())])))
}

/// `GET /recovery/notices/{notice_id}`
pub(super) async fn read(
    State(app): State<App>,
    Authenticated(caller): Authenticated,
    Path(notice_id): Path<String>,
    uri: Uri,
) -> Result<Answer, Problem> {
    incoming::only_known(&incoming::parameters(uri.query())?, &[])?;
    let known = find(&app, &caller, &notice_id).await?;
    Ok(answer(StatusCode::OK, NoticeRecord::show(&known.record)))
}

/// A notice of the caller's company by its id.
pub(super) async fn find(app: &App, caller: &Caller, notice_id: &str) -> Result<KnownNotice, Problem> {
    let id = notice_id.parse().ok().and_then(Moment::from_micros).ok_or_else(no_notice)?;
    let owner = owner(&app.table, &caller.company.id, id).await?.ok_or_else(no_notice)?;
    let found = notice_to_make(&app.table, &owner.pk, id).await?;
    found.map(|(known, _)| known).ok_or_else(no_notice)
}
