package io.paydesk.admin.list;

import io.paydesk.actionflow.EndpointResource;
import io.paydesk.actionflow.EndpointView;
import io.paydesk.caller.Call;
import io.paydesk.caller.Caller;
import io.paydesk.caller.RoleGate;
import io.paydesk.order.ManyOrders;
import io.paydesk.order.OrderResource;
import io.paydesk.order.OrderView;
import io.paydesk.payment.MoneyOfOrders;
import io.paydesk.payment.MoneyOfOrders.Money;
import io.paydesk.payment.PaymentResource;
import io.paydesk.problem.Refusal;
import io.paydesk.rest.PageQuery;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;

/** What rows show of other rows, as far as whoever looks may read those too. */
@Singleton
class Around {

  private final ManyOrders orders;
  private final MoneyOfOrders money;
  private final EndpointResource endpoints;
  private final SecurityIdentity identity;

  Around(
      ManyOrders orders,
      MoneyOfOrders money,
      EndpointResource endpoints,
      SecurityIdentity identity) {
    this.orders = orders;
    this.money = money;
    this.endpoints = endpoints;
    this.identity = identity;
  }

  /** By their ids: an order has the payer's name, and what was bought. */
  Uni<Map<Long, OrderView>> orders(Collection<Long> ids) {
    return mayRead(OrderResource.class)
        ? orders.of(ids.stream().distinct().toList(), Caller.of(identity))
        : Uni.createFrom().item(Map.of());
  }

  /** By the orders' ids. */
  Uni<Map<Long, Money>> money(Collection<Long> orderIds) {
    return mayRead(PaymentResource.class)
        ? money.of(orderIds, Caller.of(identity))
        : Uni.createFrom().item(Map.of());
  }

  /** The hosts of the app's endpoints, by the targets that runs name. */
  Uni<Map<String, String>> endpoints() {
    if (!mayRead(EndpointResource.class)) {
      return Uni.createFrom().item(Map.of());
    }
    var page = new PageQuery();
    page.limit = Integer.toString(PageQuery.MOST);
    return endpoints
        .list(page)
        .map(
            all ->
                all.data().stream()
                    .collect(Collectors.toMap(one -> "endpoint:" + one.id(), Around::host)));
  }

  private static String host(EndpointView endpoint) {
    return endpoint.url().replaceFirst("^https?://", "").replaceFirst("/.*", "");
  }

  private boolean mayRead(Class<?> resource) {
    try {
      RoleGate.check(identity, Call.reading(resource));
      return true;
    } catch (Refusal outsideTheScopes) {
      return false;
    }
  }
}
