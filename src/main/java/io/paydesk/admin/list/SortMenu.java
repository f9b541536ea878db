package io.paydesk.admin.list;

import io.paydesk.listing.Sort;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * In which orders a list's rows may be, on each screen: the titles of columns, which sort too, are
 * not there where it is narrow.
 *
 * @param now the order that they are in, in words
 * @param hint what keeps the list from others; null for nothing
 */
record SortMenu(String now, List<Order> orders, @Nullable String hint) {

  /**
   * @param href of the list in that order
   */
  record Order(String words, String href, boolean isShown) {}

  /** Null where the list has one order alone. */
  static @Nullable SortMenu of(ShopList<?> list, Asked asked) {
    var all =
        list.columns().stream()
            .flatMap(column -> Stream.of(column.first(), column.then()))
            .filter(Objects::nonNull)
            .distinct()
            .sorted()
            .toList();
    var open = all.stream().filter(sort -> isOpen(sort, asked)).toList();
    if (open.size() < 2) {
      return null;
    }
    var now = asked.sort() == null ? Sort.NEWEST : asked.sort();
    var orders = new ArrayList<Order>();
    for (var sort : open) {
      var href = list.section().href() + asked.sortedBy(sort).query();
      orders.add(new Order(words(sort), href, sort == now));
    }
    return new SortMenu(
        words(now),
        orders,
        open.size() == all.size() ? null : "To sort by amount, filter by a currency.");
  }

  /** Amounts of different currencies do not compare. */
  private static boolean isOpen(Sort sort, Asked asked) {
    return sort != Sort.LARGEST && sort != Sort.SMALLEST || asked.value(Filter.CURRENCY) != null;
  }

  private static String words(Sort sort) {
    return switch (sort) {
      case NEWEST -> "Newest first";
      case OLDEST -> "Oldest first";
      case LARGEST -> "Largest first";
      case SMALLEST -> "Smallest first";
      case DUE -> "Due first";
    };
  }
}
