package io.paydesk.admin.row;

import io.paydesk.admin.Section;
import io.paydesk.caller.Caller;
import io.paydesk.caller.CarriesCalls;
import io.paydesk.order.OrderResource;
import io.paydesk.rest.RowId;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** One order. */
@Path("/admin/orders/{id}")
@RolesAllowed({Caller.ADMIN, Caller.SUPPORT})
public class OrderPage {

  private final RowPages pages;
  private final PaidRows rows;

  OrderPage(RowPages pages, PaidRows rows) {
    this.pages = pages;
    this.rows = rows;
  }

  @GET
  @CarriesCalls
  @Operation(hidden = true)
  public Uni<Response> get(
      @PathParam("id") RowId id,
      @HeaderParam("HX-Target") @Nullable String target,
      @QueryParam("beside") @Nullable String beside) {
    return pages.show(
        Section.ORDERS,
        OrderResource.class,
        target,
        beside != null,
        visitor -> rows.order(id.value(), visitor));
  }
}
