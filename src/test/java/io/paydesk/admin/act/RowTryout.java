package io.paydesk.admin.act;

import io.paydesk.actionflow.RunResource;
import io.paydesk.admin.AdminPages;
import io.paydesk.admin.Section;
import io.paydesk.admin.Visitor;
import io.paydesk.caller.Caller;
import io.paydesk.caller.CarriesCalls;
import io.paydesk.order.OrderFlow;
import io.paydesk.payment.PaymentReader;
import io.paydesk.recurring.RecurringReader;
import io.paydesk.rest.RowId;
import io.quarkus.qute.Engine;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The buttons of a row alone. */
@Path("/admin/tryout/{kind}/{id}")
@RolesAllowed({Caller.ADMIN, Caller.SUPPORT})
public class RowTryout {

  @Inject AdminPages pages;
  @Inject Engine engine;
  @Inject OrderFlow orders;
  @Inject PaymentReader payments;
  @Inject RecurringReader subscriptions;
  @Inject RunResource runs;

  @GET
  @CarriesCalls
  @Operation(hidden = true)
  public Uni<Response> get(@PathParam("kind") String kind, @PathParam("id") long id) {
    return pages.show(
        Section.PAYMENTS,
        visitor ->
            row(kind, id, visitor)
                .map(
                    row ->
                        engine
                            .parse(
                                """
                                {#include admin/shell}{#title}A row{/title}{#main}<header class="head"><h1>A row</h1>\
                                <div class="head-actions">{#include admin/act/%s row=row /}</div></header>{/main}{/include}
                                """
                                    .formatted(kind))
                            .data("row", row)));
  }

  private Uni<Object> row(String kind, long id, Visitor visitor) {
    return switch (kind) {
      case "order" -> orders.get(id, visitor.caller()).map(row -> row);
      case "payment" -> payments.get(id, visitor.caller()).map(row -> row);
      case "subscription" -> subscriptions.get(id, visitor.caller()).map(row -> row);
      case "run" -> runs.get(new RowId(id)).map(details -> details.run());
      default -> Uni.createFrom().item("");
    };
  }
}
