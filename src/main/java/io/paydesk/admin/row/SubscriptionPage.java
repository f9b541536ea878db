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
  private final FollowingRows rows;

  SubscriptionPage(RowPages pages, FollowingRows rows) {
    this.pages = pages;
    this.rows = rows;
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
}
