package io.paydesk.refund;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.paydesk.order.CaptureMethod;
import io.paydesk.order.Order;
import io.paydesk.payment.Payment;
import io.paydesk.payment.PaymentStatus;
import io.paydesk.stripe.RefundSnapshot;
import io.paydesk.trace.Trail;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Stripe has booked tells a hold that was let go from a refund. */
class ReleasedHoldTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final UUID INSTALLATION = UUID.randomUUID();
  private static final long HELD = 10_000;
  private static final long CAPTURED = 9_000;

  private final Instant captured = Instant.now().minus(Duration.ofHours(2));

  private static ObjectNode booked(long amount, String currency, Instant when) {
    return JSON.createObjectNode()
        .put("amount", amount)
        .put("currency", currency)
        .put("created", when.getEpochSecond());
  }

  private RefundSnapshot refund(
      String id, Instant when, @Nullable JsonNode itself, @Nullable JsonNode ofCharge) {
    return refund(id, "usd", when, itself, ofCharge);
  }

  private static RefundSnapshot refund(
      String id,
      String currency,
      Instant when,
      @Nullable JsonNode itself,
      @Nullable JsonNode ofCharge) {
    var refund =
        JSON.createObjectNode()
            .put("id", id)
            .put("status", "succeeded")
            .put("amount", HELD - CAPTURED)
            .put("created", when.getEpochSecond());
    refund.set("balance_transaction", itself);
    var charge = refund.putObject("charge").put("id", "ch_1").put("currency", currency);
    charge.put("amount", HELD).put("amount_captured", CAPTURED);
    charge.set("balance_transaction", ofCharge);
    return RefundSnapshot.of(refund);
  }

  private static ReleasedHold kindOf(RefundSnapshot seen, RefundSnapshot... others) {
    var payment = new Payment();
    payment.capture = CaptureMethod.MANUAL;
    payment.status = PaymentStatus.SUCCEEDED;
    payment.amount = HELD;
    payment.amountReceived = CAPTURED;
    var all = new ArrayList<>(List.of(others));
    all.add(seen);
    var news = new RefundNews(all, true, Trail.here());
    return ReleasedHold.of(new Order(), payment, seen, news, INSTALLATION);
  }

  @Test
  void whereWhatWasCapturedIsBookedItIsARefund() {
    var charge = booked(CAPTURED, "usd", captured);

    assertThat(kindOf(refund("re_1", captured, booked(-1_000, "usd", captured), charge)))
        .isEqualTo(ReleasedHold.NO);
  }

  @Test
  void whereAllThatWasHeldIsBookedTheOldestIsWhatWasLetGo() {
    var charge = booked(HELD, "usd", captured);
    var first = refund("re_1", captured, booked(-1_000, "usd", captured), charge);
    var second = refund("re_0", captured.plusSeconds(1), booked(-1_000, "usd", captured), charge);

    assertThat(kindOf(first, second)).isEqualTo(ReleasedHold.YES);
    assertThat(kindOf(second, first)).isEqualTo(ReleasedHold.NO);
  }

  @Test
  void whileNothingIsBookedItIsNotKnown() {
    assertThat(kindOf(refund("re_1", captured, null, null))).isEqualTo(ReleasedHold.NOT_LISTED);
  }

  @Test
  void whatIsNotBookedWithinADayIsARefund() {
    var longAgo = Instant.now().minus(Duration.ofHours(25));

    assertThat(kindOf(refund("re_1", longAgo, null, null))).isEqualTo(ReleasedHold.NO);
  }

  /** Stripe does not say how a rate counts between currencies of different digits. */
  @ParameterizedTest
  @CsvSource({
    "jpy, usd, 6700, -670, 6030",
    "jpy, usd, 67, -7, 60",
    "kwd, usd, 3253, -325, 2928",
    "usd, jpy, 14953, -1495, 13458",
    "eur, usd, 11634567, -1163457, 10471110",
  })
  void aBalanceOfAnotherCurrencyTellsTheSame(
      String currency, String balance, long whole, long rest, long part) {
    var itself = booked(rest, balance, captured);

    assertThat(kindOf(refund("re_1", currency, captured, itself, booked(whole, balance, captured))))
        .isEqualTo(ReleasedHold.YES);
    assertThat(kindOf(refund("re_1", currency, captured, itself, booked(part, balance, captured))))
        .isEqualTo(ReleasedHold.NO);
  }

  @Test
  void aRefundOfLaterIsOneWhateverTheRateHasBecome() {
    var later = captured.plus(Duration.ofMinutes(30));
    var itself = booked(-900, "eur", later);

    assertThat(kindOf(refund("re_1", later, itself, booked(9_000, "eur", captured))))
        .isEqualTo(ReleasedHold.NO);
  }

  @Test
  void inAnotherCurrencyTheRefundMustBeBookedToo() {
    assertThat(kindOf(refund("re_1", captured, null, booked(9_000, "eur", captured))))
        .isEqualTo(ReleasedHold.NOT_LISTED);
  }
}
