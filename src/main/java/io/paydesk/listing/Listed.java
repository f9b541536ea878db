package io.paydesk.listing;

import io.paydesk.rest.Page;
import io.smallrye.mutiny.Uni;
import org.jspecify.annotations.Nullable;

/** What somebody asked a list for: the filtered rows, as the caller sees them. */
public interface Listed<V> {

  /**
   * A part of them, in order.
   *
   * @param sort the parameter of that name; null for the newest first
   * @param after the {@code next} of the part before; null for the first
   * @param most how many rows at most
   */
  Uni<Page<V>> page(@Nullable String sort, @Nullable String after, int most);

  /** How many they are, and what they come to. */
  Uni<TotalsView> totals();
}
