//! A case, told to the API day by day, beside the runner that knows what an action comes to.
//!
//! What an action means as transactions (the amount of a payoff, the transaction that is undone) is found as `domain`'s own
//! runner finds it; what is compared is what the API answers with what the case shows.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use domain::servicing::transaction::TransactionId;
use serde_json::{Value, json};
use testbed::{Lender, World};

use crate::answers::Answers;
use crate::client::Client;
use crate::compared;
use crate::fields::Fields;
use crate::loan::Loan;
use crate::options::Options;
use crate::outcome::{Outcome, Stop};
use crate::timeline::Story;
use crate::{account_body, requests};

/// What came of a case.
#[derive(Default)]
pub struct Told {
    /// Whether what was answered is what the case shows.
    pub outcome: Outcome,
    /// Checks of what the API does not answer.
    pub not_answered: Vec<String>,
}

/// Tells a case.
pub async fn tell(world: &World, lender: &Lender, case: Fields<'_>, options: &Options) -> Told {
    let mut teller = Teller { client: Client::new(world, lender), ids: BTreeMap::new(), told: Told::default() };
    if case.get("inputs").is_some() {
        let result = teller.quote(case, options).await;
        teller.told.outcome.check("schedule", result);
    } else {
        teller.timeline(case, options).await;
    }
    let outcome = &mut teller.told.outcome;
    if outcome.agreed == 0 && outcome.differences.is_empty() && outcome.unsupported.is_empty() {
        outcome.unsupported.push("nothing that the API answers".to_owned());
    }
    teller.told
}

struct Teller<'a> {
    client: Client<'a>,
    /// By which ids the API knows transactions.
    ids: BTreeMap<TransactionId, String>,
    told: Told,
}

impl Teller<'_> {
    /// One disbursement, and the schedule that follows from it.
    async fn quote(&mut self, case: Fields<'_>, options: &Options) -> Result<Vec<String>, Stop> {
        let inputs = case.object("inputs")?;
        let disbursement = case.object("disbursement")?;
        let (on, business_date) = (disbursement.date("date")?, case.date("business_date")?);
        let mut loan = Loan::new(inputs, business_date)?;
        let quoted = case.flag("proposed_before_disbursement");
        let amount = disbursement.decimal("amount")?.to_string();
        self.create(inputs, &loan, quoted.then_some(amount.as_str())).await?;
        self.grant(on, None).await?;
        self.client.on(business_date).await;
        if !quoted {
            loan.disburse(on, disbursement.decimal("amount")?)?;
            self.enter(&loan, 0).await?;
        }
        let answers = Answers::of(&self.client, business_date).await?;
        let mut differences = compared::schedule(case.object("schedule")?, &answers, options)?;
        if let Some(totals) = case.get("totals").map(Fields) {
            differences.extend(compared::totals(totals, &answers)?);
        }
        Ok(differences)
    }

    async fn timeline(&mut self, case: Fields<'_>, options: &Options) {
        let mut story = Story::default();
        for (at, entry) in case.list("timeline").iter().enumerate() {
            let entry = Fields(entry);
            let day = story.business_date.map(|date| date.to_string()).unwrap_or_default();
            if let Some(name) = entry.maybe_text("ev") {
                if let Err(stop) = self.act(&mut story, name, entry).await {
                    self.told.outcome.stop(&format!("#{at} {day} {name}"), stop);
                    return;
                }
            } else if let Some(name) = entry.maybe_text("expect") {
                match self.check(&story, name, entry, options).await {
                    Ok(Some(differences)) => self.told.outcome.check(&format!("#{at} {day} {name}"), Ok(differences)),
                    Ok(None) => self.told.not_answered.push(name.to_owned()),
                    Err(stop) => self.told.outcome.stop(&format!("#{at} {day} {name}"), stop),
                }
            }
        }
    }

    async fn act<'c>(&mut self, story: &mut Story<'c>, name: &str, action: Fields<'c>) -> Result<(), Stop> {
        let before = story.loan.as_ref().map_or(0, |loan| loan.transactions.len());
        story.act(name, action)?;
        let Some(loan) = &story.loan else { return Ok(()) };
        match name {
            "create" => {
                self.create(action.object("inputs")?, loan, None).await?;
                self.client.on(loan.business_date).await;
            }
            "approve" => {
                self.client.on(action.maybe_date("date")?.unwrap_or(loan.business_date)).await;
                let expected = action.maybe_date("expected_disbursement")?;
                let differs = action.decimal("amount")? != loan.terms.limits.applied.unwrap_or(loan.terms.principal);
                let amount = differs.then(|| action.text("amount")).transpose()?;
                self.grant(expected.unwrap_or(loan.terms.expected_disbursement), amount).await?;
                self.client.on(loan.business_date).await;
            }
            "add_expected_tranche" => self.plan(loan).await?,
            "business_date" | "advance_business_date" => self.client.on(loan.business_date).await,
            _ => {}
        }
        self.enter(loan, before).await
    }

    /// Makes the account on the day of its application, with what is charged on it.
    async fn create(&mut self, inputs: Fields<'_>, loan: &Loan, amount: Option<&str>) -> Result<(), Stop> {
        self.client.on(inputs.date("submitted_on")?).await;
        let mut body = account_body::of(inputs)?;
        if let (Some(amount), Some(body)) = (amount, body.as_object_mut()) {
            body.insert("amount".to_owned(), json!(amount));
        }
        self.client.create(body).await?;
        self.enter(loan, 0).await
    }

    /// The loan is granted.
    async fn grant(&mut self, expected: NaiveDate, amount: Option<&str>) -> Result<(), Stop> {
        let details = json!({ "expected_disburse_time": account_body::time(&expected.to_string()) });
        self.client.update(&json!({ "disbursement_details": details })).await?;
        self.client.method("submit", &json!({})).await?;
        let body = amount.map_or(json!({}), |amount| json!({ "amount": amount }));
        self.client.method("approve", &body).await.map(drop)
    }

    /// The plan of disbursements changes.
    async fn plan(&mut self, loan: &Loan) -> Result<(), Stop> {
        let tranche = |it: &domain::servicing::terms::ExpectedTranche| {
            let on = account_body::time(&it.on.to_string());
            json!({ "amount": it.amount.to_string(), "disbursement_details": { "expected_disburse_time": on } })
        };
        let tranches: Vec<Value> = loan.terms.schedule.expected_tranches.iter().map(tranche).collect();
        self.client.update(&json!({ "tranches": tranches })).await.map(drop)
    }

    /// Enters what has happened to the loan since it had so many transactions.
    async fn enter(&mut self, loan: &Loan, before: usize) -> Result<(), Stop> {
        for transaction in loan.transactions.iter().skip(before) {
            if self.ids.contains_key(&transaction.id) {
                continue;
            }
            let request = requests::of(transaction, loan, &|of| self.id(of))?;
            let answer = match request {
                None => Value::Null,
                Some(request) => {
                    let reply = self.client.attempt("POST", &request.rest, &request.body).await;
                    crate::client::taken(&reply, &format!("POST {} {}", request.rest, request.body))?
                }
            };
            let id = answer.get("transaction_id").and_then(Value::as_str).unwrap_or_default();
            self.ids.insert(transaction.id, id.to_owned());
        }
        Ok(())
    }

    fn id(&self, of: TransactionId) -> String {
        self.ids.get(&of).filter(|id| !id.is_empty()).cloned().unwrap_or_else(|| "txn_unknown".to_owned())
    }

    /// What differs; nothing where the API does not answer what is asked.
    async fn check(
        &mut self,
        story: &Story<'_>,
        name: &str,
        wanted: Fields<'_>,
        options: &Options,
    ) -> Result<Option<Vec<String>>, Stop> {
        let Some(loan) = &story.loan else { return Ok(None) };
        if name == "rejected" {
            return self.refused(wanted, loan).await;
        }
        // The systems that the cases come from bring a loan up to date when something happens to it: that day is looked at.
        self.client.on(loan.computed_on).await;
        let answers = Answers::of(&self.client, loan.business_date).await?;
        self.client.on(loan.business_date).await;
        compared::check(name, wanted, &answers, options)
    }

    /// Whether an operation is refused that must be, and for what the loan is, not for how it is asked.
    async fn refused(&mut self, wanted: Fields<'_>, loan: &Loan) -> Result<Option<Vec<String>>, Stop> {
        let operation = wanted.text("op")?;
        let asked = crate::refusals::all_asked(operation, wanted, loan)?;
        // Which amount may be approved is asked when the loan is granted.
        if operation == "approve" || asked.is_empty() {
            return Ok(None);
        }
        for (on, event) in asked {
            let transaction = loan.transaction(on, event);
            let Some(request) = requests::of(&transaction, loan, &|of| self.id(of))? else { return Ok(None) };
            let reply = self.client.attempt("POST", &request.rest, &request.body).await;
            let is_refusal = reply.status.is_client_error() && !reply.text.contains("Unknown key");
            if is_refusal {
                return Ok(Some(Vec::new()));
            }
            if !reply.status.is_success() {
                return Ok(Some(vec![format!("{operation} was answered {} {}", reply.status.as_u16(), reply.text)]));
            }
        }
        Ok(Some(vec![format!("{operation} was taken: {}", wanted.0)]))
    }
}
