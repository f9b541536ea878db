package io.paydesk.admin.row;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

/** What Stripe sent is laid out, and opens nothing. */
class EventBodyTest {

  @Test
  void whatOpensSomethingIsTakenOut() {
    var shown =
        EventBody.of(
            """
            {"data": {"object": {"id": "pi_1", "client_secret": "pi_1_secret_2",
              "list": [{"receipt_url": "https://pay.stripe.com/receipts/x", "webhook_secret": "whsec_1"}],
              "url": "https://checkout.stripe.com/c/pay/cs_1#fid", "charges": {"url": "/v1/charges"},
              "amount": 9999, "secret": null}}}
            """,
            new ObjectMapper());
    assertThat(shown)
        .doesNotContain("_secret_", "receipts/x", "whsec_1", "fid")
        .contains("\"id\" : \"pi_1\"", "\"url\" : \"/v1/charges\"", "\"amount\" : 9999")
        .contains("\"client_secret\" : \"(taken out)\"");
  }

  @Test
  void whatIsNoJsonIsNotShown() {
    assertThat(EventBody.of("{\"a\": \"secret", new ObjectMapper())).isEqualTo("This is no JSON.");
  }
}
