package io.paydesk.admin.find;

import io.paydesk.admin.AdminPages;
import io.paydesk.admin.Section;
import io.paydesk.caller.Caller;
import io.paydesk.caller.CarriesCalls;
import io.paydesk.method.PaymentMethodResource;
import io.paydesk.people.PeopleReader;
import io.paydesk.people.PersonReader;
import io.paydesk.rest.PageQuery;
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

/** Who pays, and everything of one of them. */
@Path("/admin/people")
@RolesAllowed({Caller.ADMIN, Caller.SUPPORT})
public class PeoplePages {

  private static final String ROWS = "50";

  private final AdminPages pages;
  private final PeopleReader people;
  private final PersonReader person;
  private final PaymentMethodResource methods;

  PeoplePages(
      AdminPages pages, PeopleReader people, PersonReader person, PaymentMethodResource methods) {
    this.pages = pages;
    this.people = people;
    this.person = person;
    this.methods = methods;
  }

  @GET
  @CarriesCalls
  @Operation(hidden = true)
  public Uni<Response> list(@QueryParam("after") @Nullable String after) {
    var query = new PageQuery();
    query.limit = ROWS;
    query.after = after;
    return pages.show(
        Section.PEOPLE,
        visitor ->
            people
                .list(query)
                .map(
                    page ->
                        FindTemplates.people(
                            new PeoplePage(
                                page.data().stream().map(PeoplePage.Line::of).toList(),
                                page.next(),
                                after == null))));
  }

  @GET
  @Path("of-order/{id}")
  @CarriesCalls
  @Operation(hidden = true)
  public Uni<Response> one(
      @PathParam("id") RowId id, @HeaderParam("HX-Target") @Nullable String target) {
    return pages.show(
        Section.PEOPLE,
        visitor ->
            person
                .ofOrder(id.value())
                .map(
                    found ->
                        FindTemplates.person(
                            PersonPage.of(found, id.value(), target, visitor.words()))));
  }

  @GET
  @Path("of-order/{id}/orders")
  @CarriesCalls
  @Operation(hidden = true)
  public Uni<Response> orders(
      @PathParam("id") RowId id, @QueryParam("after") @Nullable RowId after) {
    return pages.show(
        Section.PEOPLE,
        visitor ->
            person
                .olderOrders(id.value(), after == null ? Long.MAX_VALUE : after.value())
                .map(
                    page ->
                        FindTemplates.orderLines(
                            OrdersPart.of(id.value(), page.data(), true, page.next() == null))));
  }

  /** Stripe is asked for them, so they come after the page. */
  @GET
  @Path("of-order/{id}/methods")
  @CarriesCalls
  @Operation(hidden = true)
  public Uni<Response> methods(@PathParam("id") RowId id) {
    return pages.show(
        Section.PEOPLE,
        visitor ->
            person
                .whoOrdered(id.value())
                .flatMap(methods::list)
                .map(MethodsPart::of)
                .onFailure()
                .recoverWithItem(MethodsPart::failed)
                .map(FindTemplates::methods));
  }
}
