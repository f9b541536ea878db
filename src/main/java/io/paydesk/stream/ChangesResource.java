package io.paydesk.stream;

import io.paydesk.openapi.Refuses;
import io.paydesk.rest.RowId;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/**
 * Streams every change of a payment, a refund or a subscription to a browser or an app.
 *
 * @see <a href="https://html.spec.whatwg.org/multipage/server-sent-events.html">Server-sent
 *     events</a>
 */
@Path("/v1/changes")
@Tag(name = "changes", description = "Payments, refunds and subscriptions, live")
@PermitAll
public class ChangesResource {

  private final StreamAccess access;
  private final Visibility visibility;
  private final ChangeReader reader;
  private final Streams streams;

  ChangesResource(
      StreamAccess access, Visibility visibility, ChangeReader reader, Streams streams) {
    this.access = access;
    this.visibility = visibility;
    this.reader = reader;
    this.streams = streams;
  }

  @GET
  @Produces(MediaType.SERVER_SENT_EVENTS)
  @SecurityRequirement(name = "token")
  @Operation(
      operationId = "streamChanges",
      summary =
          "Follow payments, refunds and subscriptions as they change: owner (own), service, admin",
      description =
          """
          Server-sent events. `payment`, `refund` and `recurring_payment` carry the committed row, as a GET would answer \
          it. When several changes come in a short time, only the last may be sent. A stream of one order or payment \
          begins with its rows as they are. After a cut, send the id of the last event as `Last-Event-ID`, as browsers \
          do by themselves: nothing that changed meanwhile is missed. `reset` says that this was not possible: read \
          again what you show. `end` says why the stream ends: `token-expired`, `shutting-down`, `too-many-streams`, \
          `unavailable`. A stream of an API key, or of a user's token of this service, ends within fifteen minutes; one of \
          a pay-link also once the link is taken back, and it shows what a link may see. One of a session of the shop's \
          page ends with the session.\
          """)
  @APIResponse(
      responseCode = "200",
      description = "The stream, which does not end by itself",
      content =
          @Content(
              mediaType = MediaType.SERVER_SENT_EVENTS,
              schema = @Schema(implementation = String.class)))
  @Refuses({
    "invalid-table",
    "ticket-not-valid",
    "outside-the-ticket",
    "order-not-found",
    "payment-not-found",
    "too-many-streams-of-user",
    "too-many-streams"
  })
  public Uni<Opening> changes(
      @QueryParam("table")
          @Parameter(
              description =
                  "One or more of `payment`, `refund` and `recurring_payment`, separated by commas;"
                      + " all if left out",
              example = "payment,refund,recurring_payment")
          String table,
      @QueryParam("orderId") @Parameter(description = "Only of this order", example = "42")
          RowId orderId,
      @QueryParam("paymentId")
          @Parameter(description = "Only this payment and its refunds", example = "7")
          RowId paymentId,
      @QueryParam("ticket")
          @Parameter(description = "Instead of a token: from `POST /v1/changes/tickets`")
          String ticket,
      @QueryParam("lastEventId")
          @Parameter(description = "For those who cannot set the header `Last-Event-ID`")
          String lastEventId,
      @HeaderParam("Last-Event-ID")
          @Parameter(description = "Continues after this event; browsers send it by themselves")
          String lastEventIdOfBrowser,
      @Context HttpHeaders headers) {
    var tables = StreamedTable.read(table);
    var since = since(isGiven(lastEventIdOfBrowser) ? lastEventIdOfBrowser : lastEventId);
    return access
        .of(headers, ticket, valueOf(orderId), valueOf(paymentId))
        .flatMap(
            pass ->
                visibility
                    .owner(pass)
                    .flatMap(
                        owner -> opening(Interest.of(pass, owner, tables), since, pass.until())));
  }

  /**
   * A new stream has all changes since before its answer. So a client that reads the rows once it
   * is open misses nothing.
   */
  private Uni<Opening> opening(Interest interest, @Nullable Horizon since, Instant until) {
    streams.admit(interest);
    return since != null || interest.isNamed()
        ? Uni.createFrom().item(new Opening(interest, since, until))
        : reader.now().map(now -> new Opening(interest, now.horizon(), until));
  }

  private static @Nullable Long valueOf(RowId id) {
    return id == null ? null : id.value();
  }

  /** An unknown id precedes nothing, so the stream begins with a reset. */
  private static @Nullable Horizon since(String id) {
    return id == null || id.isEmpty() ? null : Horizon.parse(id).orElse(new Horizon("unknown", 0));
  }

  private static boolean isGiven(String id) {
    return id != null && !id.isEmpty();
  }
}
