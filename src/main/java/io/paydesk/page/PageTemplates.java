package io.paydesk.page;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;

/** The payer's pages: {@code src/main/resources/templates/page}. */
@CheckedTemplate(basePath = "page")
final class PageTemplates {

  private PageTemplates() {}

  static native TemplateInstance order(Frame frame, OrderPage page);

  static native TemplateInstance cards(Frame frame, CardPage page);

  static native TemplateInstance notice(Frame frame, Notice notice);
}
