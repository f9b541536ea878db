package io.paydesk.customer;

import static io.paydesk.testing.http.Request.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.paydesk.stripe.StripePace;
import io.paydesk.testing.PaydeskTest;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

@QuarkusTest
class CustomerTest extends PaydeskTest {

  @Inject StripePace pace;

  @ConfigProperty(name = "stripe.secret-key")
  String secretKey;

  private long customersAtStripe() {
    return sandbox.customers().stream()
        .filter(customer -> customer.path("metadata").path("paydesk_user").asText().equals(user))
        .count();
  }

  private String customerId() {
    return tables().text("select customer_id from stripe_customer where user_id = ?", user);
  }

  @Test
  void aUserIsOneCustomer() {
    started(order());
    started(order());

    assertThat(customersAtStripe()).isEqualTo(1);
  }

  @Test
  void afterACrashBeforeTheCommitTheSameKeyFindsTheCustomer() {
    started(order());
    var made = customerId();
    tables().change("update stripe_customer set customer_id = null where user_id = ?", user);

    started(order());

    assertThat(customerId()).isEqualTo(made);
    assertThat(customersAtStripe()).isEqualTo(1);
  }

  @Test
  void longAfterACrashBeforeTheCommitAListingFindsTheCustomer() {
    started(order());
    var made = customerId();
    tables()
        .change(
            """
            update stripe_customer
            set customer_id = null, idempotency_key_since = now() - interval '24 hours' where user_id = ?
            """,
            user);

    started(order());

    assertThat(customerId()).isEqualTo(made);
    assertThat(customersAtStripe()).isEqualTo(1);
  }

  @Test
  void aCustomerThatIsGoneAtStripeIsMadeAnew() {
    started(order());
    var gone = customerId();
    given()
        .header("Authorization", "Bearer " + secretKey)
        .delete(sandbox.baseUri() + "/v1/customers/" + gone)
        .then()
        .statusCode(200);

    var payment = started(order());

    assertThat(payment.getString("clientSecret")).isNotNull();
    assertThat(customerId()).isNotEqualTo(gone);
  }

  @Test
  void aMissingIntentDoesNotForgetTheCustomer() {
    long order = order();
    long payment = started(order).getLong("id");
    var customer = customerId();
    loseEvents();
    tables()
        .change("update payment set payment_intent_id = 'pi_gone_' || id where id = ?", payment);

    started(order);

    assertThat(customerId()).isEqualTo(customer);
    assertThat(customersAtStripe()).isEqualTo(1);
  }

  @Test
  void aStoredServerErrorIsResolvedByAListing() {
    sandbox.faults().failAfterWorkNext("POST /v1/customers", 500, 1);

    started(order());

    assertThat(customersAtStripe()).isEqualTo(1);
  }

  @Test
  void anOrderThatCannotBePaidMakesNoCustomer() {
    long canceled = order();
    asService().post("/v1/orders/" + canceled + "/cancel").then().statusCode(200);
    long open = order();
    // News of earlier tests, such as of a slow bank, could make the service ask.
    loseEvents();
    sandbox.clearRequests();

    start(canceled).then().statusCode(409);
    asUser().body(Map.of("orderId", open, "amount", 1)).post("/v1/payments").then().statusCode(422);
    as("stranger").body(Map.of("orderId", open)).post("/v1/payments").then().statusCode(404);

    assertThat(sandbox.requests()).isEmpty();
    assertThat(tables().number("select count(*) from stripe_customer where user_id = ?", user))
        .isZero();
    start(open).then().statusCode(201);
  }

  @Test
  void aSubscriptionThatCannotBeginMakesNoCustomer() {
    var price = sandbox.billing().price("usd", 1500, "month");
    long order =
        asService()
            .body(Map.of("userId", user, "price", "14.99", "currency", "usd", "priceId", price))
            .post("/v1/orders")
            .jsonPath()
            .getLong("id");
    loseEvents();
    sandbox.clearRequests();

    try (var patient = pace.patient()) {
      asUser()
          .body(Map.of("orderId", order, "priceId", price))
          .post("/v1/recurring-payments")
          .then()
          .statusCode(422);
    }

    assertThat(sandbox.requests())
        .extracting(request -> request.path())
        .containsExactly("/v1/prices/" + price);
    assertThat(tables().number("select count(*) from stripe_customer where user_id = ?", user))
        .isZero();
  }
}
