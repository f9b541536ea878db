package io.paydesk.listing;

import com.fasterxml.jackson.annotation.JsonValue;
import io.paydesk.problem.Refusal;
import io.paydesk.rest.LowerCase;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** In which order a list shows its rows. */
public enum Sort {
  NEWEST(true),
  OLDEST(false),
  LARGEST(true),
  SMALLEST(false),
  /** Soonest first; what is never due comes last. */
  DUE(false);

  /** Of a parameter {@code sort} of rows that are no sums of money. */
  public static final String BY_AGE = "In which order: `newest` first, or `oldest` first";

  /** Of a parameter {@code sort} of rows that are sums of money. */
  public static final String BY_AGE_OR_AMOUNT =
      "In which order: `newest`, `oldest`, `largest` or `smallest` first. By amount only together with `currency`";

  /** Of a parameter {@code sort} of what is due at some time too. */
  public static final String BY_AGE_AMOUNT_OR_DUE =
      "In which order: `newest`, `oldest`, `largest` or `smallest` first, or `due`: by when the evidence must be at"
          + " Stripe, the soonest first. By amount only together with `currency`";

  private final boolean descending;

  Sort(boolean descending) {
    this.descending = descending;
  }

  /**
   * @return {@link #NEWEST} for null
   * @throws Refusal {@code invalid-sort}, which names those that the list has
   */
  static Sort read(@Nullable String text, Rows<?> rows) {
    var known = rows.sorts();
    return text == null
        ? NEWEST
        : known.stream()
            .filter(sort -> sort.text().equals(text))
            .findFirst()
            .orElseThrow(
                () ->
                    Refusal.of(
                        "invalid-sort",
                        400,
                        "Not an order of this list",
                        "'sort' is one of "
                            + known.stream().map(Sort::text).collect(Collectors.joining(", "))
                            + "."));
  }

  boolean fits(Rows<?> rows) {
    return switch (this) {
      case NEWEST, OLDEST -> true;
      case LARGEST, SMALLEST -> rows.amount() != null;
      case DUE -> rows.due() != null;
    };
  }

  boolean isByAmount() {
    return this == LARGEST || this == SMALLEST;
  }

  boolean isDescending() {
    return descending;
  }

  @JsonValue
  public String text() {
    return LowerCase.text(this);
  }
}
