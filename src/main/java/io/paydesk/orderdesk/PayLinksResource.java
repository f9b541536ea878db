package io.paydesk.orderdesk;

import io.paydesk.caller.Caller;
import io.paydesk.caller.OpenToSupport;
import io.paydesk.key.ListedPayLinkView;
import io.paydesk.key.PayLinks;
import io.paydesk.key.PayersSecrets;
import io.paydesk.openapi.Answers;
import io.paydesk.openapi.Refuses;
import io.paydesk.order.OrderReader;
import io.paydesk.rest.Page;
import io.paydesk.rest.PageQuery;
import io.paydesk.rest.RowId;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The links that were given out for an order, for one that went astray. */
@Path("/v1/orders/{id}/pay-links")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "orders")
@RolesAllowed({Caller.SERVICE, Caller.ADMIN, Caller.SUPPORT})
public class PayLinksResource {

  private final OrderReader orders;
  private final PayLinks links;
  private final SecurityIdentity identity;

  PayLinksResource(OrderReader orders, PayLinks links, SecurityIdentity identity) {
    this.orders = orders;
    this.links = links;
    this.identity = identity;
  }

  @GET
  @Operation(
      operationId = "listPayLinks",
      summary = "List the pay-links of an order, newest first: service, admin, support",
      description =
          "Without their addresses, which nobody is shown twice. One that has expired stays for"
              + " thirty days; one that was taken back is not there any more: the audit has it.")
  @Refuses("order-not-found")
  public Uni<Page<ListedPayLinkView>> list(@PathParam("id") RowId id, @BeanParam PageQuery page) {
    return links.list(id.value(), page).call(() -> orders.get(id.value(), Caller.of(identity)));
  }

  @DELETE
  @OpenToSupport
  @Path("{linkId}")
  @Operation(
      operationId = "revokePayLink",
      summary = "Take a pay-link back: service, admin, support",
      description =
          "It opens nothing any more, at the latest five seconds later on every replica, and streams"
              + " that it has opened end. A payment that was begun through it goes on: cancel that by"
              + " itself. With scopes, a key needs `orders:write` and `tokens:write`.")
  @Answers(noContent = "Taken back")
  @Refuses({"order-not-found", "pay-link-not-found", "busy"})
  public Uni<Void> revoke(
      @PathParam("id") RowId id,
      @PathParam("linkId") @Parameter(description = "The link", example = "7") RowId linkId) {
    PayersSecrets.mustBeAllowed(identity);
    return orders
        .get(id.value(), Caller.of(identity))
        .flatMap(order -> links.takeBack(order.id(), linkId.value(), order.userId()));
  }
}
