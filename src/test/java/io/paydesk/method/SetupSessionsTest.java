package io.paydesk.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.paydesk.testing.Race;
import io.paydesk.testing.StripeEvents;
import io.paydesk.testing.http.Answer;
import io.paydesk.testing.http.Json;
import io.paydesk.testing.http.Request;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A payer saves a method on a page or in a form of Stripe's. */
@QuarkusTest
class SetupSessionsTest extends LostSetupsTest {

  private static final String CREATE = "POST /v1/checkout/sessions";
  private static final String CARDS = "https://shop.example/pay/cards";

  @Override
  protected String create() {
    return CREATE;
  }

  @Override
  protected Answer ask() {
    return ask(on("hosted"));
  }

  @Override
  protected String way() {
    return "url";
  }

  @Override
  protected long made() {
    return sessions().size();
  }

  private static Map<String, Object> on(String surface) {
    var body = new HashMap<String, Object>(Map.of("surface", surface, "currency", "usd"));
    body.put(surface.equals("hosted") ? "successUrl" : "returnUrl", CARDS);
    return body;
  }

  private Answer ask(Map<String, Object> body) {
    return asUser().body(body).post(setups());
  }

  private Json begun(String surface) {
    return json(ask(on(surface)), 201);
  }

  private String status(Json setup) {
    return status(setup.getLong("id"));
  }

  private void eventuallyIs(Json setup, String status) {
    eventually(x -> assertThat(status(setup)).isEqualTo(status));
  }

  private JsonNode atStripe(Json setup) {
    return sandbox.checkout().session(setup.getString("sessionId"));
  }

  private void complete(Json setup) {
    sandbox.checkout().pay(setup.getString("sessionId"), "4242424242424242");
  }

  private List<JsonNode> sessions() {
    return sandbox.checkout().sessions().stream()
        .filter(made -> made.at("/metadata/paydesk_user").asText().equals(user))
        .toList();
  }

  private long live() {
    return tables()
        .number(
            "select count(*) from setup_intent where user_id = ? and status in ('created', 'unknown',"
                + " 'pending')",
            user);
  }

  private static void isRefused(Answer answer, int status, String name) {
    answer.then().statusCode(status).body("type", equalTo("urn:paydesk:problem:" + name));
  }

  @Test
  void whatIsSavedOnStripesPageIsChargedLaterWithTheConsent() {
    sandbox
        .faults()
        .happensBefore(
            CREATE,
            () ->
                assertThat(
                        tables()
                            .text(
                                "select consent_by || ' ' || status || ' ' || surface || ' ' ||"
                                    + " (consent_from is not null) from setup_intent where user_id = ?",
                                user))
                    .isEqualTo(user + " created hosted true"));
    sandbox.clearRequests();

    var setup = begun("hosted");

    assertThat(setup.getString("status")).isEqualTo("pending");
    assertThat(setup.getString("url")).startsWith("http");
    assertThat(setup.getString("clientSecret")).isNull();
    assertThat(setup.getString("surface")).isEqualTo("hosted");
    assertThat(setup.getString("expiresAt")).isNotNull();
    var sent =
        sandbox.requests().stream()
            .filter(r -> r.method().equals("POST") && r.path().equals("/v1/checkout/sessions"))
            .findFirst()
            .orElseThrow();
    assertThat(sent.idempotencyKey())
        .isEqualTo(
            tables()
                .text(
                    "select idempotency_key from setup_intent where id = ?", setup.getLong("id")));
    assertThat(sent.params()).containsEntry("mode", "setup").containsEntry("currency", "usd");
    assertThat(
            tables()
                .text(
                    "select row_to_json(s)::text from setup_intent s where id = ?",
                    setup.getLong("id")))
        .doesNotContain(setup.getString("url"));

    complete(setup);

    eventuallyIs(setup, "succeeded");
    var card = methodsNow().getString("data[0].id");
    assertThat(methodsNow().getBoolean("data[0].offSession")).isTrue();
    payOffSession(order(), card).then().statusCode(201).body("status", equalTo("succeeded"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"embedded", "elements"})
  void aFormInTheAppsOwnPageGetsTheSessionsSecret(String surface) {
    var setup = begun(surface);

    assertThat(setup.getString("clientSecret")).startsWith(setup.getString("sessionId"));
    assertThat(setup.getString("url")).isNull();
    complete(setup);
    eventuallyIs(setup, "succeeded");
  }

  @Test
  void askingAgainHandsBackTheSessionThatIsOpen() {
    var first = begun("hosted");

    ask(on("hosted"))
        .then()
        .statusCode(200)
        .body("id", equalTo(first.getInt("id")))
        .body("url", equalTo(first.getString("url")));
    asService().body(on("hosted")).post(setups()).then().statusCode(200);
    complete(first);
    eventuallyIs(first, "succeeded");
    assertThat(begun("hosted").getLong("id")).isNotEqualTo(first.getLong("id"));
  }

  @ParameterizedTest
  @CsvSource({"hosted, embedded", "elements, hosted"})
  void anotherSurfaceEndsTheSessionThatIsOpen(String one, String other) {
    var first = begun(one);

    var second = begun(other);

    assertThat(status(first)).isEqualTo("canceled");
    assertThat(atStripe(first).path("status").asText()).isEqualTo("expired");
    complete(second);
    eventuallyIs(second, "succeeded");
  }

  @Test
  void aBareIntentAndASessionMakeWayForEachOther() {
    var bare = json(asUser().post(setups()), 201);

    var session = begun("hosted");
    assertThat(status(bare)).isEqualTo("canceled");
    assertThat(
            sandbox.billing().setupIntent(bare.getString("setupIntentId")).path("status").asText())
        .isEqualTo("canceled");

    asUser()
        .post(setups())
        .then()
        .statusCode(201)
        .body("surface", nullValue())
        .body("clientSecret", startsWith("seti_"));
    assertThat(status(session)).isEqualTo("canceled");
    assertThat(atStripe(session).path("status").asText()).isEqualTo("expired");
  }

  @Test
  void theKeyThatEndsAnAttemptIsCommittedBeforeStripeIsAsked() {
    var bare = json(asUser().post(setups()), 201);
    sandbox.clearRequests();

    begun("hosted");

    var cancel =
        sandbox.requests().stream()
            .filter(r -> r.path().endsWith(bare.getString("setupIntentId") + "/cancel"))
            .findFirst()
            .orElseThrow();
    assertThat(cancel.idempotencyKey())
        .isEqualTo(
            tables().text("select end_key from setup_intent where id = ?", bare.getLong("id")));
  }

  @Test
  void whereStripeDoesNotEndTheOtherWayNothingBeginsAndARoundEndsItLater() {
    var first = begun("hosted");
    sandbox.faults().failNext(CREATE + "/" + first.getString("sessionId") + "/expire", 429, 50);

    isRefused(ask(on("embedded")), 503, "stripe-unavailable");
    assertThat(sessions()).hasSize(1);
    sandbox.faults().clear();
    dueRound.setupNow(first.getLong("id"));

    assertThat(status(first)).isEqualTo("canceled");
    begun("embedded");
  }

  @Test
  void aPayerWhoWasFasterThanTheEndOfTheirSessionHasSavedTheirMethod() {
    var first = begun("hosted");
    loseEvents();
    complete(first);

    var second = begun("embedded");

    assertThat(status(first)).isEqualTo("succeeded");
    assertThat(second.getLong("id")).isNotEqualTo(first.getLong("id"));
  }

  private List<JsonNode> eventsOf(Json setup) {
    var session = atStripe(setup);
    return sandbox.events(
        e ->
            !e.path("type").asText().endsWith(".created")
                && (e.at("/data/object/id").asText().equals(session.path("id").asText())
                    || e.at("/data/object/id")
                        .asText()
                        .equals(session.path("setup_intent").asText())));
  }

  @ParameterizedTest
  @CsvSource({"false, true", "true, true", "false, false", "true, false"})
  void everyOrderOfEventsEndsTheSame(boolean backwards, boolean saves) {
    var setup = begun("hosted");
    loseEvents();
    if (saves) {
      complete(setup);
    } else {
      sandbox.checkout().expire(setup.getString("sessionId"));
    }
    var events = new ArrayList<>(eventsOf(setup));
    assertThat(events).hasSizeGreaterThan(1);
    events.addAll(List.copyOf(events));
    if (backwards) {
      Collections.reverse(events);
    }

    events.forEach(event -> deliver(event.toString()).then().statusCode(200));

    eventuallyIs(setup, saves ? "succeeded" : "canceled");
    workedOff();
    assertThat(status(setup)).isEqualTo(saves ? "succeeded" : "canceled");
    assertThat(
            tables()
                .number(
                    "select count(*) from stripe_event where status in ('ignored', 'failed') and"
                        + " id = any(string_to_array(?, ','))",
                    events.stream()
                        .map(e -> e.path("id").asText())
                        .collect(Collectors.joining(","))))
        .isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"setup_intent.succeeded", "checkout.session.completed"})
  void oneOfTheTwoEventsIsEnough(String type) {
    var setup = begun("hosted");
    loseEvents();
    complete(setup);

    eventsOf(setup).stream()
        .filter(event -> event.path("type").asText().equals(type))
        .forEach(event -> deliver(event.toString()).then().statusCode(200));

    eventuallyIs(setup, "succeeded");
  }

  @Test
  void anEventOfAnotherSessionWithACopyOfOurMarksChangesNothing() {
    var setup = begun("hosted");
    loseEvents();
    var other = (ObjectNode) atStripe(setup).deepCopy();
    other.put("id", "cs_test_" + UUID.randomUUID().toString().replace("-", ""));
    other.put("status", "expired");

    var event = StripeEvents.event("checkout.session.expired", other);
    deliver(event.toString()).then().statusCode(200);

    eventually(
        x ->
            assertThat(
                    tables()
                        .text(
                            "select status || ' ' || reason from stripe_event where id = ?",
                            event.path("id").asText()))
                .isEqualTo("ignored another-session"));
    assertThat(status(setup)).isEqualTo("pending");
  }

  @Test
  void anAbandonedSessionMakesWayAlsoWhereNoEventSaysSo() {
    var setup = begun("hosted");
    loseEvents();
    sandbox.checkout().expire(setup.getString("sessionId"));

    dueRound.setupNow(setup.getLong("id"));

    assertThat(status(setup)).isEqualTo("canceled");
    assertThat(begun("hosted").getLong("id")).isNotEqualTo(setup.getLong("id"));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whatABankHasStillToSayIsHeardAndKeepsNobodyFromSavingAnother(boolean byAnEvent) {
    var setup = begun("hosted");
    loseEvents();
    complete(setup);
    tables()
        .change("update setup_intent set status = 'processing' where id = ?", setup.getLong("id"));

    assertThat(begun("hosted").getLong("id")).isNotEqualTo(setup.getLong("id"));
    if (byAnEvent) {
      eventsOf(setup).stream()
          .filter(event -> event.path("type").asText().equals("setup_intent.succeeded"))
          .forEach(event -> deliver(event.toString()).then().statusCode(200));
    } else {
      dueRound.setupNow(setup.getLong("id"));
    }

    eventuallyIs(setup, "succeeded");
  }

  @Test
  void aDeclinedCardLeavesTheSessionOpenForAnother() {
    var setup = begun("hosted");
    sandbox.checkout().pay(setup.getString("sessionId"), "4000000000000002");
    workedOff();
    assertThat(status(setup)).isEqualTo("pending");

    complete(setup);
    eventuallyIs(setup, "succeeded");
  }

  @Test
  void theSameKeyGetsTheSameAnswerAndAnotherBodyIsRefused() {
    var key = UUID.randomUUID().toString();
    var first =
        json(asUser().header("Idempotency-Key", key).body(on("hosted")).post(setups()), 201);

    asUser()
        .header("Idempotency-Key", key)
        .body(on("hosted"))
        .post(setups())
        .then()
        .statusCode(201)
        .body("id", equalTo(first.getInt("id")))
        .body("url", equalTo(first.getString("url")));
    isRefused(
        asUser().header("Idempotency-Key", key).post(setups()), 422, "idempotency-key-reused");
  }

  @Test
  void theSameKeyLeadsNobodyToASessionThatAnotherRequestEnds() {
    var key = UUID.randomUUID().toString();
    var first =
        json(asUser().header("Idempotency-Key", key).body(on("hosted")).post(setups()), 201);
    begun("embedded");

    asUser()
        .header("Idempotency-Key", key)
        .body(on("hosted"))
        .post(setups())
        .then()
        .statusCode(201)
        .body("id", equalTo(first.getInt("id")))
        .body("status", equalTo("canceled"))
        .body("url", nullValue());
  }

  @Test
  void tenClientsOnTwoSurfacesLeaveOneAttemptThatIsOpen() {
    var statuses =
        Race.of(10, n -> ask(on(n % 2 == 0 ? "hosted" : "embedded")).then().extract().statusCode());

    assertThat(statuses).isSubsetOf(200, 201, 429, 503);
    workedOff();

    assertThat(live()).isLessThanOrEqualTo(1);
    begunOrHandedBack();
    assertThat(live()).isEqualTo(1);
    assertThat(sessions().stream().filter(one -> one.path("status").asText().equals("open")))
        .hasSize(1);
  }

  private void begunOrHandedBack() {
    assertThat(ask(on("hosted")).then().extract().statusCode()).isIn(200, 201);
  }

  @Test
  void aForeignAddressAMissingSurfaceAndAMissingCurrencyAreRefused() {
    var foreign = on("hosted");
    foreign.put("successUrl", "https://evil.example/");
    isRefused(ask(foreign), 422, "return-url-not-allowed");
    isRefused(ask(Map.of("successUrl", CARDS)), 400, "invalid-surface");
    isRefused(ask(Map.of("surface", "hosted", "successUrl", CARDS)), 400, "invalid-request");
    var currency = on("hosted");
    currency.put("currency", "xyz");
    isRefused(ask(currency), 422, "unknown-currency");
    isRefused(
        ask(Map.of("surface", "hosted", "currency", "usd", "returnUrl", CARDS)),
        422,
        "wrong-urls-for-surface");
    assertThat(live()).isZero();
  }

  @Test
  void whereStripeSellsUnlessToldOtherwiseAMethodIsSavedAllTheSame() {
    sandbox.checkout().managedPaymentsByDefault(true);
    try {
      assertThat(begun("hosted").getString("url")).isNotNull();
    } finally {
      sandbox.checkout().managedPaymentsByDefault(false);
    }
  }

  @Test
  void whereNothingIsSentABareIntentBegins() {
    asUser().body(Map.of()).post(setups()).then().statusCode(201).body("surface", nullValue());
    // As curl sends it.
    var curl = Request.given().bearer(keys.token(user, Set.of()));
    curl.post(setups()).then().statusCode(200);
    curl.contentType("application/x-www-form-urlencoded")
        .body(new byte[0])
        .post(setups())
        .then()
        .statusCode(200);
  }
}
