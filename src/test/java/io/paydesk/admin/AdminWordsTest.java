package io.paydesk.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.paydesk.order.OrderStatus;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Amounts, times and statuses, as the shop reads them. */
class AdminWordsTest {

  private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");

  private static AdminWords in(String languages) {
    return AdminWords.of(languages, NOW);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "en-US,en;q=0.9 | 129900 | usd | 1,299.00 USD",
        "de-DE | 129900 | eur | 1.299,00 EUR",
        "ar-EG | 129900 | usd | 1,299.00 USD",
        "en-US | 1299 | jpy | 1,299 JPY",
        "en-US | 1299 | kwd | 1.299 KWD",
        "nonsense;;; | -500 | usd | -5.00 USD",
        "* | 5 | usd | 0.05 USD",
        "en-US | 129900 | zzz | 129,900 units ZZZ"
      })
  void anAmountIsWrittenAsTheBrowsersLanguageWritesNumbers(
      String languages, long minor, String currency, String words) {
    assertThat(
            in(languages).money(minor, currency).replaceAll("[\\u00a0\\u200e\\u061c]", " ").strip())
        .isEqualTo(words);
  }

  @Test
  void withoutALanguageItIsEnglish() {
    assertThat(in(null).count(12_345)).isEqualTo("12,345");
    assertThat(in("x".repeat(600)).count(12_345)).isEqualTo("12,345");
  }

  @ParameterizedTest
  @CsvSource({
    "PT0S, just now",
    "PT59S, just now",
    "PT3M, 3 min ago",
    "PT119M, 1 h ago",
    "PT47H, 1 day ago",
    "P6D, 6 days ago",
    "P8D, 22 Nov",
    "P400D, 26 Oct 2025",
    "PT-30S, in a moment",
    "PT-11H-59M, in 12 h",
    "P-2D, in 2 days"
  })
  void howLongAgoSomethingWasIsSaidInWords(Duration ago, String words) {
    assertThat(in("en").ago(NOW.minus(ago))).isEqualTo(words);
  }

  @Test
  void theExactTimeStandsBehindTheWords() {
    assertThat(in("en").time(NOW.minusSeconds(180)).toString())
        .isEqualTo(
            "<time datetime=\"2026-11-30T11:57:00Z\" title=\"30 Nov 2026, 11:57:00 UTC\">3 min ago</time>");
    assertThat(in("en").time(null).toString()).isEqualTo("–");
  }

  @ParameterizedTest
  @CsvSource({
    "P-2D, soon, due, in 2 days",
    "P-3D, '', due, in 3 days",
    "P-20D, '', due, 20 Dec",
    "P1D, over, was due, 1 day ago"
  })
  void whatIsDueSoonOrWasIsMarkedAndSaid(Duration ago, String hurry, String due, String words) {
    assertThat(in("en").dueBy(NOW.minus(ago)).toString())
        .startsWith("<span class=\"due " + hurry + "\">" + due + " <time ")
        .endsWith(">" + words + "</time></span>");
    assertThat(in("en").dueBy(null).toString()).isEqualTo("–");
    assertThat(in("en").hurry(null)).isEmpty();
  }

  @Test
  void untilWhenIsSaidToTheMinuteAndStays() {
    assertThat(in("en").until(NOW).toString())
        .isEqualTo(
            "<time datetime=\"2026-11-30T12:00:00Z\" title=\"30 Nov 2026, 12:00:00 UTC\" data-exact>"
                + "30 Nov 2026, 12:00 UTC</time>");
    assertThat(in("en").until(null).toString()).isEqualTo("–");
  }

  @Test
  void aStatusIsABadge() {
    assertThat(in("en").badge(OrderStatus.REVIEW).toString())
        .isEqualTo("<span class=\"badge bad\">Needs review</span>");
  }

  /** Stripe may say tomorrow what nobody knows today. */
  @Test
  void aStatusOfADisputeThatIsNewIsShownAsItIs() {
    assertThat(in("en").disputeBadge("<b>_new").toString()).contains("&lt;b> new");
  }
}
