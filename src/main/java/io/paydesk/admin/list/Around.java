package io.paydesk.admin.list;

import io.paydesk.actionflow.EndpointResource;
import io.paydesk.admin.EndpointHosts;
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
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.Map;

/** What rows show of other rows, as far as whoever looks may read those too. */
@Singleton
class Around {

  private final ManyOrders orders;
  private final MoneyOfOrders money;
  private final EndpointHosts hosts;
  private final SecurityIdentity identity;

  Around(ManyOrders orders, MoneyOfOrders money, EndpointHosts hosts, SecurityIdentity identity) {
    this.orders = orders;
    this.money = money;
    this.hosts = hosts;
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
    return mayRead(EndpointResource.class) ? hosts.byTarget() : Uni.createFrom().item(Map.of());
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
