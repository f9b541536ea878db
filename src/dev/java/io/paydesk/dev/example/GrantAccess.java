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
 * An example of an app's own logic. A user who pays an order may use what it describes until all of
 * the money has gone back; a subscriber may use what the entitlements say.
 *
 * <p>To write your own, copy this class into {@code src/main/java/io/paydesk/app}, give it another
 * name, and leave out what only the example needs: {@code @IfBuildProfile}, {@link #follows} and
 * {@link #failIfAsked}. There is nothing to register: every bean that is an {@link Actionflow} is
 * called. Override those of its methods that you need. To leave this tree as it is, begin with
 * {@code src/examples/bean}.
 *
 * <p>Three rules keep it correct even after a crash:
 *
 * <ul>
 *   <li>A run may come again after its work was done, with the same {@link CallbackRun#id()}: do
 *       the work of each id only once.
 *   <li>You are given the rows as they are now. So rely on the rows, not on the run's transition: a
 *       payment that succeeded may have been refunded by now.
 *   <li>Runs of a payment and of its refunds can overtake each other, as they are about different
 *       rows. They share an order: its {@code version} shows which run saw it later.
 * </ul>
 */
@Singleton
@IfBuildProfile(anyOf = {"dev", "test"})
public class GrantAccess implements Actionflow {

  private static final Logger LOG = Logger.getLogger(GrantAccess.class);

  /**
   * What one run found out about one purchase.
   *
   * @param version of the row that it read
   */
  record Access(String purchase, String userId, String what, boolean granted, int version) {}

  /**
   * By run id. In your app this is a table with a unique key, and the id is inserted in the
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
    followOrder(run, order);
    return done();
  }

  /** What is free has no payment. */
  @Override
  public Uni<Void> orderPaid(CallbackRun run, OrderView order) {
    failIfAsked(run, order);
    followOrder(run, order);
    return done();
  }

  @Override
  public Uni<Void> stripeRefundCallback(
      CallbackRun run, OrderView order, PaymentView payment, RefundView refund) {
    failIfAsked(run, order);
    followOrder(run, order);
    return done();
  }

  /** The payer did not get the money: the shop has it again. */
  @Override
  public Uni<Void> stripeRefundFailed(
      CallbackRun run, OrderView order, PaymentView payment, RefundView refund) {
    followOrder(run, order);
    return done();
  }

  /**
   * A reactive method: it is done when its Uni is. It reads the database, which Hibernate Reactive
   * only does on an event loop.
   *
   * <p>Whatever happened to the subscription, the entitlements say what the user may use: a trial
   * without a card gives no access, and a renewal that stays unpaid ends access too.
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

  /** Only for one-time orders: refunds of a subscription do not end its access. */
  private void followOrder(CallbackRun run, OrderView order) {
    if (order.priceId() != null) {
      return;
    }
    if (order.status() == OrderStatus.REVIEW) {
      // The end of a review changes no payment, so no run would follow it. Instead this run is
      // retried.
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
   * Only for the example, so that retries show on the page: an order whose description contains
   * "fail" fails in its first two attempts.
   */
  private static void failIfAsked(CallbackRun run, OrderView order) {
    if (run.attempt() <= 2 && what(order).contains("fail")) {
      throw new IllegalStateException(
          "The order's description asks to fail twice, and this is attempt " + run.attempt());
    }
  }

  /**
   * Only for the example, so that it can be switched off; it is called for each change.
   *
   * <p>In your app it can exclude callbacks without a method: {@code return flow ==
   * CallbackFlow.PAYMENT}.
   */
  @Override
  public boolean follows(CallbackFlow flow) {
    return ConfigProvider.getConfig()
        .getOptionalValue("paydesk.dev.example", Boolean.class)
        .orElse(false);
  }
}
