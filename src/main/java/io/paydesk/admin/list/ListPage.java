package io.paydesk.admin.list;

import static java.util.Objects.requireNonNull;

import io.paydesk.listing.Sort;
import io.paydesk.problem.Refusal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A list with what stands around it.
 *
 * @param query that its rows are asked for with; empty, or with its question mark
 * @param export where its rows are as CSV; empty where they are not
 * @param sort that its rows are asked for with; empty for the newest first
 * @param sorts the orders that its rows may be in; null where there is one alone
 * @param problem null where it was read
 */
record ListPage(
    About about,
    List<Head> heads,
    Rows rows,
    List<View> views,
    List<Chip> chips,
    List<Field> fields,
    String path,
    String query,
    String export,
    String sort,
    @Nullable SortMenu sorts,
    @Nullable Problem problem) {

  /** Why nothing is shown. */
  record Problem(String title, String detail) {}

  /**
   * @param href of the order that a click asks for; null where the list has none by the column
   * @param sorted as ARIA says it; null where the rows are in another order
   */
  record Head(Column column, @Nullable String href, @Nullable String sorted) {}

  /** What is looked for most. */
  record View(String name, String href, boolean isShown) {}

  /** A filter that is on. */
  record Chip(String label, String words, String without) {}

  /** A field of the menu. */
  record Field(Filter filter, String value, List<Option> options) {}

  record Option(String value, String words, boolean isChosen) {}

  static ListPage of(ShopList<?> list, Asked asked, Rows rows) {
    return of(list, asked, rows, null);
  }

  static ListPage refused(ShopList<?> list, Asked asked, Refusal refusal) {
    return of(list, asked, new Rows(List.of(), "", "", ""), FilterWords.of(refusal));
  }

  private static ListPage of(ShopList<?> list, Asked asked, Rows rows, @Nullable Problem problem) {
    var path = list.section().href();
    return new ListPage(
        list.about(),
        list.columns().stream().map(column -> head(column, asked, path)).toList(),
        rows,
        views(list, asked, path),
        chips(list, asked, path),
        list.filters().stream().map(filter -> field(filter, asked)).toList(),
        path,
        asked.query(),
        list.about().export().isEmpty() || problem != null
            ? ""
            : "/v1/exports/" + list.about().export() + asked.apiQuery(),
        asked.order() == null ? "" : asked.order(),
        SortMenu.of(list, asked),
        problem);
  }

  public boolean isFiltered() {
    return !chips.isEmpty();
  }

  private static Head head(Column column, Asked asked, String path) {
    var now = asked.sort() == null ? Sort.NEWEST : asked.sort();
    boolean isByAmount = column.first() == Sort.LARGEST;
    if (column.first() == null || isByAmount && asked.value(Filter.CURRENCY) == null) {
      return new Head(column, null, null);
    }
    boolean isIt = now == column.first() || now == column.then();
    var next = now == column.first() ? column.then() : column.first();
    return new Head(
        column,
        path + asked.sortedBy(next).query(),
        !isIt ? null : Column.isDescending(now) ? "descending" : "ascending");
  }

  private static List<View> views(ShopList<?> list, Asked asked, String path) {
    var views = new ArrayList<View>();
    if (!list.views().isEmpty()) {
      views.add(view("All", Map.of(), asked, path));
      list.views().forEach((name, filters) -> views.add(view(name, filters, asked, path)));
    }
    return views;
  }

  private static View view(String name, Map<String, String> filters, Asked asked, String path) {
    return new View(name, path + asked.only(filters).query(), asked.filters().equals(filters));
  }

  private static List<Chip> chips(ShopList<?> list, Asked asked, String path) {
    return list.filters().stream()
        .filter(filter -> asked.filters().containsKey(filter.name()))
        .map(
            filter ->
                new Chip(
                    filter.label(),
                    filter.words(requireNonNull(asked.filters().get(filter.name()))),
                    path + asked.without(filter.name()).query()))
        .toList();
  }

  private static Field field(Filter filter, Asked asked) {
    var value = asked.filters().getOrDefault(filter.name(), "");
    var chosen = Arrays.asList(value.split(","));
    return new Field(
        filter,
        value,
        filter.choices().stream()
            .map(one -> new Option(one.value(), one.words(), chosen.contains(one.value())))
            .toList());
  }
}
