package io.paydesk.stripe;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class SubscriptionSnapshotTest {

  private static SubscriptionSnapshot read(String json) {
    return SubscriptionSnapshot.of(StripeJson.parse(json.replace('\'', '"')));
  }

  @Test
  void aSubscriptionFromBeforeItemsSellsItsOnlyPlan() {
    var seen =
        read(
            """
            {'id': 'sub_1', 'object': 'subscription', 'status': 'active', 'quantity': 2,
             'current_period_start': 1467331200, 'current_period_end': 1470009600,
             'plan': {'id': 'gold-monthly', 'object': 'plan'}}
            """);

    assertThat(seen.items())
        .singleElement()
        .satisfies(
            item -> {
              assertThat(item.id()).isNull();
              assertThat(item.priceId()).isEqualTo("gold-monthly");
              assertThat(item.quantity()).isEqualTo(2);
              assertThat(item.periodEnd()).isEqualTo(Instant.ofEpochSecond(1470009600));
            });
  }

  @Test
  void anItemFromBeforePricesSellsItsPlan() {
    var seen =
        read(
            """
            {'id': 'sub_1', 'status': 'active', 'current_period_end': 1470009600,
             'items': {'data': [{'id': 'si_1', 'plan': {'id': 'gold-monthly'}, 'quantity': 1}]}}
            """);

    assertThat(seen.items().get(0).priceId()).isEqualTo("gold-monthly");
    assertThat(seen.items().get(0).periodEnd()).isEqualTo(Instant.ofEpochSecond(1470009600));
  }

  @Test
  void aSubscriptionWithoutItemsCanBeRead() {
    assertThat(read("{'id': 'sub_1', 'status': 'canceled', 'items': {'data': []}}").items())
        .isEmpty();
    assertThat(read("{'id': 'sub_1', 'status': 'canceled'}").items()).isEmpty();
  }

  @Test
  void anEndAtATimeIsPlannedAndHasItsReason() {
    var end =
        read("""
        {'id': 'sub_1', 'status': 'active', 'cancel_at_period_end': false, 'cancel_at': 1798000000,
         'cancellation_details': {'comment': 'Bye', 'feedback': 'too_expensive',
           'reason': 'cancellation_requested'}}
        """)
            .end();

    assertThat(end.isPlanned()).isTrue();
    assertThat(end.withPeriod()).isFalse();
    assertThat(end.at()).isEqualTo(Instant.ofEpochSecond(1798000000));
    assertThat(end.reason()).isEqualTo("cancellation_requested");
    assertThat(end.feedback()).isEqualTo("too_expensive");
    assertThat(end.comment()).isEqualTo("Bye");
    assertThat(read("{'id': 'sub_1', 'status': 'active'}").end().isPlanned()).isFalse();
  }

  @Test
  void aPauseOfCollectionSaysWhatBecomesOfInvoicesAndUntilWhen() {
    var pause =
        read("""
        {'id': 'sub_1', 'status': 'active',
         'pause_collection': {'behavior': 'void', 'resumes_at': 1798000000}}
        """)
            .pause();

    assertThat(pause)
        .isEqualTo(new SubscriptionSnapshot.Pause("void", Instant.ofEpochSecond(1798000000)));
    assertThat(read("{'id': 'sub_1', 'pause_collection': null}").pause()).isNull();
  }

  @Test
  void whereStripeSellsItKeepsTheMethodByItself() {
    var saved = "'payment_settings': {'save_default_payment_method': 'on_subscription'}";

    assertThat(read("{'id': 'sub_1', 'status': 'active', 'customer': 'cus_1'}").keepsMethod())
        .isFalse();
    assertThat(
            read("{'id': 'sub_1', 'status': 'active', 'customer': 'cus_1', " + saved + "}")
                .keepsMethod())
        .isTrue();
    assertThat(
            read("{'id': 'sub_1', 'status': 'active', 'customer': 'cus_1', 'managed_payments':"
                    + " {'enabled': true}}")
                .keepsMethod())
        .isTrue();
  }
}
