package io.paydesk.admin.list;

import io.paydesk.actionflow.EndpointResource;
import io.paydesk.actionflow.EndpointView;
import io.paydesk.admin.AdminPages;
import io.paydesk.admin.AdminWords;
import io.paydesk.admin.Section;
import io.paydesk.caller.Call;
import io.paydesk.caller.Caller;
import io.paydesk.caller.CarriesCalls;
import io.paydesk.caller.RoleGate;
import io.paydesk.rest.RowId;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** An endpoint: what it is told of, and how that goes. */
@Path("/admin/endpoints/{id}")
@RolesAllowed({Caller.ADMIN, Caller.SUPPORT})
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
        Section.ENDPOINTS,
        visitor -> {
          RoleGate.check(visitor.identity(), Call.reading(EndpointResource.class));
          return endpoints
              .get(id)
              .map(endpoint -> ListTemplates.facts(page(endpoint, visitor.words()), endpoint));
        });
  }

  private static FactsPage page(EndpointView endpoint, AdminWords words) {
    return new FactsPage(
        "endpoint",
        Long.toString(endpoint.id()),
        endpoint.description() == null ? "Endpoint" : endpoint.description(),
        Section.ENDPOINTS.href(),
        Section.ENDPOINTS.title(),
        Cell.badge(words, EndpointList.badge(endpoint), EndpointList.note(endpoint)),
        new FactsPage.Facts()
            .copied("Address", endpoint.url())
            .add("Is told of", EndpointList.flows(endpoint))
            .add("What went wrong last", endpoint.lastError())
            .add("Failing since", Cell.time(words, endpoint.failingSince()))
            .add("Last delivered", Cell.time(words, endpoint.lastDeliveredAt()))
            .link(
                "Its runs",
                "What it was told",
                Section.RUNS.href() + "?target=endpoint%3A" + endpoint.id())
            .add("Registered by", AuditList.who(endpoint.createdBy()))
            .add("Registered", Cell.time(words, endpoint.createdAt()))
            .copied("Number", Long.toString(endpoint.id()))
            .all());
  }
}
