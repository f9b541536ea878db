package io.paydesk.checkout;

import com.fasterxml.jackson.databind.JsonNode;
import io.paydesk.dev.sandbox.SandboxBooks;
import io.paydesk.method.SavedMethodTest;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What Stripe and our rows have of an order, by whichever road it is paid. */
abstract class RoadsTest extends SavedMethodTest {

  protected static boolean is(JsonNode object, String... statuses) {
    return Set.of(statuses).contains(object.path("status").asText());
  }

  protected static boolean isOpen(JsonNode session) {
    return is(session, "open");
  }

  protected static boolean isOf(JsonNode object, long order) {
    return object.at("/metadata/paydesk_order").asText().equals("" + order);
  }

  protected List<JsonNode> sessionsOf(long order) {
    return sandbox.checkout().sessions().stream().filter(one -> isOf(one, order)).toList();
  }

  protected List<JsonNode> subscriptionsOf(long order) {
    return sandbox.billing().subscriptions().stream().filter(one -> isOf(one, order)).toList();
  }

  /** The one subscription's have no marks, neither those of its invoices nor of its sessions. */
  protected List<JsonNode> intentsOf(long order) {
    boolean isMonthly = tables().text("select price_id from orders where id = ?", order) != null;
    var customer = customer(user);
    return sandbox.paymentIntents().stream()
        .filter(
            one ->
                isOf(one, order)
                    || isMonthly
                        && one.path("customer").asText().equals(customer)
                        && !one.path("metadata").has("paydesk_order"))
        .toList();
  }

  private Set<String> intentsOfInvoices(long order) {
    return subscriptionsOf(order).stream()
        .flatMap(one -> sandbox.billing().invoices(id(one)).stream())
        .map(invoice -> sandbox.billing().paymentOf(id(invoice)))
        .filter(Objects::nonNull)
        .collect(Collectors.toSet());
  }

  /** Whose secret Paydesk gives to the payer. */
  protected List<JsonNode> bareIntentsOf(long order) {
    var ofInvoices = intentsOfInvoices(order);
    return intentsOf(order).stream()
        .filter(
            one ->
                isOf(one, order)
                    ? !one.path("metadata").has("paydesk_surface")
                    : ofInvoices.contains(id(one)))
        .toList();
  }

  protected static String id(JsonNode object) {
    return object.path("id").asText();
  }

  /** Whose rows these are: the user, and who pays without an account. */
  protected String guest() {
    return user;
  }

  protected List<Long> ids(String table, String which) {
    var all =
        tables()
            .text(
                "select string_agg(id::text, ',' order by id) from %s where user_id in (?, ?) and %s"
                    .formatted(table, which),
                user,
                guest());
    return all == null ? List.of() : Arrays.stream(all.split(",")).map(Long::valueOf).toList();
  }

  /** What the books say of an order: from our rows, or from Stripe's objects. */
  protected record Books(long received, long refunded, long refunding) {

    /** How an order is that was paid once. */
    String status() {
      if (refunded == 0) {
        return "paid";
      }
      return refunded < received ? "partially_refunded" : "refunded";
    }
  }

  protected Books ours(long order) {
    return new Books(
        sum("amount_received", "payment", "true", order),
        sum("amount_refunded", "payment", "true", order),
        sum("amount", "refund", "status = 'pending'", order));
  }

  private long sum(String what, String table, String which, long order) {
    return tables()
        .number(
            "select coalesce(sum(%s), 0) from %s where order_id = ? and %s"
                .formatted(what, table, which),
            order);
  }

  protected Books stripes(List<JsonNode> intents) {
    var ids = intents.stream().map(RoadsTest::id).collect(Collectors.toSet());
    var refunds =
        sandbox.billing().dashboard().books().refunds().stream()
            .filter(refund -> ids.contains(refund.intent()))
            .toList();
    return new Books(
        intents.stream().mapToLong(one -> one.path("amount_received").asLong()).sum(),
        sum(refunds, "succeeded"),
        sum(refunds, "pending"));
  }

  private static long sum(List<SandboxBooks.Refund> refunds, String status) {
    return refunds.stream()
        .filter(refund -> refund.status().equals(status))
        .mapToLong(SandboxBooks.Refund::amount)
        .sum();
  }

  /** How often it was paid. */
  protected static long successes(List<JsonNode> intents, List<JsonNode> sessions) {
    return intents.stream().filter(one -> one.path("amount_received").asLong() > 0).count()
        + sessions.stream().filter(RoadsTest::isPaidByCode).count();
  }

  private static boolean isPaidByCode(JsonNode session) {
    return is(session, "complete")
        && session.path("mode").asText().equals("payment")
        && session.path("amount_total").asLong() == 0;
  }

  /**
   * By which money may still come: an open session whatever its payer has begun there, or an
   * intent. One that a bank refused after the session was complete waits for ever, as nobody has
   * its secret.
   */
  protected List<String> ways(long order, List<JsonNode> intents, List<JsonNode> sessions) {
    var open = sessions.stream().filter(RoadsTest::isOpen).toList();
    var bare = bareIntentsOf(order).stream().map(RoadsTest::id).collect(Collectors.toSet());
    var waiting =
        intents.stream()
            .filter(one -> !is(one, "succeeded", "canceled"))
            .filter(
                one ->
                    bare.contains(id(one))
                        || is(one, "processing", "requires_capture")
                        || open.isEmpty() && is(one, "requires_action"));
    return Stream.concat(open.stream(), waiting)
        .map(one -> id(one) + " " + one.path("status").asText())
        .toList();
  }

  protected Map<String, String> subscriptionsAtStripe(long order) {
    return subscriptionsOf(order).stream()
        .collect(Collectors.toMap(RoadsTest::id, one -> one.path("status").asText()));
  }

  protected Map<String, String> subscriptionsHere(long order) {
    return ids("recurring_payment", "subscription_id is not null and order_id = " + order).stream()
        .map(id -> json(asUser().get("/v1/recurring-payments/" + id), 200))
        .collect(
            Collectors.toMap(
                row -> row.getString("subscriptionId"), row -> row.getString("status")));
  }
}
