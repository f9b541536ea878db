package io.paydesk.admin;

import io.paydesk.actionflow.EndpointResource;
import io.paydesk.actionflow.EndpointView;
import io.paydesk.rest.PageQuery;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.stream.Collectors;

/** The hosts of the app's endpoints: people know them better than their numbers. */
@Singleton
public class EndpointHosts {

  private final EndpointResource endpoints;

  EndpointHosts(EndpointResource endpoints) {
    this.endpoints = endpoints;
  }

  /** By the targets that runs name. Who may see them, the caller has checked. */
  public Uni<Map<String, String>> byTarget() {
    var page = new PageQuery();
    page.limit = Integer.toString(PageQuery.MOST);
    return endpoints
        .list(page)
        .map(
            all ->
                all.data().stream()
                    .collect(Collectors.toMap(one -> "endpoint:" + one.id(), EndpointHosts::host)));
  }

  private static String host(EndpointView endpoint) {
    return endpoint.url().replaceFirst("^https?://", "").replaceFirst("/.*", "");
  }
}
