//! What the data of events has.

use super::Value::{Bool, Day, Integer, List, Number, Object, Open, Text, Texts, Time};
use super::{EventField, always, maybe};

pub(super) const LOAN_ID: EventField = always("loan_id", Text, "The loan");
pub(super) const MONTHS: &[EventField] =
    &[LOAN_ID, always("allocation_months", Texts, "The months that changed, as 2021-7-01")];
pub(super) const CUSTOMER_MONTHS: &[EventField] = &[
    always("client_customer_id", Text, "The customer"),
    always("transaction_id", Text, "The transaction"),
    always("allocation_months", Texts, "The months that changed, as 2021-7-01"),
];
pub(super) const ACCOUNT: &[EventField] = &[
    always("account_id", Text, "The loan account"),
    maybe("transaction_id", Text, "The transaction that was entered or reversed"),
    maybe("transactions", Integer, "How many transactions came with it"),
    maybe("keep_same_account_id", Bool, "Whether the restructured loan goes on under the same id"),
    maybe("rescheduled_account_id", Text, "The account on which a restructured loan goes on"),
    maybe("original_account_id", Text, "The account from which it comes"),
    maybe("state", Text, "The state of the account afterwards"),
    maybe("sub_state", Text, "Its sub-state"),
];
pub(super) const CARD: &[EventField] =
    &[always("account_id", Text, "The loan account"), always("card_id", Text, "The card")];
pub(super) const PURCHASE: &[EventField] = &[
    always("fund_id", Text, "The fund of the buyer"),
    always("account_id", Text, "The buyer's account"),
    always("amount", Text, "Share that was sold, in the account's currency"),
    always("outstanding", Text, "What was outstanding of it"),
    always("price", Text, "What was paid for it"),
];
pub(super) const FUND: &[EventField] = &[
    always("account_id", Text, "The loan account"),
    always("fund_id", Text, "The fund"),
    maybe("purchases", List(PURCHASE), "Of a sale: who bought what"),
    maybe("proceeds", Text, "Of a sale: what it brought, in the account's currency"),
    maybe("state", Text, "The state of the account"),
    maybe("sub_state", Text, "Its sub-state"),
];
pub(super) const PRODUCT: &[EventField] = &[always("product_id", Text, "The loan product")];
pub(super) const REVOLVING: &[EventField] =
    &[always("account_id", Text, "The revolving account"), always("client_id", Text, "Whose it is")];
pub(super) const DEFAULT: &[EventField] = &[
    always("default_id", Text, "The default"),
    LOAN_ID,
    maybe("status", Text, "Its status"),
    maybe("severity", Text, "Its severity"),
    maybe("overdue_since", Day, "Since when the loan is overdue"),
    maybe("amount_overdue", Number, "What is overdue, in the company's currency"),
];
pub(super) const ACTION: &[EventField] = &[
    always("action_id", Text, "The recovery action"),
    always("default_id", Text, "The default that it is for"),
    LOAN_ID,
    always("action_type", Text, "What is done"),
    always("status", Text, "Its status"),
    maybe("contact_id", Text, "Who is contacted"),
    maybe("reason", Text, "Why it became so"),
    maybe("scheduled_at", Time, "When it is to be done"),
];
pub(super) const CONTACT: &[EventField] = &[always("contact_id", Text, "The contact"), LOAN_ID];
pub(super) const ASSIGNMENT: &[EventField] = &[
    LOAN_ID,
    maybe("agency_id", Text, "The collection agency"),
    maybe("agency_external_id", Text, "The lender's own id of it"),
    maybe("placement_id", Text, "The placement"),
    maybe("assigned_on_date", Day, "The day of the assignment"),
    maybe("status", Text, "How far the assignment is"),
    always("serviced_by", Text, "Who services the loan"),
];
pub(super) const AGENCY: &[EventField] = &[
    always("agency_id", Text, "The collection agency"),
    maybe("agency_external_id", Text, "The lender's own id of it"),
];
pub(super) const COMMUNICATION: &[EventField] = &[
    always("communication_id", Integer, "The communication, by its id in the loan's history"),
    always("loan_id", Text, "The loan, or the transaction"),
    maybe("client_customer_id", Text, "The customer, of a transaction"),
    always("channel", Text, "sms, email, voice or whatsapp"),
    always("event_name", Text, "The event"),
    always("allocation_month", Text, "The month that it is about"),
    always(
        "status",
        Text,
        "How far it is: created, waiting for permitted hours, sent, delivered, read, failed, suppressed or unknown",
    ),
    maybe("send_at", Time, "When it may go out, where it waits"),
    maybe("reason", Text, "The rule that refused it, or why it failed"),
    maybe("code", Text, "The provider's code of why it failed"),
    maybe("action_id", Text, "The recovery action that it carries out"),
];
pub(super) const NOTICE: &[EventField] = &[
    always("notice_id", Integer, "The notice, by its id in the loan's history"),
    always("loan_id", Text, "The loan, or the transaction"),
    always("case_type", Text, "The kind of case, as lrn"),
    always("status", Text, "requested, made or failed"),
    always("template_id", Text, "The template"),
    always("allocation_month", Text, "The month that it is about"),
    maybe("batch_id", Text, "The batch that it is of"),
    maybe("reason", Text, "Why it failed"),
];
pub(super) const ARTICLE: &[EventField] = &[
    always("notice_id", Integer, "The notice, by its id in the loan's history"),
    always("loan_id", Text, "The loan, or the transaction"),
    always("case_type", Text, "The kind of case, as lrn"),
    always("tracking_id", Text, "The carrier's id of the article"),
    always("status", Text, "booked, dispatched, out_for_delivery, delivered or returned"),
    always("occurred_at", Time, "When it happened"),
    always("place", Text, "The carrier's office where it happened"),
    maybe("reason", Text, "Why it is returned"),
];
pub(super) const NOTICE_BATCH: &[EventField] = &[
    always("batch_id", Text, "The batch"),
    always("template_id", Text, "The template"),
    always("asked", Integer, "How many loans it has"),
];
pub(super) const TEMPLATE: &[EventField] = &[always("template_id", Text, "The template")];
pub(super) const COMMUNICATION_EVENT: &[EventField] = &[always("event_name", Text, "The event")];
pub(super) const COMPANY: &[EventField] = &[
    maybe("company_id", Text, "The company"),
    maybe("name", Text, "Its name"),
    maybe("kind", Text, "What it uploads"),
    maybe("time_zone", Text, "Its time zone"),
    maybe("currency", Text, "Its currency"),
    maybe("unknown_keys", Text, "What becomes of keys that no document knows"),
    maybe("bifurcation_variables", Texts, "Into what recovered amounts are split"),
    maybe("created_at", Time, "When it was created"),
];
pub(super) const CREDENTIAL: &[EventField] = &[always("client_id", Text, "The credential")];
pub(super) const TOKEN: &[EventField] = &[
    always("token_id", Text, "The token"),
    always("client_id", Text, "The credential that it was issued for"),
    always("roles", Texts, "What it may be used for"),
    always("expires_at", Time, "When it ends"),
];
pub(super) const ENDPOINT: &[EventField] = &[always("endpoint_id", Text, "The endpoint")];
pub(super) const ENDPOINT_DISABLED: &[EventField] = &[
    always("endpoint_id", Text, "The endpoint"),
    always("reason", Text, "failing: it failed for 5 days; gone: it answered 410"),
    maybe("failing_since", Time, "Since when it failed"),
];
pub(super) const REPLAY: &[EventField] = &[always("delivery_ids", Texts, "The deliveries that are sent once more")];
pub(super) const PAYMENT: &[EventField] = &[
    maybe("loan_id", Text, "Loan ID of the loan"),
    maybe("client_customer_id", Text, "Of a credit-line company: the customer"),
    maybe("transaction_id", Text, "Of a credit-line company: the transaction"),
    always("amount_recovered", Number, "Amount recovered from the customer"),
    always("final_status", Text, "The status of the loan"),
    always("recovery_method", Text, "Recovery method of the loan"),
    always("payment_method", Text, "Method by which the payment has been made"),
    always("payment_mode", Text, "Mode of payment used"),
    always("reference_number", Text, "Reference number of the payment"),
    always("closure_with", Text, "Choice of closure - NOC, Settlement"),
    always("recovery_date", Text, "Date of recovery"),
    always("allocation_month", Text, "Month in which the loan was uploaded, as 2021-7-01"),
    always("author", Text, "Who recorded the payment"),
];
pub(super) const COLLECTION: &[EventField] = &[
    LOAN_ID,
    always("allocation_month", Text, "Month in which the loan was allocated"),
    always("visit_id", Text, "Unique id of the visit"),
    maybe("agent_email", Text, "Email id of the agent"),
    maybe("agent_name", Text, "Name of the agent"),
    maybe("visit_date", Text, "Date of visit"),
    maybe("visit_purpose", Text, "Purpose of the visit (Surprise or Promise to Pay)"),
    maybe("is_visit_done", Bool, "Whether the visit was completed"),
    maybe("is_customer_met", Bool, "Whether the customer was met"),
    maybe("is_recovery_done", Bool, "Whether a recovery was made"),
    maybe("agent_marked_status", Text, "Status of the loan marked by the agent"),
    maybe("amount_recovered", Number, "Amount recovered from the borrower"),
    maybe("collection_receipt_url", Text, "Link to the collection receipt"),
    maybe("payment_method", Text, "Mode of payment used for the collection"),
    maybe("payment_reference_number", Text, "Unique id of the payment"),
];
pub(super) const LOAN_AMOUNT: &[EventField] = &[LOAN_ID, always("amount", Number, "What of the deposit is for it")];
pub(super) const DEPOSIT: &[EventField] = &[
    always("deposit_id", Text, "Unique id of the deposit"),
    maybe("agent_email", Text, "Email id of the agent"),
    maybe("agent_name", Text, "Name of the agent"),
    always("total_amount", Number, "Amount deposited by the agent"),
    maybe("deposit_method", Text, "Mode of payment used for the deposit"),
    maybe("recovery_method", Text, "Mode of payment used for the recovery"),
    maybe("branch_type", Text, "bank or company"),
    maybe("branch_details", Open, "Details of the branch in which the deposit was made"),
    maybe("deposit_receipt_no", Text, "Unique id of the deposit receipt"),
    maybe("deposit_proof_url", Text, "Link to the deposit proof"),
    always("loan_data", List(LOAN_AMOUNT), "Details of loans on which the deposit was made"),
];
const TO: EventField = maybe("to", Text, "The recipient");
const APPLICANT_TYPE: EventField = maybe("applicant_type", Text, "Type of the applicant");
const SHOOT_ID: EventField = always("shoot_id", Text, "Unique id of the message");
const TRANSACTION_ID: EventField = maybe("transaction_id", Text, "Of a credit-line company: the transaction");
const SUCCESS: EventField = always("success", Bool, "Whether it was sent");
const STATUS_CODE: EventField = always("status_code", Integer, "200 where it was sent");
const TEMPLATE_NAME: EventField = maybe("template_name", Text, "The template");
const CLIENT_TEMPLATE_ID: EventField = maybe("client_template_id", Text, "Id under which the text is registered");
const TRIGGERED_TIME: EventField = always("triggered_time", Text, "When it was triggered");
const ERROR: EventField = maybe("error", Object(SEND_ERROR), "Why it was not sent");
const SEND_ERROR: &[EventField] = &[
    maybe("error_code", Text, "The provider's code"),
    always("error", Text, "no_provider, no_contact, refused, gave_up or undelivered"),
];
const SENT_EMAIL: &[EventField] = &[
    ERROR,
    SHOOT_ID,
    TO,
    APPLICANT_TYPE,
    TRANSACTION_ID,
    SUCCESS,
    STATUS_CODE,
    maybe("cc", Text, "Who receives a copy"),
    maybe("from", Text, "The address that it comes from"),
    maybe("email_reply_to", Text, "Who receives replies"),
    always("email_body", Text, "Its text, HTML"),
    maybe("email_subject", Text, "Its subject"),
    TEMPLATE_NAME,
    TRIGGERED_TIME,
];
const SENT_SMS: &[EventField] = &[
    APPLICANT_TYPE,
    TRANSACTION_ID,
    TO,
    ERROR,
    SUCCESS,
    STATUS_CODE,
    SHOOT_ID,
    always("sms_body", Text, "Its text"),
    maybe("sms_language", Text, "Its language"),
    TEMPLATE_NAME,
    CLIENT_TEMPLATE_ID,
    TRIGGERED_TIME,
];
const SENT_VOICE: &[EventField] = &[
    APPLICANT_TYPE,
    TRANSACTION_ID,
    TO,
    ERROR,
    SUCCESS,
    STATUS_CODE,
    SHOOT_ID,
    always("voice_body", Text, "What is spoken"),
    maybe("voice_language", Text, "Its language"),
    maybe("voice_gender", Text, "The voice"),
    TEMPLATE_NAME,
    TRIGGERED_TIME,
];
const SENT_WHATSAPP: &[EventField] = &[
    APPLICANT_TYPE,
    TRANSACTION_ID,
    TO,
    ERROR,
    SUCCESS,
    STATUS_CODE,
    SHOOT_ID,
    always("whatsapp_body", Text, "Its text"),
    CLIENT_TEMPLATE_ID,
    TEMPLATE_NAME,
    TRIGGERED_TIME,
];
const ALLOCATION_MONTH: EventField = always("allocation_month", Text, "Month in which the loan was allocated");
const SENDER: EventField = always("author", Text, "Who sent it");
pub(super) const EMAIL: &[EventField] =
    &[always("response", List(SENT_EMAIL), "One entry for each recipient"), ALLOCATION_MONTH, SENDER];
pub(super) const SMS: &[EventField] =
    &[always("response", List(SENT_SMS), "One entry for each recipient"), ALLOCATION_MONTH, SENDER];
pub(super) const VOICE: &[EventField] =
    &[always("response", List(SENT_VOICE), "One entry for each recipient"), ALLOCATION_MONTH, SENDER];
pub(super) const WHATSAPP: &[EventField] =
    &[always("response", List(SENT_WHATSAPP), "One entry for each recipient"), ALLOCATION_MONTH, SENDER];
