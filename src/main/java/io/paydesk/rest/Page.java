package io.paydesk.rest;

import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list, newest first where nothing else was asked for.
 *
 * @param data the rows
 * @param next what to send as {@code after} for the next page; null on the last
 */
public record Page<T>(
    @Schema(
            required = true,
            description = "The rows, newest first where nothing else was asked for")
        List<T> data,
    @Schema(
            description =
                "What to send as `after` to get the next page; not there on the last page",
            examples = "41")
        @Nullable String next) {

  /**
   * @param rows up to one row more than the page has: the extra row is not shown, and only proves
   *     that there is a next page
   */
  public static <R, T> Page<T> of(
      List<R> rows, PageQuery query, ToLongFunction<R> id, Function<R, T> view) {
    boolean more = rows.size() > query.rows();
    var shown = more ? rows.subList(0, query.rows()) : rows;
    return new Page<>(
        shown.stream().map(view).toList(),
        more ? Long.toString(id.applyAsLong(shown.get(shown.size() - 1))) : null);
  }
}
