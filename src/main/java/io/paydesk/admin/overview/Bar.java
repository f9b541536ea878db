package io.paydesk.admin.overview;

import io.paydesk.figure.DeclinesView;
import java.util.ArrayList;
import java.util.List;

/**
 * Why tries failed, as one bar of a list.
 *
 * @param percent of all that failed
 * @param length of the bar beside the longest one's, from 0 to 100
 */
public record Bar(String words, long count, long percent, long length) {

  private static final int MOST = 6;

  /** The most frequent, and all others as one. */
  static List<Bar> of(List<DeclinesView> declines) {
    long all = declines.stream().mapToLong(DeclinesView::count).sum();
    long longest = declines.isEmpty() ? 0 : declines.get(0).count();
    var bars = new ArrayList<Bar>();
    declines.stream()
        .limit(MOST)
        .forEach(one -> bars.add(bar(one.words(), one.count(), all, longest)));
    long others = declines.stream().skip(MOST).mapToLong(DeclinesView::count).sum();
    if (others > 0) {
      bars.add(bar("Other reasons", others, all, longest));
    }
    return bars;
  }

  private static Bar bar(String words, long count, long all, long longest) {
    return new Bar(
        words,
        count,
        Math.round(100.0 * count / all),
        Math.min(100, Math.round(100.0 * count / longest)));
  }
}
