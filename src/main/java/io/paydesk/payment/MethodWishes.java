package io.paydesk.payment;

import io.paydesk.caller.Caller;
import io.paydesk.method.Consent;
import io.paydesk.method.Consents;
import io.paydesk.method.MethodProblems;
import io.paydesk.method.SavedMethods;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Checks what a request to pay says about the method, before anything begins. */
@Singleton
class MethodWishes {

  private final SavedMethods methods;
  private final Consents consents;
  private final Optional<String> returnUrl;

  /**
   * @param returnUrls Where payers may be sent after a checkout session: comma-separated origins or
   *     parts of them, such as {@code https://shop.example} or {@code https://shop.example/pay};
   *     {@code http} only for localhost. A bank sends who pays with a saved method to the first.
   *     Without it there are no checkout sessions, and nobody pays with a saved method
   */
  MethodWishes(
      SavedMethods methods,
      Consents consents,
      @ConfigProperty(name = "paydesk.return-urls") Optional<List<String>> returnUrls) {
    this.methods = methods;
    this.consents = consents;
    this.returnUrl = returnUrls.stream().flatMap(List::stream).map(String::strip).findFirst();
  }

  /**
   * What is wrong with the request itself, whatever the order is.
   *
   * @throws io.paydesk.problem.Refusal {@code invalid-request}, {@code off-session-not-allowed},
   *     {@code link-pays-only}
   */
  static void check(StartPayment request, Caller caller) {
    if (request.isOffSession() && !caller.service() && !caller.admin()) {
      throw PaymentProblems.offSessionNotAllowed();
    }
    if (request.isOffSession() && request.paymentMethodId() == null) {
      throw PaymentProblems.offSessionWithoutMethod();
    }
    if (request.paymentMethodId() != null || Boolean.TRUE.equals(request.savePaymentMethod())) {
      PaymentProblems.mustNotBeByLink(caller);
    }
    if (request.paymentMethodId() != null && Boolean.TRUE.equals(request.savePaymentMethod())) {
      throw PaymentProblems.savedAlready();
    }
  }

  /** The payer's methods that whoever has a link must not go on with; none for other callers. */
  Uni<Set<String>> keptFrom(Caller caller, String payer) {
    return caller.isAnybodyByLink() ? consents.of(payer) : Uni.createFrom().item(Set.of());
  }

  /**
   * @param payer of the order, whose method it must be
   * @throws io.paydesk.problem.Refusal {@code payment-method-not-found}, {@code
   *     payment-method-without-consent}, {@code return-url-missing}, {@code stripe-unavailable}
   */
  Uni<MethodWish> of(StartPayment request, String payer, Caller caller) {
    var wish =
        new MethodWish(
            request.paymentMethodId(),
            request.isOffSession(),
            // What the owner had agreed to is not for whoever has the link.
            caller.isAnybodyByLink() ? Boolean.FALSE : request.savePaymentMethod(),
            Consent.of(caller),
            request.paymentMethodId() == null ? null : returnUrl.orElse(null));
    if (wish.method() == null) {
      return Uni.createFrom().item(wish);
    }
    if (returnUrl.isEmpty()) {
      throw PaymentProblems.returnUrlMissing();
    }
    return methods
        .ofUser(payer, wish.method())
        .call(
            method ->
                wish.offSession()
                    ? consents
                        .of(payer)
                        .invoke(
                            given -> {
                              if (!given.contains(method.id())) {
                                throw MethodProblems.withoutConsent(method.id());
                              }
                            })
                    : Uni.createFrom().voidItem())
        .replaceWith(wish);
  }
}
