package io.paydesk.checkout;

import static io.paydesk.testing.http.Request.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Stripe says which object of a call it does not know, and only that is to blame. */
@QuarkusTest
class WhatStripeDoesNotKnowTest extends CheckoutTest {

  private static final String CUSTOMER =
      "select customer_id from stripe_customer where user_id = ?";

  private long withTaxCode(String code) {
    return json(
            asService()
                .body(
                    Map.of(
                        "userId",
                        user,
                        "currency",
                        "usd",
                        "price",
                        "20.00",
                        "lines",
                        List.of(
                            Map.of("name", "Tea", "amount", "5.00", "quantity", 1),
                            Map.of(
                                "name", "Cup", "amount", "15.00", "quantity", 1, "taxCode", code))))
                .post("/v1/orders"),
            201)
        .getLong("id");
  }

  @Test
  void anUnknownTaxCodeIsNamedByTheOrdersFieldAndThePayersCustomerStays() {
    customerIsThere();
    var customer = tables().text(CUSTOMER, user);
    int customers = sandbox.customers().size();
    long order = withTaxCode("txcd_none");

    ask(hosted(order))
        .then()
        .statusCode(422)
        .body("type", equalTo("urn:paydesk:problem:refused-by-stripe"))
        .body("field", equalTo("lines[1].taxCode"))
        .body("stripeParam", equalTo("line_items[1][price_data][product_data][tax_code]"))
        .body("stripeCode", equalTo("resource_missing"))
        .body("detail", containsString("'lines[1].taxCode'"));

    assertThat(tables().text(CUSTOMER, user)).isEqualTo(customer);
    assertThat(sandbox.customers()).hasSize(customers);
    assertThat(tables().number("select count(*) from payment where order_id = ?", order))
        .isEqualTo(1);
    assertThat(live(order)).isZero();
  }

  @Test
  void aCustomerThatStripeDoesNotKnowAnyMoreIsMadeAnew() {
    customerIsThere();
    var gone = tables().text(CUSTOMER, user);
    given()
        .header("Authorization", "Bearer " + secretKey)
        .delete(sandbox.baseUri() + "/v1/customers/" + gone)
        .then()
        .statusCode(200);

    begun(order());

    assertThat(tables().text(CUSTOMER, user)).isNotNull().isNotEqualTo(gone);
  }
}
