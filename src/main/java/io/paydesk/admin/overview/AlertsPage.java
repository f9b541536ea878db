package io.paydesk.admin.overview;

import io.paydesk.admin.AdminPages;
import io.paydesk.admin.Section;
import io.paydesk.alert.AlertKind;
import io.paydesk.alert.AlertResource;
import io.paydesk.alert.AlertView;
import io.paydesk.caller.Caller;
import io.paydesk.caller.CarriesCalls;
import io.paydesk.people.PersonReader;
import io.paydesk.rest.Page;
import io.paydesk.rest.PageQuery;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** What crossed a threshold, and what to do: what holds first, then what is over. */
@Path("/admin/alerts")
@RolesAllowed(Caller.ADMIN)
public class AlertsPage {

  private static final String ALL_THAT_HOLD = "100";

  private final AdminPages pages;
  private final AlertResource alerts;
  private final AlertAdvice advice;
  private final PersonReader person;

  AlertsPage(AdminPages pages, AlertResource alerts, AlertAdvice advice, PersonReader person) {
    this.pages = pages;
    this.alerts = alerts;
    this.advice = advice;
    this.person = person;
  }

  /**
   * @param after the {@code next} of the page before, of those that are over
   */
  @GET
  @CarriesCalls
  @Operation(hidden = true)
  public Uni<Response> get(@QueryParam("after") @Nullable String after) {
    var open = new PageQuery();
    open.limit = ALL_THAT_HOLD;
    var ended = new PageQuery();
    ended.after = after;
    return pages.show(
        Section.ALERTS,
        visitor ->
            alerts
                .list(null, "true", open)
                .flatMap(
                    hold -> alerts.list(null, "false", ended).flatMap(over -> page(hold, over))));
  }

  private Uni<TemplateInstance> page(Page<AlertView> open, Page<AlertView> ended) {
    var payers =
        Stream.of(open, ended)
            .flatMap(page -> page.data().stream())
            .filter(alert -> alert.kind() == AlertKind.USER_DECLINES)
            .map(AlertView::subject)
            .filter(Objects::nonNull)
            .collect(Collectors.toSet());
    return person
        .newestOrders(payers)
        .map(
            orders ->
                OverviewTemplates.alerts(shown(open, orders), shown(ended, orders), ended.next()));
  }

  private List<ShownAlert> shown(Page<AlertView> alerts, Map<String, Long> newestOrders) {
    return alerts.data().stream().map(alert -> ShownAlert.of(alert, advice, newestOrders)).toList();
  }
}
