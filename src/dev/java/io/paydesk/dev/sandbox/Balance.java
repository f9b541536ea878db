package io.paydesk.dev.sandbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.ToLongFunction;

/**
 * The <a href="https://docs.stripe.com/api/balance">Balance API</a> and that of <a
 * href="https://docs.stripe.com/api/balance_transactions">balance transactions</a>.
 */
final class Balance {

  private final Store store;

  Balance(Store store) {
    this.store = store;
  }

  ObjectNode retrieve(Ask ask) {
    return Json.object(
        "object",
        "balance",
        "available",
        amounts(store.available::get),
        "livemode",
        false,
        "pending",
        amounts(currency -> 0));
  }

  private ArrayNode amounts(ToLongFunction<String> amount) {
    ArrayNode amounts = Json.MAPPER.createArrayNode();
    store
        .available
        .keySet()
        .forEach(
            currency ->
                amounts.add(
                    Json.object("amount", amount.applyAsLong(currency), "currency", currency)));
    return amounts.isEmpty() ? amounts.add(Json.object("amount", 0, "currency", "usd")) : amounts;
  }

  ObjectNode transaction(Ask ask) {
    return store.balanceTransactions.inPath(ask.id());
  }

  ObjectNode transactions(Ask ask) {
    return Pages.of(
        store.balanceTransactions, ask, Filters.fields(ask.form(), "source", "type", "currency"));
  }
}
