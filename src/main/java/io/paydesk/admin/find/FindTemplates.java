package io.paydesk.admin.find;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;

/** The pages of this room: {@code src/main/resources/templates/admin}. */
@CheckedTemplate(basePath = "admin")
final class FindTemplates {

  private FindTemplates() {}

  static native TemplateInstance hits(HitsPage page);

  static native TemplateInstance people(PeoplePage page);

  static native TemplateInstance person(PersonPage page);

  static native TemplateInstance orderLines(OrdersPart part);

  static native TemplateInstance methods(MethodsPart part);

  static native TemplateInstance keys(KeysPage page);

  static native TemplateInstance settings(SettingsPage page);
}
