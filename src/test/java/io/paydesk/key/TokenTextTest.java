package io.paydesk.key;

import static org.assertj.core.api.Assertions.assertThat;

import io.paydesk.trace.Secrets;
import java.util.HashSet;
import org.junit.jupiter.api.Test;

class TokenTextTest {

  @Test
  void aSecretSaysWhatItIsAndOfWhichMode() {
    assertThat(TokenText.random(TokenKind.KEY, false).text())
        .matches("pdk_test_[0-9A-Za-z]{38}")
        .matches(Secrets::isOursIn);
    assertThat(TokenText.random(TokenKind.KEY, true).text())
        .matches("pdk_live_[0-9A-Za-z]{38}")
        .matches(Secrets::isOursIn);
    assertThat(TokenText.random(TokenKind.USER_TOKEN, true).text())
        .matches("pdk_user_live_[0-9A-Za-z]{38}")
        .matches(Secrets::isOursIn);
  }

  @Test
  void whatWasMadeIsReadAsItWas() {
    for (var kind : TokenKind.values()) {
      for (boolean live : new boolean[] {false, true}) {
        var made = TokenText.random(kind, live);
        assertThat(TokenText.read(made.text())).contains(made);
      }
    }
  }

  @Test
  void noTwoAreTheSame() {
    var made = new HashSet<String>();
    for (int i = 0; i < 1000; i++) {
      made.add(TokenText.random(TokenKind.KEY, false).text());
    }
    assertThat(made).hasSize(1000);
  }

  @Test
  void anyLetterThatIsWrongMissingOrTooManyIsNoticed() {
    var right = TokenText.random(TokenKind.KEY, false).text();
    for (int at = 0; at < right.length(); at++) {
      var wrong = right.charAt(at) == 'x' ? 'y' : 'x';
      assertThat(TokenText.read(right.substring(0, at) + wrong + right.substring(at + 1)))
          .isEmpty();
      assertThat(TokenText.read(right.substring(0, at) + right.substring(at + 1))).isEmpty();
    }
    assertThat(TokenText.read(right + "0")).isEmpty();
    assertThat(TokenText.read(right.replace("test", "live"))).isEmpty();
  }

  @Test
  void itsWordsForALogDoNotHaveIt() {
    var made = TokenText.random(TokenKind.KEY, false);
    assertThat(made).hasToString("pdk_test_...");
  }
}
