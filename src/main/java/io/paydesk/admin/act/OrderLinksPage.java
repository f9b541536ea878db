package io.paydesk.admin.act;

import io.paydesk.admin.AdminPages;
import io.paydesk.admin.Section;
import io.paydesk.caller.Caller;
import io.paydesk.caller.CarriesCalls;
import io.paydesk.key.PayLinks;
import io.paydesk.mail.PayLinkMailFlow;
import io.paydesk.order.OrderReader;
import io.paydesk.rest.PageQuery;
import io.paydesk.rest.RowId;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** The pay-links of an order and the mails that brought them, for a dialog on its page. */
@Path("/admin/orders/{id}/links")
@RolesAllowed({Caller.ADMIN, Caller.SUPPORT})
public class OrderLinksPage {

  private final AdminPages pages;
  private final OrderReader orders;
  private final PayLinks links;
  private final PayLinkMailFlow mails;

  OrderLinksPage(AdminPages pages, OrderReader orders, PayLinks links, PayLinkMailFlow mails) {
    this.pages = pages;
    this.orders = orders;
    this.links = links;
    this.mails = mails;
  }

  @GET
  @CarriesCalls
  @Operation(hidden = true)
  public Uni<Response> get(
      @PathParam("id") RowId id, @HeaderParam("HX-Request") @Nullable String asked) {
    if (asked == null) {
      var order = URI.create("/admin/orders/" + id);
      return Uni.createFrom().item(Response.seeOther(order).build());
    }
    return pages.show(
        Section.ORDERS,
        visitor ->
            orders
                .get(id.value(), visitor.caller())
                .flatMap(
                    order ->
                        links
                            .list(order.id(), new PageQuery())
                            .flatMap(
                                given ->
                                    mails
                                        .list(order.id(), visitor.caller(), new PageQuery())
                                        .map(
                                            mailed ->
                                                ActTemplates.links(
                                                    new OrderLinks(
                                                        order.id(),
                                                        given.data(),
                                                        mailed.data(),
                                                        visitor.signedIn().isAdmin(),
                                                        Instant.now()))))));
  }
}
