//! The local outbox.

use communication_sender::Done;
use platform::communications::outbox;

use crate::setting::Setting;

#[tokio::test]
async fn what_would_have_been_sent_is_kept_for_people_to_look_at() {
    let setting = Setting::with_outbox().await;
    for channel in ["sms", "email", "voice", "whatsapp"] {
        let message = setting.message(channel).await;
        let meter = setting.world.testbed.meter();
        meter.reset();
        assert_eq!(setting.work(&message).await, Ok(Done::Sent));
        assert_eq!(meter.calls(), [("BatchGetItem", 1), ("PutItem", 1), ("TransactWriteItems", 2)]);
        assert_eq!(setting.work(&message).await, Ok(Done::NothingToDo));
    }
    let read =
        async |company_id: &str, limit| outbox(&setting.world.table, company_id, limit, None).await.expect("read");
    let company_id = setting.lender.company.id.as_str();
    let kept = read(company_id, 10).await.messages;
    let seen: Vec<(&str, &str, &str)> =
        kept.iter().map(|it| (it.channel.as_str(), it.to.as_str(), it.body.as_str())).collect();
    let expected = [
        ("whatsapp", "+919805265921", "Hi Keval"),
        ("voice", "+919805265921", "Dear Keval, please call <us> & pay"),
        ("email", "keval@example.com", "<p>Dear Keval</p>"),
        ("sms", "+919805265921", "Keval: pay 1234.50 & more"),
    ];
    assert_eq!(seen, expected);
    let email = &kept[2];
    assert_eq!(
        (email.subject.as_deref(), email.from.as_str(), email.loan_id.as_str()),
        (Some("About LN-1"), "Lender", "LN-1")
    );
    let first = read(company_id, 1).await;
    let rest = outbox(&setting.world.table, company_id, 10, first.next.as_ref()).await.expect("read");
    assert_eq!(([first.messages, rest.messages].concat(), rest.next), (kept, None));
    assert!(read("com_other", 10).await.messages.is_empty());
    let gone = setting.world.clock.now().seconds() + 7 * 24 * 3_600 + 60;
    setting.world.testbed.expire_until(gone.unsigned_abs()).await;
    assert!(read(company_id, 10).await.messages.is_empty());
}
