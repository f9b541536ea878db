package io.paydesk.recurring;

import static org.assertj.core.api.Assertions.assertThat;

import io.paydesk.testing.SubscriptionTest;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * The release before runs beside this one for a while. It reads {@code paid_until} as a part of a
 * pause, so a row in which that stands is paused to it, and knows nothing of {@code paid_through}.
 */
@QuarkusTest
class ReleaseBeforeTest extends SubscriptionTest {

  /** As the release before selects them. */
  private String pause(long id) {
    return tables()
        .text(
            """
            select concat_ws(' ', pause_behavior, pause_resumes_at, paid_until)
            from recurring_payment where id = ?
            """,
            id);
  }

  private boolean is(String condition, long id) {
    return "t"
        .equals(tables().text("select " + condition + " from recurring_payment where id = ?", id));
  }

  private void change(String subscription, String behavior) {
    sandbox
        .billing()
        .dashboard()
        .change(
            subscription,
            behavior.isEmpty()
                ? Map.of("pause_collection", "")
                : Map.of("pause_collection[behavior]", behavior));
  }

  @Test
  void takesWhatIsPaidThroughForNoPause() {
    long id = active(monthly()).getLong("recurringPayment.id");

    eventually(x -> assertThat(is("paid_through = current_period_end", id)).isTrue());
    assertThat(pause(id)).isEmpty();
  }

  @Test
  void readsInAPauseUntilWhenItIsPaidAndNothingOnceThePauseIsOver() {
    var started = active(monthly());
    long id = started.getLong("recurringPayment.id");
    var subscription = started.getString("recurringPayment.subscriptionId");

    change(subscription, "void");
    eventually(
        x -> assertThat(is("pause_behavior = 'void' and paid_until = paid_through", id)).isTrue());
    change(subscription, "");

    eventually(x -> assertThat(pause(id)).isEmpty());
    assertThat(is("paid_through = current_period_end", id)).isTrue();
  }

  @Test
  void pausesAndRenewsWhatThisOneReadsAgain() {
    long id = active(monthly()).getLong("recurringPayment.id");
    eventually(x -> assertThat(is("paid_through = current_period_end", id)).isTrue());
    loseEvents();
    tables()
        .change(
            """
            update recurring_payment
            set version = version + 1, pause_behavior = 'void', paid_until = current_period_start,
              paid_through = current_period_start
            where id = ?
            """,
            id);

    asUser().post("/v1/recurring-payments/" + id + "/refresh").then().statusCode(200);

    assertThat(pause(id)).isEmpty();
    assertThat(is("paid_through = current_period_end", id)).isTrue();
  }
}
