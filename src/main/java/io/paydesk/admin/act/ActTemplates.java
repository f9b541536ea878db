package io.paydesk.admin.act;

import io.paydesk.actionflow.EndpointView;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;

/** The page of an endpoint, and what dialogs load: {@code templates/admin/act}. */
@CheckedTemplate(basePath = "admin/act")
final class ActTemplates {

  private ActTemplates() {}

  static native TemplateInstance endpointPage(EndpointView row);

  static native TemplateInstance links(OrderLinks links);
}
