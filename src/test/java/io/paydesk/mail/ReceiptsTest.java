package io.paydesk.mail;

import static org.assertj.core.api.Assertions.assertThat;

import io.paydesk.testing.StripeEvents;
import io.paydesk.testing.SubscriptionTest;
import io.paydesk.trace.Spans;
import io.paydesk.transaction.OwnContext;
import io.quarkus.mailer.Mail;
import io.quarkus.mailer.MockMailbox;
import io.quarkus.mailer.reactive.ReactiveMailer;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.qute.Variant;
import io.quarkus.test.junit.QuarkusMock;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.time.Period;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Receipts, as they arrive in the payer's mailbox. */
@QuarkusTest
class ReceiptsTest extends SubscriptionTest {

  @Inject MockMailbox mailbox;
  @Inject ReactiveMailer mailer;
  @Inject Spans spans;
  @Inject OwnContext contexts;

  private final String address = user + "@example.com";

  /**
   * Ends this test's subscriptions, so that they do not renew when another test moves the clock.
   */
  @AfterEach
  void end() {
    sandbox.billing().subscriptions().stream()
        .filter(one -> !one.path("status").asText().matches("canceled|incomplete_expired"))
        .forEach(one -> sandbox.billing().cancelAtDashboard(one.path("id").asText()));
  }

  private static void turnOn(ReceiptKind... kinds) {
    var on = Set.of(kinds);
    QuarkusMock.installMockForType(
        new ReceiptSwitch(null) {
          @Override
          boolean isOn(ReceiptKind kind) {
            return on.contains(kind);
          }
        },
        ReceiptSwitch.class);
  }

  /** A mail server that is down at first. */
  private static class Flaky extends Outbox {

    final AtomicInteger tries = new AtomicInteger();
    volatile int failures;
    final boolean afterItWasTaken;

    Flaky(
        ReactiveMailer mailer,
        Spans spans,
        OwnContext contexts,
        int failures,
        boolean afterItWasTaken) {
      super(mailer, spans, contexts);
      this.failures = failures;
      this.afterItWasTaken = afterItWasTaken;
    }

    @Override
    Uni<Void> send(Mail mail) {
      if (tries.incrementAndGet() > failures) {
        return super.send(mail);
      }
      var lost = Uni.createFrom().<Void>failure(MailNotSent.of(new IOException("lost")));
      return afterItWasTaken ? super.send(mail).flatMap(sent -> lost) : lost;
    }

    void eventuallyTried() {
      eventually(x -> assertThat(tries).hasPositiveValue());
    }

    void goOn() {
      failures = 0;
    }
  }

  private Flaky failing(int times) {
    return install(new Flaky(mailer, spans, contexts, times, false));
  }

  private static Flaky install(Flaky outbox) {
    QuarkusMock.installMockForType(outbox, Outbox.class);
    return outbox;
  }

  /** Lets mails out once each try under way has begun after what the test did last. */
  private void goOn(Flaky server) {
    int before = server.tries.get();
    eventually(
        x -> {
          makeRunsDue();
          assertThat(server.tries).hasValueGreaterThan(before + 1);
        });
    server.goOn();
    eventually(
        x -> {
          makeRunsDue();
          assertThat(
                  tables()
                      .number(
                          "select count(*) from actionflow_run where user_id = ? and status ="
                              + " 'waiting'",
                          user))
              .isZero();
        });
  }

  /** However often they have failed, and so however long their pause is. */
  private void makeRunsDue() {
    tables()
        .change(
            "update actionflow_run set next_attempt_at = now() where user_id = ? and status ="
                + " 'waiting' and claim is null",
            user);
  }

  private long order(Map<String, Object> more) {
    var body =
        new HashMap<String, Object>(
            Map.of(
                "userId", user,
                "price", "99.99",
                "currency", "usd",
                "description", "Two tickets",
                "receiptEmail", address));
    body.putAll(more);
    return asService()
        .body(body)
        .post("/v1/orders")
        .then()
        .statusCode(201)
        .extract()
        .jsonPath()
        .getLong("id");
  }

  private long paid() {
    return paid(Map.of());
  }

  private long paid(Map<String, Object> more) {
    long order = order(more);
    sandbox.confirm(started(order).getString("paymentIntentId"), GOOD_CARD);
    eventuallyPaid(order);
    return order;
  }

  private long paymentOf(long order) {
    return tables().number("select id from payment where order_id = ?", order);
  }

  private void refund(long order, Map<String, Object> more) {
    var body = new HashMap<String, Object>(Map.of("paymentId", paymentOf(order)));
    body.putAll(more);
    asAdmin()
        .header("Idempotency-Key", UUID.randomUUID())
        .body(body)
        .post("/v1/refunds")
        .then()
        .statusCode(201);
  }

  private List<Mail> mails() {
    return mailbox.getMailsSentTo(address);
  }

  private List<Mail> eventuallyMails(int count) {
    eventually(x -> assertThat(mails()).hasSize(count));
    return mails();
  }

  private String runs(long order) {
    return tables()
        .text(
            "select string_agg(target || ' ' || status, ', ' order by id) from actionflow_run where"
                + " order_id = ?",
            order);
  }

  /** In HTML and in plain text. */
  private static void bothSay(Mail mail, String... words) {
    assertThat(mail.getText()).contains(words);
    assertThat(mail.getHtml()).contains(words);
  }

  private static void neitherSays(Mail mail, String... words) {
    assertThat(mail.getText()).doesNotContain(words);
    assertThat(mail.getHtml().replaceAll("(?s)<style>.*?</style>", "")).doesNotContain(words);
  }

  @Test
  void aPaymentGetsAReceipt() {
    turnOn(ReceiptKind.PAYMENT);
    long order = paid();

    var mail = eventuallyMails(1).get(0);
    assertThat(mail.getSubject())
        .isEqualTo("[Test, no money moved] Your receipt from Paydesk: order " + order);
    assertThat(mail.getTo()).containsExactly(address);
    bothSay(
        mail,
        "Thank you. We have received your payment of $99.99.",
        "Two tickets",
        "" + order,
        "Paydesk",
        "This is a test. No money moved.");
    assertThat(mail.getText())
        .contains("Payment: $99.99\n", "For: Two tickets\n", "Order: " + order + "\n");
    neitherSays(mail, "Refunded", "let go", "null", "NOT_FOUND", "{");
    assertThat(mail.getHtml()).startsWith("<!doctype html>").doesNotContain("<img");
    var receipt = payment(paymentOf(order)).getString("receiptUrl");
    assertThat(receipt).isNotNull();
    assertThat(mail.getHtml().replace(receipt, "the receipt")).doesNotContain("http");
    assertThat(mail.getHtml()).contains("<a href=\"" + receipt + "\"");
    assertThat(mail.getText()).contains(": " + receipt + "\n");
    eventually(x -> assertThat(runs(order)).isEqualTo("flow:PaymentReceipt succeeded"));
    assertThat(payment(paymentOf(order)).getBoolean("callbackProcessed")).isTrue();
  }

  @Test
  void aReceiptOfACapturedPartSaysWhatWasTakenAndWhatWasLetGo() {
    turnOn(ReceiptKind.PAYMENT);
    long order = order(Map.of("capture", "manual"));
    var started = started(order);
    sandbox.confirm(started.getString("paymentIntentId"), GOOD_CARD);
    eventually(x -> assertThat(paymentStatus(started.getLong("id"))).isEqualTo("authorized"));

    asService()
        .body("{\"amount\": 4999}")
        .post("/v1/payments/" + started.getLong("id") + "/capture")
        .then()
        .statusCode(200);

    var mail = eventuallyMails(1).get(0);
    bothSay(mail, "We have received your payment of $49.99.");
    assertThat(mail.getText())
        .contains("Payment: $49.99\nHeld by your bank, and let go: $50.00\nFor: Two tickets\n");
    neitherSays(mail, "Refunded", "null", "99.99");
  }

  @Test
  void theLinesOfACapturedPartComeToWhatWasPaid() {
    turnOn(ReceiptKind.PAYMENT, ReceiptKind.REFUND);
    var lines = List.of(Map.of("name", "Seat", "amount", "33.33", "quantity", 3));
    long order = order(Map.of("capture", "manual", "lines", lines));
    var started = started(order);
    sandbox.confirm(started.getString("paymentIntentId"), GOOD_CARD);
    eventually(x -> assertThat(paymentStatus(started.getLong("id"))).isEqualTo("authorized"));
    asService()
        .body("{\"amount\": 4999}")
        .post("/v1/payments/" + started.getLong("id") + "/capture")
        .then()
        .statusCode(200);

    assertThat(eventuallyMails(1).get(0).getText())
        .contains("Payment: $49.99\n", "3 × Seat: $99.99\nNot charged: -$50.00\nFor: Two");

    refund(order, Map.of());
    assertThat(eventuallyMails(2).get(1).getText())
        .contains("3 × Seat: $99.99\nNot charged: -$50.00\nFor: Two");
  }

  @Test
  void aReceiptGoesWithoutALinkWhereStripeDoesNotAnswer() {
    turnOn(ReceiptKind.PAYMENT);
    long order = order(Map.of());
    var intent = started(order).getString("paymentIntentId");
    sandbox.faults().failNext("GET /v1/payment_intents", 500, 20);

    sandbox.confirm(intent, GOOD_CARD);

    var mail = eventuallyMails(1).get(0);
    sandbox.faults().clear();
    bothSay(mail, "Thank you. We have received your payment of $99.99.");
    neitherSays(mail, "http", "null");
  }

  @Test
  void aReceiptListsWhatWasBought() {
    turnOn(ReceiptKind.PAYMENT);
    paid(
        Map.of(
            "lines",
            List.of(
                Map.of("name", "Adult <row A>", "amount", "40", "quantity", 2),
                Map.of("name", "Child", "amount", "19.99", "quantity", 1))));

    var mail = eventuallyMails(1).get(0);
    assertThat(mail.getText())
        .contains("Payment: $99.99\n2 × Adult <row A>: $80.00\n1 × Child: $19.99\nFor: Two");
    assertThat(mail.getHtml()).contains("2 × Adult &lt;row A&gt;<", ">$80.00<", "1 × Child<");
  }

  @Test
  void aDomainOfAnotherLanguageIsMailedInItsAsciiForm() {
    turnOn(ReceiptKind.PAYMENT);

    paid(Map.of("receiptEmail", user + "@bücher.example"));

    eventually(x -> assertThat(mailbox.getMailsSentTo(user + "@xn--bcher-kva.example")).hasSize(1));
  }

  /** On another thread its client sometimes misses the server's answer, and hangs. */
  @Test
  void theMailerIsCalledOnAnEventLoopWhoeverSends() {
    var there = new AtomicBoolean();
    ReactiveMailer asked =
        mails -> {
          there.set(Context.isOnEventLoopThread());
          return Uni.createFrom().voidItem();
        };

    new Outbox(asked, spans, contexts).send(new Mail()).await().atMost(Duration.ofSeconds(60));

    assertThat(Context.isOnEventLoopThread()).isFalse();
    assertThat(there).isTrue();
  }

  @Test
  void byDefaultThereAreNoReceiptsAndNoRuns() {
    long order = paid();
    refund(order, Map.of());
    eventually(x -> assertThat(orderStatus(order)).isEqualTo("refunded"));

    assertThat(runs(order)).isNull();
    assertThat(mails()).isEmpty();
  }

  @Test
  void withoutAnAddressTheRunHasNothingToDo() {
    turnOn(ReceiptKind.PAYMENT);
    long order = order("10.00", "usd");
    sandbox.confirm(started(order).getString("paymentIntentId"), GOOD_CARD);

    eventually(x -> assertThat(runs(order)).isEqualTo("flow:PaymentReceipt succeeded"));
    assertThat(payment(paymentOf(order)).getBoolean("callbackProcessed")).isTrue();
  }

  @Test
  void onlyWhatIsTurnedOnIsSent() {
    turnOn(ReceiptKind.REFUND);
    long order = paid();
    refund(order, Map.of());

    assertThat(eventuallyMails(1).get(0).getSubject()).contains("Your refund from Paydesk");
    assertThat(runs(order)).startsWith("flow:RefundReceipt").doesNotContain("PaymentReceipt");
  }

  @Test
  void partialRefundsSayWhatRemainsAndTheLastSaysThatNothingDoes() {
    turnOn(ReceiptKind.REFUND);
    long order = paid();
    refund(order, Map.of("refundAmount", 1000));
    var first = eventuallyMails(1).get(0);
    refund(order, Map.of());
    var second = eventuallyMails(2).get(1);

    assertThat(first.getSubject())
        .isEqualTo("[Test, no money moved] Your refund from Paydesk: order " + order);
    bothSay(
        first,
        "We have sent $10.00 back to you.",
        "$89.99 of your payment of $99.99 remains paid.",
        "Two tickets");
    bothSay(
        second,
        "We have sent $89.99 back to you.",
        "With that, your payment of $99.99 has been refunded in full.");
    neitherSays(second, "remains paid", "Remains paid");
  }

  @Test
  void aFullRefundSaysThatNothingRemains() {
    turnOn(ReceiptKind.REFUND);
    long order = paid(Map.of("price", "120", "currency", "jpy"));
    refund(order, Map.of());

    bothSay(
        eventuallyMails(1).get(0),
        "We have sent ¥120 back to you.",
        "With that, your payment of ¥120 has been refunded in full.");
  }

  @Test
  void theFirstInvoiceAndEachRenewalGetAReceipt() {
    turnOn(ReceiptKind.RENEWAL, ReceiptKind.PAYMENT);
    long order = monthly(Map.of("receiptEmail", address, "description", "Membership"));
    active(order);
    var first = eventuallyMails(1).get(0);
    sandbox.advanceClock(Period.ofMonths(1));
    var renewed = eventuallyMails(2).get(1);

    assertThat(first.getSubject())
        .isEqualTo("[Test, no money moved] Your subscription at Paydesk: order " + order);
    bothSay(
        first,
        "Thank you for your subscription.",
        "We have received your payment of $15.00.",
        "Membership",
        "This is a test. No money moved.");
    long renewal = tables().number("select id from orders where renewal_of = ?", order);
    assertThat(renewed.getSubject())
        .isEqualTo(
            "[Test, no money moved] Your subscription at Paydesk was renewed: order " + renewal);
    bothSay(renewed, "Your subscription was renewed.", "of $15.00.", "Membership", "" + renewal);
    assertThat(runs(order)).isEqualTo("flow:RenewalReceipt succeeded");
  }

  @Test
  void aRenewalThatCreditCoversShowsWhatWasCharged() {
    turnOn(ReceiptKind.RENEWAL);
    long order = monthly(Map.of("receiptEmail", address));
    active(order);
    eventuallyMails(1);
    var customer =
        tables().text("select customer_id from recurring_payment where order_id = ?", order);
    sandbox.billing().dashboard().adjustBalance(customer, -2000, "usd");
    sandbox.advanceClock(Period.ofMonths(1));
    var covered = eventuallyMails(2).get(1);
    sandbox.advanceClock(Period.ofMonths(1));
    var rest = eventuallyMails(3).get(2);

    bothSay(covered, "Your subscription was renewed.");
    bothSay(covered, "From your balance", "-$15.00");
    neitherSays(covered, "We have received");
    bothSay(rest, "We have received your payment of $10.00.");
  }

  /** Stripe may report a paid invoice before it reports the new period. */
  @Test
  void theReceiptShowsThePeriodAsItIsWhenTheMailGoesOut() {
    turnOn(ReceiptKind.RENEWAL);
    long order = monthly(Map.of("receiptEmail", address));
    long id = active(order).getLong("recurringPayment.id");
    var first = period(eventuallyMails(1).get(0));
    var server = failing(Integer.MAX_VALUE);
    var before = recurring(id).getString("currentPeriodStart");
    sandbox.advanceClock(Period.ofMonths(1));
    server.eventuallyTried();
    eventually(x -> assertThat(recurring(id).getString("currentPeriodStart")).isNotEqualTo(before));
    goOn(server);

    var mail = eventuallyMails(2).get(1);
    assertThat(period(mail))
        .startsWith(first.substring(first.indexOf("–") + 2) + " – ")
        .matches("\\w+ \\d+, \\d{4} – \\w+ \\d+, \\d{4}");
    bothSay(mail, period(mail), "It renews by itself at the end of its current period.");
  }

  private static String period(Mail mail) {
    return mail.getText()
        .lines()
        .filter(line -> line.startsWith("Current period: "))
        .findFirst()
        .orElseThrow()
        .substring("Current period: ".length());
  }

  @Test
  void aSubscriptionThatEndsWithItsPeriodDoesNotRenewInTheReceipt() {
    var text =
        Letters.renewal(letter("Membership", null), Occasion.RENEWAL, "May", true, null)
            .setAttribute(TemplateInstance.SELECTED_VARIANT, Variant.forContentType("text/plain"))
            .render();

    assertThat(text).contains("The subscription ends with its current period.");
    assertThat(text).doesNotContain("renews by itself");
  }

  private static Letter letter(String description, String logo) {
    return new Letter(
        "Ada & Sons",
        logo,
        "We <3 tickets",
        false,
        false,
        "$1.00",
        null,
        null,
        null,
        false,
        "May 1",
        7,
        description,
        List.of(new Letter.Line("Tea <hot>", 2, "$0.50")),
        List.of());
  }

  @Test
  void aMailIsRetriedUntilTheServerTakesIt() {
    turnOn(ReceiptKind.PAYMENT);
    var server = failing(3);
    long order = paid();

    eventuallyMails(1);
    eventually(x -> assertThat(runs(order)).isEqualTo("flow:PaymentReceipt succeeded"));
    assertThat(server.tries).hasValue(4);
    assertThat(
            tables()
                .text(
                    """
                    select string_agg(distinct error, ', ') from actionflow_attempt a
                    join actionflow_run r on r.id = a.run_id where r.order_id = ? and error is not null
                    """,
                    order))
        .isEqualTo("MailNotSent: the mail server was not reached: lost");
    assertThat(mails()).hasSize(1);
  }

  @Test
  void aMailThatGoesOutTwiceIsTheSameMessage() {
    turnOn(ReceiptKind.PAYMENT);
    install(new Flaky(mailer, spans, contexts, 1, true));
    long order = paid();

    var ids =
        eventuallyMails(2).stream()
            .map(mail -> mail.getHeaders().get("Message-ID").get(0))
            .toList();
    var run = tables().text("select uuid from actionflow_run where order_id = ?", order);
    assertThat(ids).allMatch(id -> id.startsWith("<" + run + "@") && id.endsWith(">"));
    assertThat(ids.get(0)).isEqualTo(ids.get(1));
  }

  @Test
  void aRefundThatHasFailedSinceGetsNoReceipt() {
    turnOn(ReceiptKind.REFUND);
    var server = failing(Integer.MAX_VALUE);
    long order = paid();
    refund(order, Map.of());
    server.eventuallyTried();
    sandbox.refundFails(
        tables().text("select refund_id from refund where order_id = ?", order),
        "lost_or_stolen_card");

    eventually(
        x ->
            assertThat(runs(order))
                .isEqualTo("flow:RefundReceipt succeeded, flow:RefundReceipt succeeded"));
    assertThat(mails()).isEmpty();
  }

  @Test
  void aLateReceiptShowsWhatWasRefundedSince() {
    turnOn(ReceiptKind.PAYMENT);
    var server = failing(Integer.MAX_VALUE);
    long order = paid();
    server.eventuallyTried();
    tables()
        .change(
            "update payment set amount_refunded = 1000, status = 'partially_refunded' where"
                + " order_id = ?",
            order);

    goOn(server);

    bothSay(
        eventuallyMails(1).get(0), "We have received your payment of $99.99.", "Refunded since");
  }

  @Test
  void aPaymentOfAnotherAmountIsNotCalledPaid() {
    turnOn(ReceiptKind.PAYMENT);
    long order = order(Map.of());
    var event = StripeEvents.succeeded(intentOf(started(order).getLong("id")));
    StripeEvents.object(event).put("amount_received", 9998);
    deliver(event.toString()).then().statusCode(200);

    var mail = eventuallyMails(1).get(0);
    assertThat(mail.getSubject())
        .contains("Your payment to Paydesk is being checked")
        .doesNotContain("receipt");
    bothSay(mail, "We have received your payment of $99.98. It does not fit the order");
    neitherSays(mail, "Thank you", "$99.99");
    assertThat(orderStatus(order)).isEqualTo("review");
  }

  @Test
  void anAmountInAnotherCurrencyIsNotShownInTheOrdersCurrency() {
    turnOn(ReceiptKind.PAYMENT);
    long order = order(Map.of());
    var event = StripeEvents.succeeded(intentOf(started(order).getLong("id")));
    StripeEvents.object(event).put("currency", "eur");
    deliver(event.toString()).then().statusCode(200);

    var mail = eventuallyMails(1).get(0);
    bothSay(mail, "We have received your payment. It does not fit the order");
    neitherSays(mail, "$", "99.99", "€");
  }

  @Test
  void aFirstInvoiceThatDoesNotFitIsNotCalledPaid() {
    turnOn(ReceiptKind.RENEWAL);
    long order = monthly(Map.of("receiptEmail", address));
    var started = subscribed(order);
    tables()
        .change(
            "update recurring_payment set customer_id = 'cus_another' where order_id = ?", order);
    pay(started, GOOD_CARD);

    var mail = eventuallyMails(1).get(0);
    assertThat(orderStatus(order)).isEqualTo("review");
    assertThat(mail.getSubject()).contains("Your subscription payment to Paydesk is being checked");
    bothSay(mail, "We have received $15.00 for your subscription. It does not fit the order");
    neitherSays(mail, "Thank you");
  }

  @Test
  void whatAShopWritesIsTextAndNotMarkup() {
    turnOn(ReceiptKind.PAYMENT);
    paid(Map.of("description", "<script>alert('x')</script> & \"more\" {letter.order}"));

    var mail = eventuallyMails(1).get(0);
    assertThat(mail.getHtml())
        .contains(
            "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; &amp; &quot;more&quot; {letter.order}")
        .doesNotContain("<script");
    assertThat(mail.getText())
        .contains("For: <script>alert('x')</script> & \"more\" {letter.order}");
  }

  @Test
  void theShopsLogoAndSloganAreThere() {
    var html = Letters.payment(letter(null, "https://shop.example/a.png?x=\"><b>"), null).render();

    assertThat(html)
        .contains("Ada &amp; Sons", "We &lt;3 tickets", "@media (prefers-color-scheme: dark)")
        .contains("src=\"https://shop.example/a.png?x=&quot;&gt;&lt;b&gt;\"")
        .doesNotContain("This is a test", ">For<");
  }
}
