package io.paydesk.customer;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.paydesk.testing.PaydeskTest;
import io.quarkus.test.junit.QuarkusTest;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

@QuarkusTest
class CustomerTest extends PaydeskTest {

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
  void diedBetweenTheCallAndTheCommitAndTheSameKeyFindsTheCustomer() {
    started(order());
    var made = customerId();
    tables().change("update stripe_customer set customer_id = null where user_id = ?", user);

    started(order());

    assertThat(customerId()).isEqualTo(made);
    assertThat(customersAtStripe()).isEqualTo(1);
  }

  @Test
  void diedBetweenTheCallAndTheCommitLongAgoAndAListingFindsTheCustomer() {
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
  void anIntentThatIsGoneDoesNotCostTheCustomer() {
    long order = order();
    long payment = started(order).getLong("id");
    var customer = customerId();
    tables()
        .change("update payment set payment_intent_id = 'pi_gone_' || id where id = ?", payment);

    started(order);

    assertThat(customerId()).isEqualTo(customer);
    assertThat(customersAtStripe()).isEqualTo(1);
  }

  @Test
  void aStoredServerErrorIsLookedThrough() {
    sandbox.faults().failAfterWorkNext("POST /v1/customers", 500, 1);

    started(order());

    assertThat(customersAtStripe()).isEqualTo(1);
  }
}
