package io.paydesk.dev.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;

/** The filters of a list. */
final class Filters {

  private Filters() {}

  /**
   * Objects whose fields equal the sent parameters of the same names; a parameter that was not sent
   * fits all.
   */
  static Predicate<ObjectNode> fields(Form form, String... names) {
    Map<String, String> wanted = new LinkedHashMap<>();
    for (String name : names) {
      if (form.text(name) != null) {
        wanted.put(name, form.text(name));
      }
    }
    return object ->
        wanted.entrySet().stream()
            .allMatch(field -> field.getValue().equals(Json.text(object, field.getKey())));
  }

  /** Objects of the named payment or charge; refuses an unknown one. */
  static Predicate<ObjectNode> payment(Form form, Store store) {
    String intent = form.text("payment_intent");
    if (intent != null) {
      store.paymentIntents.named(intent, "payment_intent");
    }
    String charge = form.text("charge");
    if (charge != null) {
      store.charges.named(charge, "charge");
    }
    return fields(form, "payment_intent", "charge");
  }
}
