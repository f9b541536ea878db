package io.paydesk.admin.row;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Set;

/** JSON laid out to be read, without what opens something. */
final class EventBody {

  private static final String TAKEN_OUT = "(taken out)";

  /** Whoever has these may pay, or see papers, as somebody else. */
  private static final Set<String> OPEN =
      Set.of(
          "client_secret",
          "secret",
          "hosted_invoice_url",
          "invoice_pdf",
          "receipt_url",
          "hosted_verification_url",
          "hosted_voucher_url",
          "hosted_instructions_url",
          "invoicePdf",
          "invoiceUrl",
          "receiptUrl",
          "clientSecret",
          "guestToken");

  private EventBody() {}

  static String of(String body, ObjectMapper json) {
    try {
      return of(json.readTree(body), json);
    } catch (JsonProcessingException notJson) {
      return "This is no JSON.";
    }
  }

  static String of(Object shown, ObjectMapper json) {
    var tree = json.<JsonNode>valueToTree(shown);
    takeOut(tree);
    try {
      return json.writerWithDefaultPrettyPrinter().writeValueAsString(tree);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void takeOut(JsonNode node) {
    if (node instanceof ObjectNode object) {
      var names = new ArrayList<String>();
      object.fieldNames().forEachRemaining(names::add);
      for (var name : names) {
        if (opens(name, object.get(name))) {
          object.put(name, TAKEN_OUT);
        } else {
          takeOut(object.get(name));
        }
      }
    } else if (node instanceof ArrayNode array) {
      array.forEach(EventBody::takeOut);
    }
  }

  /** Lists have an address too, which opens nothing without a key. */
  private static boolean opens(String name, JsonNode value) {
    return value.isTextual()
        && (OPEN.contains(name)
            || name.endsWith("_secret")
            || name.equals("url") && value.textValue().startsWith("http"));
  }
}
