package io.paydesk.mail;

import static io.paydesk.testing.http.Request.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.paydesk.testing.SubscriptionTest;
import io.paydesk.testing.http.Answer;
import io.paydesk.trace.Spans;
import io.paydesk.transaction.OwnContext;
import io.quarkus.mailer.Mail;
import io.quarkus.mailer.MockMailbox;
import io.quarkus.mailer.reactive.ReactiveMailer;
import io.quarkus.test.junit.QuarkusMock;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.mail.SMTPException;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.ConnectException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pay-links, as they arrive in the payer's mailbox. */
@QuarkusTest
class PayLinkMailsTest extends SubscriptionTest {

  private static final Pattern LINK =
      Pattern.compile("http\\S+/pay/(pdk_pay_test_[0-9A-Za-z]{38})");

  @Inject MockMailbox mailbox;
  @Inject ReactiveMailer mailer;
  @Inject Spans spans;
  @Inject OwnContext contexts;
  @Inject PayLinkPost post;

  private final String address = user + "@example.com";

  /** A mail server that fails at first. */
  private final class Failing extends Outbox {

    final AtomicInteger tries = new AtomicInteger();
    private final int failures;
    private final boolean afterItWasTaken;
    private final Throwable failure;

    Failing(int failures, boolean afterItWasTaken, Throwable failure) {
      super(mailer, spans, contexts);
      this.failures = failures;
      this.afterItWasTaken = afterItWasTaken;
      this.failure = failure;
    }

    @Override
    Uni<Void> send(Mail mail) {
      if (tries.incrementAndGet() > failures) {
        return super.send(mail);
      }
      var lost = Uni.createFrom().<Void>failure(MailNotSent.of(failure));
      return afterItWasTaken ? super.send(mail).flatMap(sent -> lost) : lost;
    }
  }

  private Failing failing(int times, boolean afterItWasTaken, Throwable failure) {
    var outbox = new Failing(times, afterItWasTaken, failure);
    QuarkusMock.installMockForType(outbox, Outbox.class);
    return outbox;
  }

  @BeforeEach
  void empty() {
    mailbox.clear();
  }

  private long order(Map<String, Object> more) {
    var body =
        new HashMap<String, Object>(
            Map.of(
                "userId", user,
                "price", "99.99",
                "currency", "usd",
                "description", "Two tickets <row A>",
                "receiptEmail", address));
    body.putAll(more);
    return json(asService().body(body).post("/v1/orders"), 201).getLong("id");
  }

  private static String path(long order) {
    return "/v1/orders/" + order + "/pay-link-mails";
  }

  private long mailed(long order, Map<String, Object> body) {
    return json(asService().body(body).post(path(order)), 201).getLong("id");
  }

  private String status(long order, int index) {
    return json(asService().get(path(order)), 200).getString("data[" + index + "].status");
  }

  private List<String> told(long order, String what) {
    return json(asAdmin().get("/v1/orders/" + order + "/timeline"), 200)
        .<List<Map<String, Object>>>get("data")
        .stream()
        .filter(entry -> entry.get("what").equals(what))
        .map(entry -> entry.get("text").toString())
        .toList();
  }

  private void eventuallySent(long order) {
    eventually(
        x -> {
          // However often it has failed, and so however long its pause is.
          tables()
              .change(
                  "update pay_link_mail set next_attempt_at = now() where order_id = ? and status ="
                      + " 'waiting' and claim is null",
                  order);
          post.wake();
          assertThat(status(order, 0)).isEqualTo("sent");
        });
  }

  private List<Mail> mails() {
    return mailbox.getMailsSentTo(address);
  }

  private static String tokenIn(Mail mail) {
    var link = LINK.matcher(mail.getText());
    assertThat(link.find()).isTrue();
    assertThat(mail.getHtml()).contains("<a href=\"" + link.group() + "\"");
    return link.group(1);
  }

  private long links(long order) {
    return tables().number("select count(*) from pay_link where order_id = ?", order);
  }

  private String note(long order) {
    return tables()
        .text(
            "select coalesce(note, 'none') from audit where subject = ? and operation ="
                + " 'mailPayLink' order by id desc limit 1",
            "orders/" + order);
  }

  @Test
  void thePayerGetsALinkThatOpensTheOrder() {
    long order = order(Map.of());

    var asked = json(as("sue", "support").body(Map.of("expiresIn", 86_400)).post(path(order)), 201);

    assertThat(asked.getString("status")).isEqualTo("waiting");
    assertThat(asked.getString("to")).isEqualTo(address);
    eventuallySent(order);
    var mail = mails().get(0);
    assertThat(mails()).hasSize(1);
    assertThat(mail.getSubject())
        .isEqualTo("[Test, no money moved] Your order at Paydesk can be paid: order " + order);
    assertThat(mail.getText())
        .contains("Pay $99.99: http", "Amount: $99.99\n", "For: Two tickets <row A>\n");
    assertThat(mail.getHtml()).contains("Two tickets &lt;row A&gt;", ">Pay $99.99</a>");
    assertThat(mail.getText()).doesNotContain("null", "NOT_FOUND", "{");
    var opened = json(given().bearer(tokenIn(mail)).get("/v1/orders/" + order), 200);
    assertThat(opened.getLong("id")).isEqualTo(order);
    var listed = json(as("sue", "support").get(path(order)), 200);
    assertThat(listed.getLong("data[0].linkId"))
        .isEqualTo(tables().number("select id from pay_link where order_id = ?", order));
    assertThat(listed.getString("data[0].askedBy")).isEqualTo("sue");
    assertThat(told(order, "call_made")).contains("sue asked to mail a pay-link.");
    assertThat(told(order, "pay_link_mailed"))
        .containsExactly("The mail server took a mail with a pay-link.");
    assertThat(note(order)).isEqualTo("none");
  }

  @Test
  void anotherAddressIsToldInTheAudit() {
    long order = order(Map.of());
    var other = "friend-of-" + address;

    mailed(order, Map.of("to", other));

    eventuallySent(order);
    assertThat(mailbox.getMailsSentTo(other)).hasSize(1);
    assertThat(mails()).isEmpty();
    var entry = json(asAdmin().get("/v1/audit?subject=orders/" + order), 200);
    assertThat(entry.getString("data[0].note")).isEqualTo("to-another-address");
    assertThat(entry.getString("data[0].operation")).isEqualTo("mailPayLink");
    assertThat(told(order, "pay_link_mailed"))
        .containsExactly(
            "The mail server took a mail with a pay-link to another address than the order's.");
    assertThat(json(asService().get(path(order)), 200).getBoolean("data[0].toReceiptEmail"))
        .isFalse();
  }

  @Test
  void aRepeatSendsNoSecondMail() {
    long order = order(Map.of());
    var key = UUID.randomUUID().toString();
    var first = json(asService().header("Idempotency-Key", key).body("{}").post(path(order)), 201);
    eventuallySent(order);

    var again = asService().header("Idempotency-Key", key).body("{}").post(path(order));

    assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
    assertThat(json(again, 201).getLong("id")).isEqualTo(first.getLong("id"));
    assertThat(json(again, 201).getString("status")).isEqualTo("sent");
    assertThat(mails()).hasSize(1);
  }

  @Test
  void aServerThatRefusesIsAskedAgainAndItsLinkOpensNothing() {
    var server = failing(2, false, new SMTPException("no", 450, List.of("no " + address), false));
    long order = order(Map.of());

    mailed(order, Map.of());

    eventuallySent(order);
    assertThat(server.tries).hasValue(3);
    assertThat(mails()).hasSize(1);
    assertThat(links(order)).isEqualTo(1);
  }

  @Test
  void afterALostAnswerBothMailsHaveOneIdAndBothLinksOpen() {
    failing(1, true, new IOException("lost"));
    long order = order(Map.of());

    mailed(order, Map.of());

    eventuallySent(order);
    assertThat(mails()).hasSize(2);
    assertThat(mails())
        .extracting(mail -> mail.getHeaders().get("Message-ID"))
        .containsOnly(mails().get(0).getHeaders().get("Message-ID"));
    assertThat(mails())
        .allSatisfy(mail -> json(given().bearer(tokenIn(mail)).get("/v1/orders/" + order), 200));
  }

  @Test
  void aTryThatDiedWithItsProcessIsMadeAgain() {
    long order = order(Map.of());
    tables()
        .change(
            "insert into pay_link_mail (order_id, address, to_order_address, life, asked_by, attempts,"
                + " claim, next_attempt_at) values (?, ?, true, 3600, 'the-shop', 1,"
                + " gen_random_uuid(), now() - interval '1 second')",
            order,
            address);

    eventuallySent(order);

    assertThat(mails()).hasSize(1);
    assertThat(json(asService().get(path(order)), 200).getInt("data[0].attempts")).isEqualTo(2);
  }

  @Test
  void aServerThatNeverTakesItIsGivenUp() {
    failing(Integer.MAX_VALUE, false, new IOException("down"));
    long order = order(Map.of());
    mailed(order, Map.of());

    eventually(
        x -> {
          tables()
              .change(
                  "update pay_link_mail set attempts = 11, next_attempt_at = now() where order_id = ?"
                      + " and status = 'waiting' and claim is null",
                  order);
          post.wake();
          assertThat(status(order, 0)).isEqualTo("failed");
        });
    assertThat(json(asService().get(path(order)), 200).getString("data[0].reason"))
        .isEqualTo("mail-server-unreachable");
    eventually(x -> assertThat(links(order)).isZero());
    assertThat(told(order, "pay_link_not_mailed"))
        .containsExactly("A pay-link could not be mailed in attempt 12: mail server unreachable.");
    assertThat(told(order, "pay_link_mailed")).isEmpty();
  }

  @Test
  void aServerThatWasNeverReachedHasNoLink() {
    failing(2, false, new ConnectException("refused"));
    long order = order(Map.of());

    mailed(order, Map.of());

    eventuallySent(order);
    assertThat(links(order)).isEqualTo(1);
  }

  @Test
  void aFaultOfThisServiceIsNotBlamedOnTheMailServer() {
    QuarkusMock.installMockForType(
        new Outbox(mailer, spans, contexts) {
          @Override
          Uni<Void> send(Mail mail) {
            return Uni.createFrom().failure(new IllegalStateException("a fault"));
          }
        },
        Outbox.class);
    long order = order(Map.of());

    mailed(order, Map.of());

    eventually(
        x ->
            assertThat(json(asService().get(path(order)), 200).getString("data[0].reason"))
                .isEqualTo("internal-error"));
    assertThat(links(order)).isZero();
  }

  @Test
  void aLinkThatThePayerHasUsedStaysThoughItsMailIsGivenUp() {
    failing(Integer.MAX_VALUE, true, new IOException("lost"));
    long order = order(Map.of());
    mailed(order, Map.of());
    eventually(x -> assertThat(mails()).isNotEmpty());
    var token = tokenIn(mails().get(0));
    json(
        given()
            .bearer(token)
            .contentType("application/json")
            .header("Idempotency-Key", UUID.randomUUID())
            .body(Map.of("orderId", order))
            .post("/v1/payments"),
        201);

    eventually(
        x -> {
          tables()
              .change(
                  "update pay_link_mail set attempts = 11, next_attempt_at = now() where order_id = ?"
                      + " and status = 'waiting' and claim is null",
                  order);
          post.wake();
          assertThat(status(order, 0)).isEqualTo("failed");
          assertThat(links(order)).isEqualTo(1);
        });
    json(given().bearer(token).get("/v1/orders/" + order), 200);
  }

  @Test
  void whatWasPaidMeanwhileIsNotAskedForAgain() {
    var server = failing(1, false, new IOException("down"));
    long order = order(Map.of());
    mailed(order, Map.of());
    eventually(x -> assertThat(server.tries).hasPositiveValue());
    sandbox.confirm(started(order).getString("paymentIntentId"), GOOD_CARD);
    eventuallyPaid(order);

    eventually(
        x -> {
          tables()
              .change(
                  "update pay_link_mail set next_attempt_at = now() where order_id = ? and claim is"
                      + " null",
                  order);
          post.wake();
          assertThat(status(order, 0)).isEqualTo("canceled");
        });
    assertThat(mails()).isEmpty();
    assertThat(json(asService().get(path(order)), 200).getString("data[0].reason"))
        .isEqualTo("order-owes-nothing");
    assertThat(told(order, "pay_link_mail_canceled"))
        .containsExactly("A pay-link is not mailed any more: order owes nothing.");
    eventually(x -> assertThat(links(order)).isZero());
  }

  @Test
  void whatAKeyAskedForEndsWithTheKey() {
    var made = json(asAdmin().body(Map.of("name", "k", "role", "service")).post("/v1/keys"), 201);
    var server = failing(1, false, new IOException("down"));
    long order = order(Map.of());
    var shop = given().bearer(made.getString("secret")).contentType("application/json");
    json(shop.body("{}").post(path(order)), 201);
    eventually(x -> assertThat(server.tries).hasPositiveValue());
    asAdmin().delete("/v1/keys/" + made.getLong("key.id")).then().statusCode(204);

    eventually(
        x -> {
          tables()
              .change(
                  "update pay_link_mail set next_attempt_at = now() where order_id = ? and claim is"
                      + " null",
                  order);
          post.wake();
          assertThat(status(order, 0)).isEqualTo("canceled");
        });
    assertThat(mails()).isEmpty();
  }

  @Test
  void aSubscriptionSaysHowItGoesOn() {
    long order = order(Map.of("price", "15.00", "priceId", price, "trialDays", 7));

    mailed(order, Map.of());

    eventuallySent(order);
    assertThat(mails().get(0).getText())
        .contains("7 days free, then $15.00 a month.", "Start trial: http");
  }

  @Test
  void aRenewalThatFailedIsAskedForAtTheOwnersAddressAlone() {
    long order = order(Map.of("price", "15.00", "priceId", price));
    active(order);
    tables().change("update recurring_payment set status = 'past_due' where order_id = ?", order);

    isRefused(
        asService().body(Map.of("to", "x@example.com")).post(path(order)),
        409,
        "mail-for-the-owner-alone");
    mailed(order, Map.of());

    eventuallySent(order);
    assertThat(mails().get(0).getSubject()).contains("Your subscription at Paydesk could not be");
    assertThat(mails().get(0).getText()).contains("pay what you owe").doesNotContain("15.00");
  }

  @Test
  void aMailThatSomebodyElseWasToGetEndsWhenTheRenewalFails() {
    long order = order(Map.of("price", "15.00", "priceId", price));
    active(order);
    tables().change("update recurring_payment set status = 'past_due' where order_id = ?", order);
    var other = "friend-of-" + address;
    // As if it had been asked for before that.
    tables()
        .change(
            "insert into pay_link_mail (order_id, address, to_order_address, life, asked_by, attempts,"
                + " next_attempt_at) values (?, ?, false, 3600, 'the-shop', 1, now())",
            order,
            other);

    eventually(
        x -> {
          post.wake();
          assertThat(status(order, 0)).isEqualTo("canceled");
        });
    assertThat(json(asService().get(path(order)), 200).getString("data[0].reason"))
        .isEqualTo("mail-for-the-owner-alone");
    assertThat(mailbox.getMailsSentTo(other)).isEmpty();
    assertThat(links(order)).isZero();
  }

  private void sentBefore(long order, int times, String to, String askedBy) {
    tables()
        .change(
            "insert into pay_link_mail (order_id, address, to_order_address, life, asked_by, status,"
                + " sent_at) select ?, ?, true, 3600, ?, 'sent', now() from generate_series(1, ?)",
            order,
            to,
            askedBy,
            times);
  }

  @Test
  void oneAddressGetsTenAnHourOfWhicheverOrders() {
    sentBefore(order(Map.of()), 10, address.toUpperCase(Locale.ROOT), "the-shop");
    long another = order(Map.of());

    isRefused(asService().body("{}").post(path(another)), 429, "too-many-mails");
    mailed(another, Map.of("to", "friend-of-" + address));
  }

  @Test
  void onePersonMails200AnHour() {
    var name = "sue-" + user;
    sentBefore(order(Map.of()), 200, "many-of-" + address, name);
    long another = order(Map.of());

    isRefused(as(name, "support").body("{}").post(path(another)), 429, "too-many-mails");
    json(as("other-" + name, "support").body("{}").post(path(another)), 201);
  }

  @Test
  void oneOrderIsMailedFiveTimesAnHour() {
    long order = order(Map.of());
    for (int i = 0; i < 5; i++) {
      mailed(order, Map.of());
    }

    isRefused(asService().body("{}").post(path(order)), 429, "too-many-mails");
    tables()
        .change(
            "update pay_link_mail set created_at = created_at - interval '1 hour' where order_id = ?",
            order);
    mailed(order, Map.of());
  }

  @ParameterizedTest
  @ValueSource(strings = {"Ada <a@b.c>", "a@b.c\\r\\nBcc: x@y.z", "a@b.c,d@e.f"})
  void whatIsNoAddressIsRefused(String to) {
    Answer answer = asService().body("{\"to\": \"" + to + "\"}").post(path(order(Map.of())));

    assertThat(answer.statusCode()).isBetween(400, 422);
    assertThat(tables().number("select count(*) from pay_link_mail where address = ?", to))
        .isZero();
  }

  @Test
  void usersAndWhoeverHasALinkMailNothing() {
    long order = order(Map.of());

    isRefused(asUser().body("{}").post(path(order)), 403, "forbidden");
    var link = json(asService().body("{}").post("/v1/orders/" + order + "/pay-link"), 201);
    var token = link.getString("url").replaceFirst(".*/pay/", "");
    isRefused(
        given().bearer(token).contentType("application/json").body("{}").post(path(order)),
        403,
        "forbidden");
    isRefused(asUser().get(path(order)), 403, "forbidden");
  }

  @Test
  void withoutAMailServerTheProblemSaysWhatToSet() {
    System.setProperty("quarkus.mailer.mock", "false");
    try {
      var answer = asService().body("{}").post(path(order(Map.of())));

      isRefused(answer, 409, "mail-not-set-up");
      assertThat(answer.asString()).contains("QUARKUS_MAILER_HOST, QUARKUS_MAILER_FROM");
    } finally {
      System.clearProperty("quarkus.mailer.mock");
    }
  }
}
