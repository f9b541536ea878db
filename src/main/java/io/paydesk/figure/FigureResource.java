package io.paydesk.figure;

import io.paydesk.caller.Caller;
import io.paydesk.openapi.Refuses;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/v1/figures")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "figures", description = "How the shop does over time, and what needs somebody now")
@RolesAllowed({Caller.SERVICE, Caller.ADMIN, Caller.SUPPORT})
public class FigureResource {

  private final Figures figures;
  private final Attention attention;
  private final SecurityIdentity identity;

  FigureResource(Figures figures, Attention attention, SecurityIdentity identity) {
    this.figures = figures;
    this.attention = attention;
    this.identity = identity;
  }

  @GET
  @Operation(
      operationId = "getFigures",
      summary = "Read figures over time: service, admin, support",
      description =
          "What came, went back and failed, per currency and bucket, counted from the rows at each call. Amounts are"
              + " minor units. At most 400 buckets and 1,100 days at once.")
  @Refuses({"invalid-figures", "unknown-currency"})
  public Uni<SpanFiguresView> get(@BeanParam FigureQuery query) {
    Caller.of(identity); // the caller must have a name
    return figures.of(Span.read(query, Instant.now()));
  }

  @GET
  @Path("attention")
  @Operation(
      operationId = "getAttention",
      summary = "Read what needs somebody now: service, admin, support",
      description =
          "Counts stop at 1,000. Only an admin is told of alerts, events, runs and endpoints.")
  public Uni<AttentionView> attention() {
    return attention.now(Caller.of(identity));
  }
}
