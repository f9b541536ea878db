package io.paydesk.mail;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import org.jspecify.annotations.Nullable;

/**
 * The mail templates, each as HTML and as plain text: {@code src/main/resources/templates/mail}.
 */
@CheckedTemplate(basePath = "mail")
final class Letters {

  private Letters() {}

  /**
   * @param link to the invoice or the receipt at Stripe; null where there is none
   */
  static native TemplateInstance payment(Letter letter, @Nullable String link);

  /**
   * @param paid the whole payment; null where the amounts are not certain
   * @param remaining what is not refunded; null when nothing remains
   */
  static native TemplateInstance refund(
      Letter letter, @Nullable String paid, @Nullable String remaining);

  /** Asks the payer to pay. */
  static native TemplateInstance invitation(Letter letter, Invitation invitation);

  /**
   * @param period the subscription's present one; null when it is over
   * @param ends whether the subscription ends with that period
   * @param link to the invoice or the receipt at Stripe; null where there is none
   */
  static native TemplateInstance renewal(
      Letter letter,
      Occasion occasion,
      @Nullable String period,
      boolean ends,
      @Nullable String link);
}
