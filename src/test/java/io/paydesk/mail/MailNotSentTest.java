package io.paydesk.mail;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.ext.mail.SMTPException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;

class MailNotSentTest {

  private static final String QUOTED = "<ada@example.com>: user unknown";

  @Test
  void onlyTheCodeOfAServersAnswerIsReported() {
    var refused = new SMTPException("recipient address not accepted", 550, List.of(QUOTED), true);

    assertThat(MailNotSent.of(refused))
        .hasMessage("the mail server answered 550")
        .hasNoCause()
        .hasNoSuppressedExceptions();
  }

  @Test
  void aServerThatIsDownIsReported() {
    assertThat(MailNotSent.of(new ConnectException("Connection refused: mail/10.0.0.1:25")))
        .hasMessage("the mail server was not reached: Connection refused: mail/10.0.0.1:25");
  }

  @Test
  void aMailIsWithNobodyWhereItWasRefusedOrNoConnectionWasMade() {
    assertThat(List.of(new ConnectException("no"), new UnknownHostException("mail")))
        .allMatch(failure -> MailNotSent.of(failure).isWithNobody());
    assertThat(MailNotSent.of(new SMTPException("no", 450, List.of(), false)).isWithNobody())
        .isTrue();
    assertThat(MailNotSent.of(new IOException("reset")).isWithNobody()).isFalse();
    assertThat(MailNotSent.silence().isWithNobody()).isFalse();
  }

  @Test
  void otherFailuresAreNotQuotedAsTheyMayHoldTheAddress() {
    assertThat(MailNotSent.of(new IllegalArgumentException(QUOTED)))
        .hasMessage("the mail could not be sent: IllegalArgumentException")
        .hasNoCause();
  }
}
