package io.paydesk.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import io.paydesk.reconcile.DueRound;
import io.paydesk.stripe.StripePace;
import io.paydesk.testing.http.Answer;
import jakarta.inject.Inject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What attempts to save a method share, by a bare SetupIntent and by a session. */
abstract class LostSetupsTest extends SavedMethodTest {

  @Inject DueRound dueRound;
  @Inject StripePace pace;

  /** The call that makes it at Stripe. */
  protected abstract String create();

  /** Asks for an attempt. */
  protected abstract Answer ask();

  /** Where the payer goes on: a field of the answer. */
  protected abstract String way();

  /** How many attempts Stripe has made for the user. */
  protected abstract long made();

  @BeforeEach
  void customerIsThere() {
    customer(user);
  }

  @AfterEach
  void pauseAgain() {
    pace.pauseBeforeRepeats(true);
  }

  protected String status(long id) {
    return tables().text("select status from setup_intent where id = ?", id);
  }

  protected void keyIsOld(long id) {
    tables()
        .change(
            "update setup_intent set idempotency_key_since = now() - interval '24 hours' where id = ?",
            id);
  }

  @Test
  void aLostAnswerIsUnknownAndFoundAgainByTheSameKey() {
    pace.pauseBeforeRepeats(false);
    loseEvents();
    sandbox.faults().timeoutAfterWorkNext(create(), 4);
    var lost = json(ask(), 202);
    assertThat(lost.getString("status")).isEqualTo("unknown");
    assertThat(lost.getString(way())).isNull();
    sandbox.faults().answerAgain();

    ask().then().statusCode(200).body("id", equalTo(lost.getInt("id"))).body(way(), notNullValue());
    assertThat(made()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anOldKeyIsNotSentAgainBeforeStripesListShowsThatNothingWasMade(boolean made) {
    pace.pauseBeforeRepeats(false);
    loseEvents();
    if (made) {
      sandbox.faults().timeoutAfterWorkNext(create(), 4);
    } else {
      sandbox.faults().failNext(create(), 429, 10);
    }
    long lost = json(ask(), 202).getLong("id");
    sandbox.faults().answerAgain();
    keyIsOld(lost);

    dueRound.setupNow(lost);

    assertThat(status(lost)).isEqualTo("pending");
    assertThat(made()).isEqualTo(1);
  }
}
