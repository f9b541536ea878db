package io.paydesk.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.paydesk.openapi.Tools.Ended;
import io.paydesk.testing.PaydeskTest;
import io.paydesk.testing.http.StartedService;
import java.util.Set;
import java.util.function.Function;

/** What a generated client must be able to do, in any language. */
abstract class ClientTest extends PaydeskTest {

  /**
   * @param program makes an order, asks for a wrong amount, pays the right one and waits; its
   *     arguments are the addresses of Paydesk and Stripe, the tokens of a service and a payer, and
   *     the payer's id
   */
  void takesAPayment(Function<String[], Ended> program) {
    var ended =
        program
            .apply(
                new String[] {
                  StartedService.url(),
                  sandbox.baseUri().toString().replaceFirst("/$", ""),
                  keys.token("the-shop", Set.of("service")),
                  keys.token(user, Set.of()),
                  user
                })
            .well();

    var order = asUser().get("/v1/orders").jsonPath();
    assertThat(order.getList("data")).hasSize(1);
    assertThat(order.getString("data[0].status")).isEqualTo("paid");
    assertThat(order.getString("data[0].metadata.seats")).isEqualTo("A1, A2");
    assertThat(ended.output().lines())
        .containsExactly(
            "422 urn:paydesk:problem:amount-mismatch 9999",
            "order " + order.getLong("data[0].id") + " paid succeeded");
  }
}
