package io.paydesk.stripe;

import io.paydesk.stripe.StripeOutcome.Done;
import io.paydesk.transaction.HomeContext;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * How often a price is charged. Stripe never changes that of a price, so it is asked once for each,
 * however many want to know; where it does not answer soon, nobody waits for it.
 *
 * @see <a
 *     href="https://docs.stripe.com/api/prices/object#price_object-recurring">Price.recurring</a>
 */
@Singleton
public class PriceIntervals {

  private static final Logger LOG = Logger.getLogger(PriceIntervals.class);

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

  /** Guarded by {@link #known}. */
  private final Map<String, Uni<Optional<Every>>> asked = new HashMap<>();

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
    Uni<Optional<Every>> answer;
    synchronized (known) {
      var remembered = remembered(price);
      if (remembered != null) {
        return Uni.createFrom().item(remembered);
      }
      answer = asked.computeIfAbsent(price, this::ask);
    }
    return answer
        .ifNoItem()
        .after(PATIENCE)
        .recoverWithUni(() -> Uni.createFrom().item(waitedFor(price)))
        .plug(HomeContext.back());
  }

  /**
   * What is known already; nobody waits for it. Of a price that is new here, Stripe is asked for
   * those who come later.
   *
   * @return empty where nothing is known yet, or the price is paid once
   */
  public Optional<Every> known(String price) {
    Uni<Optional<Every>> answer;
    synchronized (known) {
      var remembered = remembered(price);
      if (remembered != null) {
        return remembered;
      }
      answer = asked.computeIfAbsent(price, this::ask);
    }
    answer
        .subscribe()
        .with(every -> {}, failure -> LOG.warnf(failure, "Stripe was not asked about %s", price));
    return Optional.empty();
  }

  /** One request to Stripe for all who wait for it. An answer that comes late is kept too. */
  private Uni<Optional<Every>> ask(String price) {
    return stripe
        .price(price)
        .map(outcome -> remember(price, outcome))
        .onTermination()
        .invoke(() -> forgetAsked(price))
        .memoize()
        .indefinitely();
  }

  private void forgetAsked(String price) {
    synchronized (known) {
      asked.remove(price);
    }
  }

  private Optional<Every> remember(String price, StripeOutcome<PriceSnapshot> outcome) {
    synchronized (known) {
      if (outcome instanceof Done<PriceSnapshot> done) {
        var every = every(done.value());
        known.put(price, new Known(every, Instant.MAX));
        return every;
      }
      return saysNothing(price);
    }
  }

  /**
   * @return what Stripe has said just now; empty if nothing
   */
  private Optional<Every> waitedFor(String price) {
    synchronized (known) {
      var now = remembered(price);
      if (now != null) {
        return now;
      }
      return saysNothing(price);
    }
  }

  private Optional<Every> saysNothing(String price) {
    known.put(price, new Known(Optional.empty(), Instant.now().plus(SILENT)));
    return Optional.empty();
  }

  private @Nullable Optional<Every> remembered(String price) {
    var found = known.get(price);
    return found != null && found.until.isAfter(Instant.now()) ? found.every : null;
  }

  private static Optional<Every> every(PriceSnapshot price) {
    return price.interval() == null || price.intervalCount() == null
        ? Optional.empty()
        : Optional.of(new Every(price.interval(), price.intervalCount()));
  }
}
