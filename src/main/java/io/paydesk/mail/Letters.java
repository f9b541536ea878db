package io.paydesk.mail;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;

/** The templates, each as HTML and as plain text: {@code src/main/resources/templates/mail}. */
@CheckedTemplate(basePath = "mail")
final class Letters {

  private Letters() {}

  static native TemplateInstance payment(Letter letter);

  /**
   * @param paid the whole payment; null where the amounts are not known for sure
   * @param remaining what of it has not gone back; null when nothing remains
   */
  static native TemplateInstance refund(Letter letter, String paid, String remaining);

  /**
   * @param period in which the subscription is now; null when it is over
   * @param ends whether it ends with that period
   */
  static native TemplateInstance renewal(
      Letter letter, Occasion occasion, String period, boolean ends);
}
