package io.paydesk.customer;

import io.smallrye.mutiny.Uni;
import org.jspecify.annotations.Nullable;

/** What was known of a user's Customer when it was read, for {@link CustomerFlow#ensure}. */
public final class SeenCustomer {

  private final @Nullable StripeCustomer row;

  private SeenCustomer(@Nullable StripeCustomer row) {
    this.row = row;
  }

  /** As it is committed. Call it in a session. */
  public static Uni<SeenCustomer> of(String userId) {
    return StripeCustomer.<StripeCustomer>findById(userId).map(SeenCustomer::new);
  }

  @Nullable StripeCustomer row() {
    return row;
  }
}
