package io.paydesk.admin.list;

import java.util.List;

/**
 * A page of a list's rows.
 *
 * @param after the cursor that was asked for; empty for the first page
 * @param start the cursor with which the same rows are read again, whatever is made before them;
 *     empty where there is none but the beginning
 * @param next the cursor of the page behind it; empty on the last
 */
record Rows(List<Row> rows, String after, String start, String next) {

  public boolean isEmpty() {
    return rows.isEmpty();
  }
}
