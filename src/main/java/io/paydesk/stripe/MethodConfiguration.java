package io.paydesk.stripe;

import io.paydesk.problem.Refusal;
import io.paydesk.problem.Sentence;
import io.paydesk.stripe.PaymentIntentSnapshot.StripeFailure;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Which payment methods payers are offered: those of one of the account's configurations at Stripe.
 *
 * @see <a href="https://docs.stripe.com/payments/payment-method-configurations">payment method
 *     configurations</a>
 */
@Singleton
public class MethodConfiguration {

  private static final Logger LOG = Logger.getLogger(MethodConfiguration.class);

  public static final String PATTERN = "pmc_[A-Za-z0-9_]{1,100}";

  /** What Stripe names where it does not take one. */
  private static final String PARAM = "payment_method_configuration";

  private final @Nullable String common;

  /**
   * @param common The id ({@code pmc_...}) of the configuration at Stripe that says which payment
   *     methods payers are offered, in checkout sessions, bare payments and setup intents alike; an
   *     order may name another. Without it, the account's default is taken
   */
  MethodConfiguration(
      @ConfigProperty(name = "paydesk.payment-method-configuration") Optional<String> common) {
    this.common = common.orElse(null);
  }

  /**
   * @param own an order's; null where it names none
   * @return null for the account's default
   */
  public @Nullable String orElse(@Nullable String own) {
    return own == null ? common : own;
  }

  /** The same, where nothing names another. */
  public @Nullable String common() {
    return common;
  }

  /** Whether Stripe did not take the configuration, whoever named it. */
  public static boolean isRefusedBy(@Nullable StripeFailure failure) {
    return failure != null && PARAM.equals(failure.param());
  }

  /**
   * Where the service's own is refused, nobody can pay until whoever runs it corrects it: that is
   * logged, and told by an alert; payers need not know the setting.
   *
   * @param asked what was sent; null where the row does not say
   * @param stripesWords null where it gave no reason
   */
  public Refusal refused(@Nullable String asked, @Nullable String stripesWords) {
    boolean isCommon = asked == null || asked.equals(common);
    if (isCommon) {
      LOG.errorf(
          "Nobody can pay: Stripe does not take PAYDESK_PAYMENT_METHOD_CONFIGURATION: %s",
          stripesWords);
    }
    return Refusal.of(
            "payment-method-configuration-refused",
            422,
            "Stripe does not take the payment method configuration",
            isCommon
                ? """
                This service offers payment methods by a configuration that Stripe does not take. \
                Nothing was charged. Its operator finds the alert in GET /v1/alerts, and the reason in \
                its log.\
                """
                : """
                Stripe does not take 'paymentMethodConfiguration' %s of the order: %s An id begins \
                with pmc_ and is of one account and one mode, test or live. Make a new order with \
                another, or without.\
                """
                    .formatted(
                        asked,
                        stripesWords == null ? "It gave no reason." : Sentence.of(stripesWords)))
        .with("paymentMethodConfiguration", isCommon ? null : asked)
        .with("stripeMessage", isCommon ? null : stripesWords);
  }
}
