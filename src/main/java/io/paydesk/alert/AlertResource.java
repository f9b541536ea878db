package io.paydesk.alert;

import io.paydesk.caller.Caller;
import io.paydesk.openapi.Refuses;
import io.paydesk.rest.Page;
import io.paydesk.rest.PageQuery;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

@Path("/v1/alerts")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "alerts", description = "What crossed a threshold")
@RolesAllowed(Caller.ADMIN)
public class AlertResource {

  private final Alerts alerts;
  private final SecurityIdentity identity;

  AlertResource(Alerts alerts, SecurityIdentity identity) {
    this.alerts = alerts;
    this.identity = identity;
  }

  @GET
  @Operation(operationId = "listAlerts", summary = "List alerts, the latest first: admin")
  @Refuses("invalid-alert-filter")
  public Uni<Page<AlertView>> list(
      @Parameter(
              description = "Only of this kind",
              schema = @Schema(implementation = AlertKind.class),
              example = "user_declines")
          @QueryParam("kind")
          @Nullable String kind,
      @Parameter(
              description = "Those that hold (`true`), or those that have ended (`false`)",
              schema = @Schema(type = SchemaType.BOOLEAN),
              example = "true")
          @QueryParam("open")
          @Nullable String open,
      @BeanParam PageQuery page) {
    Caller.of(identity); // the caller must have a name
    return alerts.list(AlertFilter.read(kind, open), page);
  }
}
