package io.paydesk.dev.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * What payers see in their own currency, by Adaptive Pricing: {@code presentment_details}. What the
 * shop gets stays the same. See <a
 * href="https://docs.stripe.com/payments/currencies/localize-prices/adaptive-pricing">Adaptive
 * Pricing</a>.
 */
final class Presentments {

  private static final String NAME = "presentment_details";
  private static final String AMOUNT = "presentment_amount";
  private static final String CURRENCY = "presentment_currency";

  private final Store store;

  Presentments(Store store) {
    this.store = store;
  }

  /** Whether the session shows other currencies: none where the money is only held at first. */
  boolean areOffered(ObjectNode session) {
    Form form = store.checkoutForms.get(Json.text(session, "id"));
    return session.at("/adaptive_pricing/enabled").asBoolean()
        && !"manual".equals(form.text("payment_intent_data[capture_method]"));
  }

  /** The currency of the payer's country, where it is another than the shop's; else null. */
  String local(ObjectNode session) {
    JsonNode details = session.path("customer_details");
    String own =
        ExchangeRates.local(
            Json.text(details, "email"), Json.text(details.path("address"), "country"));
    String shops = Json.text(session, "currency");
    boolean offered =
        areOffered(session)
            && own != null
            && ExchangeRates.knows(shops)
            && session.get("amount_total").asLong() > 0;
    return offered && !own.equals(shops) ? own : null;
  }

  /**
   * Chooses the currency in which the payer pays.
   *
   * @param amount that the payer sees; null for what the rates say
   */
  void choose(ObjectNode session, String currency, Long amount) {
    String id = Json.text(session, "id");
    if (currency.equals(Json.text(session, "currency"))) {
      store.presentments.remove(id);
      return;
    }
    if (!areOffered(session)) {
      throw Refusal.invalid(null, "currency", "This page shows no other currency.");
    }
    if (amount == null && !ExchangeRates.knows(currency)) {
      throw Refusal.invalid(null, "currency", "The sandbox has no rate of this currency.");
    }
    if (amount != null && amount < 1) {
      throw Refusal.invalid(null, "amount", "This value must be greater than or equal to 1.");
    }
    store.presentments.put(id, Json.object(AMOUNT, amount, CURRENCY, currency));
  }

  /** What the payer of the session has chosen to pay, or null where it is the shop's currency. */
  ObjectNode of(ObjectNode session) {
    return of(session, session.get("amount_total").asLong());
  }

  /**
   * @param total what the shop gets, which the payer's balance may have made less
   */
  ObjectNode of(ObjectNode session, long total) {
    ObjectNode chosen = store.presentments.get(Json.text(session, "id"));
    if (chosen == null || total == 0) {
      return null;
    }
    return chosen.get(AMOUNT).isNull()
        ? converted(total, Json.text(session, "currency"), Json.text(chosen, CURRENCY))
        : chosen.deepCopy();
  }

  private static ObjectNode converted(long amount, String from, String to) {
    return Json.object(AMOUNT, ExchangeRates.converted(amount, from, to), CURRENCY, to);
  }

  /**
   * @param presented null where it is the shop's currency
   */
  static void set(ObjectNode object, ObjectNode presented) {
    if (presented == null) {
      object.remove(NAME);
    } else {
      object.set(NAME, presented.deepCopy());
    }
  }

  /** A charge states what its payment states. */
  static ObjectNode copied(ObjectNode from, ObjectNode to) {
    if (from.get(NAME) instanceof ObjectNode presented) {
      set(to, presented);
    }
    return to;
  }

  /** A subscription goes on in the currency that its payer has chosen. */
  void keep(ObjectNode session, ObjectNode subscription) {
    ObjectNode chosen = store.presentments.get(Json.text(session, "id"));
    if (chosen != null) {
      subscription.set(NAME, Json.object(CURRENCY, chosen.get(CURRENCY)));
    }
  }

  /** A later invoice is paid in it too, at today's rate. */
  static void renew(ObjectNode subscription, ObjectNode intent) {
    String own = subscription.path(NAME).path(CURRENCY).asText(null);
    String shops = Json.text(intent, "currency");
    if (own != null && ExchangeRates.knows(own) && ExchangeRates.knows(shops)) {
      set(intent, converted(intent.get("amount").asLong(), shops, own));
    }
  }

  /**
   * The part of what the payer had paid that goes back, at the rate of the payment; with the last
   * part, exactly what was paid has gone back.
   *
   * @param before of the charge, refunded before
   */
  static void refund(ObjectNode charge, long before, ObjectNode refund) {
    if (!(charge.get(NAME) instanceof ObjectNode presented)) {
      return;
    }
    long all = presented.get(AMOUNT).asLong();
    long captured = charge.get("amount_captured").asLong();
    long amount = refund.get("amount").asLong();
    long back = share(all, before + amount, captured) - share(all, before, captured);
    set(refund, Json.object(AMOUNT, back, CURRENCY, presented.get(CURRENCY)));
  }

  private static long share(long all, long part, long whole) {
    return BigDecimal.valueOf(all)
        .multiply(BigDecimal.valueOf(part))
        .divide(BigDecimal.valueOf(whole), 0, RoundingMode.HALF_UP)
        .longValueExact();
  }
}
