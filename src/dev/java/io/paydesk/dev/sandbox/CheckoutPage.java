package io.paydesk.dev.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;

/** What the payer sees at a Checkout Session. Everything from outside is escaped. */
final class CheckoutPage {

  private CheckoutPage() {}

  /**
   * @param said why the payer is still here, or null
   * @param bad whether that is an error
   */
  static String open(ObjectNode session, String said, boolean bad) {
    return page("two", CheckoutSummary.of(session) + CheckoutForm.of(session, said, bad));
  }

  static String complete(ObjectNode session) {
    String after = SessionEntries.after(session);
    String link =
        after == null || !after.matches("(?i)https?://.*")
            ? ""
            : "<p><a href=\"" + escaped(after) + "\">Back to the shop</a></p>";
    return page(
        "one",
        "<section class=\"card\"><h2>All done</h2><p>"
            + outcome(session)
            + "</p>"
            + link
            + "</section>");
  }

  private static String outcome(ObjectNode session) {
    if (Json.text(session, "mode").equals("setup")) {
      return "The card is saved.";
    }
    String amount = amount(session.get("amount_total"), session);
    return switch (Json.text(session, "payment_status")) {
      case "paid" -> amount + " are paid.";
      case "no_payment_required" -> "There was nothing to pay.";
      default -> "The payment of " + amount + " is on its way.";
    };
  }

  static String expired() {
    return page(
        "one",
        "<section class=\"card\"><h2>This page has expired</h2>"
            + "<p>Nothing was paid. Go back to the shop and try again.</p></section>");
  }

  static String unknown() {
    return page(
        "one",
        "<section class=\"card\"><h2>Nothing to pay here</h2>"
            + "<p>No Checkout Session has this address.</p></section>");
  }

  /**
   * @param content as HTML
   */
  static String card(String title, String content) {
    return page(
        "one", "<section class=\"card\"><h2>" + escaped(title) + "</h2>" + content + "</section>");
  }

  private static String page(String columns, String content) {
    return """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="robots" content="noindex">
        <title>Checkout test page</title>
        @STYLE@
        </head>
        <body>
        <div class="ribbon">Test page of the Paydesk sandbox: no real money</div>
        <main class="@COLUMNS@">
        @CONTENT@
        </main>
        <footer>Powered by the pretend Stripe</footer>
        </body>
        </html>
        """
        .replace("@STYLE@", CheckoutStyle.element())
        .replace("@COLUMNS@", columns)
        .replace("@CONTENT@", content);
  }

  /** As people write it, with the currency's name where its sign is not known. */
  static String amount(JsonNode amount, ObjectNode session) {
    String currency = Json.text(session, "currency");
    String shown = Amounts.shown(amount.asLong(), currency);
    return Character.isDigit(shown.charAt(0)) || shown.startsWith("-")
        ? shown + " " + currency.toUpperCase(Locale.ROOT)
        : shown;
  }

  /** What the payer pays, in the currency that they have chosen. */
  static String toPay(ObjectNode session) {
    return session.get("presented") instanceof ObjectNode presented
        ? amount(
            presented.get("presentment_amount"),
            Json.object("currency", presented.get("presentment_currency")))
        : amount(session.get("amount_total"), session);
  }

  static String escaped(String text) {
    return text == null
        ? ""
        : text.replace("&", "&amp;")
            .replace("<", "&lt;")
            .replace(">", "&gt;")
            .replace("'", "&#39;")
            .replace("\"", "&quot;");
  }
}
