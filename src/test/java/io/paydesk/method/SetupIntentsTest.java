package io.paydesk.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.paydesk.dev.sandbox.EventStyle;
import io.paydesk.testing.Race;
import io.paydesk.testing.StripeEvents;
import io.paydesk.testing.http.Answer;
import io.quarkus.test.junit.QuarkusTest;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
class SetupIntentsTest extends LostSetupsTest {

  private static final String CREATE = "POST /v1/setup_intents";

  @Override
  protected String create() {
    return CREATE;
  }

  @Override
  protected Answer ask() {
    return asUser().post(setups());
  }

  @Override
  protected String way() {
    return "clientSecret";
  }

  private String setupId(long id) {
    return tables().text("select setup_intent_id from setup_intent where id = ?", id);
  }

  @Override
  protected long made() {
    return sandbox.events(e -> e.path("type").asText().equals("setup_intent.created")).stream()
        .filter(e -> e.at("/data/object/metadata/paydesk_user").asText().equals(user))
        .count();
  }

  /** Somebody may have changed that in Stripe's dashboard. */
  @Test
  void anEventWithoutOurMetadataIsFoundByItsId() {
    long id = json(asUser().post(setups()), 201).getLong("id");
    loseEvents();
    var done = sandbox.billing().confirmSetup(setupId(id), "4242424242424242");
    var event = StripeEvents.event("setup_intent.succeeded", done);
    StripeEvents.object(event).putObject("metadata");

    deliver(event.toString()).then().statusCode(200);

    eventually(x -> assertThat(status(id)).isEqualTo("succeeded"));
  }

  @Test
  void anAttemptOfAForgottenCustomerEndsAndANewOneBegins() {
    long begun = json(asUser().post(setups()), 201).getLong("id");
    var before = setupId(begun);
    tables().change("delete from stripe_customer where user_id = ?", user);

    var anew = json(asUser().post(setups()), 201);

    assertThat(anew.getLong("id")).isNotEqualTo(begun);
    assertThat(status(begun)).isEqualTo("canceled");
    assertThat(sandbox.billing().setupIntent(before).path("status").asText()).isEqualTo("canceled");
    var done = sandbox.billing().confirmSetup(setupId(anew.getLong("id")), "4242424242424242");
    assertThat(done.path("status").asText()).isEqualTo("succeeded");
  }

  @Test
  void aRepeatBeginsTheAttemptThatAForgottenCustomersWasInTheWayOf() {
    long begun = json(asUser().post(setups()), 201).getLong("id");
    tables().change("delete from stripe_customer where user_id = ?", user);
    var key = UUID.randomUUID().toString();
    sandbox.faults().failNext("POST /v1/setup_intents/" + setupId(begun) + "/cancel", 429, 50);
    asUser().header("Idempotency-Key", key).post(setups()).then().statusCode(503);
    sandbox.faults().clear();

    var anew = json(asUser().header("Idempotency-Key", key).post(setups()), 201);

    assertThat(anew.getLong("id")).isNotEqualTo(begun);
    assertThat(status(begun)).isEqualTo("canceled");
  }

  @Test
  void theConsentAndTheKeyAreCommittedBeforeStripeIsAsked() {
    sandbox
        .faults()
        .happensBefore(
            CREATE,
            () ->
                assertThat(
                        tables()
                            .text(
                                "select consent_by || ' ' || status || ' ' ||"
                                    + " (consent_from is not null) || ' ' ||"
                                    + " (consent_at > now() - interval '1 minute')"
                                    + " from setup_intent where user_id = ?",
                                user))
                    .isEqualTo(user + " created true true"));
    sandbox.clearRequests();

    var setup = json(asUser().post(setups()), 201);

    var sent =
        sandbox.requests().stream()
            .filter(r -> r.method().equals("POST") && r.path().equals("/v1/setup_intents"))
            .findFirst()
            .orElseThrow();
    assertThat(sent.idempotencyKey())
        .isEqualTo(
            tables()
                .text(
                    "select idempotency_key from setup_intent where id = ?", setup.getLong("id")));
    assertThat(sent.params()).containsEntry("usage", "off_session");
    assertThat(
            tables()
                .text(
                    "select row_to_json(s)::text from setup_intent s where id = ?",
                    setup.getLong("id")))
        .doesNotContain("_secret_");
    assertThat(
            tables()
                .text(
                    "select subject from audit where operation = 'startSetupIntent' and caller = ?",
                    user))
        .isNotNull();
  }

  @Test
  void askingAgainReturnsTheOneThatIsNotOver() {
    var first = json(asUser().post(setups()), 201);

    asService()
        .post(setups())
        .then()
        .statusCode(200)
        .body("id", equalTo(first.getInt("id")))
        .body("clientSecret", equalTo(first.getString("clientSecret")));
    saved(first.getLong("id"));
    assertThat(json(asUser().post(setups()), 201).getLong("id")).isNotEqualTo(first.getLong("id"));
  }

  private void saved(long id) {
    sandbox.billing().confirmSetup(setupId(id), "4242424242424242");
    eventually(x -> assertThat(status(id)).isEqualTo("succeeded"));
  }

  @Test
  void browsersThatAskAtOnceGetTheSame() {
    var ids = Race.of(6, n -> ask().jsonPath().getInt("id"));

    assertThat(ids).containsOnly(ids.get(0));
    assertThat(made()).isEqualTo(1);
  }

  @Test
  void aRepeatBeginsAnewWhereTheOneThatWasNotKnownYetHasEndedMeanwhile() throws Exception {
    pace.pauseBeforeRepeats(false);
    loseEvents();
    sandbox.faults().timeoutAfterWorkNext(CREATE, 4);
    var key = UUID.randomUUID().toString();
    long lost = json(asUser().header("Idempotency-Key", key).post(setups()), 202).getLong("id");
    sandbox.faults().answerAgain();
    dueRound.setupNow(lost);
    stripe.v1().setupIntents().cancel(setupId(lost));

    var anew = json(asUser().header("Idempotency-Key", key).post(setups()), 201);

    assertThat(status(lost)).isEqualTo("canceled");
    assertThat(anew.getLong("id")).isNotEqualTo(lost);
    assertThat(anew.getString("clientSecret")).isNotNull();
    asUser()
        .header("Idempotency-Key", key)
        .post(setups())
        .then()
        .statusCode(201)
        .body("id", equalTo(anew.getInt("id")));
  }

  @Test
  void aRepeatMakesACustomerAnewThatIsGoneMeanwhile() throws Exception {
    pace.pauseBeforeRepeats(false);
    loseEvents();
    sandbox.faults().failNext(CREATE, 429, 10);
    var key = UUID.randomUUID().toString();
    json(asUser().header("Idempotency-Key", key).post(setups()), 202);
    sandbox.faults().answerAgain();
    stripe.v1().customers().delete(customer(user));

    asUser()
        .header("Idempotency-Key", key)
        .post(setups())
        .then()
        .statusCode(201)
        .body("clientSecret", notNullValue());
  }

  @Test
  void aRoundFindsTheSuccessWhoseEventWasLost() {
    long id = json(asUser().post(setups()), 201).getLong("id");
    loseEvents();
    sandbox.billing().confirmSetup(setupId(id), "4242424242424242");

    dueRound.setupNow(id);

    assertThat(status(id)).isEqualTo("succeeded");
    assertThat(tables().text("select payment_method_id from setup_intent where id = ?", id))
        .startsWith("pm_");
  }

  @Test
  void thinEventsTellItToo() {
    sandbox.faults().eventsAs(EventStyle.THIN);
    long id = json(asUser().post(setups()), 201).getLong("id");

    saved(id);
  }

  @Test
  void aDeclinedCardLeavesItWaitingForAnother() {
    long id = json(asUser().post(setups()), 201).getLong("id");
    sandbox.billing().confirmSetup(setupId(id), "4000000000000002");

    eventually(
        x ->
            assertThat(tables().text("select failure_code from setup_intent where id = ?", id))
                .isEqualTo("card_declined"));
    assertThat(status(id)).isEqualTo("pending");
    saved(id);
    assertThat(tables().text("select failure_code from setup_intent where id = ?", id)).isNull();
  }

  @Test
  void oneThatIsCanceledInTheDashboardMakesWayForANewOne() throws Exception {
    long id = json(asUser().post(setups()), 201).getLong("id");
    loseEvents();
    stripe.v1().setupIntents().cancel(setupId(id));

    asUser().post(setups()).then().statusCode(201).body("clientSecret", notNullValue());
    assertThat(status(id)).isEqualTo("canceled");
  }

  @Test
  void theEventOfACancelEndsIt() throws Exception {
    long id = json(asUser().post(setups()), 201).getLong("id");
    stripe.v1().setupIntents().cancel(setupId(id));

    eventually(x -> assertThat(status(id)).isEqualTo("canceled"));
  }

  @Test
  void aCustomerThatIsGoneAtStripeIsMadeAnew() throws Exception {
    stripe.v1().customers().delete(customer(user));

    asUser().post(setups()).then().statusCode(201).body("clientSecret", notNullValue());
  }

  @Test
  void whileStripeIsSilentAboutOneThatHasBegunNoSecretIsInvented() {
    json(asUser().post(setups()), 201);
    sandbox.faults().failNext("GET /v1/setup_intents", 429, 20);

    asUser()
        .post(setups())
        .then()
        .statusCode(503)
        .body("clientSecret", nullValue())
        .body("type", equalTo("urn:paydesk:problem:stripe-unavailable"));
  }
}
