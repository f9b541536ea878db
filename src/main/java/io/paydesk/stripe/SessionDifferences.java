package io.paydesk.stripe;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a session with our marks has otherwise than was asked for, in Stripe's words: metadata can
 * be copied to a session that sells something else. What Stripe does not state is not compared.
 */
public final class SessionDifferences {

  private SessionDifferences() {}

  public static List<String> of(CheckoutSessionRequest asked, CheckoutSessionSnapshot made) {
    var differences = new ArrayList<String>();
    if (made.isForSubscription() != asked.makesASubscription()) {
      differences.add("mode");
    }
    if (differ(asked.customer(), made.customerId())) {
      differences.add("customer");
    }
    if (differ(asked.currency(), made.currency())) {
      differences.add("currency");
    }
    var end = asked.expiresAt();
    if (end != null && differ(Instant.ofEpochSecond(end), made.expiresAt())) {
      differences.add(CheckoutSessionRequest.END);
    }
    var plan = asked.plan();
    if (plan != null && differ(List.of(plan.line()), made.lines()) && !isUpsold(asked, made)) {
      differences.add("line_items");
    }
    var totals = made.totals();
    if (plan == null && totals != null && totals.subtotal() != subtotal(asked)) {
      differences.add("amount_subtotal");
    }
    return differences;
  }

  /**
   * Whether its payer may have taken more or another plan than was asked for. Only whoever was sent
   * to our session completes it, and comes back to our address.
   *
   * @see <a href="https://docs.stripe.com/payments/checkout/upsells">upsells</a>
   */
  private static boolean isUpsold(CheckoutSessionRequest asked, CheckoutSessionSnapshot made) {
    return made.status() == CheckoutSessionStatus.COMPLETE
        && made.addresses().equals(asked.addresses());
  }

  private static <T> boolean differ(T asked, @Nullable T stated) {
    return stated != null && !stated.equals(asked);
  }

  private static long subtotal(CheckoutSessionRequest asked) {
    return asked.lines().stream().mapToLong(line -> line.amount() * line.quantity()).sum();
  }
}
