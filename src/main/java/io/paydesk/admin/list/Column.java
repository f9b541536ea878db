package io.paydesk.admin.list;

import io.paydesk.listing.Sort;
import io.paydesk.rest.LowerCase;
import org.jspecify.annotations.Nullable;

/**
 * A column of a list.
 *
 * @param title over it, and before its value on a narrow screen
 * @param kind which of the style sheet's widths and alignments it has
 * @param first the order that a click on its title asks for; null where the list has none by it
 * @param then what the next click asks for; null for the list's own order
 */
record Column(String title, Kind kind, @Nullable Sort first, @Nullable Sort then) {

  /** How wide a column is, and to which side it is aligned. */
  enum Kind {
    MONEY,
    STATUS,
    WHO,
    WHAT,
    WHY,
    WHEN
  }

  static Column of(String title, Kind kind) {
    return new Column(title, kind, null, null);
  }

  /** Largest first, then smallest. */
  static Column amount(String title) {
    return new Column(title, Kind.MONEY, Sort.LARGEST, Sort.SMALLEST);
  }

  /** Newest first, as the list is anyway, then oldest. */
  static Column made(String title) {
    return new Column(title, Kind.WHEN, Sort.NEWEST, Sort.OLDEST);
  }

  static boolean isDescending(Sort sort) {
    return sort == Sort.NEWEST || sort == Sort.LARGEST;
  }

  /** As the style sheet names it. */
  public String name() {
    return LowerCase.text(kind);
  }
}
