package io.paydesk.admin;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import org.jspecify.annotations.Nullable;

/** The pages of this room: {@code src/main/resources/templates/admin}. */
@CheckedTemplate(basePath = "admin")
final class AdminTemplates {

  private AdminTemplates() {}

  static native TemplateInstance signIn(SignInPage page);

  /**
   * Leads on to another page of ours, as the browser sees it: from a page of ours.
   *
   * @param atOnce whether it does so by itself
   */
  static native TemplateInstance goOn(String to, boolean atOnce);

  static native TemplateInstance account(Visitor visitor);

  static native TemplateInstance problem(int status, String title, @Nullable String detail);
}
