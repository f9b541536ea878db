package io.paydesk.dev.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * A version of Stripe's API that the sandbox speaks. Objects are kept in the shape of the older
 * one. See <a href="https://docs.stripe.com/api/versioning">versioning</a>.
 */
enum ApiVersion {
  /** The one that Stripe's Java client pins, and the account's: calls that name none mean it. */
  PINNED("2026-07-29.dahlia"),
  /** The newest; a webhook endpoint may have it while calls are made in the pinned one. */
  NEWEST("2026-10-28.endive");

  private final String text;

  ApiVersion(String text) {
    this.text = text;
  }

  /** As in the header {@code Stripe-Version}. */
  String text() {
    return text;
  }

  /**
   * @param header null where a call has none
   * @throws Refusal where it is none of these
   */
  static ApiVersion of(String header) {
    ApiVersion version = answering(header);
    if (header != null && !version.text.equals(header)) {
      throw Refusal.invalid(
          null,
          null,
          "Invalid Stripe API version: %s. The sandbox speaks %s only."
              .formatted(header, spoken()));
    }
    return version;
  }

  /** The version of the answer, which is a refusal in the account's where there is no such. */
  static ApiVersion answering(String header) {
    return Arrays.stream(values())
        .filter(version -> version.text.equals(header))
        .findFirst()
        .orElse(PINNED);
  }

  private static String spoken() {
    return Arrays.stream(values()).map(ApiVersion::text).collect(Collectors.joining(" and "));
  }

  /** Whether an endpoint that takes a parameter takes it in this version too. */
  boolean takes(Route route, String parameter) {
    return this == PINNED || !NewestShape.tookOnce(route, parameter);
  }

  /**
   * @throws Refusal where the call has a parameter that this version has no more
   */
  void check(Route route, Form form) {
    for (String name : form.values().keySet()) {
      if (!takes(route, Form.shape(name))) {
        throw NewestShape.refuse(route);
      }
    }
  }

  /** What a caller or an endpoint of this version gets. The given object stays as it is. */
  ObjectNode shape(ObjectNode object) {
    return this == PINNED ? object : NewestShape.of(object);
  }
}
