package io.paydesk.method;

import io.paydesk.caller.Caller;
import io.paydesk.caller.OpenToSupport;
import io.paydesk.key.CardLinks;
import io.paydesk.key.ListedCardLinkView;
import io.paydesk.key.PayersSecrets;
import io.paydesk.openapi.Answers;
import io.paydesk.openapi.Refuses;
import io.paydesk.rest.Page;
import io.paydesk.rest.PageQuery;
import io.paydesk.rest.RowId;
import io.paydesk.surface.PublicAddress;
import io.paydesk.surface.ReturnUrls;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Links to the page on which a payer sees and changes their saved cards. */
@Path("/v1/users/{userId}/card-links")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "payment methods")
@RolesAllowed({Caller.SERVICE, Caller.ADMIN, Caller.SUPPORT})
public class CardLinkResource {

  private static final String USER = "The `sub` of the user's tokens";

  private final CardLinks links;
  private final PublicAddress address;
  private final ReturnUrls returnUrls;
  private final SecurityIdentity identity;

  CardLinkResource(
      CardLinks links, PublicAddress address, ReturnUrls returnUrls, SecurityIdentity identity) {
    this.links = links;
    this.address = address;
    this.returnUrls = returnUrls;
    this.identity = identity;
  }

  @POST
  @RolesAllowed({Caller.SERVICE, Caller.ADMIN})
  @Operation(
      operationId = "createCardLink",
      summary = "Get a link to a payer's saved cards: service, admin",
      description =
          """
          On the page the payer saves a card, removes one, and chooses which one pays their subscriptions. It opens \
          nothing else: no order, no payment, no other payer. Earlier links stay good until they expire: DELETE \
          /v1/users/{userId}/card-links/{linkId} takes one back, DELETE /v1/users/{userId}/tokens all of a \
          payer. It takes no Idempotency-Key: ask for another one. It ends with the key that asked for it. With \
          scopes, a key needs `card-links:write` and `tokens:write`.\
          """)
  @Answers(value = CardLinkView.class, created = "A link")
  @Refuses({
    "user-not-found",
    "invalid-text",
    "return-url-not-allowed",
    "public-url-not-set",
    "busy"
  })
  public Uni<Response> create(
      @Parameter(description = USER, example = "user-1") @PathParam("userId") String userId,
      @NotNull(message = "is missing: send a JSON object") @Valid CreateCardLink request) {
    PayersSecrets.mustBeAllowed(identity);
    var user = MethodProblems.known(userId, Caller.of(identity));
    returnUrls.checkPlain("returnUrl", request.returnUrl());
    var page = address.ofPage("");
    return links
        .issue(user, request.life(), request.returnUrl(), identity)
        .map(link -> new CardLinkView(page + link.token(), link.id(), link.expiresAt()))
        .map(link -> Response.status(201).entity(link).header("Cache-Control", "no-store").build());
  }

  @GET
  @Operation(
      operationId = "listCardLinks",
      summary = "List the links to a payer's saved cards, newest first: service, admin, support",
      description =
          "Without their addresses, which nobody is shown twice. One that has expired stays for"
              + " thirty days; one that was taken back is not there any more: the audit has it.")
  @Refuses("user-not-found")
  public Uni<Page<ListedCardLinkView>> list(
      @Parameter(description = USER, example = "user-1") @PathParam("userId") String userId,
      @BeanParam PageQuery page) {
    return links.list(MethodProblems.known(userId, Caller.of(identity)), page);
  }

  @DELETE
  @OpenToSupport
  @Path("{linkId}")
  @Operation(
      operationId = "revokeCardLink",
      summary = "Take a link to a payer's saved cards back: service, admin, support",
      description =
          "It opens nothing any more, at the latest five seconds later on every replica. With"
              + " scopes, a key needs `card-links:write` and `tokens:write`.")
  @Answers(noContent = "Taken back")
  @Refuses({"user-not-found", "card-link-not-found", "busy"})
  public Uni<Void> revoke(
      @Parameter(description = USER, example = "user-1") @PathParam("userId") String userId,
      @PathParam("linkId") @Parameter(description = "The link", example = "8") RowId linkId) {
    PayersSecrets.mustBeAllowed(identity);
    return links.takeBack(MethodProblems.known(userId, Caller.of(identity)), linkId.value());
  }
}
