package io.paydesk.admin.row;

import io.paydesk.actionflow.RunResource;
import io.paydesk.admin.Section;
import io.paydesk.caller.Caller;
import io.paydesk.caller.CarriesCalls;
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

/** One run of the app's own logic. */
@Path("/admin/runs/{id}")
@RolesAllowed({Caller.ADMIN, Caller.SUPPORT})
public class RunPage {

  private final RowPages pages;
  private final WorkRows rows;

  RunPage(RowPages pages, WorkRows rows) {
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
        Section.RUNS,
        RunResource.class,
        target,
        beside != null,
        visitor -> rows.run(id.value(), visitor));
  }
}
