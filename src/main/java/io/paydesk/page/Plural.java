package io.paydesk.page;

/**
 * Which form of a noun follows a number, in the page's languages.
 *
 * @see <a
 *     href="https://www.unicode.org/cldr/charts/latest/supplemental/language_plural_rules.html">the
 *     rules of each language</a>
 */
final class Plural {

  private Plural() {}

  /**
   * @param language as of {@link PageLocale}
   * @param n 0 or more
   * @return {@code zero}, {@code one}, {@code two}, {@code few}, {@code many} or {@code other}
   */
  static String form(String language, long n) {
    return switch (language) {
      case "ar" -> arabic(n);
      case "fr" -> n < 2 ? "one" : "other";
      default -> n == 1 ? "one" : "other";
    };
  }

  private static String arabic(long n) {
    if (n < 3) {
      return n == 0 ? "zero" : n == 1 ? "one" : "two";
    }
    long rest = n % 100;
    if (rest >= 3 && rest <= 10) {
      return "few";
    }
    return rest >= 11 ? "many" : "other";
  }
}
