package io.paydesk.admin.overview;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The chart as the page brings it, before the library draws it with its axes: points of an SVG that
 * is {@code last} wide and {@code high} high, and begins at zero.
 *
 * @param now and before: the lines of the two periods
 * @param area below the line of now
 */
public record Curves(int last, int high, String now, String before, String area) {

  /** More than any chart has pixels. */
  private static final int HIGH = 1_000;

  /** The highest point is not at the edge. The library's chart has the same room above it. */
  private static final BigDecimal HIGHEST = BigDecimal.valueOf(926);

  static Curves of(List<Overview.Row> rows) {
    long most = Math.max(most(rows, Overview.Row::came), most(rows, Overview.Row::before));
    var now = points(rows, Overview.Row::came, most);
    return new Curves(
        Math.max(1, rows.size() - 1),
        HIGH,
        now,
        points(rows, Overview.Row::before, most),
        now.isEmpty() ? "" : "0," + HIGH + " " + now + " " + lastOf(now) + "," + HIGH);
  }

  /** Where the line ends. */
  private static String lastOf(String points) {
    return points.substring(points.lastIndexOf(' ') + 1, points.lastIndexOf(','));
  }

  private static long most(List<Overview.Row> rows, Function<Overview.Row, @Nullable Long> what) {
    long most = 0;
    for (var row : rows) {
      var amount = what.apply(row);
      most = amount == null ? most : Math.max(most, amount);
    }
    return most;
  }

  private static String points(
      List<Overview.Row> rows, Function<Overview.Row, @Nullable Long> what, long most) {
    var points = new StringBuilder();
    for (int i = 0; i < rows.size(); i++) {
      var amount = what.apply(rows.get(i));
      if (amount != null) {
        int height = height(amount, most);
        points.append(points.isEmpty() ? "" : " ").append(i).append(',').append(HIGH - height);
      }
    }
    return points.toString();
  }

  /** What the shop gave back beyond what came lies on the ground. */
  private static int height(long amount, long most) {
    return amount <= 0
        ? 0
        : BigDecimal.valueOf(amount)
            .multiply(HIGHEST)
            .divide(BigDecimal.valueOf(most), 0, RoundingMode.HALF_UP)
            .intValue();
  }
}
