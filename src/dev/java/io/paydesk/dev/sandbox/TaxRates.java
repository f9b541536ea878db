package io.paydesk.dev.sandbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;

/** The <a href="https://docs.stripe.com/api/tax_rates">Tax Rates API</a>. */
final class TaxRates {

  static final Set<String> UPDATE_PARAMETERS =
      Set.of("active", "description", "display_name", "jurisdiction", "metadata[*]");
  static final Set<String> CREATE_PARAMETERS =
      Routes.both(UPDATE_PARAMETERS, Set.of("percentage", "inclusive", "country", "state"));

  private static final String OF_SUBSCRIPTION = "default_tax_rates";

  private final Store store;
  private final SandboxClock clock;
  private final Events events;

  TaxRates(Store store, SandboxClock clock, Events events) {
    this.store = store;
    this.clock = clock;
    this.events = events;
  }

  ObjectNode create(Ask ask) {
    Form form = ask.form();
    for (String name : List.of("display_name", "percentage", "inclusive")) {
      if (form.text(name) == null) {
        throw Refusal.missing(name);
      }
    }
    ObjectNode rate =
        Json.fields()
            .with("id", Ids.of("txr"))
            .with("object", "tax_rate")
            .with("active", true)
            .with("country", form.text("country"))
            .with("created", clock.seconds())
            .with("description", null)
            .with("display_name", form.text("display_name"))
            .with("effective_percentage", null)
            .with("flat_amount", null)
            .with("inclusive", form.flag("inclusive"))
            .with("jurisdiction", null)
            .with("jurisdiction_level", null)
            .with("livemode", false)
            .with("metadata", Json.object())
            .with("percentage", percentage(form))
            .with("rate_type", "percentage")
            .with("state", form.text("state"))
            .with("tax_type", null)
            .object();
    write(rate, form);
    store.taxRates.add(rate);
    events.record("tax_rate.created", rate, ask);
    return rate;
  }

  private static BigDecimal percentage(Form form) {
    try {
      BigDecimal value = new BigDecimal(form.text("percentage"));
      if (value.signum() >= 0 && value.compareTo(BigDecimal.valueOf(100)) <= 0) {
        return value;
      }
    } catch (NumberFormatException e) {
      // refused below, like a number out of range
    }
    throw Refusal.invalid(null, "percentage", "Invalid percentage: it must be from 0 to 100.");
  }

  ObjectNode retrieve(Ask ask) {
    return store.taxRates.inPath(ask.id());
  }

  ObjectNode update(Ask ask) {
    ObjectNode rate = store.taxRates.inPath(ask.id());
    ObjectNode before = rate.deepCopy();
    write(rate, ask.form());
    events.record("tax_rate.updated", rate, Changes.previous(before, rate), ask);
    return rate;
  }

  ObjectNode list(Ask ask) {
    return Pages.of(store.taxRates, ask, Filters.fields(ask.form(), "active", "inclusive"));
  }

  private static void write(ObjectNode rate, Form form) {
    rate.set("metadata", Metadata.after((ObjectNode) rate.get("metadata"), form));
    if (form.has("active")) {
      rate.put("active", form.flag("active"));
    }
    for (String name : List.of("description", "display_name", "jurisdiction")) {
      if (form.has(name)) {
        rate.put(name, form.text(name));
      }
    }
  }

  /**
   * The tax rates of a subscription's form.
   *
   * @return null where it does not mention them
   */
  static ArrayNode named(Form form, Store store) {
    if (!form.has(OF_SUBSCRIPTION)) {
      return null;
    }
    ArrayNode rates = Json.MAPPER.createArrayNode();
    for (String id : form.list(OF_SUBSCRIPTION)) {
      rates.add(store.taxRates.named(id, OF_SUBSCRIPTION).deepCopy());
    }
    return rates;
  }
}
