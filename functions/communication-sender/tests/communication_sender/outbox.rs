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
    let kept = outbox(&setting.world.table, &setting.lender.company.id, 10).await.expect("read");
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
    assert_eq!(outbox(&setting.world.table, &setting.lender.company.id, 1).await.expect("read").len(), 1);
    assert!(outbox(&setting.world.table, "com_other", 10).await.expect("read").is_empty());
    let gone = setting.world.clock.now().seconds() + 7 * 24 * 3_600 + 60;
    setting.world.testbed.expire_until(gone.unsigned_abs()).await;
    assert!(outbox(&setting.world.table, &setting.lender.company.id, 10).await.expect("read").is_empty());
}
