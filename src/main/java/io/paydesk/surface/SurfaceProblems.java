package io.paydesk.surface;

import io.paydesk.problem.Refusal;
import io.paydesk.stripe.Surface;

/** Refusals about where a payer goes on at Stripe. */
final class SurfaceProblems {

  private SurfaceProblems() {}

  static Refusal returnUrlsNotSet(String field) {
    return returnUrlRefused(
        field,
        """
        This service may send payers nowhere yet, so '%s' is not allowed. Ask its operator to set \
        PAYDESK_RETURN_URLS to the origins of the app's pages, such as https://shop.example.\
        """);
  }

  static Refusal returnUrlNotAllowed(String field) {
    return returnUrlRefused(
        field,
        """
        '%s' is not below an address in PAYDESK_RETURN_URLS. It is absolute, has no user name and \
        no . or .. in its path, and has at most 2000 characters. Correct it, or have its origin \
        added to the setting.\
        """);
  }

  private static Refusal returnUrlRefused(String field, String detail) {
    return Refusal.of(
            "return-url-not-allowed", 422, "Payers may not be sent there", detail.formatted(field))
        .with("field", field);
  }

  static Refusal wrongUrls(Surface surface, String takes) {
    return Refusal.of(
            "wrong-urls-for-surface",
            422,
            "The addresses do not fit the surface",
            "A session on the surface %s takes %s. Send these, and no other address."
                .formatted(surface.text(), takes))
        .with("surface", surface.text());
  }

  static Refusal placeholderNotFilledIn() {
    return Refusal.of(
        "placeholder-not-filled-in",
        422,
        "Stripe fills in no session id there",
        """
        Stripe fills in {CHECKOUT_SESSION_ID} in 'successUrl' and 'returnUrl' alone. Leave it out of \
        'cancelUrl'; an id of your own, such as the order's, can stand there.\
        """);
  }

  static Refusal invalidSurface() {
    return Refusal.of(
        "invalid-surface", 400, "Not a surface", "'surface' is hosted, embedded or elements.");
  }

  static Refusal invalidLocale() {
    return Refusal.of(
        "invalid-locale",
        422,
        "Not a language of Stripe's pages",
        """
        'locale' is auto, or a language that Stripe's pages speak, such as de, en-GB or pt-BR. Leave \
        it out, and Stripe takes the browser's.\
        """);
  }

  static Refusal invalidExpiresIn() {
    return Refusal.of(
            "invalid-expires-in",
            422,
            "A session cannot end then",
            """
            'expiresIn' is in seconds: from %s, which is 30 minutes, to %s, which is 24 hours. Leave \
            it out for 24 hours.\
            """
                .formatted(SessionLength.LEAST, SessionLength.MOST))
        .with("least", SessionLength.LEAST)
        .with("most", SessionLength.MOST);
  }
}
