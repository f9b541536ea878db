package io.paydesk.export;

import io.paydesk.listing.Listed;
import io.paydesk.rest.Page;
import io.smallrye.mutiny.Uni;
import org.jspecify.annotations.Nullable;

/**
 * A list as a file. Its rows are read part by part, each in a transaction of its own, so that a
 * download takes as long as it likes and holds nothing in the database. {@link ExportWriter} sends
 * it.
 *
 * @param name of the file
 * @param begun what is sent first
 * @param whenOver to be called once it is sent, or ended otherwise
 */
record Export(String name, Part begun, Runnable whenOver) {

  /** As many rows are in memory, for each download. */
  static final int ROWS = 1_000;

  /**
   * A part of the file.
   *
   * @param next the part after it; null after the last
   */
  record Part(byte[] bytes, @Nullable Next next) {}

  /** Reads a part. Call it on a Vert.x context. */
  interface Next {
    Uni<Part> read();
  }

  /**
   * Fails before anything is sent where the list cannot be read.
   *
   * @param sort the parameter of that name
   */
  static <V> Uni<Export> of(
      String name, Csv<V> csv, Listed<V> rows, @Nullable String sort, Runnable whenOver) {
    return rows.page(sort, null, ROWS)
        .map(page -> new Export(name, part(csv.head(), page, csv, rows, sort), whenOver));
  }

  private static <V> Part part(
      byte[] head, Page<V> page, Csv<V> csv, Listed<V> rows, @Nullable String sort) {
    var lines = csv.lines(page.data());
    var bytes = new byte[head.length + lines.length];
    System.arraycopy(head, 0, bytes, 0, head.length);
    System.arraycopy(lines, 0, bytes, head.length, lines.length);
    return new Part(
        bytes,
        page.next() == null
            ? null
            : () ->
                rows.page(sort, page.next(), ROWS)
                    .map(next -> part(new byte[0], next, csv, rows, sort)));
  }
}
