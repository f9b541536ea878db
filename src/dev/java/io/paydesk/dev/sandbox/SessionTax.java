package io.paydesk.dev.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Automatic tax by a small table: the standard rate of the payer's country, or of the state in the
 * United States and Canada. Elsewhere there is none. See <a
 * href="https://docs.stripe.com/tax/checkout">tax in Checkout</a>.
 */
final class SessionTax {

  private static final Map<String, String> RATES =
      Map.ofEntries(
          Map.entry("AT", "20"),
          Map.entry("AU", "10"),
          Map.entry("CA-BC", "12"),
          Map.entry("CA-ON", "13"),
          Map.entry("CH", "8.1"),
          Map.entry("DE", "19"),
          Map.entry("ES", "21"),
          Map.entry("FR", "20"),
          Map.entry("GB", "20"),
          Map.entry("IE", "23"),
          Map.entry("IT", "22"),
          Map.entry("JP", "10"),
          Map.entry("NL", "21"),
          Map.entry("US-CA", "7.25"),
          Map.entry("US-NY", "8.875"),
          Map.entry("US-TX", "8.25"),
          Map.entry("US-WA", "10.35"));

  /** Where the tax is that of a state. */
  private static final Set<String> BY_STATE = Set.of("CA", "US");

  /** In these currencies, prices are without tax unless they say otherwise. */
  private static final Set<String> ON_TOP = Set.of("cad", "usd");

  private final Store store;
  private final SandboxClock clock;

  SessionTax(Store store, SandboxClock clock) {
    this.store = store;
    this.clock = clock;
  }

  /** Whether an address says where the payer is taxed: in some countries it needs the state. */
  static boolean isPlace(JsonNode address) {
    String country = Json.text(address, "country");
    boolean state = country != null && BY_STATE.contains(country);
    return country != null
        && country.matches("[A-Z]{2}")
        && (!state
            || Json.text(address, "state") != null
            || Json.text(address, "postal_code") != null);
  }

  static boolean isKnown(JsonNode customer) {
    return isPlace(customer.path("address"));
  }

  /**
   * Whether the account taxes a payment that does not say whether it is to be taxed. See <a
   * href="https://docs.stripe.com/tax/checkout/automatic-tax-default">tax by default</a>.
   *
   * @param customer null for none
   */
  static boolean isDefaultOf(Form form, String mode, ObjectNode customer, Store store) {
    return store.taxedByDefault
        && mode.equals("payment")
        && !form.has("automatic_tax")
        && (customer == null || isKnown(customer));
  }

  /** Sets the rates of all lines and of shipping, as far as the address is known. */
  void write(ObjectNode session) {
    if (!session.at("/automatic_tax/enabled").asBoolean()) {
      return;
    }
    JsonNode shipping = session.at("/collected_information/shipping_details/address");
    JsonNode address =
        isPlace(shipping) ? shipping : session.path("customer_details").path("address");
    boolean known = isPlace(address);
    ((ObjectNode) session.get("automatic_tax"))
        .put("status", known ? "complete" : "requires_location_inputs");
    for (ObjectNode item : SessionLines.of(session)) {
      item.set("tax_rates", rates(known, address, item.get("price"), session));
    }
    if (session.get("shipping_cost") instanceof ObjectNode cost) {
      ObjectNode rate = store.shippingRates.find(Json.text(cost, "shipping_rate"));
      cost.set("tax_rates", rates(known, address, rate, session));
    }
  }

  private ArrayNode rates(boolean known, JsonNode address, JsonNode sold, ObjectNode session) {
    ArrayNode rates = Json.MAPPER.createArrayNode();
    if (known && !"exempt".equals(session.at("/customer_details/tax_exempt").asText())) {
      String behavior = Json.text(sold, "tax_behavior");
      boolean inclusive =
          behavior.equals("unspecified")
              ? !ON_TOP.contains(Json.text(session, "currency"))
              : behavior.equals("inclusive");
      rates.add(rate(address, inclusive).deepCopy());
    }
    return rates;
  }

  private ObjectNode rate(JsonNode address, boolean inclusive) {
    String country = Json.text(address, "country");
    String state = BY_STATE.contains(country) ? Json.text(address, "state") : null;
    String percentage = RATES.getOrDefault(state == null ? country : country + "-" + state, "0");
    return store.taxRates.oldestFirst().stream()
        .filter(rate -> "Automatic tax".equals(Json.text(rate, "description")))
        .filter(rate -> country.equals(Json.text(rate, "country")))
        .filter(rate -> Objects.equals(state, Json.text(rate, "state")))
        .filter(rate -> rate.get("inclusive").asBoolean() == inclusive)
        .findFirst()
        .orElseGet(() -> made(country, state, percentage, inclusive));
  }

  private ObjectNode made(String country, String state, String percentage, boolean inclusive) {
    boolean sales = country.equals("US");
    return store.taxRates.add(
        Json.fields()
            .with("id", Ids.of("txr"))
            .with("object", "tax_rate")
            .with("active", false)
            .with("country", country)
            .with("created", clock.seconds())
            .with("description", "Automatic tax")
            .with("display_name", sales ? "Sales Tax" : "VAT")
            .with("effective_percentage", new BigDecimal(percentage))
            .with("flat_amount", null)
            .with("inclusive", inclusive)
            .with("jurisdiction", state == null ? country : state)
            .with("jurisdiction_level", state == null ? "country" : "state")
            .with("livemode", false)
            .with("metadata", Json.object())
            .with("percentage", new BigDecimal(percentage))
            .with("rate_type", "percentage")
            .with("state", state)
            .with("tax_type", sales ? "sales_tax" : "vat")
            .object());
  }
}
