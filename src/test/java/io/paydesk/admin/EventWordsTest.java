package io.paydesk.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.paydesk.testing.Docs;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventWordsTest {

  private static final Pattern TYPE = Pattern.compile("(?m)^\\| `([a-z_.]+\\.[a-z_]+)`");

  @Test
  void eachTypeThatPaydeskTakesHasWordsOfItsOwn() {
    var types =
        TYPE.matcher(Docs.page("reference/events.md").text())
            .results()
            .map((MatchResult found) -> found.group(1))
            .toList();

    assertThat(types)
        .hasSizeGreaterThan(30)
        .allSatisfy(type -> assertThat(EventWords.happened(type)).contains(": "));
  }

  @ParameterizedTest
  @CsvSource({
    "payment_intent.payment_failed, Payment: a try to pay failed",
    "charge.dispute.created, Dispute: opened",
    "customer.subscription.deleted, Subscription: ended",
    "treasury.something_new, Treasury something new"
  })
  void anEventIsSaidInWords(String type, String words) {
    assertThat(EventWords.happened(type)).isEqualTo(words);
  }

  @ParameterizedTest
  @CsvSource({"pi_3abc, Payment", "re_1, Refund", "seti_1, Saved method"})
  void whatItIsAboutIsSaidBeforeItsId(String id, String words) {
    assertThat(EventWords.object(id)).isEqualTo(words);
  }

  @Test
  void anIdThatNobodyKnowsStandsForItself() {
    assertThat(EventWords.object("xyz_1")).isNull();
    assertThat(EventWords.object(null)).isNull();
  }
}
