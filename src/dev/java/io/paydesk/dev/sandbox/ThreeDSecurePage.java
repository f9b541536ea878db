package io.paydesk.dev.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** What the pretend bank shows, on a page of its own or in a frame of the page that pays. */
final class ThreeDSecurePage {

  /** Its one script tells the page around it that the payer is done. */
  static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src "
          + CheckoutStyle.SOURCE
          + "; base-uri 'none'; frame-ancestors *";

  private static final String FRAME =
      """
      <!doctype html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="robots" content="noindex">
      <title>3-D Secure test page</title>
      @STYLE@
      <script src="/elements/bank.js" defer></script>
      </head>
      <body><main class="one bank"><section class="card">
      <p class="note">Pretend bank &middot; no real money</p>
      @CONTENT@
      </section></main></body>
      </html>
      """;

  private ThreeDSecurePage() {}

  /**
   * @param elsewhere whether the payer agrees on Klarna's site, and not at a bank
   */
  static String question(ObjectNode intent, boolean elsewhere) {
    if (!Json.text(intent, "status").equals("requires_action")) {
      return result(intent);
    }
    String content =
        """
        <h1>3-D Secure test page</h1>
        @AMOUNT@
        <p>Your bank asks whether it is you who @DOES@.</p>
        <form method="post">
        <input type="hidden" name="client_secret" value="@SECRET@">
        <button name="outcome" value="complete">Complete authentication</button>
        <button name="outcome" value="fail" class="second">Fail authentication</button>
        <button name="outcome" value="cancel" class="quiet">Cancel</button>
        </form>
        """;
    boolean saves = saves(intent);
    String asked = elsewhere ? klarna(content) : content;
    return page(
        asked
            .replace("@AMOUNT@", saves ? "" : "<p class=\"total\">" + amount(intent) + "</p>")
            .replace("@DOES@", saves ? "saves this card" : "pays " + amount(intent))
            .replace("@SECRET@", CheckoutPage.escaped(Json.text(intent, "client_secret"))));
  }

  private static String klarna(String content) {
    return content
        .replace("3-D Secure test page", "Klarna test page")
        .replace("Your bank asks", "Klarna asks")
        .replace("Complete authentication", "Authorize test payment")
        .replace("Fail authentication", "Fail test payment");
  }

  static String result(ObjectNode intent) {
    return page(
        "<h1 data-done%s>Done</h1><p>This %s is now <strong>%s</strong>. You can close this page.</p>"
            .formatted(
                hasPassed(intent) ? " class=\"fine\"" : "",
                saves(intent) ? "card" : "payment of " + amount(intent),
                CheckoutPage.escaped(Json.text(intent, "status"))));
  }

  private static boolean hasPassed(ObjectNode intent) {
    return !List.of("requires_payment_method", "canceled").contains(Json.text(intent, "status"));
  }

  static String unknown() {
    return page(
        "<h1 data-done>Nothing to do here</h1><p>No payment is waiting under this address.</p>");
  }

  private static String page(String content) {
    return FRAME.replace("@STYLE@", CheckoutStyle.element()).replace("@CONTENT@", content);
  }

  private static boolean saves(ObjectNode intent) {
    return "setup_intent".equals(Json.text(intent, "object"));
  }

  private static String amount(ObjectNode intent) {
    return CheckoutPage.amount(intent.get("amount"), intent);
  }
}
