package io.paydesk.dev.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The account's evidence against a dispute. See <a
 * href="https://docs.stripe.com/api/disputes/evidence_object">evidence</a>.
 */
final class DisputeEvidence {

  private static final List<String> TEXTS =
      List.of(
          "access_activity_log",
          "billing_address",
          "cancellation_policy_disclosure",
          "cancellation_rebuttal",
          "customer_email_address",
          "customer_name",
          "customer_purchase_ip",
          "duplicate_charge_explanation",
          "duplicate_charge_id",
          "product_description",
          "refund_policy_disclosure",
          "refund_refusal_explanation",
          "service_date",
          "shipping_address",
          "shipping_carrier",
          "shipping_date",
          "shipping_tracking_number",
          "uncategorized_text");
  private static final List<String> FILES =
      List.of(
          "cancellation_policy",
          "customer_communication",
          "customer_signature",
          "duplicate_charge_documentation",
          "receipt",
          "refund_policy",
          "service_documentation",
          "shipping_documentation",
          "uncategorized_file");

  private DisputeEvidence() {}

  static Set<String> parameters() {
    Set<String> names = new HashSet<>();
    TEXTS.forEach(name -> names.add(parameter(name)));
    FILES.forEach(name -> names.add(parameter(name)));
    return names;
  }

  private static String parameter(String field) {
    return "evidence[" + field + "]";
  }

  static ObjectNode none() {
    ObjectNode evidence = Json.object("enhanced_evidence", Json.object());
    TEXTS.forEach(evidence::putNull);
    FILES.forEach(evidence::putNull);
    return evidence;
  }

  /** Stages the evidence that was sent. The sandbox has no files, so none can be named. */
  static void write(ObjectNode dispute, Form form) {
    for (String name : FILES) {
      String file = form.text(parameter(name));
      if (file != null) {
        throw Refusal.noSuch("file upload", file, parameter(name), false);
      }
    }
    ObjectNode evidence = (ObjectNode) dispute.get("evidence");
    for (String name : TEXTS) {
      if (form.has(parameter(name))) {
        evidence.put(name, form.text(parameter(name)));
      }
    }
    boolean any = TEXTS.stream().anyMatch(name -> Json.text(evidence, name) != null);
    ((ObjectNode) dispute.get("evidence_details")).put("has_evidence", any);
  }
}
