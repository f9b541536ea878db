package io.paydesk.admin.act;

import io.paydesk.actionflow.EndpointView;
import io.paydesk.actionflow.RunView;
import io.paydesk.dispute.DisputeView;
import io.paydesk.key.KeyView;
import io.quarkus.qute.TemplateExtension;
import java.util.List;

/** {@code row.acts} in a template: what the state of the row allows. */
@TemplateExtension
final class ActExtensions {

  private static final String SCOPES = "scopes";

  private ActExtensions() {}

  static DisputeActs acts(DisputeView row) {
    return new DisputeActs(row);
  }

  static RunActs acts(RunView row) {
    return new RunActs(row);
  }

  static EndpointActs acts(EndpointView row) {
    return new EndpointActs(row);
  }

  static KeyActs acts(KeyView row) {
    return new KeyActs(row);
  }

  @TemplateExtension(namespace = SCOPES)
  static List<KeyScopes.Group> groups() {
    return KeyScopes.GROUPS;
  }

  @TemplateExtension(namespace = SCOPES)
  static List<KeyScopes.Preset> presets() {
    return KeyScopes.PRESETS;
  }
}
