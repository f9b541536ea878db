package io.paydesk.admin.row;

import io.paydesk.admin.Section;
import io.paydesk.caller.Caller;
import io.paydesk.caller.CarriesCalls;
import io.paydesk.refund.RefundResource;
import io.paydesk.rest.RowId;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** One refund. */
@Path("/admin/refunds/{id}")
@RolesAllowed({Caller.ADMIN, Caller.SUPPORT})
public class RefundPage {

  private final RowPages pages;
  private final FollowingRows rows;

  RefundPage(RowPages pages, FollowingRows rows) {
    this.pages = pages;
    this.rows = rows;
  }

  @GET
  @CarriesCalls
  @Operation(hidden = true)
  public Uni<Response> get(@PathParam("id") RowId id, @BeanParam RowAsked asked) {
    return pages.show(
        Section.REFUNDS, RefundResource.class, asked, visitor -> rows.refund(id.value(), visitor));
  }
}
