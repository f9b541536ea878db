package io.paydesk.dev.example;

import io.paydesk.actionflow.Actionflow;
import io.paydesk.actionflow.CallbackRun;
import io.paydesk.order.OrderStatus;
import io.paydesk.order.OrderView;
import io.paydesk.payment.PaymentView;
import io.paydesk.recurring.RecurringPayment;
import io.paydesk.recurring.RecurringPaymentView;
import io.paydesk.refund.RefundView;
import io.paydesk.transaction.CallbackFlow;
import io.paydesk.transaction.OwnContext;
import io.paydesk.transaction.Transactions;
import io.quarkus.arc.profile.IfBuildProfile;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jboss.logging.Logger;

/**
 * An example of an app's own logic. Who pays an order may use what it describes until all of the
 * money went back; who subscribes, as long as the entitlements say so.
 *
 * <p>To write your own, copy this class into {@code src/main/java/io/paydesk/app}, give it another
 * name, and leave out what is for the example alone: {@code @IfBuildProfile}, {@link #follows} and
 * {@link #failIfAsked}. There is nothing to register: whatever bean is an {@link Actionflow} is
 * called. Override what you need of its seven methods.
 *
 * <p>Three rules keep it right whatever crashes:
 *
 * <ul>
 *   <li>A run may come again after its work was done, with the same {@link CallbackRun#id()}: do
 *       nothing that was done under this id before.
 *   <li>The rows are handed over as they are now. So ask them what is true, not the run what
 *       happened: a payment that succeeded may have been refunded by now.
 *   <li>Runs of a payment and of its refunds can overtake each other, as they are about different
 *       rows. The {@code version} of the order that they share tells which one saw it later.
 * </ul>
 */
@Singleton
@IfBuildProfile(anyOf = {"dev", "test"})
public class GrantAccess implements Actionflow {

  private static final Logger LOG = Logger.getLogger(GrantAccess.class);

  /**
   * What one run found out about one purchase.
   *
   * @param version of the row that was asked
   */
  record Access(String purchase, String userId, String what, boolean granted, int version) {}

  /**
   * By the id of its run. Yours is a table with a unique key, and the id is inserted in the
   * transaction that does the work.
   */
  private final Map<String, Access> byRun = new ConcurrentHashMap<>();

  private final OwnContext ownContext;
  private final Transactions transactions;

  GrantAccess(OwnContext ownContext, Transactions transactions) {
    this.ownContext = ownContext;
    this.transactions = transactions;
  }

  /** What this user may use now. */
  public Set<String> of(String userId) {
    return byRun.values().stream()
        .filter(access -> access.userId().equals(userId))
        .collect(Collectors.toMap(Access::purchase, access -> access, later()))
        .values()
        .stream()
        .filter(Access::granted)
        .map(Access::what)
        .collect(Collectors.toSet());
  }

  private static BinaryOperator<Access> later() {
    return (one, other) -> one.version() >= other.version() ? one : other;
  }

  /** A blocking method: it may take its time, and is done when it returns. */
  @Override
  public Uni<Void> stripePaymentCallback(CallbackRun run, OrderView order, PaymentView payment) {
    failIfAsked(run, order);
    settle(run, order);
    return done();
  }

  @Override
  public Uni<Void> stripeRefundCallback(
      CallbackRun run, OrderView order, PaymentView payment, RefundView refund) {
    failIfAsked(run, order);
    settle(run, order);
    return done();
  }

  /** The payer did not get the money, which is the shop's again. */
  @Override
  public Uni<Void> stripeRefundFailed(
      CallbackRun run, OrderView order, PaymentView payment, RefundView refund) {
    settle(run, order);
    return done();
  }

  /**
   * A reactive method: it is done when its Uni is. Here it reads the database, which Hibernate
   * Reactive does on an event loop alone.
   *
   * <p>Whatever happened to the subscription, what its user may use is what the entitlements say: a
   * trial without a card has started nothing, and a renewal that stays unpaid ends access too.
   */
  @Override
  public Uni<Void> stripeRecurringPaymentManagementCallback(
      CallbackRun run, OrderView order, RecurringPaymentView recurringPayment) {
    failIfAsked(run, order);
    boolean granted =
        run.entitlements().stream()
            .anyMatch(one -> one.priceId().equals(recurringPayment.priceId()));
    var access =
        new Access(
            "subscription " + recurringPayment.id(),
            recurringPayment.userId(),
            what(order),
            granted,
            recurringPayment.version());
    return ownContext
        .run(() -> transactions.read(() -> RecurringPayment.count("userId", access.userId())))
        .invoke(count -> write(run, access, "it is their subscription number " + count))
        .replaceWithVoid();
  }

  /** Of an order that is paid once: what became of a subscription's money does not end it. */
  private void settle(CallbackRun run, OrderView order) {
    if (order.priceId() != null) {
      return;
    }
    if (order.status() == OrderStatus.REVIEW) {
      // Its end is no change of a payment, so nothing else would tell of it: this is tried again.
      throw new IllegalStateException("The order is in review: resolve it, then retry");
    }
    boolean granted = order.status().isPaid() && order.status() != OrderStatus.REFUNDED;
    write(
        run,
        new Access("order " + order.id(), order.userId(), what(order), granted, order.version()),
        "the order is " + order.status().text());
  }

  private void write(CallbackRun run, Access access, String why) {
    if (byRun.putIfAbsent(run.id(), access) != null) {
      LOG.infof("Run %s was done before: nothing is done twice", run.id());
      return;
    }
    LOG.infof(
        "%s gives %s %s: %s",
        access.purchase(), access.userId(), access.granted() ? "access" : "no access", why);
  }

  private static String what(OrderView order) {
    return order.description() == null ? "order " + order.id() : order.description();
  }

  /**
   * For the example alone, so that retries can be seen on the page: an order whose description
   * contains "fail" fails in its first two attempts.
   */
  private static void failIfAsked(CallbackRun run, OrderView order) {
    if (run.attempt() <= 2 && what(order).contains("fail")) {
      throw new IllegalStateException(
          "The order's description asks to fail twice, and this is attempt " + run.attempt());
    }
  }

  /**
   * For the example alone, so that it can be switched off; it is asked for each change.
   *
   * <p>Yours may leave out callbacks that it has no method for: {@code return flow ==
   * CallbackFlow.PAYMENT}.
   */
  @Override
  public boolean follows(CallbackFlow flow) {
    return ConfigProvider.getConfig()
        .getOptionalValue("paydesk.dev.example", Boolean.class)
        .orElse(false);
  }
}
