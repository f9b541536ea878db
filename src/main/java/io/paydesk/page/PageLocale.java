package io.paydesk.page;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The language of the payer's page, as the browser asks for it.
 *
 * @param words of a message bundle
 * @param amounts how amounts and dates are written
 */
record PageLocale(Locale words, Locale amounts) {

  private static final List<String> LANGUAGES = List.of("en", "de", "fr", "es", "ar");

  /** Longer ones come from no browser. */
  private static final int LONGEST = 500;

  /**
   * @param acceptLanguage may be anything
   * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#field.accept-language">the header</a>
   */
  static PageLocale of(@Nullable String acceptLanguage) {
    for (var range : ranges(acceptLanguage)) {
      var asked = Locale.forLanguageTag(range.getRange());
      if (range.getWeight() > 0 && LANGUAGES.contains(asked.getLanguage())) {
        return of(asked);
      }
    }
    return of(Locale.US);
  }

  private static PageLocale of(Locale asked) {
    var language = asked.getLanguage();
    var words = Locale.forLanguageTag(language);
    // Cards, receipts and Stripe's own fields have European digits in Arabic too.
    var amounts = language.equals("ar") ? Locale.forLanguageTag("ar-u-nu-latn") : plain(asked);
    return new PageLocale(words, amounts);
  }

  /** Without scripts, variants and extensions, which a browser may send and nobody needs here. */
  private static Locale plain(Locale asked) {
    return asked.getCountry().isEmpty() && asked.getLanguage().equals("en")
        ? Locale.US
        : new Locale.Builder()
            .setLanguage(asked.getLanguage())
            .setRegion(asked.getCountry())
            .build();
  }

  private static List<Locale.LanguageRange> ranges(@Nullable String header) {
    if (header == null || header.isBlank() || header.length() > LONGEST) {
      return List.of();
    }
    try {
      return Locale.LanguageRange.parse(header);
    } catch (IllegalArgumentException notAHeader) {
      return List.of();
    }
  }

  String language() {
    return words.getLanguage();
  }

  /** Null for null. Stripe's days are of UTC. */
  @Nullable String date(@Nullable Instant time) {
    return time == null
        ? null
        : DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM)
            .localizedBy(amounts)
            .format(time.atOffset(ZoneOffset.UTC));
  }

  String direction() {
    return language().equals("ar") ? "rtl" : "ltr";
  }
}
