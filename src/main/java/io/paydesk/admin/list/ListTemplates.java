package io.paydesk.admin.list;

import io.paydesk.actionflow.EndpointView;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import org.jspecify.annotations.Nullable;

/** The lists: {@code src/main/resources/templates/admin/list}. */
@CheckedTemplate(basePath = "admin/list")
final class ListTemplates {

  private ListTemplates() {}

  static native TemplateInstance page(ListPage page);

  /** A page of rows alone. */
  static native TemplateInstance rows(Rows rows);

  /**
   * @param endpoint whose page it is; null of anything else
   */
  static native TemplateInstance facts(FactsPage page, @Nullable EndpointView endpoint);

  static native TemplateInstance sum(Comes comes);

  static native TemplateInstance fresh(Fresh fresh);
}
