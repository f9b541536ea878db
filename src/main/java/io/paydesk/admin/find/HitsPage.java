package io.paydesk.admin.find;

import java.util.List;

/**
 * What a search shows.
 *
 * @param typed whether anything was typed
 * @param more whether there may be more
 */
public record HitsPage(List<HitRow> rows, boolean typed, boolean more) {

  /** For a screen reader. */
  public String said() {
    if (rows.isEmpty()) {
      return "Nothing found";
    }
    var counted = rows.size() == 1 ? "1 result" : rows.size() + " results";
    return more ? counted + ", and perhaps more" : counted;
  }
}
