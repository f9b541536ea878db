package io.paydesk.admin.act;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;

/** What dialogs load: {@code templates/admin/act}. */
@CheckedTemplate(basePath = "admin/act")
final class ActTemplates {

  private ActTemplates() {}

  static native TemplateInstance links(OrderLinks links);
}
