package io.paydesk.admin.row;

import io.paydesk.admin.Section;
import io.paydesk.caller.Caller;
import io.paydesk.caller.CarriesCalls;
import io.paydesk.recurring.RecurringPaymentResource;
import io.paydesk.rest.RowId;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** One subscription. */
@Path("/admin/subscriptions/{id}")
@RolesAllowed({Caller.ADMIN, Caller.SUPPORT})
public class SubscriptionPage {

  private final RowPages pages;
  private final SubscriptionRows rows;
  private final OpenPart open;

  SubscriptionPage(RowPages pages, SubscriptionRows rows, OpenPart open) {
    this.pages = pages;
    this.rows = rows;
    this.open = open;
  }

  @GET
  @CarriesCalls
  @Operation(hidden = true)
  public Uni<Response> get(@PathParam("id") RowId id, @BeanParam RowAsked asked) {
    return pages.show(
        Section.SUBSCRIPTIONS,
        RecurringPaymentResource.class,
        asked,
        visitor -> rows.subscription(id.value(), visitor));
  }

  /** What is still to be paid, once the page is there. */
  @GET
  @Path("open")
  @CarriesCalls
  @Operation(hidden = true)
  public Uni<Response> open(@PathParam("id") RowId id) {
    return pages.part(
        Section.SUBSCRIPTIONS,
        RecurringPaymentResource.class,
        visitor -> open.of(id.value(), visitor).map(RowTemplates::method));
  }
}
