package io.paydesk.mcp;

import io.paydesk.caller.Call;
import io.paydesk.recurring.EntitlementResource;
import io.paydesk.recurring.RecurringPaymentResource;
import io.paydesk.recurring.RecurringPaymentStatus;
import jakarta.inject.Singleton;
import java.util.List;

/** What payers pay again and again, and what they may use for it. */
@Singleton
class SubscriptionLookUps {

  private final RecurringPaymentResource subscriptions;
  private final EntitlementResource entitlements;

  SubscriptionLookUps(RecurringPaymentResource subscriptions, EntitlementResource entitlements) {
    this.subscriptions = subscriptions;
    this.entitlements = entitlements;
  }

  List<Tool> tools() {
    return List.of(findSubscriptions(), getEntitlements());
  }

  private Tool findSubscriptions() {
    return LookUp.list(
        "find_subscriptions",
        "Find subscriptions",
        "Lists subscriptions (recurring payments), newest first: their period, when they end, and"
            + " why a renewal failed.",
        RecurringPaymentResource.class,
        sent -> subscriptions.list(Filters.subscriptions(sent), null, sent.page()),
        LookUp.USER,
        LookUp.ORDER,
        LookUp.status(RecurringPaymentStatus.values()));
  }

  private Tool getEntitlements() {
    return LookUp.one(
        "get_entitlements",
        "Get a user's entitlements",
        "What a user may use now by subscriptions, and until when. Use it when somebody asks why a"
            + " user has no access.",
        List.of(Call.reading(EntitlementResource.class)),
        sent -> entitlements.get(sent.neededText("userId")),
        Argument.text("userId", "The id that the app has for its user").needed());
  }
}
