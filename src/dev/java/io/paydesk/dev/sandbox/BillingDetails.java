package io.paydesk.dev.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** The payer's details, as far as they were given. */
final class BillingDetails {

  private static final String NAME = "payment_method_data[billing_details]";

  private BillingDetails() {}

  static ObjectNode of(Form form) {
    return Json.object(
        "address", address(form, NAME + "[address]"),
        "email", form.text(NAME + "[email]"),
        "name", form.text(NAME + "[name]"),
        "phone", form.text(NAME + "[phone]"),
        "tax_id", null);
  }

  static ObjectNode address(Form form, String name) {
    ObjectNode address = Json.object();
    for (String field :
        new String[] {"city", "country", "line1", "line2", "postal_code", "state"}) {
      address.put(field, form.text(name + "[" + field + "]"));
    }
    return address;
  }
}
