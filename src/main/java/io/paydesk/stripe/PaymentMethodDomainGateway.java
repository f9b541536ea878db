package io.paydesk.stripe;

import com.stripe.StripeClient;
import com.stripe.exception.StripeException;
import com.stripe.net.RequestOptions;
import com.stripe.net.StripeResponse;
import com.stripe.param.PaymentMethodDomainCreateParams;
import com.stripe.param.PaymentMethodDomainListParams;
import com.stripe.param.PaymentMethodDomainUpdateParams;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Asks Stripe about <a href="https://docs.stripe.com/api/payment_method_domains">payment method
 * domains</a>, like {@link PaymentIntentGateway}. Somebody waits for each answer.
 */
@Singleton
public class PaymentMethodDomainGateway {

  /** Stripe asks Apple while it answers. */
  public static final Duration LONGEST = Duration.ofSeconds(20);

  private final StripeClient stripe;
  private final StripeWorkers workers;

  PaymentMethodDomainGateway(StripeClient stripe, StripeWorkers workers) {
    this.stripe = stripe;
    this.workers = workers;
  }

  /** All of the account's and the key's mode, those that are disabled too. */
  public Uni<StripeOutcome<List<PaymentMethodDomainSnapshot>>> list() {
    return workers.call("payment_method_domains.list", LONGEST, () -> listed(null));
  }

  /**
   * @param name in lower case
   */
  public Uni<StripeOutcome<Optional<PaymentMethodDomainSnapshot>>> find(String name) {
    return workers.call(
        "payment_method_domains.list",
        LONGEST,
        () ->
            listed(name).stream()
                .filter(one -> name.equalsIgnoreCase(one.domainName()))
                .findFirst());
  }

  /** Stripe does not say whether a listing without the filter has the disabled ones. */
  private List<PaymentMethodDomainSnapshot> listed(@Nullable String name) throws StripeException {
    var all = new ArrayList<>(listed(name, true));
    all.addAll(listed(name, false));
    return all;
  }

  private List<PaymentMethodDomainSnapshot> listed(@Nullable String name, boolean enabled)
      throws StripeException {
    return StripeListing.all(
        after ->
            stripe
                .v1()
                .paymentMethodDomains()
                .list(
                    PaymentMethodDomainListParams.builder()
                        .setDomainName(name)
                        .setEnabled(enabled)
                        .setLimit(StripeListing.PAGE)
                        .setStartingAfter(after)
                        .build())
                .getLastResponse(),
        PaymentMethodDomainSnapshot::of,
        any -> true);
  }

  /**
   * @param key committed before this call; good for 24 hours
   */
  public Uni<StripeOutcome<PaymentMethodDomainSnapshot>> create(String name, UUID key) {
    return workers.call(
        "payment_method_domains.create",
        LONGEST,
        () -> {
          var params = PaymentMethodDomainCreateParams.builder().setDomainName(name).build();
          return now(
              stripe.v1().paymentMethodDomains().create(params, with(key)).getLastResponse());
        });
  }

  /** The same. */
  public Uni<StripeOutcome<PaymentMethodDomainSnapshot>> enable(String id, UUID key) {
    return workers.call(
        "payment_method_domains.update",
        LONGEST,
        () -> {
          var params = PaymentMethodDomainUpdateParams.builder().setEnabled(true).build();
          return now(
              stripe.v1().paymentMethodDomains().update(id, params, with(key)).getLastResponse());
        });
  }

  /** Has Stripe look again at what each wallet asks of the domain. */
  public Uni<StripeOutcome<PaymentMethodDomainSnapshot>> validate(String id, UUID key) {
    return workers.call(
        "payment_method_domains.validate",
        LONGEST,
        () -> now(stripe.v1().paymentMethodDomains().validate(id, with(key)).getLastResponse()));
  }

  /** A replayed answer shows the domain as it was then. */
  private PaymentMethodDomainSnapshot now(StripeResponse answer) throws StripeException {
    var said = PaymentMethodDomainSnapshot.of(StripeJson.bodyOf(answer));
    return StripeJson.replayed(answer)
        ? PaymentMethodDomainSnapshot.of(
            StripeJson.bodyOf(
                stripe.v1().paymentMethodDomains().retrieve(said.id()).getLastResponse()))
        : said;
  }

  private static RequestOptions with(UUID key) {
    return RequestOptions.builder().setIdempotencyKey(key.toString()).build();
  }
}
