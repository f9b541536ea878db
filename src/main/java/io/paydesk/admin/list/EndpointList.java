package io.paydesk.admin.list;

import io.paydesk.actionflow.EndpointResource;
import io.paydesk.actionflow.EndpointStatus;
import io.paydesk.actionflow.EndpointView;
import io.paydesk.admin.AdminWords;
import io.paydesk.admin.Badge;
import io.paydesk.admin.Section;
import io.paydesk.admin.list.Column.Kind;
import io.paydesk.listing.TotalsView;
import io.paydesk.rest.Page;
import io.paydesk.rest.PageQuery;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Where the app is told. */
@Singleton
class EndpointList extends ShopList<EndpointView> {

  private static final About ABOUT =
      new About(
          Section.ENDPOINTS,
          "endpoint",
          "endpoints",
          "No endpoints yet",
          "Register an address of your app with the button above, and Paydesk posts to it what"
              + " happens.",
          EndpointResource.class,
          "");

  private final EndpointResource endpoints;

  EndpointList(EndpointResource endpoints) {
    super(
        ABOUT,
        Column.of("Address", Kind.WHAT),
        Column.of("Status", Kind.STATUS),
        Column.of("Is told of", Kind.WHO),
        Column.of("What went wrong", Kind.WHY),
        Column.of("Last delivered", Kind.WHEN));
    this.endpoints = endpoints;
  }

  @Override
  Uni<Page<EndpointView>> read(Asked asked, PageQuery page) {
    return endpoints.list(page);
  }

  /** Nobody has so many of them that they do not fit a page. */
  @Override
  Uni<TotalsView> totals(Asked asked) {
    var page = new PageQuery();
    page.limit = Integer.toString(PageQuery.MOST);
    return endpoints
        .list(page)
        .map(all -> new TotalsView(all.data().size(), all.next() == null, null));
  }

  @Override
  Row row(EndpointView endpoint, AdminWords words) {
    return row(
        endpoint.id(),
        "",
        Cell.text(endpoint.url(), endpoint.description()),
        Cell.badge(words, badge(endpoint), note(endpoint)),
        Cell.text(flows(endpoint)),
        Cell.text(trouble(endpoint)),
        endpoint.lastDeliveredAt() == null
            ? Cell.text("Never")
            : Cell.time(words, endpoint.lastDeliveredAt()));
  }

  static String flows(EndpointView endpoint) {
    return endpoint.flows().stream().map(RunList::words).collect(Collectors.joining(", "));
  }

  static Badge badge(EndpointView endpoint) {
    return endpoint.status() == EndpointStatus.ACTIVE && endpoint.failingSince() != null
        ? new Badge("Failing", "bad")
        : Badge.of(endpoint.status());
  }

  static @Nullable String note(EndpointView endpoint) {
    return endpoint.failingSince() == null
        ? null
        : Plain.counted(endpoint.failures(), "failure")
            + " since "
            + Plain.day(endpoint.failingSince());
  }

  static @Nullable String trouble(EndpointView endpoint) {
    return endpoint.failingSince() == null && endpoint.status() == EndpointStatus.ACTIVE
        ? null
        : Plain.trouble(endpoint.lastError());
  }

  @Override
  Place place(EndpointView view) {
    return new Place(view.id(), view.createdAt());
  }
}
