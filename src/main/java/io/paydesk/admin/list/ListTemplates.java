package io.paydesk.admin.list;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;

/** The lists: {@code src/main/resources/templates/admin/list}. */
@CheckedTemplate(basePath = "admin/list")
final class ListTemplates {

  private ListTemplates() {}

  static native TemplateInstance page(ListPage page);

  /** A page of rows alone. */
  static native TemplateInstance rows(Rows rows);

  static native TemplateInstance facts(FactsPage page);

  static native TemplateInstance sum(Comes comes);

  static native TemplateInstance fresh(Fresh fresh);
}
