package io.paydesk.wallet;

import io.paydesk.idempotency.ApiAnswer;
import io.paydesk.rest.Page;
import io.paydesk.stripe.AskLimit;
import io.paydesk.stripe.PaymentMethodDomainGateway;
import io.paydesk.stripe.PaymentMethodDomainSnapshot;
import io.paydesk.stripe.StripeOutcome;
import io.paydesk.stripe.StripeOutcome.Done;
import io.paydesk.stripe.StripeOutcome.Refused;
import io.paydesk.wallet.DomainRows.Act;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/**
 * Registers domains at Stripe, and says how they stand. Stripe is asked each time: it keeps one
 * registration for each name, and others of the account may change it. So a domain is looked for
 * before it is made, and however often and wherever it is asked for, there is one.
 */
@Singleton
class DomainFlow {

  private final DomainName names;
  private final DomainRows rows;
  private final PaymentMethodDomainGateway stripe;
  private final AskLimit limit;

  DomainFlow(DomainName names, DomainRows rows, PaymentMethodDomainGateway stripe, AskLimit limit) {
    this.names = names;
    this.rows = rows;
    this.stripe = stripe;
    this.limit = limit;
  }

  /** All of them: an account has a handful. */
  Uni<Page<DomainView>> list() {
    return limit
        .within("payment method domains", stripe::list)
        .map(outcome -> DomainProblems.answered(outcome, DomainProblems.READ))
        .map(this::page);
  }

  private Page<DomainView> page(List<PaymentMethodDomainSnapshot> domains) {
    var views = new ArrayList<DomainView>();
    names
        .ofThePage()
        .filter(own -> domains.stream().noneMatch(one -> one.domainName().equals(own)))
        .ifPresent(own -> views.add(DomainView.unregistered(own)));
    domains.stream()
        .sorted(
            Comparator.comparing(
                PaymentMethodDomainSnapshot::createdAt,
                Comparator.nullsFirst(Comparator.reverseOrder())))
        .map(this::view)
        .forEach(views::add);
    return new Page<>(views, null);
  }

  private DomainView view(PaymentMethodDomainSnapshot domain) {
    return DomainView.of(domain, names.ofThePage().filter(domain.domainName()::equals).isPresent());
  }

  Uni<ApiAnswer> register(RegisterDomain request) {
    var name = names.of(request.domainName());
    return limit.within(
        "payment method domains", () -> rows.of(name).flatMap(id -> register(id, name, request)));
  }

  /** What an earlier request with the same key has registered. */
  Uni<ApiAnswer> again(long id) {
    return rows.nameOf(id)
        .flatMap(name -> limit.within("payment method domains", () -> stripe.find(name)))
        .map(outcome -> DomainProblems.answered(outcome, DomainProblems.READ))
        .map(found -> new ApiAnswer(200, view(found.orElseThrow(DomainProblems::gone)), id));
  }

  private Uni<ApiAnswer> register(long id, String name, RegisterDomain request) {
    return stripe
        .find(name)
        .map(outcome -> DomainProblems.answered(outcome, DomainProblems.READ))
        .flatMap(
            found ->
                found.isPresent()
                    ? asWanted(id, found.get(), request).map(now -> new ApiAnswer(200, now, id))
                    : create(id, name)
                        .flatMap(made -> asWanted(id, made, request))
                        .map(now -> new ApiAnswer(201, now, id)));
  }

  /** Where another one was faster since the listing, Stripe may refuse a second one. */
  private Uni<PaymentMethodDomainSnapshot> create(long id, String name) {
    return rows.underItsKey(id, Act.CREATE, key -> stripe.create(name, key))
        .flatMap(
            made ->
                made instanceof Refused
                    ? stripe
                        .find(name)
                        .map(
                            outcome ->
                                found(outcome)
                                    .orElseGet(
                                        () -> DomainProblems.answered(made, DomainProblems.WRITE)))
                    : Uni.createFrom()
                        .item(() -> DomainProblems.answered(made, DomainProblems.WRITE)));
  }

  private static <T> Optional<T> found(StripeOutcome<Optional<T>> outcome) {
    return outcome instanceof Done<Optional<T>> done ? done.value() : Optional.empty();
  }

  private Uni<DomainView> asWanted(
      long id, PaymentMethodDomainSnapshot domain, RegisterDomain request) {
    return Uni.createFrom()
        .item(domain)
        .flatMap(
            now ->
                request.wantsItEnabled() && !now.enabled()
                    ? done(id, Act.ENABLE, key -> stripe.enable(now.id(), key))
                    : Uni.createFrom().item(now))
        .flatMap(
            now ->
                request.wantsItValidated()
                    ? done(id, Act.VALIDATE, key -> stripe.validate(now.id(), key))
                    : Uni.createFrom().item(now))
        .map(this::view);
  }

  private Uni<PaymentMethodDomainSnapshot> done(
      long id, Act act, Function<UUID, Uni<StripeOutcome<PaymentMethodDomainSnapshot>>> call) {
    return rows.underItsKey(id, act, call)
        .map(outcome -> DomainProblems.answered(outcome, DomainProblems.WRITE));
  }
}
