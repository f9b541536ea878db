package io.paydesk.admin.overview;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * How a number compares to the one before.
 *
 * @param text such as "+12 %"
 * @param tone {@code good}, {@code bad} or {@code calm}
 */
public record Change(String text, String tone) {

  private static final Change SAME = new Change("no change", "calm");
  private static final long MANY = 1_000;

  /**
   * @param moreIsGood whether the shop wants more of it
   */
  static Change of(long now, long before, boolean moreIsGood) {
    if (now == before) {
      return SAME;
    }
    var tone = (now > before) == moreIsGood ? "good" : "bad";
    if (before <= 0) {
      return new Change(now > before ? "up" : "down", tone);
    }
    var percent = percent(now - before, before);
    if (Math.abs(percent) >= MANY) {
      return new Change(Math.round((double) now / before) + " times", tone);
    }
    return percent == 0 ? SAME : new Change(signed(percent) + "\u00a0%", tone);
  }

  /** Of two shares, in points of percent. */
  static @Nullable Change ofShares(
      @Nullable BigDecimal now, @Nullable BigDecimal before, boolean moreIsGood) {
    if (now == null || before == null) {
      return null;
    }
    var points = now.subtract(before).movePointRight(2).setScale(1, RoundingMode.HALF_UP);
    if (points.signum() == 0) {
      return SAME;
    }
    var sign = points.signum() > 0 ? "+" : "\u2212";
    return new Change(
        sign + points.abs().toPlainString() + "\u00a0points",
        (points.signum() > 0) == moreIsGood ? "good" : "bad");
  }

  private static long percent(long more, long of) {
    return Math.round(100.0 * more / of);
  }

  private static String signed(long percent) {
    return percent > 0 ? "+" + percent : "\u2212" + -percent;
  }
}
