package io.paydesk.bench;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** What several rounds told: the one in the middle, and the range of all. */
record Spread(double median, double least, double most) {

  static <T> Spread of(List<T> rounds, ToDoubleFunction<T> figure) {
    var sorted = rounds.stream().mapToDouble(figure).sorted().toArray();
    return new Spread(sorted[sorted.length / 2], sorted[0], sorted[sorted.length - 1]);
  }

  /**
   * @param pattern for the three numbers, in the order of their names
   */
  String text(String pattern) {
    return String.format(Locale.ROOT, pattern, median, least, most);
  }
}
