package io.paydesk.admin.act;

import io.paydesk.actionflow.EndpointResource;
import io.paydesk.admin.AdminPages;
import io.paydesk.admin.Section;
import io.paydesk.caller.Caller;
import io.paydesk.caller.CarriesCalls;
import io.paydesk.rest.RowId;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** One endpoint: what it is told of, how that goes, and what can be done. */
@Path("/admin/endpoints/{id}")
@RolesAllowed(Caller.ADMIN)
public class EndpointPage {

  private final AdminPages pages;
  private final EndpointResource endpoints;

  EndpointPage(AdminPages pages, EndpointResource endpoints) {
    this.pages = pages;
    this.endpoints = endpoints;
  }

  @GET
  @CarriesCalls
  @Operation(hidden = true)
  public Uni<Response> get(@PathParam("id") RowId id) {
    return pages.show(
        Section.ENDPOINTS, visitor -> endpoints.get(id).map(ActTemplates::endpointPage));
  }
}
