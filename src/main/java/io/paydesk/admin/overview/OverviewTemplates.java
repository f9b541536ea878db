package io.paydesk.admin.overview;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The pages of this room: {@code src/main/resources/templates/admin}. */
@CheckedTemplate(basePath = "admin")
final class OverviewTemplates {

  private OverviewTemplates() {}

  static native TemplateInstance overview(Overview overview);

  static native TemplateInstance alerts(
      List<ShownAlert> open, List<ShownAlert> ended, @Nullable String more);
}
