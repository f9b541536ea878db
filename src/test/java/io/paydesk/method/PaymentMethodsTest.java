package io.paydesk.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.paydesk.stripe.StripePace;
import io.paydesk.testing.http.Answer;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class PaymentMethodsTest extends SavedMethodTest {

  @Inject StripePace pace;

  @AfterEach
  void pauseAgain() {
    pace.pauseBeforeRepeats(true);
  }

  @Test
  void anAddressOfAnyLengthIsAnsweredAsOneThatIsNotThere() {
    customer(user);
    for (var id : List.of("p".repeat(3000), "pm_\u00e4".repeat(300))) {
      asUser()
          .header("Idempotency-Key", "long-" + user)
          .post(methods() + "/" + URLEncoder.encode(id, StandardCharsets.UTF_8) + "/default")
          .then()
          .statusCode(404)
          .body("type", equalTo("urn:paydesk:problem:payment-method-not-found"));
    }
  }

  @Test
  void aUserWhoNeverPaidHasNoMethodsAndStripeIsNotAsked() {
    sandbox.clearRequests();
    asUser().get(methods()).then().statusCode(200).body("data.size()", equalTo(0));
    assertThat(sandbox.requests()).isEmpty();
    assertThat(tables().number("select count(*) from stripe_customer where user_id = ?", user))
        .isZero();
  }

  @Test
  void aSavedCardIsListedWithoutWhatIdentifiesIt() {
    var card = saved("4242424242424242");

    var list = asUser().get(methods());

    list.then()
        .statusCode(200)
        .body("data[0].id", equalTo(card))
        .body("data[0].type", equalTo("card"))
        .body("data[0].brand", equalTo("visa"))
        .body("data[0].last4", equalTo("4242"))
        .body("data[0].expMonth", equalTo(12))
        .body("data[0].expYear", equalTo(2034))
        .body("data[0].expired", equalTo(false))
        .body("data[0].isDefault", equalTo(false))
        .body("data[0].offSession", equalTo(true));
    assertThat(list.asString()).doesNotContain("fingerprint", "PaydeskSandbox", "secret");
  }

  @Test
  void aMethodThatWasSavedElsewhereIsListedWithoutAConsent() {
    attached(user, "pm_card_amex");

    asUser()
        .get(methods())
        .then()
        .statusCode(200)
        .body("data[0].brand", equalTo("american_express"))
        .body("data[0].offSession", equalTo(false));
  }

  @Test
  void whatTheNetworkSaysOfACardIsShownAtOnceWhateverEventsCome() {
    var card = saved("4242424242424242");
    loseEvents();

    sandbox.cardIsGoodUntil(card, 3, 2020);
    assertThat(methodsNow().getBoolean("data[0].expired")).isTrue();
    sandbox.cardIsGoodUntil(card, 3, 2041);

    assertThat(methodsNow().getInt("data[0].expYear")).isEqualTo(2041);
    assertThat(methodsNow().getBoolean("data[0].expired")).isFalse();
  }

  @Test
  void theShopSeesAUsersMethodsAndAnotherUserDoesNot() {
    saved("4242424242424242");

    asService().get(methods()).then().statusCode(200).body("data.size()", equalTo(1));
    as("sam", "support").get(methods()).then().statusCode(200);
    as("somebody-else")
        .get(methods())
        .then()
        .statusCode(404)
        .body("type", equalTo("urn:paydesk:problem:not-found"));
    as("sam", "support")
        .post(setups())
        .then()
        .statusCode(403)
        .body("type", equalTo("urn:paydesk:problem:role-reads-only"));
  }

  @Test
  void aRemovedMethodIsGoneForGood() {
    var card = saved("4242424242424242");

    asUser().delete(methods() + "/" + card).then().statusCode(204);

    assertThat(methodsNow().getList("data")).isEmpty();
    asUser()
        .delete(methods() + "/" + card)
        .then()
        .statusCode(404)
        .body("type", equalTo("urn:paydesk:problem:payment-method-not-found"));
    assertThat(
            tables()
                .text(
                    "select subject from audit where caller = ? and operation = 'removePaymentMethod'",
                    user))
        .isEqualTo("users/" + user);
  }

  @Test
  void aMethodOfAnotherUserIsAnsweredLikeOneThatDoesNotExist() {
    var theirs = attached("rich-" + UUID.randomUUID(), "pm_card_visa");
    customer(user);

    var foreign = asUser().delete(methods() + "/" + theirs);
    var unknown = asUser().delete(methods() + "/pm_unknown");

    foreign.then().statusCode(404);
    assertThat(foreign.asString().replace(theirs, ""))
        .isEqualTo(unknown.asString().replace("pm_unknown", ""));
    asUser()
        .post(methods() + "/" + theirs + "/default")
        .then()
        .statusCode(404)
        .body("type", equalTo("urn:paydesk:problem:payment-method-not-found"));
    asUser().delete(methods() + "/%2e%2e%2fcustomers").then().statusCode(404);
  }

  @Test
  void theDefaultIsTheCustomersAtStripe() {
    saved("4242424242424242");
    var second = saved("5555555555554444");

    asUser()
        .post(methods() + "/" + second + "/default")
        .then()
        .statusCode(200)
        .body("isDefault", equalTo(true));
    var key = UUID.randomUUID();
    asUser()
        .header("Idempotency-Key", key)
        .post(methods() + "/" + second + "/default")
        .then()
        .statusCode(200);
    asUser()
        .header("Idempotency-Key", key)
        .post(methods() + "/" + second + "/default")
        .then()
        .statusCode(200)
        .body("id", equalTo(second));

    var list = methodsNow();
    assertThat(list.getString("data[0].id")).isEqualTo(second);
    assertThat(list.getBoolean("data[0].isDefault")).isTrue();
    assertThat(list.getBoolean("data[1].isDefault")).isFalse();
  }

  @Test
  void whileStripeIsSilentTheListSaysSo() {
    saved("4242424242424242");
    sandbox.faults().failNext("GET /v1/customers", 429, 20);

    asUser()
        .get(methods())
        .then()
        .statusCode(503)
        .body("type", equalTo("urn:paydesk:problem:stripe-unavailable"));
  }

  @Test
  void aCustomerThatIsGoneAtStripeHasNoMethods() throws Exception {
    saved("4242424242424242");
    stripe.v1().customers().delete(customer(user));

    assertThat(methodsNow().getList("data")).isEmpty();
  }

  private List<String> keysTo(String path) {
    return sandbox.requests().stream()
        .filter(r -> r.method().equals("POST") && r.path().equals(path))
        .map(r -> r.idempotencyKey())
        .distinct()
        .toList();
  }

  private long open() {
    return tables().number("select count(*) from method_request where user_id = ?", user);
  }

  @Test
  void theKeyOfARemovalIsCommittedBeforeStripeIsAsked() {
    var card = saved("4242424242424242");
    sandbox.clearRequests();
    var committed = new AtomicReference<String>();
    sandbox
        .faults()
        .happensBefore(
            "POST /v1/payment_methods/" + card + "/detach",
            () ->
                committed.set(
                    tables()
                        .text(
                            "select key from method_request where user_id = ? and subject = ?",
                            user,
                            card)));

    asUser().delete(methods() + "/" + card).then().statusCode(204);

    assertThat(committed.get()).isNotNull();
    assertThat(keysTo("/v1/payment_methods/" + card + "/detach")).containsExactly(committed.get());
    assertThat(open()).isZero();
  }

  @Test
  void aLostAnswerToAChoiceOfTheDefaultIsAskedForAgainUnderItsKey() {
    pace.pauseBeforeRepeats(false);
    var first = saved("4242424242424242");
    var second = saved("5555555555554444");
    var update = "/v1/customers/" + customer(user);
    sandbox.clearRequests();
    sandbox.faults().failNext("POST " + update, 429, 50);
    makeDefault(first).then().statusCode(503);
    assertThat(open()).isEqualTo(1);
    sandbox.faults().clear();

    makeDefault(first).then().statusCode(200).body("isDefault", equalTo(true));

    assertThat(keysTo(update)).hasSize(1);
    assertThat(open()).isZero();
    // Another choice takes another key.
    sandbox.faults().failNext("POST " + update, 429, 50);
    makeDefault(first).then().statusCode(503);
    makeDefault(second).then().statusCode(503);
    sandbox.faults().clear();
    makeDefault(second).then().statusCode(200);
    assertThat(keysTo(update)).hasSize(3);
    assertThat(open()).isZero();
  }

  private Answer makeDefault(String card) {
    return asUser().post(methods() + "/" + card + "/default");
  }

  @Test
  void aRepeatDoesNotUndoALaterChoiceOfTheDefault() {
    var first = saved("4242424242424242");
    var second = saved("5555555555554444");
    var key = UUID.randomUUID();
    var path = methods() + "/" + first + "/default";
    asUser().header("Idempotency-Key", key).post(path).then().statusCode(200);
    makeDefault(second).then().statusCode(200);

    asUser()
        .header("Idempotency-Key", key)
        .post(path)
        .then()
        .statusCode(200)
        .body("id", equalTo(first))
        .body("isDefault", equalTo(false));

    assertThat(methodsNow().getBoolean("data[id=" + second + "].isDefault")).isTrue();
  }
}
