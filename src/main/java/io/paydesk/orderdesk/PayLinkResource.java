package io.paydesk.orderdesk;

import io.paydesk.caller.Caller;
import io.paydesk.caller.OpenToSupport;
import io.paydesk.key.PayLinks;
import io.paydesk.key.PayersSecrets;
import io.paydesk.openapi.Answers;
import io.paydesk.openapi.Refuses;
import io.paydesk.order.OrderReader;
import io.paydesk.rest.RowId;
import io.paydesk.surface.PublicAddress;
import io.paydesk.surface.ReturnUrls;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** A link to the page on which anybody who has it pays an order. */
@Path("/v1/orders/{id}/pay-link")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "orders")
public class PayLinkResource {

  private final OrderReader orders;
  private final PayLinks links;
  private final PublicAddress address;
  private final ReturnUrls returnUrls;
  private final SecurityIdentity identity;

  PayLinkResource(
      OrderReader orders,
      PayLinks links,
      PublicAddress address,
      ReturnUrls returnUrls,
      SecurityIdentity identity) {
    this.orders = orders;
    this.links = links;
    this.address = address;
    this.returnUrls = returnUrls;
    this.identity = identity;
  }

  @POST
  @OpenToSupport
  @RolesAllowed({Caller.SERVICE, Caller.ADMIN, Caller.SUPPORT})
  @Operation(
      operationId = "createPayLink",
      summary = "Get a link to the payer's page of an order: service, admin, support",
      description =
          """
          The page shows what is bought, takes the payment and follows it. It opens this one order, in whatever state \
          that is, and nothing else. Its holder sees what a payer needs: not the owner's `userId`, \
          `receiptEmail`, `payerName` or `metadata`, and of a decline no more than the payer may know. \
          What the page needs to pay, a client secret, lets Stripe tell more of the card that was declined last: after \
          a failed renewal the owner's brand, last four digits and billing details. Send a link to a subscription \
          that is behind to its owner alone. Earlier links stay good until they expire: DELETE \
          /v1/orders/{id}/pay-links/{linkId} takes one back, DELETE /v1/users/{userId}/tokens all of a payer. It takes \
          no Idempotency-Key: ask for another one. It ends with the key that asked for it. With scopes, a key needs \
          `orders:write` and `tokens:write`, and for `savedCards` also `payment-methods:write`.\
          """)
  @Answers(value = PayLinkView.class, created = "A link")
  @Refuses({
    "order-not-found",
    "invalid-text",
    "return-url-not-allowed",
    "saved-cards-not-offered",
    "public-url-not-set",
    "busy"
  })
  public Uni<Response> create(
      @PathParam("id") RowId id,
      @NotNull(message = "is missing: send a JSON object") @Valid CreatePayLink request) {
    PayersSecrets.mustBeAllowed(identity);
    request.check();
    if (request.showsCards()) {
      SavedCardsOffer.mustBeAllowed(identity);
    }
    returnUrls.checkPlain("returnUrl", request.returnUrl());
    var page = address.ofPage("");
    return orders
        .get(id.value(), Caller.of(identity))
        .flatMap(
            order ->
                links
                    .issue(
                        order.id(),
                        request.life(),
                        request.returnUrl(),
                        request.showsCards() && SavedCardsOffer.mustHaveSome(order),
                        identity)
                    .map(
                        link ->
                            new PayLinkView(
                                page + link.token(), link.id(), order.status(), link.expiresAt())))
        .map(link -> Response.status(201).entity(link).header("Cache-Control", "no-store").build());
  }
}
