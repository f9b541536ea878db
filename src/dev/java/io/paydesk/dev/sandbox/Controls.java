package io.paydesk.dev.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Does on demand what Stripe, banks and people at the dashboard do. */
final class Controls {

  private final Store store;
  private final Parts parts;
  private final Runnable changed;

  Controls(Store store, Parts parts, Runnable changed) {
    this.store = store;
    this.parts = parts;
    this.changed = changed;
  }

  void payOut(String currency) {
    act(
        () -> {
          parts.ledger.paidOut(currency);
          return null;
        });
  }

  void settleIn(String currency) {
    act(
        () -> {
          parts.settlement.settleIn(currency);
          return null;
        });
  }

  void ratesAre(int permille) {
    act(
        () -> {
          parts.settlement.ratesAre(permille);
          return null;
        });
  }

  JsonNode refundAtDashboard(String paymentIntentId, long amount) {
    Map<String, String> form =
        Map.of("payment_intent", paymentIntentId, "amount", Long.toString(amount));
    return act(() -> parts.refunds.create(Ask.ofNobody(new Form(form))));
  }

  JsonNode captureAtDashboard(String paymentIntentId, long amount) {
    return act(
        () ->
            parts.captures.capture(
                Ask.ofNobody(paymentIntentId, Map.of("amount_to_capture", Long.toString(amount)))));
  }

  JsonNode captureByOlderProgram(String paymentIntentId, long amount) {
    captureAtDashboard(paymentIntentId, amount);
    return act(
        () -> {
          ObjectNode intent = store.paymentIntents.find(paymentIntentId);
          return parts.refunds.letGo(store.charges.find(Json.text(intent, "latest_charge")));
        });
  }

  JsonNode cancelAtDashboard(String paymentIntentId) {
    return act(() -> parts.intents.cancel(Ask.ofNobody(paymentIntentId, Map.of())));
  }

  JsonNode refundSucceeds(String id) {
    return actOn(store.refunds, id, parts.refundOutcomes::succeed);
  }

  JsonNode refundFails(String id, String reason) {
    return actOn(store.refunds, id, refund -> parts.refundOutcomes.fail(refund, reason));
  }

  void holdRefunds(boolean on) {
    act(
        () -> {
          parts.refundOutcomes.hold(on);
          return null;
        });
  }

  JsonNode disputeIs(String id, String status) {
    return actOn(
        store.disputes,
        id,
        dispute -> parts.disputeMoves.move(dispute, status, dispute.deepCopy(), Ask.NOBODY));
  }

  /** The card's network says that it is good until another month, also one that is over. */
  JsonNode cardIsGoodUntil(String id, int month, int year) {
    return act(() -> parts.saved.renew(id, month, year));
  }

  JsonNode walletFails(String domain, String method, String message) {
    return act(() -> parts.domains.fail(domain, method, message));
  }

  /** A copy, or null. */
  JsonNode copy(Table table, String id) {
    synchronized (store) {
      ObjectNode object = table.find(id);
      return object == null ? null : object.deepCopy();
    }
  }

  List<JsonNode> copies(Table table) {
    return copies(table, object -> true);
  }

  /** Copies only those that fit: a copy costs more than a test. */
  List<JsonNode> copies(Table table, Predicate<JsonNode> fits) {
    synchronized (store) {
      Stream<JsonNode> fitting =
          table.oldestFirst().stream().filter(fits).map(ObjectNode::deepCopy);
      return fitting.toList();
    }
  }

  private JsonNode actOn(Table table, String id, Consumer<ObjectNode> work) {
    return act(
        () -> {
          ObjectNode object = table.inPath(id);
          work.accept(object);
          return object;
        });
  }

  /**
   * @return a copy of what the work returns
   */
  JsonNode act(Supplier<ObjectNode> work) {
    synchronized (store) {
      try {
        ObjectNode object = work.get();
        return object == null ? null : object.deepCopy();
      } catch (Refusal refusal) {
        throw new IllegalStateException(refusal.getMessage(), refusal);
      } finally {
        changed.run();
      }
    }
  }
}
