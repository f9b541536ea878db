package io.paydesk.stripe;

import io.paydesk.stripe.StripeOutcome.Done;
import io.paydesk.stripe.StripeOutcome.Unknown;
import io.paydesk.transaction.HomeContext;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How often a price is charged. Stripe never changes that of a price, so it is asked once for each;
 * where it does not answer soon, nobody waits for it.
 *
 * @see <a
 *     href="https://docs.stripe.com/api/prices/object#price_object-recurring">Price.recurring</a>
 */
@Singleton
public class PriceIntervals {

  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final Duration SILENT = Duration.ofSeconds(10);
  private static final int MOST = 1_000;

  /**
   * @param interval {@code day}, {@code week}, {@code month} or {@code year}
   * @param count how many of these lie between two invoices
   */
  public record Every(String interval, int count) {}

  private record Known(Optional<Every> every, Instant until) {}

  private final SubscriptionGateway stripe;
  private final Map<String, Known> known =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Known> eldest) {
          return size() > MOST;
        }
      };

  PriceIntervals(SubscriptionGateway stripe) {
    this.stripe = stripe;
  }

  /**
   * @return empty where Stripe does not say, or the price is paid once
   */
  public Uni<Optional<Every>> of(String price) {
    var remembered = remembered(price);
    return remembered != null
        ? Uni.createFrom().item(remembered)
        : stripe
            .price(price)
            .ifNoItem()
            .after(PATIENCE)
            .recoverWithItem(new Unknown<>("not in time", false))
            .plug(HomeContext.back())
            .map(outcome -> remember(price, outcome));
  }

  private Optional<Every> remember(String price, StripeOutcome<PriceSnapshot> outcome) {
    var every =
        outcome instanceof Done<PriceSnapshot> done ? every(done.value()) : Optional.<Every>empty();
    var until = outcome instanceof Done ? Instant.MAX : Instant.now().plus(SILENT);
    synchronized (known) {
      known.put(price, new Known(every, until));
    }
    return every;
  }

  private @Nullable Optional<Every> remembered(String price) {
    synchronized (known) {
      var found = known.get(price);
      return found != null && found.until.isAfter(Instant.now()) ? found.every : null;
    }
  }

  private static Optional<Every> every(PriceSnapshot price) {
    return price.interval() == null || price.intervalCount() == null
        ? Optional.empty()
        : Optional.of(new Every(price.interval(), price.intervalCount()));
  }
}
