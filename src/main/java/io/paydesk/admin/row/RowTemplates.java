package io.paydesk.admin.row;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;

/** {@code src/main/resources/templates/admin/row}. */
@CheckedTemplate(basePath = "admin/row")
final class RowTemplates {

  private RowTemplates() {}

  static native TemplateInstance page(RowPage page);

  /** The next older part of a history. */
  static native TemplateInstance older(History history);

  static native TemplateInstance method(String method);
}
