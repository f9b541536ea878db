package io.paydesk.stripe;

import com.fasterxml.jackson.databind.JsonNode;
import com.stripe.exception.StripeException;
import com.stripe.net.StripeResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Reads a listing of Stripe's to its end. A part of it proves nothing: what it does not show may
 * still exist.
 *
 * @see <a href="https://docs.stripe.com/api/pagination">docs.stripe.com/api/pagination</a>
 */
final class StripeListing {

  /** Stripe's largest page. */
  static final long PAGE = 100;

  /**
   * A longer listing is given up, so its outcome is unknown: no payer makes so many objects in a
   * few days.
   */
  private static final int MOST_PAGES = 200;

  /** Our clock and Stripe's may differ: a listing begins this much earlier. */
  private static final Duration CLOCKS_APART = Duration.ofMinutes(10);

  private StripeListing() {}

  /** One page, after this id; null for the first. */
  interface Page {
    StripeResponse after(@Nullable String id) throws StripeException;
  }

  static long from(Instant since) {
    return since.minus(CLOCKS_APART).getEpochSecond();
  }

  /**
   * @param matches only these are kept, so that a long listing does not fill the memory
   */
  static <T> List<T> all(Page page, Function<JsonNode, T> read, Predicate<T> matches)
      throws StripeException {
    var found = new ArrayList<T>();
    String after = null;
    for (int pages = 0; pages < MOST_PAGES; pages++) {
      var body = StripeJson.bodyOf(page.after(after));
      if (!StripeAnswer.isListing(body)) {
        throw new IllegalArgumentException("not a listing");
      }
      var data = body.path("data");
      for (var object : data) {
        var value = read.apply(object);
        if (matches.test(value)) {
          found.add(value);
        }
      }
      if (!body.path("has_more").booleanValue()) {
        return found;
      }
      after = StripeJson.text(data.get(data.size() - 1), "id");
    }
    throw new IllegalStateException("the listing did not end after " + MOST_PAGES + " pages");
  }
}
