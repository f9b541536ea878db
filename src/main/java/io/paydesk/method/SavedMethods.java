package io.paydesk.method;

import io.paydesk.customer.CustomerFlow;
import io.paydesk.rest.Page;
import io.paydesk.stripe.AskLimit;
import io.paydesk.stripe.PaymentMethodGateway;
import io.paydesk.stripe.PaymentMethodGateway.Saved;
import io.paydesk.stripe.PaymentMethodSnapshot;
import io.paydesk.stripe.StripeClock;
import io.paydesk.stripe.StripeOutcome;
import io.paydesk.stripe.StripeOutcome.Done;
import io.paydesk.stripe.StripeOutcome.Refused;
import io.paydesk.transaction.HomeContext;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A user's saved payment methods, as Stripe has them now: Stripe is asked each time, so that no
 * copy here shows a method that was removed, renewed or added elsewhere.
 */
@Singleton
public class SavedMethods {

  /** Any other text would end up in an address. */
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_]{1,255}");

  private final CustomerFlow customers;
  private final PaymentMethodGateway stripe;
  private final MethodRequests requests;
  private final Consents consents;
  private final CardsByLink byLink;
  private final StripeClock clock;
  private final AskLimit limit;

  SavedMethods(
      CustomerFlow customers,
      PaymentMethodGateway stripe,
      MethodRequests requests,
      Consents consents,
      CardsByLink byLink,
      StripeClock clock,
      AskLimit limit) {
    this.customers = customers;
    this.stripe = stripe;
    this.requests = requests;
    this.consents = consents;
    this.byLink = byLink;
    this.clock = clock;
    this.limit = limit;
  }

  /** All of them: Stripe lets nobody save so many that they need pages. */
  Uni<Page<PaymentMethodView>> list(String userId) {
    return customers
        .known(userId)
        .flatMap(
            customer ->
                customer.isEmpty()
                    ? Uni.createFrom().item(new Page<PaymentMethodView>(List.of(), null))
                    : list(userId, customer.get()));
  }

  private Uni<Page<PaymentMethodView>> list(String userId, String customer) {
    return within(userId, () -> stripe.of(customer))
        .map(
            outcome ->
                // The customer is gone at Stripe, and its methods with it.
                outcome.saysThatItIsMissing() ? new Saved(List.of(), null) : answered(outcome))
        .flatMap(
            saved ->
                consents
                    .of(userId)
                    .flatMap(
                        given -> byLink.since(userId).map(since -> page(saved, given, since))));
  }

  private Page<PaymentMethodView> page(Saved saved, Set<String> given, @Nullable Instant since) {
    var now = clock.now();
    return new Page<>(
        saved.all().stream()
            .filter(method -> CardsByLink.isTheirs(method, given, since))
            .map(
                method ->
                    PaymentMethodView.of(
                        method, saved.defaultId(), given.contains(method.id()), now))
            .toList(),
        null);
  }

  Uni<Void> remove(String userId, String id) {
    return owned(userId, id)
        .flatMap(
            owned ->
                requests.toRemove(userId, id, key -> within(userId, () -> stripe.detach(id, key))))
        .invoke(outcome -> done(outcome, userId, id))
        .replaceWithVoid();
  }

  /**
   * @throws io.paydesk.problem.Refusal {@code payment-method-not-found}, {@code stripe-unavailable}
   */
  public Uni<PaymentMethodView> makeDefault(String userId, String id) {
    return owned(userId, id)
        .flatMap(
            owned ->
                requests
                    .toMakeDefault(
                        userId,
                        id,
                        key -> within(userId, () -> stripe.makeDefault(owned.customer, id, key)))
                    .map(outcome -> done(outcome, userId, id))
                    .invoke(
                        now -> {
                          // Somebody was faster since a first try whose answer was lost.
                          if (!now.equals(Optional.of(id))) {
                            throw MethodProblems.stripeSilent();
                          }
                        })
                    .flatMap(now -> shown(userId, owned.method, id)));
  }

  /** The method as it is, whether it is the default or not any more. */
  public Uni<PaymentMethodView> get(String userId, String id) {
    return owned(userId, id)
        .flatMap(
            owned ->
                within(userId, () -> stripe.of(owned.customer))
                    .map(SavedMethods::answered)
                    .flatMap(saved -> shown(userId, owned.method, saved.defaultId())));
  }

  private Uni<PaymentMethodView> shown(
      String userId, PaymentMethodSnapshot method, @Nullable String defaultId) {
    return consents
        .of(userId)
        .map(
            given ->
                PaymentMethodView.of(method, defaultId, given.contains(method.id()), clock.now()));
  }

  private record Owned(String customer, PaymentMethodSnapshot method) {}

  /**
   * @return the method, if it is the user's
   * @throws io.paydesk.problem.Refusal {@code payment-method-not-found}, also for a method of
   *     somebody else; {@code stripe-unavailable}
   */
  public Uni<PaymentMethodSnapshot> ofUser(String userId, String id) {
    return owned(userId, id).map(Owned::method);
  }

  private Uni<Owned> owned(String userId, String id) {
    if (!ID.matcher(id).matches()) {
      throw MethodProblems.notFound(id);
    }
    return customers.known(userId).flatMap(customer -> owned(userId, customer, id));
  }

  private Uni<Owned> owned(String userId, Optional<String> customer, String id) {
    if (customer.isEmpty()) {
      throw MethodProblems.notFound(id);
    }
    return within(userId, () -> stripe.retrieve(id))
        .map(
            outcome -> {
              if (outcome instanceof Refused || isOfAnother(outcome, customer.get())) {
                throw MethodProblems.notFound(id);
              }
              return new Owned(customer.get(), answered(outcome));
            })
        .call(owned -> mustBeTheirs(userId, owned.method));
  }

  private Uni<Void> mustBeTheirs(String userId, PaymentMethodSnapshot method) {
    return byLink
        .since(userId)
        .flatMap(
            since ->
                since == null
                    ? Uni.createFrom().voidItem()
                    : consents
                        .of(userId)
                        .invoke(
                            given -> {
                              if (!CardsByLink.isTheirs(method, given, since)) {
                                throw MethodProblems.notFound(method.id());
                              }
                            })
                        .replaceWithVoid());
  }

  private static boolean isOfAnother(
      StripeOutcome<PaymentMethodSnapshot> outcome, String customer) {
    return outcome instanceof Done<PaymentMethodSnapshot> done
        && !customer.equals(done.value().customerId());
  }

  private <T> Uni<StripeOutcome<T>> within(String userId, Supplier<Uni<StripeOutcome<T>>> asked) {
    return limit.within(
        "methods of " + userId,
        () ->
            asked
                .get()
                .ifNoItem()
                .after(PaymentMethodGateway.LONGEST)
                .recoverWithItem(new StripeOutcome.Unknown<>("not in time", false))
                .plug(HomeContext.back()));
  }

  private static <T> T done(StripeOutcome<T> outcome, String userId, String id) {
    if (outcome instanceof Refused) {
      // Somebody else was faster: nothing else about a method of the user's is refused.
      throw MethodProblems.notFound(id);
    }
    return answered(outcome);
  }

  private static <T> T answered(StripeOutcome<T> outcome) {
    if (outcome instanceof Done<T> done) {
      return done.value();
    }
    if (outcome instanceof Refused<T> refused) {
      throw MethodProblems.refusedByStripe(refused.code(), refused.message());
    }
    throw MethodProblems.stripeSilent();
  }
}
