package io.paydesk.dev.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Does what payers do on Stripe's Checkout page, without a browser. What the page would refuse is
 * an {@link IllegalStateException} with Stripe's message. Every method returns the session
 * afterwards.
 */
public final class CheckoutControls {

  private final Store store;
  private final CheckoutParts parts;
  private final Controls controls;

  CheckoutControls(Store store, CheckoutParts parts, Controls controls) {
    this.store = store;
    this.parts = parts;
    this.controls = controls;
  }

  /** A copy with its lines, or null. */
  public JsonNode session(String id) {
    return controls.copy(store.checkoutSessions, id);
  }

  /** Copies, oldest first. */
  public List<JsonNode> sessions() {
    return controls.copies(store.checkoutSessions);
  }

  /**
   * Pays, or saves the card in setup mode. After a decline the session is still open, and a card
   * with 3-D Secure waits for {@link Sandbox#authenticate}.
   *
   * @param card a number or a {@code pm_} token; null where there is nothing to pay
   */
  public JsonNode pay(String sessionId, String card) {
    return act(
        sessionId,
        session -> {
          try {
            parts.payments.pay(session, card == null ? new Form(Map.of()) : Payer.input(card));
          } catch (Refusal refused) {
            if (refused.status() != 402) {
              throw refused;
            }
          }
        });
  }

  /** Enters an e-mail address. */
  public JsonNode email(String sessionId, String email) {
    return act(sessionId, session -> parts.entries.email(session, email));
  }

  /** Enters the payer's name. */
  public JsonNode name(String sessionId, String name) {
    return act(sessionId, session -> parts.entries.name(session, name));
  }

  /**
   * Enters the address of the bill, which automatic tax needs.
   *
   * @param address Stripe's fields, such as {@code country} and {@code state}
   */
  public JsonNode address(String sessionId, Map<String, String> address) {
    return act(sessionId, session -> parts.entries.address(session, form(address)));
  }

  /** Enters where the goods go. */
  public JsonNode shipTo(String sessionId, String name, Map<String, String> address) {
    return act(sessionId, session -> parts.entries.shipTo(session, name, form(address)));
  }

  private static Form form(Map<String, String> address) {
    Map<String, String> values = new LinkedHashMap<>();
    address.forEach((field, value) -> values.put("address[" + field + "]", value));
    return new Form(values);
  }

  /** Chooses a way of shipping by the id of its rate. */
  public JsonNode shippingOption(String sessionId, String rate) {
    return act(sessionId, session -> parts.entries.shippingOption(session, rate));
  }

  /** Enters a promotion code; an empty one removes it. */
  public JsonNode code(String sessionId, String code) {
    return act(sessionId, session -> parts.entries.code(session, code));
  }

  /** Chooses whether the card is saved, where the page offers that. */
  public JsonNode save(String sessionId, boolean wanted) {
    return act(sessionId, session -> parts.entries.save(session, wanted));
  }

  /**
   * Chooses to pay in another currency, which Adaptive Pricing offers. The shop gets the same.
   *
   * @param amount that the payer sees, in the smallest unit
   */
  public JsonNode payIn(String sessionId, String currency, long amount) {
    return act(sessionId, session -> parts.entries.payIn(session, currency, amount));
  }

  /** The same, with the amount that the sandbox's rates say, also after a code or a tax. */
  public JsonNode payIn(String sessionId, String currency) {
    return act(sessionId, session -> parts.entries.payIn(session, currency, null));
  }

  /**
   * Whether Stripe is the seller in each new session that does not say otherwise, as it is of new
   * accounts.
   */
  public void managedPaymentsByDefault(boolean on) {
    controls.act(
        () -> {
          store.managedByDefault = on;
          return null;
        });
  }

  /**
   * Whether Stripe taxes each new payment whose session does not say otherwise, and whose payer it
   * can tax.
   */
  public void automaticTaxByDefault(boolean on) {
    controls.act(
        () -> {
          store.taxedByDefault = on;
          return null;
        });
  }

  /** Expires it, as the call does. */
  public JsonNode expire(String sessionId) {
    Ask ask = new Ask(null, sessionId, Ask.NOBODY.form(), null, null, false);
    return controls.act(() -> parts.sessions.expire(ask));
  }

  private JsonNode act(String id, Consumer<ObjectNode> work) {
    return controls.act(
        () -> {
          ObjectNode session = store.checkoutSessions.inPath(id);
          SessionEntries.checkOpen(session);
          work.accept(session);
          return session;
        });
  }
}
