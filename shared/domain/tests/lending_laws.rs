//! What holds of a loan whatever is done to it, in any order.
#![expect(clippy::expect_used, reason = "a test fails by panicking")]

use std::collections::{BTreeMap, BTreeSet};

use domain::calendar::Month;
use domain::company::{Company, CompanyKind, CompanySettings, PageTokenSecret, UnknownKeys};
use domain::field::Extent;
use domain::json::{Json, Object};
use domain::lending::allocation::Allocations;
use domain::lending::loan::{Loan, LoanChange, update, upload};
use domain::lending::payment::{Payment, PaymentRules};
use domain::lending::{Context, schema};
use domain::moment::Moment;
use proptest::prelude::*;
use rust_decimal::Decimal;

/// Something that a lender does to a loan.
#[derive(Debug, Clone)]
enum Step {
    Upload { month: u32, defaulted: u32 },
    Update { month: Option<u32>, late_fee: u32, defaulted: Option<u32>, tag: Option<u8> },
    Pay { month: u32, cents: u32, closes: bool, defaulted: Option<u32> },
}

fn step() -> impl Strategy<Value = Step> {
    let month = 1..=4_u32;
    let day = 1..=28_u32;
    prop_oneof![
        (month.clone(), day.clone()).prop_map(|(month, defaulted)| Step::Upload { month, defaulted }),
        (prop::option::of(month.clone()), any::<u32>(), prop::option::of(day.clone()), prop::option::of(0..3_u8))
            .prop_map(|(month, late_fee, defaulted, tag)| Step::Update { month, late_fee, defaulted, tag }),
        (month, 1..1_000_000_u32, any::<bool>(), prop::option::of(day))
            .prop_map(|(month, cents, closes, defaulted)| Step::Pay { month, cents, closes, defaulted }),
    ]
}

fn company() -> Company {
    Company {
        id: "com_1".into(),
        kind: CompanyKind::Lending,
        settings: CompanySettings {
            name: "Lender".into(),
            time_zone: domain::time_zone::TimeZone::from_name("Asia/Kolkata").expect("a zone"),
            currency: "INR".into(),
            unknown_keys: UnknownKeys::Refuse,
            bifurcation_variables: BTreeSet::new(),
            recovery: domain::recovery::settings::RecoverySettings::default(),
        },
        credentials: BTreeMap::new(),
        page_token_secret: PageTokenSecret::new([0; 32]),
        created_at: Moment::EPOCH,
    }
}

fn object(text: &str) -> Object {
    serde_json::from_str::<Json>(text).expect("valid JSON").as_object().expect("an object").clone()
}

fn month_text(month: u32) -> String {
    format!("2021-{month}-01")
}

/// A loan, and what was done to it by the test's own bookkeeping.
#[derive(Default)]
struct Ledger {
    loan: Option<Loan>,
    paid: BTreeMap<u32, Decimal>,
    first_defaults: BTreeMap<u32, String>,
}

impl Ledger {
    fn take(&mut self, step: &Step, context: &Context<'_>) {
        match step {
            Step::Upload { month, defaulted } => self.upload(*month, *defaulted, context),
            Step::Update { month, late_fee, defaulted, tag } => {
                self.update(*month, *late_fee, *defaulted, *tag, context);
            }
            Step::Pay { month, cents, closes, defaulted } => self.pay(*month, *cents, *closes, *defaulted, context),
        }
    }

    fn upload(&mut self, month: u32, defaulted: u32, context: &Context<'_>) {
        let date = format!("2020-05-{defaulted:02}");
        let text = format!(
            r#"{{"loan_id":"1","loan_type":"x","applicant_name":"A","total_loan_amount":1,
            "defaults":[{{"allocation_month":"{}","total_claim_amount":5,"date_of_default":"{date}"}}]}}"#,
            month_text(month)
        );
        let document = schema::LOAN.check(&object(&text), Extent::Whole, UnknownKeys::Refuse).expect("valid");
        let is_new = !self.first_defaults.contains_key(&month);
        let change = upload(self.loan.as_ref(), document, context);
        assert_eq!(change.is_ok(), is_new, "a month is uploaded once");
        if let Ok(change) = change {
            self.first_defaults.insert(month, date);
            self.apply(change);
        }
    }

    fn update(
        &mut self,
        month: Option<u32>,
        late_fee: u32,
        defaulted: Option<u32>,
        tag: Option<u8>,
        context: &Context<'_>,
    ) {
        let Some(loan) = &self.loan else { return };
        let month = month.filter(|month| self.first_defaults.contains_key(month));
        let named = month.map(|month| format!(r#""allocation_month":"{}","#, month_text(month))).unwrap_or_default();
        let moved = defaulted.map(|day| format!(r#""date_of_default":"2020-06-{day:02}","#)).unwrap_or_default();
        let tags = tag.map(|tag| format!(r#""tags":"t{tag}","#)).unwrap_or_default();
        let text = format!(r#"{{{tags}"defaults":[{{{named}{moved}"late_fee":{late_fee}}}]}}"#);
        let document = schema::LOAN.check(&object(&text), Extent::Partial, UnknownKeys::Refuse).expect("valid");
        let change = update(loan, document.clone(), context);
        assert_eq!(change.is_ok(), month.is_some() || loan.allocations.len() == 1, "an entry means one month");
        if let Ok(Some(change)) = change {
            self.apply(change);
            let again = update(self.loan.as_ref().expect("a loan"), document, context).expect("valid again");
            assert_eq!(again, None, "the same update again changes nothing");
        }
    }

    fn pay(&mut self, month: u32, cents: u32, closes: bool, defaulted: Option<u32>, context: &Context<'_>) {
        let amount = Decimal::new(i64::from(cents), 2);
        let status = if closes { "Closed" } else { "Partially Recovered" };
        let moved = defaulted.map(|day| format!(r#""date_of_default":"2020-07-{day:02}","#)).unwrap_or_default();
        let text =
            format!(r#"{{{moved}"final_status":"{status}","amount_recovered":{amount},"payment_method":"Cash"}}"#);
        let of = Month::from_text(&month_text(month)).expect("a month");
        let payment = Payment::parse(&object(&text), of, PaymentRules::default(), context).expect("valid");
        let Some(allocation) = self.loan.as_mut().and_then(|loan| loan.allocations.get_mut(&of)) else { return };
        allocation.receive(&payment).expect("in range");
        assert_eq!(allocation.recovery.final_status.name(), status, "the last payment has the last word");
        *self.paid.entry(month).or_default() += amount;
    }

    fn apply(&mut self, change: LoanChange) {
        let (profile, mut allocations) =
            self.loan.take().map_or((None, Allocations::new()), |loan| (Some(loan.profile), loan.allocations));
        allocations.extend(change.allocations.into_iter().map(|allocation| (allocation.month, allocation)));
        let profile = change.profile.or(profile).expect("a profile");
        self.loan = Some(Loan { profile, allocations });
    }

    fn check(&self) {
        let Some(loan) = &self.loan else { return };
        assert_eq!(usize::try_from(loan.profile.months), Ok(loan.allocations.len()), "months are counted");
        for (month, date) in &self.first_defaults {
            let of = Month::from_text(&month_text(*month)).expect("a month");
            let allocation = loan.allocations.get(&of).expect("no month is lost");
            assert_eq!(allocation.actual_date_of_default.to_string(), *date, "the first date of default stays");
            let paid = self.paid.get(month).copied().unwrap_or_default();
            assert_eq!(allocation.recovery.amount_recovered, paid, "what came back is the sum of the payments");
            let stored = serde_json::to_string(allocation).expect("JSON");
            assert_eq!(serde_json::from_str(&stored).ok().as_ref(), Some(allocation), "it is stored as it is");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, ..ProptestConfig::default() })]

    #[test]
    fn a_loan_keeps_its_books_whatever_is_done_to_it(steps in prop::collection::vec(step(), 1..40)) {
        let company = company();
        let mut ledger = Ledger::default();
        for (at, step) in steps.iter().enumerate() {
            let now = Moment::EPOCH.later(1_597_415_342_660_409).later(i64::try_from(at).expect("small"));
            ledger.take(step, &Context { company: &company, author: "a", now });
            ledger.check();
        }
    }
}
