package io.paydesk.admin.row;

import io.paydesk.admin.Section;
import io.paydesk.caller.Caller;
import io.paydesk.caller.CarriesCalls;
import io.paydesk.webhook.StripeEventResource;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** One event of Stripe's. */
@Path("/admin/inbox/{id}")
@RolesAllowed({Caller.ADMIN, Caller.SUPPORT})
public class EventPage {

  private final RowPages pages;
  private final WorkRows rows;

  EventPage(RowPages pages, WorkRows rows) {
    this.pages = pages;
    this.rows = rows;
  }

  @GET
  @CarriesCalls
  @Operation(hidden = true)
  public Uni<Response> get(@PathParam("id") String id, @BeanParam RowAsked asked) {
    return pages.show(
        Section.INBOX, StripeEventResource.class, asked, visitor -> rows.event(id, visitor));
  }
}
