package io.paydesk.admin.overview;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.NumberFormat;
import java.util.Locale;

/** A share as people read it. */
final class Percent {

  private Percent() {}

  /**
   * Such as "97.3 %". What is not all is never shown as 100 %, and what is something not as 0 %.
   */
  static String of(BigDecimal share, Locale locale) {
    var percent = share.movePointRight(2).setScale(1, RoundingMode.HALF_UP);
    var format = NumberFormat.getNumberInstance(locale);
    format.setMaximumFractionDigits(1);
    if (share.signum() > 0 && percent.signum() == 0) {
      return "under\u00a0" + format.format(new BigDecimal("0.1")) + "\u00a0%";
    }
    if (share.compareTo(BigDecimal.ONE) < 0 && percent.compareTo(BigDecimal.valueOf(100)) >= 0) {
      percent = new BigDecimal("99.9");
    }
    return format.format(percent) + "\u00a0%";
  }
}
