package io.paydesk.stripe;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How long a call may be repeated with its key, and when a listing proves something. */
class KeyLifetimeTest {

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # case                                                      | committed    | may be sent
          a key that was committed just now                           | PT0S ago     | true
          a key of some hours ago                                     | PT6H ago     | true
          a key of almost 23 hours ago                                | PT22H58M ago | true
          a key of 23 hours ago, an hour before Stripe may forget it  | PT23H ago    | false
          a key of a day ago, which Stripe may have forgotten         | PT24H ago    | false
          a key of another process, whose clock is a little ahead     | PT1M ahead   | true
          """)
  void isGood(String sentence, String committed, boolean mayBeSent) {
    assertThat(KeyLifetime.isGood(time(committed))).isEqualTo(mayBeSent);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # case                                                            | known to be spent | a listing proves that nothing was made
          a key that may still be sent                                      |                   | false
          a key that Stripe answered with an error of its own just now      | PT0S ago          | false
          a key of some minutes ago, whose work may still come through      | PT8M ago          | false
          a key of more than ten minutes ago, whose work has come to rest   | PT10M1S ago       | true
          a key of days ago                                                 | PT72H ago         | true
          """)
  void isAtRest(String sentence, String spent, boolean proves) {
    assertThat(KeyLifetime.isAtRest(time(spent))).isEqualTo(proves);
  }

  private static Instant time(String words) {
    if (words == null) {
      return null;
    }
    var length = Duration.parse(words.split(" ")[0]);
    return words.endsWith("ago") ? Instant.now().minus(length) : Instant.now().plus(length);
  }
}
