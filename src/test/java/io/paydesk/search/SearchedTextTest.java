package io.paydesk.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.paydesk.search.SearchedAmount.Sum;
import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SearchedTextTest {

  @Test
  void aNumberAloneMayBeAnyRow() {
    var found = SearchedText.of(" 42 ");

    assertThat(found.number()).isEqualTo(42);
    assertThat(found.byNumber())
        .startsWith(Lookup.ORDER, Lookup.PAYMENT)
        .contains(Lookup.REFUND, Lookup.DISPUTE, Lookup.RUN);
  }

  @ParameterizedTest
  @CsvSource({
    "order 42, ORDER",
    "Order #42, ORDER",
    "orders/42, ORDER",
    "payment:42, PAYMENT",
    "Refund 42, REFUND",
    "dispute-42, DISPUTE",
    "subscription 42, RECURRING_PAYMENT",
    "recurring-payments/42, RECURRING_PAYMENT",
    "run 42, RUN"
  })
  void aWordSaysWhichRowItIs(String text, Lookup lookup) {
    assertThat(SearchedText.of(text).byNumber()).containsExactly(lookup);
  }

  @ParameterizedTest
  @ValueSource(strings = {"invoice 42", "42 tickets", "9999999999999999999", "-42", "٤٢"})
  void otherNumbersAreNoRows(String text) {
    assertThat(SearchedText.of(text).byNumber()).isEmpty();
  }

  @Test
  void theHashOfANumberIsLeftOut() {
    assertThat(SearchedText.of("#42").number()).isEqualTo(42);
  }

  @ParameterizedTest
  @CsvSource({
    "pi_3Abc, PAYMENT_BY_INTENT",
    "ch_3Abc, PAYMENT_BY_CHARGE",
    "py_3Abc, PAYMENT_BY_CHARGE",
    "re_3Abc, REFUND_BY_STRIPE_ID",
    "sub_1Abc, RECURRING_PAYMENT_BY_SUBSCRIPTION",
    "in_1Abc, ORDER_BY_INVOICE",
    "cus_Abc, USER_BY_CUSTOMER",
    "cs_test_a1Abc, PAYMENT_BY_SESSION",
    "du_1Abc, DISPUTE_BY_STRIPE_ID",
    "dp_1Abc, DISPUTE_BY_STRIPE_ID",
    "evt_1Abc, EVENT_BY_STRIPE_ID",
    "seti_1Abc, SETUP_INTENT_BY_STRIPE_ID",
    "pm_1Abc, SETUP_INTENT_BY_METHOD",
    "issfr_1Abc, PAYMENT_BY_WARNING",
    "src_1Abc, EVENT_BY_OBJECT"
  })
  void anIdOfStripesIsLookedForWhereItMayBe(String text, Lookup lookup) {
    assertThat(SearchedText.of(text).byStripeId()).contains(lookup, Lookup.EVENT_BY_OBJECT);
  }

  @Test
  void anAddressOfStripesDashboardAndAClientSecretHaveAnIdInThem() {
    assertThat(SearchedText.of("https://dashboard.stripe.com/test/payments/pi_3Abc?x=1").stripeId())
        .isEqualTo("pi_3Abc");
    assertThat(SearchedText.of("pi_3Abc_secret_Def").stripeId()).isEqualTo("pi_3Abc");
  }

  @Test
  void whatOthersWriteDownAsUuidIsOne() {
    var uuid = UUID.randomUUID();

    assertThat(SearchedText.of(uuid.toString().toUpperCase(java.util.Locale.ROOT)).uuid())
        .isEqualTo(uuid);
    assertThat(SearchedText.of("not-a-uuid").byUuid()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "99.99, 99.99, ",
    "'99,99', 99.99, ",
    "$99.99, 99.99, ",
    "99.99 USD, 99.99, usd",
    "500 jpy, 500, jpy",
    "$5, 5, ",
    "¥12000, 12000, ",
    "12000, 12000, ",
    "'999,999.99', 999999.99, ",
    "'1.299,00 €', 1299.00, ",
    "'12 000,50 EUR', 12000.50, eur",
    "1'299.00 chf, 1299.00, chf",
    "'12,34,567.00 INR', 1234567.00, inr"
  })
  void aSumIsOne(String text, BigDecimal value, String currency) {
    assertThat(SearchedText.of(text).amount())
        .isEqualTo(new SearchedAmount(List.of(value), currency));
  }

  @ParameterizedTest
  @CsvSource({"'12,000', 12.000, 12000", "1.234, 1.234, 1234", "'¥12,000', 12.000, 12000"})
  void whatReadsInTwoWaysIsLookedForInBoth(String text, BigDecimal one, BigDecimal other) {
    assertThat(SearchedText.of(text).amount().values()).containsExactly(one, other);
  }

  @Test
  void twelveThousandAreFoundWithTheirSeparator() {
    assertThat(SearchedText.of("12,000").amount().sums())
        .extracting(Sum::minor)
        .containsExactly(1200L, 12L, 12_000L, 1_200_000L, 12_000L, 12_000_000L);
  }

  @ParameterizedTest
  @ValueSource(strings = {"99", "99.99.99", "pia", "1e5", "99.9999", ""})
  void anythingElseIsNoSum(String text) {
    assertThat(SearchedText.of(text).amount()).isNull();
  }

  @Test
  void aSumIsLookedForInEachUnitThatItFits() {
    assertThat(SearchedText.of("99.99").amount().sums())
        .extracting(Sum::minor)
        .containsExactly(9999L, 99990L);
    assertThat(SearchedText.of("99.99").amount().sums().get(0).currencies())
        .contains("usd", "isk")
        .doesNotContain("jpy", "kwd", "xxx");
    assertThat(SearchedText.of("1000000000000.00").amount()).isNull();
    assertThat(SearchedText.of("999999999999.00").amount().sums())
        .extracting(Sum::minor)
        .containsExactly(999_999_999_999L);
  }

  @Test
  void anAmountIsThatOfItsCurrency() {
    assertThat(SearchedText.of("500 jpy").amount().sums())
        .containsExactly(new Sum(500, List.of("jpy")));
    assertThat(SearchedText.of("5.00 kwd").amount().sums())
        .containsExactly(new Sum(5000, List.of("kwd")));
    assertThat(SearchedText.of("5.00 xyz").amount().sums()).isEmpty();
  }
}
