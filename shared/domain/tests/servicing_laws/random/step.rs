//! Random operations. They say what is asked for in relation to the account, so that they mean something on any.

use domain::servicing::life_cycle::LockedOperation;
use domain::servicing::transaction::{ReAgeInterest, ReAmortiseInterest, RepaymentKind};
use proptest::prelude::*;

/// One operation that is asked for.
#[derive(Debug, Clone)]
pub struct Step {
    /// Days that pass before it.
    pub after: u64,
    /// Days that its value date lies back.
    pub back: u64,
    /// What is asked for.
    pub what: What,
}

/// What is asked for. Parts are thousandths; a pick says which of several.
#[derive(Debug, Clone)]
pub enum What {
    Repay { kind: RepaymentKind, much: Much },
    Charge { penalty: bool, form: ChargeForm, part: u16, ahead: u64 },
    Reverse { pick: u16 },
    Chargeback { pick: u16, part: u16 },
    Disburse { part: u16 },
    RefundBalance { part: u16 },
    Capitalize { part: u16 },
    RefundInterest { pick: u16 },
    PayCharge { pick: u16, part: u16 },
    WaiveCharge { pick: u16 },
    PauseInterest { ahead: u64, days: u64 },
    Rate { hundredths: i64, ahead: u64 },
    MoveDue { pick: u16, days: i64 },
    Extend { count: u32 },
    Grace { principal: u32, interest: u32 },
    ReAge { ahead: u64, installments: u32, interest: ReAgeInterest },
    ReAmortise { interest: ReAmortiseInterest },
    PauseArrears { days: u64 },
    ResumeArrears,
    ChargeOff,
    WriteOff { part: Option<u16> },
    Terminate,
    Approve { part: u16 },
    ApplyInterest { part: Option<u16> },
    Holiday { installments: u32 },
    Redraw { part: u16 },
    Lock { operation: LockedOperation },
    Unlock { operation: LockedOperation },
}

/// How much is paid.
#[derive(Debug, Clone, Copy)]
pub enum Much {
    /// What is open of the oldest open installment.
    Installment,
    /// A part of what is outstanding.
    Part(u16),
    /// What it takes to pay off.
    Payoff,
    /// What is outstanding, and a part of it more.
    Beyond(u16),
    /// The least.
    Unit,
}

/// How a charge is found, and when it is due.
#[derive(Debug, Clone, Copy)]
pub enum ChargeForm {
    OnDay,
    OfAmount,
    OfInterest,
    EachInstallment,
    AtDisbursement,
}

/// Mostly one operation; sometimes one that only means something after another, with that.
pub fn steps() -> BoxedStrategy<Vec<Step>> {
    prop_oneof![12 => step().prop_map(|step| vec![step]), 1 => pair()].boxed()
}

/// An operation, and days later one that ends it or takes it back in part.
fn pair() -> impl Strategy<Value = Vec<Step>> {
    let both = prop_oneof![
        2 => (part(), part()).prop_map(|(paid, part)| [kept(paid), What::Redraw { part }]),
        1 => (20_u64..40).prop_map(|days| [What::PauseArrears { days }, What::ResumeArrears]),
        1 => locked().prop_map(|operation| [What::Lock { operation }, What::Unlock { operation }]),
        1 => (part(), 1_u16..300).prop_map(|(part, beyond)| {
            [What::Repay { kind: RepaymentKind::Repayment, much: Much::Beyond(beyond) }, What::RefundBalance { part }]
        }),
        1 => (part(), part()).prop_map(|(part, lower)| {
            let kind = RepaymentKind::CapitalizedIncomeAdjustment;
            [What::Capitalize { part }, What::Repay { kind, much: Much::Part(lower) }]
        }),
    ];
    (0_u64..45, 0_u64..20, both).prop_map(|(after, between, [first, second])| {
        vec![Step { after, back: 0, what: first }, Step { after: between, back: 0, what: second }]
    })
}

fn kept(part: u16) -> What {
    What::Repay { kind: RepaymentKind::Repayment, much: Much::Part(part) }
}

fn step() -> BoxedStrategy<Step> {
    let back = prop_oneof![3 => Just(0_u64), 1 => 1_u64..40];
    let after = prop_oneof![1 => Just(0_u64), 4 => 0_u64..45];
    (after, back, what()).prop_map(|(after, back, what)| Step { after, back, what }).boxed()
}

fn what() -> BoxedStrategy<What> {
    prop_oneof![
        10 => money_in(),
        4 => money_back(),
        3 => charges(),
        3 => any::<u16>().prop_map(|pick| What::Reverse { pick }),
        3 => schedule_changes(),
        1 => restructuring(),
        1 => pauses(),
        1 => endings(),
    ]
    .boxed()
}

fn money_in() -> BoxedStrategy<What> {
    let kind = prop_oneof![
        8 => Just(RepaymentKind::Repayment),
        1 => Just(RepaymentKind::MerchantIssuedRefund),
        1 => Just(RepaymentKind::PayoutRefund),
        1 => Just(RepaymentKind::GoodwillCredit),
        1 => Just(RepaymentKind::DownPayment),
        1 => Just(RepaymentKind::InterestWaiver),
        1 => Just(RepaymentKind::InterestPaymentWaiver),
        1 => Just(RepaymentKind::CapitalizedIncomeAdjustment),
        1 => Just(RepaymentKind::ChargeAdjustment),
        1 => Just(RepaymentKind::ExternalRepayment),
        1 => Just(RepaymentKind::Recovery),
        1 => Just(RepaymentKind::Refinance),
        1 => Just(RepaymentKind::ChargeRefund),
    ];
    (kind, much()).prop_map(|(kind, much)| What::Repay { kind, much }).boxed()
}

fn much() -> impl Strategy<Value = Much> {
    prop_oneof![
        4 => Just(Much::Installment),
        4 => part().prop_map(Much::Part),
        2 => Just(Much::Payoff),
        1 => (1_u16..300).prop_map(Much::Beyond),
        1 => Just(Much::Unit),
    ]
}

fn money_back() -> BoxedStrategy<What> {
    prop_oneof![
        3 => (any::<u16>(), part()).prop_map(|(pick, part)| What::Chargeback { pick, part }),
        2 => part().prop_map(|part| What::Disburse { part }),
        2 => part().prop_map(|part| What::RefundBalance { part }),
        1 => part().prop_map(|part| What::Capitalize { part }),
        1 => any::<u16>().prop_map(|pick| What::RefundInterest { pick }),
        1 => part().prop_map(|part| What::Redraw { part }),
    ]
    .boxed()
}

fn charges() -> BoxedStrategy<What> {
    let form = prop_oneof![
        6 => Just(ChargeForm::OnDay),
        1 => Just(ChargeForm::OfAmount),
        1 => Just(ChargeForm::OfInterest),
        1 => Just(ChargeForm::EachInstallment),
        1 => Just(ChargeForm::AtDisbursement),
    ];
    prop_oneof![
        4 => (any::<bool>(), form, 1_u16..100, 0_u64..120)
            .prop_map(|(penalty, form, part, ahead)| What::Charge { penalty, form, part, ahead }),
        1 => (any::<u16>(), part()).prop_map(|(pick, part)| What::PayCharge { pick, part }),
        1 => any::<u16>().prop_map(|pick| What::WaiveCharge { pick }),
    ]
    .boxed()
}

fn schedule_changes() -> BoxedStrategy<What> {
    prop_oneof![
        (0_u64..30, 0_u64..40).prop_map(|(ahead, days)| What::PauseInterest { ahead, days }),
        (0_i64..4_000, 0_u64..40).prop_map(|(hundredths, ahead)| What::Rate { hundredths, ahead }),
        (any::<u16>(), -20_i64..40).prop_map(|(pick, days)| What::MoveDue { pick, days }),
        (1_u32..4).prop_map(|count| What::Extend { count }),
        (0_u32..3, 0_u32..3).prop_map(|(principal, interest)| What::Grace { principal, interest }),
        (1_u32..3).prop_map(|installments| What::Holiday { installments }),
        prop::option::of(part()).prop_map(|part| What::ApplyInterest { part }),
    ]
    .boxed()
}

fn restructuring() -> BoxedStrategy<What> {
    let re_age = prop::sample::select(vec![
        ReAgeInterest::Default,
        ReAgeInterest::EqualAmortizationFullInterest,
        ReAgeInterest::EqualAmortizationPayableInterest,
        ReAgeInterest::WaiveInterest,
    ]);
    let re_amortise = prop::sample::select(vec![
        ReAmortiseInterest::Default,
        ReAmortiseInterest::EqualAmortizationInterestSplit,
        ReAmortiseInterest::WaiveInterest,
    ]);
    prop_oneof![
        (0_u64..40, 1_u32..7, re_age).prop_map(|(ahead, installments, interest)| What::ReAge {
            ahead,
            installments,
            interest
        }),
        re_amortise.prop_map(|interest| What::ReAmortise { interest }),
    ]
    .boxed()
}

fn pauses() -> BoxedStrategy<What> {
    prop_oneof![
        2 => (1_u64..40).prop_map(|days| What::PauseArrears { days }),
        1 => Just(What::ResumeArrears),
        1 => locked().prop_map(|operation| What::Lock { operation }),
        1 => locked().prop_map(|operation| What::Unlock { operation }),
    ]
    .boxed()
}

fn endings() -> BoxedStrategy<What> {
    prop_oneof![
        2 => Just(What::ChargeOff),
        1 => Just(What::WriteOff { part: None }),
        1 => part().prop_map(|part| What::WriteOff { part: Some(part) }),
        1 => Just(What::Terminate),
        1 => (500_u16..1_500).prop_map(|part| What::Approve { part }),
    ]
    .boxed()
}

fn locked() -> impl Strategy<Value = LockedOperation> {
    prop::sample::select(vec![
        LockedOperation::ApplyInterest,
        LockedOperation::ApplyFees,
        LockedOperation::ApplyPenalties,
    ])
}

fn part() -> impl Strategy<Value = u16> {
    1_u16..1_001
}
