package io.paydesk.admin.row;

import io.paydesk.stripe.StripeAccountConfig;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/**
 * Where Stripe's dashboard shows an object, of the mode that this service is in.
 *
 * @see <a href="https://docs.stripe.com/dashboard/basics">the dashboard</a>
 */
@Singleton
class StripeLinks {

  private final String dashboard;

  StripeLinks(StripeAccountConfig account) {
    dashboard = "https://dashboard.stripe.com/" + (account.livemode() ? "" : "test/");
  }

  /** Of a payment's intent; a refund is shown with it. */
  @Nullable String payment(@Nullable String intent) {
    return of("payments/", intent);
  }

  @Nullable String dispute(@Nullable String dispute) {
    return of("disputes/", dispute);
  }

  @Nullable String subscription(@Nullable String subscription) {
    return of("subscriptions/", subscription);
  }

  @Nullable String event(@Nullable String event) {
    return of("events/", event);
  }

  private @Nullable String of(String kind, @Nullable String id) {
    return id == null ? null : dashboard + kind + id;
  }
}
