package io.paydesk.dev.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;

/** What the pretend bank shows. */
final class ThreeDSecurePage {

  private static final String FRAME =
      """
      <!doctype html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>3-D Secure test page</title>
      <style>
      body { font: 16px/1.5 system-ui, sans-serif; margin: 0; min-height: 100vh; display: grid;
        place-items: center; background: #f1f3f7; color: #1d2433; }
      main { background: #fff; border-radius: 12px; padding: 2rem; max-width: 24rem; margin: 1rem;
        box-shadow: 0 8px 30px rgb(0 0 0 / 12%); }
      h1 { font-size: 1.2rem; margin: 0 0 .5rem; }
      small { color: #5b6474; }
      button { font: inherit; width: 100%; padding: .7rem; margin-top: .7rem; border-radius: 8px;
        border: 1px solid #3d4bd1; background: #3d4bd1; color: #fff; cursor: pointer; }
      button.second { background: #fff; color: #3d4bd1; }
      </style>
      </head>
      <body><main>
      <small>Paydesk sandbox &middot; no real bank, no real money</small>
      @CONTENT@
      </main></body>
      </html>
      """;

  private ThreeDSecurePage() {}

  static String question(ObjectNode intent) {
    if (!Json.text(intent, "status").equals("requires_action")) {
      return result(intent);
    }
    String content =
        """
        <h1>3-D Secure test page</h1>
        <p>Your bank asks whether it is you who @DOES@.</p>
        <form method="post">
        <input type="hidden" name="client_secret" value="@SECRET@">
        <button name="outcome" value="complete">Complete authentication</button>
        <button name="outcome" value="fail" class="second">Fail authentication</button>
        </form>
        """;
    return page(
        content
            .replace("@DOES@", saves(intent) ? "saves this card" : "pays " + amount(intent))
            .replace("@SECRET@", escaped(Json.text(intent, "client_secret"))));
  }

  static String result(ObjectNode intent) {
    return page(
        ("<h1>Done</h1><p>This %s is now <strong>%s</strong>." + " You can close this page.</p>")
            .formatted(
                saves(intent) ? "card" : "payment of " + amount(intent),
                escaped(Json.text(intent, "status"))));
  }

  static String unknown() {
    return page("<h1>Nothing to do here</h1><p>No payment is waiting under this address.</p>");
  }

  private static String page(String content) {
    return FRAME.replace("@CONTENT@", content);
  }

  private static boolean saves(ObjectNode intent) {
    return "setup_intent".equals(Json.text(intent, "object"));
  }

  private static String amount(ObjectNode intent) {
    String currency = Json.text(intent, "currency");
    String shown = Amounts.shown(intent.get("amount").asLong(), currency);
    return "<strong>%s</strong>"
        .formatted(escaped(shown + " " + currency.toUpperCase(Locale.ROOT)));
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
