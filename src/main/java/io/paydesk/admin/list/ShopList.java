package io.paydesk.admin.list;

import io.paydesk.admin.AdminWords;
import io.paydesk.admin.Section;
import io.paydesk.listing.TotalsView;
import io.paydesk.rest.Page;
import io.paydesk.rest.PageQuery;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One list of the page. What it reads, the API's own resource answers: so whoever may not read it
 * there does not see it here.
 *
 * @param <V> what the resource answers of a row
 */
abstract class ShopList<V> {

  private final About about;
  private final List<Column> columns;

  ShopList(About about, Column... columns) {
    this.about = about;
    this.columns = List.of(columns);
  }

  final About about() {
    return about;
  }

  final Section section() {
    return about.section();
  }

  final List<Column> columns() {
    return columns;
  }

  /** In the order of the menu. */
  List<Filter> filters() {
    return List.of();
  }

  /** What is looked for most: a name, and the filters that it stands for. */
  Map<String, Map<String, String>> views() {
    return Map.of();
  }

  abstract Uni<Page<V>> read(Asked asked, PageQuery page);

  /** How many rows the filters leave, and what they come to. */
  abstract Uni<TotalsView> totals(Asked asked);

  /** In the same order. */
  Uni<List<Row>> rows(List<V> views, AdminWords words) {
    return Uni.createFrom().item(() -> views.stream().map(view -> row(view, words)).toList());
  }

  /** For lists whose rows need no others. */
  Row row(V view, AdminWords words) {
    throw new UnsupportedOperationException(getClass().getName());
  }

  /** Of a row: what the API's cursors name. */
  record Place(long id, Instant made) {}

  /** Null where the API does not show it. */
  @Nullable Place place(V view) {
    return null;
  }

  final Row row(long id, String keys, Cell... cells) {
    return row(Long.toString(id), keys, cells);
  }

  final Row row(String id, String keys, Cell... cells) {
    return Row.of(id, section().href() + "/" + id, keys, columns, List.of(cells));
  }

  final Uni<Rows> page(Asked asked, PageQuery query, AdminWords words) {
    return read(asked, query)
        .flatMap(
            page ->
                rows(page.data(), words)
                    .map(
                        rows ->
                            new Rows(rows, after(query), start(page, asked, query), next(page))));
  }

  private static String after(PageQuery query) {
    return query.after == null ? "" : query.after;
  }

  private static String next(Page<?> page) {
    return page.next() == null ? "" : page.next();
  }

  /**
   * The cursor behind which the page's rows lie, whatever is made before them: the first row's own,
   * of a row that would be the next to be made.
   */
  private String start(Page<V> page, Asked asked, PageQuery query) {
    if (!after(query).isEmpty()) {
      return after(query);
    }
    var first = page.data().isEmpty() ? null : place(page.data().get(0));
    if (first == null || !asked.isNewestFirst()) {
      return "";
    }
    return asked.isInAPeriod()
        ? "newest.%d.%d"
            .formatted(ChronoUnit.MICROS.between(Instant.EPOCH, first.made()), first.id() + 1)
        : Long.toString(first.id() + 1);
  }

  /** The keys that changes are told by: see {@code live.js}. */
  static String keys(Object... tablesAndIds) {
    var keys = new ArrayList<String>();
    for (int i = 0; i < tablesAndIds.length; i += 2) {
      keys.add(tablesAndIds[i] + ":" + tablesAndIds[i + 1]);
    }
    return String.join(" ", keys);
  }
}
