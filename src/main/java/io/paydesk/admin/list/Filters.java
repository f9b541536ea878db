package io.paydesk.admin.list;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Filters that several lists have. */
final class Filters {

  private Filters() {}

  /** By a status, and by more. */
  static <E extends Enum<E>> List<Filter> status(
      E[] statuses, Function<E, String> words, List<Filter> more) {
    return with(Filter.choice("status", "Status", statuses, words), more);
  }

  static List<Filter> with(Filter first, List<Filter> more) {
    var all = new ArrayList<Filter>();
    all.add(first);
    all.addAll(more);
    return all;
  }

  /**
   * What is looked for most, where that is one filter with one value each.
   *
   * @param valuesAndNames in turns
   */
  static Map<String, Map<String, String>> views(String filter, String... valuesAndNames) {
    var views = new LinkedHashMap<String, Map<String, String>>();
    for (int i = 0; i < valuesAndNames.length; i += 2) {
      views.put(valuesAndNames[i + 1], Map.of(filter, valuesAndNames[i]));
    }
    return views;
  }
}
