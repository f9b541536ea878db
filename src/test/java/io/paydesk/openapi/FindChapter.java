package io.paydesk.openapi;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Set;

/** Somebody looks for a payer, and at how the service is set. */
abstract class FindChapter extends WalletChapter {

  /** So many settings would hide the rest. */
  private static final Set<String> SHOWN =
      Set.of("PAYDESK_AUDIT_KEEP", "PAYDESK_BRAND_NAME", "STRIPE_SECRET_KEY");

  void ofFinding() {
    var payer = "user-30";
    var body =
        Map.of(
            "userId", payer,
            "price", "24.00",
            "currency", "usd",
            "description", "One ticket",
            "payerName", "Pia Paulsen",
            "receiptEmail", "pia@example.com");
    long order = json(asService().body(body).post("/v1/orders"), 201).getLong("id");
    var begun = begunBy(payer, order);
    heard(() -> sandbox.confirm(begun.getString("paymentIntentId"), GOOD_CARD));
    callbackIsProcessed(begun.getLong("id"));

    call("search")
        .by(as("sue", "support"))
        .shown("by-an-e-mail-address", "{\"text\": \"pia@example.com\"}")
        .answers(200, "a-payer-and-their-order");
    call("search")
        .by(as("sue", "support"))
        .shown(
            "by-an-id-of-stripes",
            "{\"text\": \"%s\"}".formatted(begun.getString("paymentIntentId")))
        .answers(200, "a-payment");
    call("listUsers").with("limit=2").answers(200, "who-ordered-last");
    call("getUser").of(payer).answers(200, "a-payer");
    ofSettings();
  }

  private void ofSettings() {
    var said = Recording.json(call("getSettings").succeeds(200).asString());
    var shown = (ObjectNode) said;
    shown.withArray("settings").removeIf(one -> !SHOWN.contains(one.path("name").asText()));
    // What grows with each migration, and what is luck.
    ((ObjectNode) shown.path("database"))
        .put("version", "17.5")
        .put("migration", "55")
        .put("migrationDoes", "orders are found by what a person types");
    ((ObjectNode) shown.path("lastWorked")).remove("eventDueAt");
    shown
        .at("/health/checks")
        .forEach(
            check ->
                ((ObjectNode) check)
                    .put("says", check.path("says").asText().replaceAll("\\d+", "0")));
    recording.answer("getSettings", 200, "as-it-is", shown);
  }
}
