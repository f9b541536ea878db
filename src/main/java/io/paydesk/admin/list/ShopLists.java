package io.paydesk.admin.list;

import io.paydesk.problem.HttpProblems;
import io.paydesk.problem.Refusal;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.Map;

/** The lists by their names in addresses. */
@Singleton
class ShopLists {

  private final Map<String, ShopList<?>> byName = new LinkedHashMap<>();

  ShopLists(
      OrderList orders,
      PaymentList payments,
      RefundList refunds,
      DisputeList disputes,
      SubscriptionList subscriptions,
      InboxList inbox,
      RunList runs,
      EndpointList endpoints,
      AuditList audit) {
    add(orders, payments, refunds, disputes, subscriptions, inbox, runs, endpoints, audit);
  }

  private void add(ShopList<?>... lists) {
    for (var list : lists) {
      byName.put(list.about().name(), list);
    }
  }

  /**
   * @throws Refusal where there is none
   */
  ShopList<?> called(String name) {
    var list = byName.get(name);
    if (list == null) {
      throw HttpProblems.of(404);
    }
    return list;
  }
}
