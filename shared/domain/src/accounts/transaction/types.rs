//! The types of transactions.

use super::build::{self, Build};
use super::field::{Field, FieldKind};
use super::said::Said;
use crate::accounts::settings::schedule::INSTALLMENTS_MAX;
use crate::accounts::value::Kind;
use crate::company::Role;
use crate::field::Faults;
use crate::servicing::life_cycle::Operation;
use crate::servicing::transaction::{Event, RepaymentKind};

/// A type of transactions.
#[derive(Debug, Clone, Copy)]
pub struct TransactionType {
    /// What bodies and answers call it.
    pub name: &'static str,
    /// What it is, for the published schema.
    pub about: &'static str,
    /// What it is to an account's life: whether an account's state permits it is for that to say.
    pub operation: Operation,
    /// How it comes about.
    pub origin: Origin,
    /// Its fields, in the order in which they are answered.
    pub fields: &'static [Field],
}

/// Types that record what a borrower paid.
const OF_AGENTS: [&str; 3] = ["repayment", "down_payment", "recovery_after_write_off"];

/// The least role that may enter a transaction of a type: an agent records what a borrower paid, and nothing else.
pub fn role_to_enter(name: Option<&str>) -> Role {
    if name.is_some_and(|name| OF_AGENTS.contains(&name)) { Role::Agent } else { Role::Manager }
}

/// How a transaction comes about.
#[derive(Debug, Clone, Copy)]
pub enum Origin {
    /// It is entered.
    Entered(Build),
    /// By an operation of its own alone: the request that does it, after the account's address.
    Operation(&'static str),
}

/// A type is told by its name.
impl PartialEq for TransactionType {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

const fn entered(
    name: &'static str,
    operation: Operation,
    build: fn(&Said) -> Result<Event, Faults>,
    fields: &'static [Field],
    about: &'static str,
) -> TransactionType {
    TransactionType { name, about, operation, origin: Origin::Entered(Build(build)), fields }
}

const fn made(
    name: &'static str,
    operation: Operation,
    request: &'static str,
    fields: &'static [Field],
    about: &'static str,
) -> TransactionType {
    TransactionType { name, about, operation, origin: Origin::Operation(request), fields }
}

const AMOUNT: Field = Field::required("amount", FieldKind::Value(Kind::Amount), "In units of the currency");
const EXTERNAL: Field = Field::optional(
    "is_external",
    FieldKind::Value(Kind::Bool),
    "Whether the borrower paid somebody else, as a collection agency; false where nothing is said",
);
const UNTIL: Field = Field::required("until", FieldKind::Day, "The last day of the pause");
const COUNT: FieldKind = FieldKind::Value(Kind::Count(1, INSTALLMENTS_MAX));
const GRACE: FieldKind = FieldKind::Value(Kind::Count(0, INSTALLMENTS_MAX));

const fn of(about: &'static str) -> Field {
    Field::required("original_transaction_id", FieldKind::Transaction, about)
}

const CHARGE: &[Field] = &[
    Field::optional("name", FieldKind::Name, "What it is called on statements; Fee or Penalty where nothing is said"),
    Field::optional("amount", FieldKind::Value(Kind::Amount), "In units of the currency; this or percentage"),
    Field::optional("percentage", FieldKind::Value(Kind::Rate), "Percent of what percentage_of names, above 0"),
    Field::optional(
        "percentage_of",
        FieldKind::Value(Kind::Choice(build::PERCENTAGE_OF)),
        "What percentage is of; needed with it",
    ),
    Field::optional(
        "due",
        FieldKind::Value(Kind::Choice(build::DUE)),
        "On due_date, with each installment, or out of the first disbursement; ON_DATE where nothing is said",
    ),
    Field::optional("due_date", FieldKind::Day, "Its due date; the value date where nothing is said"),
];

/// All types: those that are entered, then those that operations make.
#[rustfmt::skip]
pub const TYPES: &[TransactionType] = &[
    // Money.
    entered("repayment", Operation::Repay, build::repayment, &[
        AMOUNT,
        EXTERNAL,
    ], "The borrower paid"),
    entered("down_payment", Operation::Repay, |said| build::paid(said, RepaymentKind::DownPayment), &[AMOUNT, EXTERNAL], "The borrower paid the part of a disbursement that is due at once"),
    entered("merchant_issued_refund", Operation::Repay, |said| build::paid(said, RepaymentKind::MerchantIssuedRefund), &[AMOUNT], "The merchant gave money back for goods"),
    entered("payout_refund", Operation::Repay, |said| build::paid(said, RepaymentKind::PayoutRefund), &[AMOUNT], "A payout was given back"),
    entered("goodwill_credit", Operation::Repay, |said| build::paid(said, RepaymentKind::GoodwillCredit), &[AMOUNT], "The lender's goodwill"),
    entered("interest_payment_waiver", Operation::Waive, |said| build::paid(said, RepaymentKind::InterestPaymentWaiver), &[AMOUNT], "An amount that the lender does not ask for on the ground of interest, spread as a payment is"),
    entered("interest_refund", Operation::Repay, build::interest_refund, &[
        Field::optional("amount", FieldKind::Value(Kind::Amount), "In units of the currency; computed from the refund where nothing is said"),
        Field::optional("original_transaction_id", FieldKind::Transaction, "The refund that it belongs to; needed without an amount"),
    ], "Interest that was paid for an amount that was given back is given back"),
    entered("charge_refund", Operation::Repay, |said| build::paid(said, RepaymentKind::ChargeRefund), &[AMOUNT], "A fee or penalty that had been paid is given back"),
    entered("charge_adjustment", Operation::Repay, |said| build::paid(said, RepaymentKind::ChargeAdjustment), &[AMOUNT], "A fee or penalty is lowered"),
    entered("capitalized_income_adjustment", Operation::Repay, |said| build::paid(said, RepaymentKind::CapitalizedIncomeAdjustment), &[AMOUNT], "Income that was added to the principal is lowered"),
    entered("recovery_after_write_off", Operation::Recover, |said| build::paid(said, RepaymentKind::Recovery), &[AMOUNT, EXTERNAL], "Money came in for a debt that was given up"),
    entered("chargeback", Operation::Chargeback, build::chargeback, &[of("The repayment"), AMOUNT], "A repayment, or part of it, was taken back by the payer's bank"),
    entered("credit_balance_refund", Operation::RefundOverpayment, build::credit_balance_refund, &[AMOUNT], "An overpayment was paid out to the borrower"),
    entered("redraw", Operation::Redraw, build::redraw, &[AMOUNT], "Money that was paid in advance is taken out again"),
    entered("capitalized_income", Operation::CapitalizeIncome, build::capitalized_income, &[AMOUNT], "A fee or other income is added to the principal"),
    entered("approved_amount_change", Operation::ChangeApprovedAmount, build::approved_amount_change, &[AMOUNT], "Another amount is granted"),
    // What the loan costs.
    entered("fee", Operation::ApplyFee, |said| build::charge(said, false), CHARGE, "A fee is charged"),
    entered("penalty", Operation::ApplyPenalty, |said| build::charge(said, true), CHARGE, "A penalty is charged"),
    entered("charge_payment", Operation::Repay, build::charge_payment, &[of("The fee or penalty"), AMOUNT, EXTERNAL], "A fee or penalty is paid by itself, whatever else is due"),
    entered("charge_waiver", Operation::Waive, build::charge_waiver, &[of("The fee or penalty")], "What is unpaid of a fee or penalty is not asked for"),
    entered("interest_waiver", Operation::Waive, |said| build::paid(said, RepaymentKind::InterestWaiver), &[AMOUNT], "Interest is not asked for"),
    // Terms.
    entered("interest_rate_change", Operation::ChangeRate, build::interest_rate_change, &[
        Field::required("rate", FieldKind::Value(Kind::Rate), "Percent a year"),
    ], "Another rate, from the value date on"),
    entered("interest_pause", Operation::PauseInterest, build::interest_pause, &[UNTIL], "No interest is borne from the value date to the last day, both included"),
    entered("due_date_change", Operation::ChangeDueDate, build::due_date_change, &[
        Field::required("due_date", FieldKind::Day, "The due date of an installment"),
        Field::required("new_due_date", FieldKind::Day, "The day on which it is due instead"),
    ], "An installment is due on another day, and those after it are counted from there"),
    entered("extra_terms", Operation::AddInstallments, build::extra_terms, &[
        Field::required("installments", COUNT, "How many more"),
    ], "More installments at the end"),
    entered("mid_term_grace", Operation::PaymentHoliday, build::mid_term_grace, &[
        Field::optional("principal_installments", GRACE, "Installments without principal; 0 where nothing is said"),
        Field::optional("interest_installments", GRACE, "Installments without interest; 0 where nothing is said"),
    ], "Installments from the value date on without principal, without interest, or without either"),
    entered("payment_holiday", Operation::PaymentHoliday, build::payment_holiday, &[
        Field::required("installments", COUNT, "How many of the next ones"),
    ], "The next installments after the value date ask for nothing"),
    entered("re_age", Operation::ReAge, build::re_age, &[
        Field::required("first_due_date", FieldKind::Day, "The due date of the first new installment"),
        Field::required("installments", COUNT, "How many new installments"),
        Field::required("repayment_period", FieldKind::Value(Kind::Period), "Time from one of them to the next, as an ISO 8601 duration"),
        Field::optional("interest_handling", FieldKind::Value(Kind::Choice(build::RE_AGE_INTEREST)), "What becomes of interest: the principal goes on bearing it, all of the old schedule or that up to the value date is spread in equal parts, or it is waived; DEFAULT where nothing is said"),
    ], "What is outstanding is spread over new installments"),
    entered("re_amortise", Operation::ReAmortise, build::re_amortise, &[
        Field::optional("interest_handling", FieldKind::Value(Kind::Choice(build::RE_AMORTISE_INTEREST)), "What becomes of overdue interest: it is spread as the installments are, in equal parts, or waived; DEFAULT where nothing is said"),
    ], "What is overdue is spread over the installments that remain"),
    // A loan that goes wrong.
    entered("arrears_pause", Operation::PauseArrears, build::arrears_pause, &[UNTIL], "Days from the value date to the last day, both included, do not make the loan later"),
    entered("arrears_resume", Operation::PauseArrears, build::arrears_resume, &[], "A pause of arrears ends on the value date"),
    entered("charge_off", Operation::ChargeOff, build::charge_off, &[], "The loan is taken out of the performing book; it stays owed"),
    // By operations.
    made("disbursement", Operation::Disburse, "POST :disburse", &[AMOUNT], "Money was paid out"),
    made("refinance_payoff", Operation::Refinance, "POST :refinance", &[AMOUNT], "Another loan of the borrower's paid this one off"),
    made("interest_applied", Operation::ApplyInterest, "POST :applyInterest", &[
        Field::optional("amount", FieldKind::Value(Kind::Amount), "In units of the currency; all that has accrued where nothing is said"),
    ], "Interest that has accrued and is not due yet becomes due on the value date"),
    made("write_off", Operation::WriteOff, "POST :writeOff", &[
        Field::optional("write_off_amounts", FieldKind::Amounts, "What of it; everything where nothing is said"),
    ], "The loan is given up"),
    made("termination", Operation::Terminate, "POST :terminate", &[], "Everything is due at once"),
    made("lock", Operation::Lock, "POST :lock", LOCKED, "Interest, fees or penalties are not applied from the value date on"),
    made("unlock", Operation::Unlock, "POST :unlock", LOCKED, "They are applied again from the value date on"),
    made("reversal", Operation::ReverseTransaction, "POST /transactions/{transaction_id}:reverse", &[of("The transaction")], "A transaction is taken back, as if it had never been"),
];

const LOCKED: &[Field] = &[Field::optional("locked_operations", FieldKind::LockedOperations, "Which operations")];
