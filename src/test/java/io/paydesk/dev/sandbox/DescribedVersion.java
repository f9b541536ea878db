package io.paydesk.dev.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** A version of Stripe's API whose description the machine may have, and the sandbox speaks. */
enum DescribedVersion {
  PINNED("PAYDESK_STRIPE_OPENAPI", ApiVersion.PINNED),
  NEWEST("PAYDESK_STRIPE_OPENAPI_NEWEST", ApiVersion.NEWEST);

  private final String variable;
  final ApiVersion spoken;
  private StripeDescription read;

  DescribedVersion(String variable, ApiVersion spoken) {
    this.variable = variable;
    this.spoken = spoken;
  }

  /** Leaves out the test where the machine has no description of this version. */
  synchronized StripeDescription description() {
    String file = System.getenv(variable);
    assumeTrue(
        file != null && !file.isBlank(),
        variable + " does not name Stripe's OpenAPI file in JSON, of " + spoken.text());
    if (read == null) {
      try {
        read = new StripeDescription(Path.of(file));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      assertThat(read.version()).isEqualTo(spoken.text());
    }
    return read;
  }

  /** A shop that calls in this version. */
  Shop shop() {
    description();
    var shop = new Shop();
    shop.version = spoken;
    return shop;
  }

  /** The newest version only knows methods that the account's settings give. */
  String typed(String form) {
    return spoken == ApiVersion.PINNED
        ? form.replace("TYPES", "payment_method_types")
        : form.replaceAll("&TYPES[^&]*", "");
  }

  void assertConforms(JsonNode value, JsonNode schema) {
    // What the sandbox's controls return was in no answer yet.
    JsonNode shaped = spoken.shape((ObjectNode) value);
    assertThat(description().complaints(shaped, schema, "$")).as(shaped.toPrettyString()).isEmpty();
  }
}
