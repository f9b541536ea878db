package io.paydesk.admin.row;

import static org.assertj.core.api.Assertions.assertThat;

import io.paydesk.timeline.TimelineKind;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whose part of a history can be looked at. */
class KindsTest {

  private static final Moment BY_STRIPE = moment(TimelineKind.STRIPE);
  private static final Moment BY_PAYER = moment(TimelineKind.PAYER);
  private static final History WHOLE = new History(List.of(BY_STRIPE, BY_PAYER, BY_STRIPE), null);
  private static final History BEGUN =
      new History(List.of(BY_STRIPE, BY_PAYER), "/admin/orders/7/timeline?after=x");

  private static Moment moment(TimelineKind kind) {
    return new Moment(Instant.EPOCH, kind, "", "key", false, "It happened.", List.of(), List.of());
  }

  @Test
  void oneAlonesPartIsLeftAndCounted() {
    var kinds = Kinds.in(WHOLE, "stripe");

    var shown = kinds.of(WHOLE);
    assertThat(shown.moments()).containsExactly(BY_STRIPE, BY_STRIPE);
    assertThat(kinds.said(shown)).isEqualTo("Shown of the history: Stripe, 2 lines.");
  }

  @Test
  void whatWasBeforeIsOfTheSameOne() {
    var kinds = Kinds.in(BEGUN, "payer");

    assertThat(kinds.of(BEGUN).next()).isEqualTo("/admin/orders/7/timeline?after=x&by=payer");
    assertThat(Kinds.only(BEGUN, "payer").next()).endsWith("&by=payer");
    assertThat(Kinds.only(BEGUN, null)).isEqualTo(BEGUN);
    assertThat(kinds.said(kinds.of(BEGUN))).endsWith("1 line. There is more before.");
  }

  @Test
  void onlyThoseCanBeChosenOfWhomThereIsSomethingOrMayBe() {
    assertThat(Kinds.in(WHOLE, null).present())
        .containsExactly(TimelineKind.PAYER, TimelineKind.STRIPE);
    assertThat(Kinds.in(BEGUN, null).present()).containsExactly(TimelineKind.values());
    assertThat(Kinds.in(WHOLE, "person").present()).contains(TimelineKind.PERSON);
  }

  @Test
  void anAddressThatNamesNobodyShowsAllOfIt() {
    assertThat(Kinds.in(WHOLE, "nobody").of(WHOLE)).isEqualTo(WHOLE);
  }
}
