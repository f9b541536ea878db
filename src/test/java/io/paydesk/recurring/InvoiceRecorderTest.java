package io.paydesk.recurring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.micrometer.core.instrument.MeterRegistry;
import io.paydesk.order.LockedOrders;
import io.paydesk.stripe.InvoiceAmounts;
import io.paydesk.stripe.InvoiceGateway.InvoicePayment;
import io.paydesk.stripe.InvoiceGateway.InvoiceWithPayments;
import io.paydesk.stripe.InvoiceLine;
import io.paydesk.stripe.InvoiceSnapshot;
import io.paydesk.stripe.PaymentIntentSnapshot;
import io.paydesk.testing.SubscriptionTest;
import io.paydesk.testing.http.AnswerCheck;
import io.paydesk.transaction.Transactions;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.persistence.OptimisticLockException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Invoices that the pretend Stripe does not make, recorded as the callback records them. */
@QuarkusTest
class InvoiceRecorderTest extends SubscriptionTest {

  private static final Instant NOW = Instant.parse("2026-11-23T09:30:00Z");

  @Inject InvoiceRecorder recorder;
  @Inject Transactions transactions;
  @Inject MeterRegistry meters;

  private static final Duration MONTH = Duration.ofDays(30);

  private long order;
  private long id;
  private String customer;
  private String subscription;

  @BeforeEach
  void begun() {
    // What Stripe says of its own invoice would come between.
    loseEvents();
    order = monthly();
    id = subscribed(order).getLong("recurringPayment.id");
    customer = tables().text("select customer_id from recurring_payment where id = ?", id);
    subscription = tables().text("select subscription_id from recurring_payment where id = ?", id);
  }

  private InvoiceWithPayments invoice(String name, long paid, Instant created) {
    return invoice(name, paid, created, "subscription_cycle");
  }

  private InvoiceWithPayments invoice(String name, long paid, Instant created, String reason) {
    return invoice(name, charging(paid), created, reason, List.of(period(price, 1, paid)));
  }

  private InvoiceWithPayments invoice(
      String name,
      InvoiceAmounts amounts,
      Instant created,
      String reason,
      List<InvoiceLine> lines) {
    return new InvoiceWithPayments(
        new InvoiceSnapshot(
            "in_" + name + "_" + id,
            "paid",
            amounts,
            "usd",
            reason,
            customer,
            subscription,
            Map.of(),
            created,
            lines,
            false),
        List.of());
  }

  /** No discount, no tax, nothing from the balance. */
  private static InvoiceAmounts charging(long paid) {
    return new InvoiceAmounts(paid, 0, 0, paid, 0, paid, paid, 0);
  }

  private InvoiceLine period(String itsPrice, long quantity, long amount) {
    return line(subscription, itsPrice, quantity, amount, false);
  }

  private InvoiceLine proration(String itsPrice, long quantity, long amount) {
    return line(subscription, itsPrice, quantity, amount, true);
  }

  private static InvoiceLine line(
      String itsSubscription, String itsPrice, long quantity, long amount, boolean proration) {
    return new InvoiceLine(
        itsSubscription, "si_1", itsPrice, quantity, amount, proration, NOW, NOW.plus(MONTH));
  }

  private void record(List<InvoiceWithPayments> invoices) throws Throwable {
    VertxContextSupport.subscribeAndAwait(() -> transactions.write(() -> write(invoices)));
  }

  private Uni<Void> write(List<InvoiceWithPayments> invoices) {
    return LockedOrders.of(order)
        .with(RecurringPayment.TABLE, id)
        .lock()
        .flatMap(
            locked ->
                recorder.record(locked.order(order), locked.row(RecurringPayment.TABLE), invoices));
  }

  @Test
  void invoicesOfOneSecondBecomeOrdersInTheOrderOfTheirIds() throws Throwable {
    var invoices =
        IntStream.range(10, 22)
            .mapToObj(i -> invoice(Integer.toString(i), 1500, NOW))
            .collect(Collectors.toList());
    var names = invoices.stream().map(one -> one.invoice().id()).toList();
    Collections.shuffle(invoices, new Random(7));

    record(invoices);

    var made =
        tables()
            .text(
                "select string_agg(invoice_id, ',' order by id) from orders where id = ? or"
                    + " renewal_of = ?",
                order,
                order);
    assertThat(Arrays.asList(made.split(","))).isEqualTo(names);
  }

  @Test
  void aRetriedTransactionCountsItsInvoicesOnce() throws Throwable {
    var counter = meters.counter("paydesk.invoices.paid", "reason", "manual");
    double before = counter.count();
    var invoice = invoice("one", 1500, NOW, "manual");
    var tries = new AtomicInteger();

    VertxContextSupport.subscribeAndAwait(
        () ->
            transactions.write(
                () ->
                    write(List.of(invoice))
                        .invoke(
                            () -> {
                              if (tries.incrementAndGet() == 1) {
                                throw new OptimisticLockException();
                              }
                            })));

    assertThat(tries).hasValue(2);
    assertThat(counter.count() - before).isEqualTo(1);
  }

  private AnswerCheck first() {
    return asUser().get("/v1/orders/" + order).then().statusCode(200);
  }

  private void isInReview(String reason) {
    first().body("status", equalTo("review")).body("reviewReason", equalTo(reason));
  }

  @Test
  void aFirstInvoiceThatACouponMadeSmallerPaysTheOrder() throws Throwable {
    var amounts = new InvoiceAmounts(1500, 300, 0, 1200, 0, 1200, 1200, 0);

    record(List.of(invoice("coupon", amounts, NOW, "manual", List.of(period(price, 1, 1500)))));

    first()
        .body("status", equalTo("paid"))
        .body("reviewReason", nullValue())
        .body("amount", equalTo(1500))
        .body("subtotal", equalTo(1500))
        .body("discount", equalTo(300))
        .body("tax", equalTo(0))
        .body("credit", equalTo(0))
        .body("total", equalTo(1200))
        .body("charged", equalTo(1200))
        .body("periodStart", equalTo("2026-11-23T09:30:00Z"))
        .body("periodEnd", equalTo("2026-12-23T09:30:00Z"));
  }

  @Test
  void aFirstInvoiceOfMoreSeatsThanWereOrderedPaysTheOrder() throws Throwable {
    var lines = List.of(period(price, 3, 4500));

    record(List.of(invoice("seats", charging(4500), NOW, "subscription_cycle", lines)));

    first()
        .body("status", equalTo("paid"))
        .body("amount", equalTo(1500))
        .body("quantity", nullValue())
        .body("total", equalTo(4500))
        .body("charged", equalTo(4500));
  }

  @Test
  void aFirstInvoiceWithTaxOnTopPaysTheOrder() throws Throwable {
    var amounts = new InvoiceAmounts(1500, 0, 285, 1785, 0, 1785, 1785, 0);

    record(List.of(invoice("tax", amounts, NOW, "manual", List.of(period(price, 1, 1500)))));

    first()
        .body("status", equalTo("paid"))
        .body("tax", equalTo(285))
        .body("total", equalTo(1785))
        .body("charged", equalTo(1785));
  }

  @Test
  void aFirstInvoiceThatCreditCoversPaysTheOrderThoughNoMoneyMoved() throws Throwable {
    var amounts = new InvoiceAmounts(1500, 0, 0, 1500, 1500, 0, 0, 0);

    record(List.of(invoice("credit", amounts, NOW, "manual", List.of(period(price, 1, 1500)))));

    first()
        .body("status", equalTo("paid"))
        .body("credit", equalTo(1500))
        .body("total", equalTo(1500))
        .body("charged", equalTo(0));
    assertThat(tables().number("select count(*) from payment where order_id = ?", order)).isZero();
    assertThat(tables().text("select first_invoice_id from recurring_payment where id = ?", id))
        .isEqualTo("in_credit_" + id);
  }

  @Test
  void aFirstInvoiceThatIsTooSmallToBeChargedPaysTheOrder() throws Throwable {
    var amounts = new InvoiceAmounts(30, 0, 0, 30, 30, 0, 0, 0);

    record(List.of(invoice("small", amounts, NOW, "manual", List.of(period(price, 1, 30)))));

    first().body("status", equalTo("paid")).body("charged", equalTo(0));
  }

  @Test
  void aTrialsZeroInvoicePaysForNothing() throws Throwable {
    record(
        List.of(
            invoice(
                "trial", charging(0), NOW, "subscription_create", List.of(period(price, 1, 0)))));

    first().body("status", equalTo("pending")).body("charged", nullValue());
    assertThat(tables().text("select first_invoice_id from recurring_payment where id = ?", id))
        .isNull();
  }

  private String others() {
    return tables()
        .text(
            "select concat_ws(' ', status, amount, charged, review_reason, recurring_payment_id ="
                + " "
                + id
                + ") from orders where renewal_of = ?",
            order);
  }

  private void isUnpaidYet() {
    first().body("status", equalTo("pending")).body("charged", nullValue());
    assertThat(tables().text("select first_invoice_id from recurring_payment where id = ?", id))
        .isNull();
  }

  @Test
  void aFeeOnATrialsFirstInvoiceIsAnOrderOfItsOwnAndTheFirstWaitsForItsPeriod() throws Throwable {
    var fee =
        new InvoiceLine(subscription, null, "price_fee", 1L, 500, false, NOW, NOW.plus(MONTH));
    var trial =
        invoice(
            "trial", charging(500), NOW, "subscription_create", List.of(period(price, 1, 0), fee));

    record(List.of(trial));

    isUnpaidYet();
    assertThat(others()).isEqualTo("paid 500 500 t");

    record(List.of(trial, invoice("cycle", 1500, NOW.plus(MONTH))));

    first().body("status", equalTo("paid")).body("charged", equalTo(1500));
    assertThat(others()).isEqualTo("paid 500 500 t");
  }

  @Test
  void aFeeThatIsNotOfTheSubscriptionIsACaseForReviewAndDoesNotPayForTheTrial() throws Throwable {
    var fee = new InvoiceLine(null, null, "price_fee", 1L, 500, false, NOW, NOW);

    record(
        List.of(
            invoice(
                "trial",
                charging(500),
                NOW,
                "subscription_create",
                List.of(period(price, 1, 0), fee))));

    isUnpaidYet();
    assertThat(others()).isEqualTo("review 500 500 foreign-lines t");
  }

  @Test
  void anInvoiceThatOnlyCollectsAnOldDebtIsAnOrderOfItsOwn() throws Throwable {
    var debt = new InvoiceAmounts(0, 0, 0, 0, -600, 600, 600, 0);

    record(
        List.of(invoice("debt", debt, NOW, "subscription_create", List.of(period(price, 1, 0)))));

    isUnpaidYet();
    assertThat(others()).isEqualTo("paid 0 600 t");
  }

  @Test
  void aCreditSmallerThanAnOldDebtIsAnOrderOfWhatCame() throws Throwable {
    var debt = new InvoiceAmounts(-100, 0, 0, -100, -700, 600, 600, 0);
    record(
        List.of(
            invoice("first", 1500, NOW),
            invoice(
                "fewer",
                debt,
                NOW.plusSeconds(60),
                "subscription_update",
                List.of(proration(price, 2, -300), proration(price, 1, 200)))));

    assertThat(others()).isEqualTo("paid 0 600 t");
  }

  private InvoiceWithPayments paidAt(Instant when) {
    var intent =
        PaymentIntentSnapshot.of(
            JsonNodeFactory.instance
                .objectNode()
                .put("id", "pi_late_" + id)
                .put("status", "succeeded")
                .put("amount", 1500)
                .put("amount_received", 1500)
                .put("currency", "usd")
                .put("customer", customer));
    return new InvoiceWithPayments(
        invoice("late", 1500, NOW).invoice(), List.of(new InvoicePayment(intent, 1500, when)));
  }

  private void ended(Instant when) {
    tables()
        .change(
            "update recurring_payment set status = 'canceled', stripe_status = 'canceled', ended_at"
                + " = cast(? as timestamptz) where id = ?",
            when.toString(),
            id);
  }

  @Test
  void aPaymentAfterTheSubscriptionsEndIsACaseForReview() throws Throwable {
    ended(NOW);

    record(List.of(paidAt(NOW.plusSeconds(1))));

    isInReview("paid-after-end");
    assertThat(tables().number("select amount_received from payment where order_id = ?", order))
        .isEqualTo(1500);
  }

  @Test
  void aPaymentBeforeTheSubscriptionsEndPaysTheOrder() throws Throwable {
    ended(NOW.plusSeconds(1));

    record(List.of(paidAt(NOW)));

    first().body("status", equalTo("paid")).body("reviewReason", nullValue());
  }

  @Test
  void moneyInAnotherCurrencyIsACaseForReview() throws Throwable {
    var yen = invoice("yen", 1500, NOW);
    var invoice = yen.invoice();
    record(
        List.of(
            new InvoiceWithPayments(
                new InvoiceSnapshot(
                    invoice.id(),
                    "paid",
                    invoice.amounts(),
                    "jpy",
                    "manual",
                    customer,
                    subscription,
                    Map.of(),
                    NOW,
                    invoice.lines(),
                    false),
                List.of())));

    isInReview("currency-mismatch");
  }

  @Test
  void theInvoiceOfAnotherCustomerIsACaseForReview() throws Throwable {
    customer = "cus_another";
    record(List.of(invoice("another", 1500, NOW)));

    isInReview("customer-mismatch");
  }

  @Test
  void theInvoiceOfAnotherSubscriptionIsACaseForReview() throws Throwable {
    subscription = "sub_another";
    record(List.of(invoice("another", 1500, NOW)));

    isInReview("subscription-mismatch");
  }

  @Test
  void aLineThatIsNotOfTheSubscriptionIsACaseForReview() throws Throwable {
    var fee = line(null, "price_fee", 1, 500, false);
    record(
        List.of(
            invoice("fee", charging(2000), NOW, "manual", List.of(period(price, 1, 1500), fee)),
            invoice(
                "later",
                charging(2000),
                NOW.plusSeconds(60),
                "subscription_cycle",
                List.of(period(price, 1, 1500), fee))));

    isInReview("foreign-lines");
    assertThat(tables().text("select review_reason from orders where renewal_of = ?", order))
        .isEqualTo("foreign-lines");
  }

  @Test
  void moreThanWasDueIsACaseForReview() throws Throwable {
    var amounts = new InvoiceAmounts(1500, 0, 0, 1500, 0, 1500, 3000, 1500);
    record(List.of(invoice("twice", amounts, NOW, "manual", List.of(period(price, 1, 1500)))));

    isInReview("overpaid");
  }

  @Test
  void aRenewalThatACouponMadeSmallerIsAnOrderOfWhatWasPaid() throws Throwable {
    var amounts = new InvoiceAmounts(1500, 300, 0, 1200, 0, 1200, 1200, 0);
    record(
        List.of(
            invoice("first", 1500, NOW),
            invoice(
                "coupon",
                amounts,
                NOW.plusSeconds(60),
                "subscription_cycle",
                List.of(period(price, 1, 1500)))));

    assertThat(orderStatus(order)).isEqualTo("paid");
    assertThat(
            tables()
                .number(
                    "select amount from orders where renewal_of = ? and status = 'paid'", order))
        .isEqualTo(1200);
  }

  @Test
  void aRenewalThatCreditCoversIsAnOrderWithoutAPayment() throws Throwable {
    var amounts = new InvoiceAmounts(1500, 0, 0, 1500, 1500, 0, 0, 0);
    record(
        List.of(
            invoice("first", 1500, NOW),
            invoice(
                "credit",
                amounts,
                NOW.plusSeconds(60),
                "subscription_cycle",
                List.of(period(price, 1, 1500)))));

    assertThat(
            tables()
                .text(
                    "select concat_ws(' ', status, amount, credit, charged) from orders where"
                        + " renewal_of = ?",
                    order))
        .isEqualTo("paid 1500 1500 0");
  }

  @Test
  void aRenewalThatACouponCoversIsAnOrderThatCostsNothing() throws Throwable {
    var amounts = new InvoiceAmounts(1500, 1500, 0, 0, 0, 0, 0, 0);
    record(
        List.of(
            invoice("first", 1500, NOW),
            invoice(
                "free",
                amounts,
                NOW.plusSeconds(60),
                "subscription_cycle",
                List.of(period(price, 1, 1500)))));

    asUser()
        .get("/v1/orders")
        .then()
        .statusCode(200)
        .body("data[0].renewalOf", equalTo((int) order))
        .body("data[0].status", equalTo("paid"))
        .body("data[0].amount", equalTo(0))
        .body("data[0].price", equalTo("0.00"))
        .body("data[0].subtotal", equalTo(1500))
        .body("data[0].discount", equalTo(1500));
  }

  @Test
  void anOrderHasThePriceAndSeatsOfItsInvoice() throws Throwable {
    var lines =
        List.of(proration("price_old", 1, -700), proration(price, 4, 900), period(price, 4, 6000));
    record(
        List.of(
            invoice("first", 1500, NOW),
            invoice("cycle", charging(6200), NOW.plusSeconds(60), "subscription_cycle", lines)));

    assertThat(
            tables()
                .text(
                    "select concat_ws(' ', price_id, quantity, period_end - period_start) from"
                        + " orders where renewal_of = ?",
                    order))
        .isEqualTo(price + " 4 30 days");
  }

  @Test
  void anOrderHasThePriceOfItsInvoiceEvenIfTheSubscriptionHasAnother() throws Throwable {
    record(
        List.of(
            invoice("first", 1500, NOW),
            invoice(
                "cycle",
                charging(9000),
                NOW.plusSeconds(60),
                "subscription_cycle",
                List.of(period("price_before_the_swap", 2, 9000)))));

    assertThat(
            tables()
                .text(
                    "select concat_ws(' ', price_id, quantity) from orders where renewal_of = ?",
                    order))
        .isEqualTo("price_before_the_swap 2");
  }

  @Test
  void anOrderHasOurOwnItemAndNotTheAddOn() throws Throwable {
    var item = tables().text("select subscription_item_id from recurring_payment where id = ?", id);
    var own = lineOf(item, "price_swapped", 2, 3000);
    record(
        List.of(
            invoice("first", 1500, NOW),
            invoice(
                "cycle",
                charging(4000),
                NOW.plusSeconds(60),
                "subscription_cycle",
                List.of(lineOf("si_add_on", price, 5, 1000), own))));

    assertThat(
            tables()
                .text(
                    "select concat_ws(' ', price_id, quantity) from orders where renewal_of = ?",
                    order))
        .isEqualTo("price_swapped 2");
  }

  private InvoiceLine lineOf(String item, String itsPrice, long quantity, long amount) {
    return new InvoiceLine(
        subscription, item, itsPrice, quantity, amount, false, NOW, NOW.plus(MONTH));
  }

  @Test
  void theOrderOfAChangeHasTheNewPrice() throws Throwable {
    record(
        List.of(
            invoice("first", 1500, NOW),
            invoice(
                "change",
                charging(1400),
                NOW.plusSeconds(60),
                "subscription_update",
                List.of(proration(price, 1, -1400), proration(price, 2, 2800)))));

    assertThat(
            tables()
                .text(
                    "select concat_ws(' ', price_id, quantity, amount) from orders where renewal_of"
                        + " = ?",
                    order))
        .isEqualTo(price + " 2 1400");
  }

  @Test
  void anInvoiceThatOnlyCreditsSellsNothing() throws Throwable {
    var amounts = new InvoiceAmounts(-1400, 0, 0, -1400, -1400, 0, 0, 0);
    record(
        List.of(
            invoice("first", 1500, NOW),
            invoice(
                "fewer",
                amounts,
                NOW.plusSeconds(60),
                "subscription_update",
                List.of(proration(price, 2, -2800), proration(price, 1, 1400)))));

    assertThat(tables().number("select count(*) from orders where renewal_of = ?", order)).isZero();
  }

  @Test
  void aPeriodThatTheCreditOfAChangeCoversIsARenewal() throws Throwable {
    var amounts = new InvoiceAmounts(-500, 0, 0, -500, -500, 0, 0, 0);
    record(
        List.of(
            invoice("first", 1500, NOW),
            invoice(
                "cheaper",
                amounts,
                NOW.plusSeconds(60),
                "subscription_cycle",
                List.of(proration("price_old", 1, -1500), period(price, 1, 1000)))));

    assertThat(
            tables()
                .text(
                    "select concat_ws(' ', status, amount, charged) from orders where renewal_of ="
                        + " ?",
                    order))
        .isEqualTo("paid 0 0");
  }
}
