package io.paydesk.admin.list;

import org.jspecify.annotations.Nullable;

/**
 * How many rows were made since a list was shown.
 *
 * @param isMore whether there are more than a page of them
 * @param about what they are called
 */
record Fresh(int count, boolean isMore, About about) {

  /**
   * @param first the id of the first row that is shown; null where there is none
   * @param now the first page as it is now
   */
  static Fresh since(@Nullable String first, Rows now, About about) {
    var ids = now.rows().stream().map(Row::id).toList();
    int known = first == null ? -1 : ids.indexOf(first);
    return known >= 0
        ? new Fresh(known, false, about)
        : new Fresh(ids.size(), !now.next().isEmpty(), about);
  }

  public boolean isAny() {
    return count > 0;
  }

  public String words() {
    return count + (isMore ? "+" : "") + " new " + (count == 1 ? about.one() : about.many());
  }
}
