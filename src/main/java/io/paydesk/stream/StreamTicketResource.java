package io.paydesk.stream;

import io.paydesk.caller.OpenToGuests;
import io.paydesk.caller.Reads;
import io.paydesk.openapi.Refuses;
import io.quarkus.security.Authenticated;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/**
 * For browsers, whose EventSource sends no Authorization header. A page of the same site only needs
 * the cookie. A page of another site does not send the cookie, and uses the ticket.
 */
@Path(StreamCookie.PATH + "/tickets")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "changes")
@Authenticated
public class StreamTicketResource {

  private final StreamAccess access;
  private final Visibility visibility;
  private final StreamTickets tickets;
  private final StreamConfig config;
  private final SecurityIdentity identity;

  StreamTicketResource(
      StreamAccess access,
      Visibility visibility,
      StreamTickets tickets,
      StreamConfig config,
      SecurityIdentity identity) {
    this.access = access;
    this.visibility = visibility;
    this.tickets = tickets;
    this.config = config;
    this.identity = identity;
  }

  @POST
  @OpenToGuests
  @Reads
  @Operation(
      operationId = "createStreamTicket",
      summary = "Let a browser open a stream: owner (own), service, admin",
      description =
          """
          Sets an HttpOnly cookie that opens streams of the same scope until the token expires. Answers with a ticket \
          that opens one stream within 60 seconds. Both show what the token may see; with `orderId` or `paymentId` \
          only that. Those of an API key, of a user's token of this service, or of a session of the shop's page, end within fifteen \
          minutes. Tickets take no Idempotency-Key: ask for another one.\
          """)
  @APIResponse(
      responseCode = "201",
      description = "A ticket",
      headers =
          @Header(
              name = "Set-Cookie",
              description = "For `/v1/changes` only",
              schema = @Schema(implementation = String.class)),
      content = @Content(schema = @Schema(implementation = StreamTicketView.class)))
  @Refuses({"order-not-found", "payment-not-found", "outside-the-ticket"})
  public Uni<Response> create(
      @NotNull(message = "is missing: send a JSON object") @Valid CreateStreamTicket request) {
    var pass = StreamAccess.narrowed(access.of(identity), request.orderId(), request.paymentId());
    return visibility
        .owner(pass)
        .flatMap(owner -> tickets.lasting(pass))
        .flatMap(
            lasting -> tickets.single(pass).map(single -> answer(request, pass, lasting, single)));
  }

  private Response answer(
      CreateStreamTicket asked, Pass pass, String lasting, StreamTickets.Single single) {
    return Response.status(201)
        .entity(new StreamTicketView(single.secret(), single.expires()))
        .cookie(StreamCookie.of(lasting, asked, pass, config.secureCookie()))
        .header("Cache-Control", "no-store")
        .build();
  }
}
