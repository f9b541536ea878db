package io.paydesk.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import io.paydesk.dev.sandbox.RecordedRequest;
import io.paydesk.stripe.StripePace;
import io.paydesk.testing.SubscriptionTest;
import io.paydesk.testing.http.Answer;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A shop finds its orders and payers in Stripe's dashboard. */
@QuarkusTest
class WhatStripeIsToldTest extends SubscriptionTest {

  @Inject StripePace pace;

  private final String address = user + "@example.com";

  private Answer ordered(Map<String, Object> more) {
    var body =
        new HashMap<String, Object>(
            Map.of(
                "userId", user,
                "price", "99.99",
                "currency", "usd",
                "description", "Two tickets",
                "receiptEmail", address,
                "payerName", "Ada Lovelace",
                "statementDescriptorSuffix", "TICKETS 12",
                "metadata", Map.of("seat", "12A", "paydesk_uuid", "mine")));
    body.putAll(more);
    return asService().body(body).post("/v1/orders");
  }

  private long order(Map<String, Object> more) {
    return json(ordered(more), 201).getLong("id");
  }

  private JsonNode intent(long order) {
    return sandbox.paymentIntent(started(order).getString("paymentIntentId"));
  }

  private JsonNode customer() {
    return sandbox.customers().stream()
        .filter(customer -> customer.at("/metadata/paydesk_user").asText().equals(user))
        .reduce((one, later) -> later)
        .orElseThrow();
  }

  private List<RecordedRequest> updates() {
    var id = customer().path("id").asText();
    return sandbox.requests().stream()
        .filter(request -> request.path().equals("/v1/customers/" + id))
        .toList();
  }

  private static Map<String, String> entries(int count) {
    return IntStream.range(0, count)
        .boxed()
        .collect(Collectors.toMap(i -> "key" + i, i -> "value"));
  }

  @Test
  void anOrderShowsItsPayerAndItsSuffix() {
    ordered(Map.of())
        .then()
        .statusCode(201)
        .body("payerName", equalTo("Ada Lovelace"))
        .body("statementDescriptorSuffix", equalTo("TICKETS 12"));
  }

  @Test
  void anIntentHasTheOrdersNotesUnderAPrefixOfTheirOwn() {
    long order = order(Map.of());
    var intent = intent(order);

    assertThat(intent.path("description").asText()).isEqualTo("Two tickets");
    assertThat(intent.at("/metadata/app_seat").asText()).isEqualTo("12A");
    assertThat(intent.at("/metadata/app_paydesk_uuid").asText()).isEqualTo("mine");
    assertThat(intent.at("/metadata/paydesk_order").asLong()).isEqualTo(order);
    assertThat(intent.at("/metadata/paydesk_uuid").asText())
        .isEqualTo(tables().text("select uuid::text from payment where order_id = ?", order));
    assertThat(intent.path("statement_descriptor_suffix").asText()).isEqualTo("TICKETS 12");
  }

  /** Else Stripe would send a receipt of its own, whatever the shop has set. */
  @Test
  void stripeIsNotToldToMailAReceipt() {
    assertThat(intent(order(Map.of())).path("receipt_email").isNull()).isTrue();
  }

  @Test
  void aCustomerHasThePayersAddressAndName() {
    started(order(Map.of()));

    assertThat(customer().path("email").asText()).isEqualTo(address);
    assertThat(customer().path("name").asText()).isEqualTo("Ada Lovelace");
    assertThat(updates()).isEmpty();
  }

  private static final String KEY =
      "select update_key::text from stripe_customer where user_id = ?";

  /** Stripe is asked beside the payment. */
  private void eventuallyTold() {
    eventually(x -> assertThat(tables().text(KEY, user)).isNull());
  }

  @Test
  void aCustomerFromBeforeIsToldOnce() {
    started(order());
    assertThat(customer().path("email").isNull()).isTrue();

    started(order(Map.of()));
    eventuallyTold();
    started(order(Map.of()));

    assertThat(customer().path("email").asText()).isEqualTo(address);
    assertThat(updates()).hasSize(1);
  }

  @Test
  void theLatestOrderSaysWhoThePayerIs() {
    started(order(Map.of()));
    started(order(Map.of("payerName", "Ada King")));
    started(order());

    eventuallyTold();
    assertThat(customer().path("name").asText()).isEqualTo("Ada King");
    assertThat(customer().path("email").asText()).isEqualTo(address);
  }

  @Test
  void theLatestOrderSaysItAlsoWhereStripeHearsOfItFirst() {
    started(order());
    var later = new CountDownLatch(1);
    sandbox.faults().happensBefore("POST /v1/customers/", () -> await(later));
    try (var patient = pace.patient()) {
      started(order(Map.of("payerName", "Ada Byron")));
      eventually(x -> assertThat(tables().text(KEY, user)).isNotNull());

      started(order(Map.of("payerName", "Ada King")));
      eventuallyTold();
      later.countDown();

      eventually(x -> assertThat(updates()).hasSize(3));
      eventuallyTold();
    }
    assertThat(customer().path("name").asText()).isEqualTo("Ada King");
  }

  @Test
  void aPaymentDoesNotWaitForAStripeThatIsSilentAboutThePayer() {
    started(order());
    var answered = new CountDownLatch(1);
    sandbox.faults().happensBefore("POST /v1/customers/", () -> await(answered));
    try (var patient = pace.patient()) {
      started(order(Map.of()));

      assertThat(customer().path("email").isNull()).isTrue();
      answered.countDown();
      eventuallyTold();
    }
    assertThat(customer().path("email").asText()).isEqualTo(address);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await(60, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void whatStripeWasNotToldIsToldWithTheNextPaymentUnderTheSameKey() {
    started(order());
    sandbox.faults().failNext("POST /v1/customers/", 429, 100);

    started(order(Map.of()));
    var first = tables().text(KEY, user);
    eventually(x -> assertThat(updates()).isNotEmpty());
    sandbox.faults().clear();
    started(order(Map.of()));

    eventuallyTold();
    assertThat(first).isNotNull();
    assertThat(updates().get(updates().size() - 1).idempotencyKey()).isEqualTo(first);
    assertThat(customer().path("email").asText()).isEqualTo(address);
  }

  @Test
  void anErrorThatStripeStoredIsNoReasonToBelieveThatItWasTold() {
    started(order());
    sandbox.faults().failNext("POST /v1/customers/", 500, 1);
    started(order(Map.of()));
    eventuallyTold();
    sandbox.faults().clear();

    started(order(Map.of()));

    eventually(x -> assertThat(customer().path("email").asText()).isEqualTo(address));
  }

  @Test
  void whatStripeRefusesToKnowOfANewPayerIsLeftOut() {
    sandbox.faults().failNext("POST /v1/customers", 400, 1);

    started(order(Map.of()));

    assertThat(customer().path("email").isNull()).isTrue();
  }

  @Test
  void whatStripeRefusesToKnowOfAPayerIsNotToldAgain() {
    started(order());
    sandbox.faults().failNext("POST /v1/customers/", 400, 1);

    started(order(Map.of()));
    eventuallyTold();
    started(order(Map.of()));

    assertThat(updates()).hasSize(1);
  }

  @Test
  void aSubscriptionHasTheNotesAndTheDescriptionToo() {
    long order =
        monthly(
            Map.of(
                "description",
                "Membership",
                "receiptEmail",
                address,
                "metadata",
                Map.of("club", "chess")));

    var id = subscribed(order).getString("recurringPayment.subscriptionId");

    var subscription = sandbox.billing().subscription(id);
    assertThat(subscription.path("description").asText()).isEqualTo("Membership");
    assertThat(subscription.at("/metadata/app_club").asText()).isEqualTo("chess");
    assertThat(subscription.at("/metadata/paydesk_order").asLong()).isEqualTo(order);
    eventuallyTold();
    assertThat(customer().path("email").asText()).isEqualTo(address);
  }

  @Test
  void asMuchMetadataAsIsTakenReachesStripe() {
    assertThat(intent(order(Map.of("metadata", entries(45)))).path("metadata")).hasSize(48);

    isRefused(ordered(Map.of("metadata", entries(46))), 400, "too-much-metadata")
        .body("most", equalTo(45));
  }

  @Test
  void aKeyLeavesRoomForItsPrefix() {
    var longest = "k".repeat(36);
    assertThat(
            intent(order(Map.of("metadata", Map.of(longest, "x")))).at("/metadata/app_" + longest))
        .isNotNull();

    isRefused(ordered(Map.of("metadata", Map.of(longest + "k", "x"))), 400, "invalid-request")
        .body("detail", containsString("36"));
    isRefused(ordered(Map.of("metadata", Map.of("seats[0]", "x"))), 400, "invalid-request")
        .body("detail", containsString("square brackets"));
  }

  /** Of a release that let it be made. */
  @Test
  void anOldOrderWithMoreMetadataCanBePaid() {
    long order = order();
    tables()
        .change(
            """
            update orders set metadata = (select jsonb_object_agg(key, 'x') from (
              select 'key' || n as key from generate_series(1, 48) n
              union all select repeat('k', 40) union all select 'seats[0]') keys) where id = ?
            """,
            order);

    assertThat(intent(order).path("metadata")).hasSize(48);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1234",
        "A*B",
        "<A>",
        "A\\B",
        "A'B",
        "A\"B",
        "CAFÉ",
        "THIS IS 19 LETTERS1",
        "A\tB"
      })
  void aSuffixIsWhatStripeTakes(String suffix) {
    isRefused(ordered(Map.of("statementDescriptorSuffix", suffix)), 400, "invalid-request");
  }

  @ParameterizedTest
  @ValueSource(strings = {"T", "order #12/B", "a+b (c) [d] & {e}"})
  void eachSuffixThatStripeTakesMayBeSent(String suffix) {
    ordered(Map.of("statementDescriptorSuffix", suffix))
        .then()
        .statusCode(201)
        .body("statementDescriptorSuffix", equalTo(suffix));
  }

  @Test
  void aSuffixThatIsTooLongForTheAccountIsRefusedByStripeWithItsWords() {
    long order = order(Map.of("statementDescriptorSuffix", "EIGHTEEN CHARACTER"));

    isRefused(start(order), 422, "refused-by-stripe")
        .body("stripeMessage", containsString("statement_descriptor_suffix"));
  }

  @Test
  void aSubscriptionHasNoSuffix() {
    isRefused(ordered(Map.of("priceId", price, "price", "15.00")), 422, "suffix-of-subscription");
  }

  @Test
  void aNameHasNoControlCharacters() {
    isRefused(ordered(Map.of("payerName", "Ada\nLovelace")), 400, "invalid-request");
    isRefused(ordered(Map.of("payerName", "a".repeat(257))), 400, "invalid-request");
  }
}
