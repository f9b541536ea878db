package io.paydesk.dev.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/** Why a subscription ends, in the words of whoever ends it. */
final class CancellationDetails {

  private static final String COMMENT = "cancellation_details[comment]";
  private static final String FEEDBACK = "cancellation_details[feedback]";
  private static final Set<String> FEEDBACKS =
      Set.of(
          "customer_service",
          "low_quality",
          "missing_features",
          "other",
          "switched_service",
          "too_complex",
          "too_expensive",
          "unused");

  private CancellationDetails() {}

  static void write(ObjectNode subscription, Form form) {
    String feedback = form.oneOf(FEEDBACK, null, FEEDBACKS);
    ObjectNode details = (ObjectNode) subscription.get("cancellation_details");
    if (form.has(COMMENT)) {
      details.put("comment", form.text(COMMENT));
    }
    if (form.has(FEEDBACK)) {
      details.put("feedback", feedback);
    }
  }
}
