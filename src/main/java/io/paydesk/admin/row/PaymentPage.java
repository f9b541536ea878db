package io.paydesk.admin.row;

import io.paydesk.admin.Section;
import io.paydesk.caller.Caller;
import io.paydesk.caller.CarriesCalls;
import io.paydesk.payment.PaymentResource;
import io.paydesk.rest.RowId;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** One payment. */
@Path("/admin/payments/{id}")
@RolesAllowed({Caller.ADMIN, Caller.SUPPORT})
public class PaymentPage {

  private final RowPages pages;
  private final PaidRows rows;
  private final MethodPart methods;

  PaymentPage(RowPages pages, PaidRows rows, MethodPart methods) {
    this.pages = pages;
    this.rows = rows;
    this.methods = methods;
  }

  @GET
  @CarriesCalls
  @Operation(hidden = true)
  public Uni<Response> get(@PathParam("id") RowId id, @BeanParam RowAsked asked) {
    return pages.show(
        Section.PAYMENTS,
        PaymentResource.class,
        asked,
        visitor -> rows.payment(id.value(), visitor));
  }

  /** What it was paid with, once the page is there. */
  @GET
  @Path("method")
  @CarriesCalls
  @Operation(hidden = true)
  public Uni<Response> method(@PathParam("id") RowId id) {
    return pages.part(
        Section.PAYMENTS,
        PaymentResource.class,
        visitor -> methods.of(id.value(), visitor.caller()).map(RowTemplates::method));
  }
}
