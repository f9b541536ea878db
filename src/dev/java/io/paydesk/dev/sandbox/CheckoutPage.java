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
    String content = CheckoutSummary.of(session) + CheckoutForm.of(session, said, bad);
    return page(isFramed(session), "two", content);
  }

  /** It is a part of the shop's page, which says whose it is. */
  static boolean isFramed(ObjectNode session) {
    return "embedded_page".equals(Json.text(session, "ui_mode"));
  }

  static String complete(ObjectNode session) {
    String after = SessionEntries.after(session);
    boolean framed = isFramed(session);
    String link =
        framed || after == null || !after.matches("(?i)https?://.*")
            ? ""
            : "<p><a href=\"" + escaped(after) + "\">Back to the shop</a></p>";
    String heard = framed ? " data-complete=\"" + escaped(after) + "\"" : "";
    return page(
        framed,
        "one",
        "<section class=\"card done\""
            + heard
            + "><h2>All done</h2><p>"
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

  static String expired(ObjectNode session) {
    String nothing =
        Json.text(session, "mode").equals("setup") ? "No card was saved." : "Nothing was paid.";
    return page(
        false,
        "one",
        "<section class=\"card\"><h2>This page has expired</h2><p>"
            + nothing
            + " Go back to the shop and try again.</p></section>");
  }

  static String unknown() {
    return page(
        false,
        "one",
        "<section class=\"card\"><h2>Nothing to pay here</h2>"
            + "<p>No Checkout Session has this address.</p></section>");
  }

  /**
   * @param content as HTML
   */
  static String card(String title, String content) {
    return page(
        false,
        "one",
        "<section class=\"card\"><h2>" + escaped(title) + "</h2>" + content + "</section>");
  }

  private static String page(boolean framed, String columns, String content) {
    return """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="robots" content="noindex">
        <title>Checkout test page</title>
        @STYLE@
        @SCRIPT@
        </head>
        <body@FRAMED@>
        <div class="ribbon">Test page of the Paydesk sandbox: no real money</div>
        <main class="@COLUMNS@">
        @CONTENT@
        </main>
        <footer>Powered by the pretend Stripe</footer>
        </body>
        </html>
        """
        .replace("@STYLE@", CheckoutStyle.element())
        .replace("@SCRIPT@", framed ? "<script src=\"/elements/checkout.js\" defer></script>" : "")
        .replace("@FRAMED@", framed ? " class=\"framed\"" : "")
        .replace("@COLUMNS@", columns)
        .replace("@CONTENT@", content);
  }

  /** As people write it in the language of the session, or else with the currency's sign. */
  static String amount(JsonNode amount, ObjectNode session) {
    String currency = Json.text(session, "currency");
    String locale = session.path("locale").asText("auto");
    if (!locale.equals("auto")) {
      return Amounts.shown(amount.asLong(), currency, Locale.forLanguageTag(locale));
    }
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
