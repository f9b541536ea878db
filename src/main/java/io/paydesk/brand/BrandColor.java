package io.paydesk.brand;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A colour of the shop's, and what can be read on it and beside it.
 *
 * @param red from 0 to 255, as the others
 * @see <a href="https://www.w3.org/TR/WCAG22/#contrast-minimum">contrast</a>
 */
public record BrandColor(int red, int green, int blue) {

  /** The contrast that text needs to be read on a colour, in tenths. */
  public static final int READABLE = 45;

  /** The contrast that a shape needs to be seen on a colour, in tenths. */
  public static final int VISIBLE = 30;

  public static final BrandColor WHITE = new BrandColor(255, 255, 255);
  public static final BrandColor BLACK = new BrandColor(0, 0, 0);

  private static final Pattern HEX = Pattern.compile("#([0-9a-fA-F]{3}|[0-9a-fA-F]{6})");

  private static final int STEPS = 100;

  /**
   * @param text such as {@code #4338ca} or {@code #fc0}
   */
  public static Optional<BrandColor> of(String text) {
    var match = HEX.matcher(text.strip());
    if (!match.matches()) {
      return Optional.empty();
    }
    var digits = match.group(1);
    var whole = digits.length() == 6 ? digits : digits.replaceAll("(.)", "$1$1");
    int rgb = Integer.parseInt(whole, 16);
    return Optional.of(new BrandColor(rgb >> 16, rgb >> 8 & 0xff, rgb & 0xff));
  }

  public String css() {
    return "#%02x%02x%02x".formatted(red, green, blue);
  }

  /** White where that can be read on it, else black: one of the two always can. */
  public BrandColor ink() {
    return reaches(WHITE, READABLE) ? WHITE : BLACK;
  }

  /** The colour itself, or the nearest step towards black or white that has the contrast. */
  public BrandColor against(BrandColor surface, int tenths) {
    var end = surface.contrast(WHITE) > surface.contrast(BLACK) ? WHITE : BLACK;
    for (int step = 0; step < STEPS; step++) {
      var mixed = mixed(end, step);
      if (mixed.reaches(surface, tenths)) {
        return mixed;
      }
    }
    return end;
  }

  private BrandColor mixed(BrandColor other, int step) {
    return new BrandColor(
        mixed(red, other.red, step),
        mixed(green, other.green, step),
        mixed(blue, other.blue, step));
  }

  private static int mixed(int one, int other, int step) {
    return one + (other - one) * step / STEPS;
  }

  public boolean reaches(BrandColor other, int tenths) {
    return contrast(other) * 10 >= tenths;
  }

  /** From 1 to 21. */
  private double contrast(BrandColor other) {
    double lighter = Math.max(luminance(), other.luminance());
    double darker = Math.min(luminance(), other.luminance());
    return (lighter + 0.05) / (darker + 0.05);
  }

  private double luminance() {
    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
  }

  private static double linear(int channel) {
    double share = channel / 255.0;
    return share <= 0.04045 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
  }
}
