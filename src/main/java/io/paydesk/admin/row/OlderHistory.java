package io.paydesk.admin.row;

import io.paydesk.admin.Section;
import io.paydesk.caller.Caller;
import io.paydesk.caller.CarriesCalls;
import io.paydesk.rest.RowId;
import io.paydesk.timeline.TimelineFilter;
import io.paydesk.timeline.TimelineResource;
import io.paydesk.timeline.TimelineView;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** The next older part of an order's history, or of one row that belongs to it. */
@Path("/admin/orders/{id}/timeline")
@RolesAllowed({Caller.ADMIN, Caller.SUPPORT})
public class OlderHistory {

  /** So many parts are looked through for one call. */
  private static final int MOST = 10;

  private final RowPages pages;
  private final Belongings belongings;

  OlderHistory(RowPages pages, Belongings belongings) {
    this.pages = pages;
    this.belongings = belongings;
  }

  @GET
  @CarriesCalls
  @Operation(hidden = true)
  public Uni<Response> get(
      @PathParam("id") RowId id,
      @QueryParam("after") @Nullable String after,
      @QueryParam("paymentId") @Nullable RowId payment,
      @QueryParam("refundId") @Nullable RowId refund,
      @QueryParam("disputeId") @Nullable RowId dispute,
      @QueryParam("recurringPaymentId") @Nullable RowId subscription,
      @QueryParam("by") @Nullable String by) {
    var filter =
        new TimelineFilter(
            RowId.value(payment),
            RowId.value(refund),
            RowId.value(dispute),
            RowId.value(subscription));
    return pages.part(
        Section.ORDERS,
        TimelineResource.class,
        visitor ->
            older(id, filter, after, by, MOST)
                .map(
                    read ->
                        RowTemplates.older(
                            Kinds.only(
                                History.of(
                                    read,
                                    RowLinks.order(id.value()) + "/timeline",
                                    query(payment, refund, dispute, subscription),
                                    visitor.caller().admin()),
                                by))));
  }

  /** Where there is nothing of whose part is shown, what was before that. */
  private Uni<TimelineView> older(
      RowId id, TimelineFilter filter, @Nullable String after, @Nullable String by, int parts) {
    return belongings
        .timeline(id.value(), filter, after)
        .flatMap(
            read ->
                parts > 1 && read.next() != null && Kinds.isNothing(read, by)
                    ? older(id, filter, read.next(), by, parts - 1)
                    : Uni.createFrom().item(read));
  }

  private static String query(
      @Nullable RowId payment,
      @Nullable RowId refund,
      @Nullable RowId dispute,
      @Nullable RowId subscription) {
    if (payment != null) {
      return "&paymentId=" + payment;
    }
    if (refund != null) {
      return "&refundId=" + refund;
    }
    if (dispute != null) {
      return "&disputeId=" + dispute;
    }
    return subscription == null ? "" : "&recurringPaymentId=" + subscription;
  }
}
