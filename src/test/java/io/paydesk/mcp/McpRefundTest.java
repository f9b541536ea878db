package io.paydesk.mcp;

import static io.paydesk.testing.http.Request.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.paydesk.refund.Confirmations;
import io.paydesk.testing.http.Json;
import io.paydesk.testing.http.Request;
import io.quarkus.test.junit.QuarkusTest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A refund by an agent: what it would do is shown first, and what was shown is made once. */
@QuarkusTest
class McpRefundTest extends McpTest {

  private long order;
  private long payment;
  private Json made;

  @BeforeEach
  void paid() {
    order = order();
    var started = started(order);
    payment = started.getLong("id");
    sandbox.confirm(started.getString("paymentIntentId"), "4242424242424242");
    eventuallyPaid(order);
    made = json(asAdmin().body(Map.of("name", user, "role", "admin")).post("/v1/keys"), 201);
  }

  private Request agent() {
    return withKey(made.getString("secret"));
  }

  private String agentsName() {
    return "key:" + made.getLong("key.id");
  }

  private Json preview(Map<String, ?> more) {
    return told(agent(), "preview_refund", with(more));
  }

  private Map<String, Object> with(Map<String, ?> more) {
    var arguments = new HashMap<String, Object>(Map.of("paymentId", payment));
    arguments.putAll(more);
    return arguments;
  }

  private Map<String, Object> confirmed(long amount) {
    var preview = preview(Map.of("refundAmount", amount));
    return with(Map.of("refundAmount", amount, "confirmation", preview.getString("confirmation")));
  }

  private long refunds() {
    return tables().number("select count(*) from refund where payment_id = ?", payment);
  }

  private List<Map<String, Object>> audited() {
    return json(asAdmin().get("/v1/audit?caller=" + agentsName()), 200).getList("data");
  }

  @Test
  void aPreviewShowsWhatARefundWouldDoAndWritesNothing() {
    var part = preview(Map.of("refundAmount", 1000, "reason", "duplicate"));

    assertThat(part.getLong("paymentId")).isEqualTo(payment);
    assertThat(part.getLong("orderId")).isEqualTo(order);
    assertThat(part.getLong("refundAmount")).isEqualTo(1000);
    assertThat(part.getLong("amountReceived")).isEqualTo(9999);
    assertThat(part.getLong("remaining")).isEqualTo(9999);
    assertThat(part.getLong("remainingAfterwards")).isEqualTo(8999);
    assertThat(part.getString("inBothUnits.remainingAfterwards")).isEqualTo("8999 (89.99 usd)");
    assertThat(part.getString("reason")).isEqualTo("duplicate");
    assertThat(part.getString("orderStatus")).isEqualTo("paid");
    assertThat(part.getString("orderStatusAfterwards")).isEqualTo("partially_refunded");
    assertThat(part.getList("warnings", String.class)).isEmpty();
    var all = preview(Map.of());
    assertThat(all.getLong("refundAmount")).isEqualTo(9999);
    assertThat(all.getString("orderStatusAfterwards")).isEqualTo("refunded");

    assertThat(refunds()).isZero();
    assertThat(orderStatus(order)).isEqualTo("paid");
    assertThat(audited()).isEmpty();
  }

  @Test
  void aConfirmedRefundIsMadeOnceHoweverOftenItIsConfirmed() {
    var sent = confirmed(1000);

    var refund = told(agent(), "create_refund", sent);
    var again = told(agent(), "create_refund", sent);

    assertThat(refund.getLong("refundAmount")).isEqualTo(1000);
    assertThat(refund.getString("refundId")).isNotNull();
    assertThat(again.getLong("id")).isEqualTo(refund.getLong("id"));
    assertThat(refunds()).isEqualTo(1);
    eventually(x -> assertThat(orderStatus(order)).isEqualTo("partially_refunded"));
    assertThat(preview(Map.of()).getLong("remaining")).isEqualTo(8999);
  }

  @Test
  void theAuditSaysThatItCameByAnAgent() {
    var refund = told(agent(), "create_refund", confirmed(1000));
    refused(agent(), "create_refund", with(Map.of("refundAmount", 1, "confirmation", "ab")));

    assertThat(audited()).hasSize(2);
    assertThat(audited().get(1))
        .containsEntry("operation", "createRefund")
        .containsEntry("path", "/mcp")
        .containsEntry("role", "admin")
        .containsEntry("address", "127.0.0.1")
        .containsEntry("subject", "refunds/" + refund.getLong("id"))
        .containsEntry("status", 201);
    assertThat(audited().get(0))
        .containsEntry("path", "/mcp")
        .containsEntry("status", 400)
        .containsEntry("problem", "invalid-request");
  }

  @Test
  void confirmedByTwoAtOnceItIsMadeOnce() {
    var sent = confirmed(9999);

    var answers =
        Stream.generate(
                () ->
                    CompletableFuture.supplyAsync(
                        () -> json(call(agent(), "create_refund", sent), 200)))
            .limit(4)
            .toList()
            .stream()
            .map(CompletableFuture::join)
            .toList();

    assertThat(refunds()).isEqualTo(1);
    assertThat(answers)
        .anySatisfy(answer -> assertThat(answer.getBoolean("result.isError")).isFalse())
        .filteredOn(answer -> answer.getBoolean("result.isError"))
        .allSatisfy(
            answer ->
                assertThat(answer.getString("result.content[0].text"))
                    .contains("idempotency-key-in-use"));
  }

  @Test
  void twoPreviewsOfTheSameAreOneRefund() {
    var first = confirmed(1000);
    var second = confirmed(1000);
    told(agent(), "create_refund", first);

    for (int i = 0; i < 2; i++) {
      var problem = refused(agent(), "create_refund", second);
      assertThat(problem.getString("type")).endsWith(":invalid-request");
      assertThat(problem.getString("errors.confirmation"))
          .contains("has been overtaken", "1000 (10.00 usd)", "paymentId=" + payment, "review");
    }
    assertThat(refunds()).isEqualTo(1);
    told(agent(), "create_refund", confirmed(1000));
    assertThat(refunds()).isEqualTo(2);
  }

  @Test
  void ofTenPreviewsThatAreConfirmedAtOnceOneIsMade() {
    var previewed = Stream.generate(() -> confirmed(1000)).limit(10).toList();

    var answers =
        previewed.stream()
            .map(
                sent ->
                    CompletableFuture.supplyAsync(
                        () -> json(call(agent(), "create_refund", sent), 200)))
            .toList()
            .stream()
            .map(CompletableFuture::join)
            .toList();

    assertThat(refunds()).isEqualTo(1);
    assertThat(answers)
        .filteredOn(answer -> answer.getBoolean("result.isError"))
        .hasSize(9)
        .allSatisfy(
            answer ->
                assertThat(answer.getString("result.content[0].text"))
                    .contains("has been overtaken"));
  }

  /** Whoever agreed to it has not seen the other one. */
  @Test
  void aRefundFromElsewhereOvertakesAPreview() {
    var sent = confirmed(1000);
    var other = Map.of("paymentId", payment, "refundAmount", 1000);
    json(
        asAdmin().header("Idempotency-Key", UUID.randomUUID()).body(other).post("/v1/refunds"),
        201);

    assertThat(refused(agent(), "create_refund", sent).getString("errors.confirmation"))
        .contains("has been overtaken");
    assertThat(refunds()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"refundAmount, 1001", "paymentId, 1", "reason, duplicate"})
  void aConfirmationIsForWhatWasShownAlone(String name, String other) {
    var sent = confirmed(1000);
    sent.put(name, other.matches("\\d+") ? (Object) Long.valueOf(other) : other);

    isNotConfirmed(agent(), sent, "does not belong to this refund");
  }

  @Test
  void aReasonThatWasShownMustNotBeLeftOut() {
    var shown = preview(Map.of("refundAmount", 1000, "reason", "fraudulent"));
    var confirmation =
        Map.of("refundAmount", 1000, "confirmation", shown.getString("confirmation"));

    isNotConfirmed(agent(), with(confirmation), "does not belong to this refund");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 15, 16, 31, 32, 47, 48, 111})
  void anAlteredConfirmationIsRefused(int place) {
    var sent = confirmed(1000);
    var altered = new StringBuilder(sent.get("confirmation").toString());
    altered.setCharAt(place, altered.charAt(place) == '0' ? '1' : '0');
    sent.put("confirmation", altered.toString());

    isNotConfirmed(agent(), sent, "does not belong to this refund");
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "yes", "00", "zz"})
  void whatIsNoConfirmationIsRefused(String confirmation) {
    isNotConfirmed(
        agent(),
        with(Map.of("refundAmount", 1000, "confirmation", confirmation)),
        "does not belong to this refund");
  }

  @Test
  void theConfirmationOfAnotherIsRefused() {
    isNotConfirmed(withKey(key("admin")), confirmed(1000), "does not belong to this refund");
    isNotConfirmed(asAdmin(), confirmed(1000), "does not belong to this refund");
  }

  @Test
  void anExpiredConfirmationIsRefused() {
    var expired = Confirmations.expired(agentsName(), payment, 1000);

    isNotConfirmed(
        agent(), with(Map.of("refundAmount", 1000, "confirmation", expired)), "has expired");
  }

  private void isNotConfirmed(Request caller, Map<String, ?> sent, String why) {
    var problem = refused(caller, "create_refund", sent);

    assertThat(problem.getString("type")).endsWith(":invalid-request");
    assertThat(problem.getString("errors.confirmation")).contains(why, "review");
    assertThat(refunds()).isZero();
  }

  @Test
  void whatIsNoLongerPossibleIsRefusedAsTheApiRefusesIt() {
    var sent = confirmed(1000);
    var all = Map.of("paymentId", payment);
    json(asAdmin().header("Idempotency-Key", UUID.randomUUID()).body(all).post("/v1/refunds"), 201);

    for (int i = 0; i < 2; i++) {
      var problem = refused(agent(), "create_refund", sent);
      assertThat(problem.getString("type")).endsWith(":nothing-to-refund");
      assertThat(problem.getString("detail")).contains("GET /v1/refunds?paymentId=" + payment);
    }
    assertThat(refunds()).isEqualTo(1);
    assertThat(audited())
        .hasSize(2)
        .allSatisfy(entry -> assertThat(entry).containsEntry("problem", "nothing-to-refund"));
  }

  @Test
  void whatCannotBeRefundedIsNotConfirmed() {
    assertThat(
            refused(agent(), "preview_refund", with(Map.of("refundAmount", 10_000)))
                .getString("type"))
        .endsWith(":refund-exceeds-remaining");
    assertThat(refused(agent(), "preview_refund", Map.of("paymentId", 987654321)).getString("type"))
        .endsWith(":not-found");
    assertThat(
            refused(agent(), "preview_refund", with(Map.of("reason", "because")))
                .getString("detail"))
        .contains("'reason' must be duplicate, fraudulent or requested_by_customer");
    long unpaid = started(order()).getLong("id");
    assertThat(refused(agent(), "preview_refund", Map.of("paymentId", unpaid)).getString("type"))
        .endsWith(":payment-not-settled");
  }

  @Test
  void onlyAnAdminWhoMayWriteRefundsMakesOne() {
    var sent = confirmed(1000);

    for (var tool : List.of("preview_refund", "create_refund")) {
      var arguments = tool.equals("create_refund") ? sent : with(Map.of());
      for (var supporter : List.of(asSupport(), withKey(key("support")))) {
        assertThat(refused(supporter, tool, arguments).getString("type"))
            .endsWith(":role-reads-only");
      }
      var narrow = refused(withKey(key("admin", "read")), tool, arguments);
      assertThat(narrow.getString("type")).endsWith(":outside-the-scopes");
      assertThat(narrow.getString("scope")).isEqualTo("refunds:write");
    }
    assertThat(refunds()).isZero();
    var enough = withKey(key("admin", "refunds:write", "payments:read", "orders:read"));
    var shown = told(enough, "preview_refund", with(Map.of()));
    var wanted =
        with(Map.of("refundAmount", 9999, "confirmation", shown.getString("confirmation")));
    assertThat(told(enough, "create_refund", wanted).getLong("refundAmount")).isEqualTo(9999);
  }

  @Test
  void aClientIsToldThatItMovesMoney() {
    var listed = json(send(agent(), message("tools/list", Map.of())), 200);

    var preview = "result.tools[name=preview_refund].";
    assertThat(listed.getBoolean(preview + "annotations.readOnlyHint")).isTrue();
    var create = "result.tools[name=create_refund].";
    assertThat(listed.getBoolean(create + "annotations.readOnlyHint")).isFalse();
    assertThat(listed.getBoolean(create + "annotations.destructiveHint")).isTrue();
    assertThat(listed.getBoolean(create + "annotations.idempotentHint")).isTrue();
    assertThat(listed.getBoolean(create + "annotations.openWorldHint")).isTrue();
    assertThat(listed.<List<String>>get(create + "inputSchema.required"))
        .containsExactly("paymentId", "refundAmount", "confirmation");
  }

  @Test
  void whereAgentsOnlyReadThereIsNoSuchTool() {
    var gate = new McpGate(McpMode.READ, false, Optional.empty());
    var tools =
        new Toolbox(
            gate,
            new PaymentLookUps(null, null, null, null, null),
            new SubscriptionLookUps(null, null),
            new OperatorLookUps(null, null, null, null),
            new RefundTools(null));

    assertThat(tools.all()).hasSize(13).allMatch(tool -> tool.writes() == null);
    assertThat(tools.find("preview_refund")).isEmpty();
  }

  @Test
  void whatAgentsAskIsCounted() {
    refused(agent(), "create_refund", with(Map.of("refundAmount", 1, "confirmation", "ab")));

    assertThat(given().get("/q/metrics").asString())
        .contains("paydesk_mcp_calls_total{outcome=\"refused\",tool=\"create_refund\"}");
  }
}
