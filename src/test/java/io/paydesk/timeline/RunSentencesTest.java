package io.paydesk.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the app was told, and what was mailed. */
class RunSentencesTest {

  private static Told run(
      String target, String url, String transition, String ended, @Nullable String address) {
    return RunSentences.of(
        new Recorded(
            Instant.EPOCH,
            90,
            1,
            "attempt",
            null,
            null,
            42,
            null,
            transition,
            "payment",
            ended,
            null,
            null,
            address,
            null,
            null,
            null,
            5L,
            url,
            null,
            null,
            target,
            null,
            2,
            null));
  }

  @Test
  void anAddressIsNamedByItsHostAlone() {
    var told =
        run("endpoint:3", "https://hooks.shop.example/in?key=s3cret", "succeeded", "done", null);
    assertThat(told.text())
        .isEqualTo("hooks.shop.example was told in attempt 2: a one-time payment succeeded.");
    assertThat(told.what()).isEqualTo(TimelineWhat.RUN_SUCCEEDED);
    assertThat(run("endpoint:3", "not an address", "succeeded", "done", null).text())
        .startsWith("Endpoint 3 was told");
  }

  @Test
  void aReceiptIsMailedWhereThereIsAnAddressAndSomethingToTell() {
    var mailed = run("flow:PaymentReceipt", "", "succeeded", "done", "has-address");
    assertThat(mailed.what()).isEqualTo(TimelineWhat.MAIL_SENT);
    assertThat(mailed.kind()).isEqualTo(TimelineKind.PAYDESK);
    assertThat(run("flow:PaymentReceipt", "", "succeeded", "done", null).text())
        .isEqualTo("There was nothing to mail as the receipt.");
    assertThat(run("flow:PaymentReceipt", "", "declined", "done", "has-address").what())
        .isEqualTo(TimelineWhat.RUN_SUCCEEDED);
  }

  @Test
  void whatIsGivenUpIsNoAttemptAmongOthers() {
    assertThat(run("flow:GrantAccess", "", "succeeded", "failed", null).what())
        .isEqualTo(TimelineWhat.RUN_ATTEMPT_FAILED);
    assertThat(run("flow:GrantAccess", "", "succeeded", "given_up", null).what())
        .isEqualTo(TimelineWhat.RUN_FAILED);
    assertThat(run("flow:GrantAccess", "", "succeeded", "canceled", null).what())
        .isEqualTo(TimelineWhat.RUN_CANCELED);
  }
}
