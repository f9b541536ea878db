package io.paydesk.wallet;

import io.paydesk.problem.Sentence;
import io.paydesk.stripe.PaymentMethodDomainSnapshot;
import io.paydesk.stripe.PaymentMethodDomainSnapshot.Method;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A domain as Stripe has it now. */
@Schema(name = "PaymentMethodDomain")
public record DomainView(
    @Schema(required = true, examples = "shop.example") String domainName,
    @Schema(
            required = true,
            description = "Whether the payer's page is there, by PAYDESK_PUBLIC_URL")
        boolean payPage,
    @Schema(
            required = true,
            description =
                "Whether Stripe knows it. The domain of the payer's page is listed all the same")
        boolean registered,
    @Schema(required = true, description = "If not, none of the methods shows there")
        boolean enabled,
    @Schema(description = "Stripe's id of the registration", examples = "pmd_123")
        @Nullable String id,
    @Nullable DomainMethodView applePay,
    @Nullable DomainMethodView googlePay,
    @Nullable DomainMethodView link,
    @Nullable DomainMethodView paypal,
    @Nullable DomainMethodView amazonPay,
    @Nullable DomainMethodView klarna,
    @Schema(
            description = "What to do so that all of them can show; not there where all is well",
            examples =
                "Apple Pay is inactive. Put right what Stripe says, then POST"
                    + " /v1/payment-method-domains with 'validate'.")
        @Nullable String todo,
    @Schema(description = "When it was registered") @Nullable Instant createdAt) {

  private static final String POST = "POST /v1/payment-method-domains";

  private static final Map<String, String> NAMES =
      Map.of(
          "apple_pay", "Apple Pay",
          "google_pay", "Google Pay",
          "link", "Link",
          "paypal", "PayPal",
          "amazon_pay", "Amazon Pay",
          "klarna", "Klarna");

  /** Whether it shows on a domain. */
  @Schema(name = "PaymentMethodOnDomain")
  public record DomainMethodView(
      @Schema(
              required = true,
              description = "In Stripe's words: active or inactive",
              examples = "active")
          String status,
      @Schema(description = "Why it is inactive, in Stripe's words") @Nullable String message) {

    static @Nullable DomainMethodView of(@Nullable Method method) {
      return method == null ? null : new DomainMethodView(method.status(), method.message());
    }
  }

  static DomainView of(PaymentMethodDomainSnapshot domain, boolean payPage) {
    return new DomainView(
        domain.domainName(),
        payPage,
        true,
        domain.enabled(),
        domain.id(),
        DomainMethodView.of(domain.method("apple_pay")),
        DomainMethodView.of(domain.method("google_pay")),
        DomainMethodView.of(domain.method("link")),
        DomainMethodView.of(domain.method("paypal")),
        DomainMethodView.of(domain.method("amazon_pay")),
        DomainMethodView.of(domain.method("klarna")),
        todo(domain),
        domain.createdAt());
  }

  /** The payer's page is there, and Stripe does not know it. */
  static DomainView unregistered(String name) {
    return new DomainView(
        name,
        true,
        false,
        false,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        "Stripe shows no wallets there yet. " + POST + " registers it.",
        null);
  }

  private static @Nullable String todo(PaymentMethodDomainSnapshot domain) {
    if (!domain.enabled()) {
      return "Somebody has disabled it at Stripe. " + POST + " with 'enable' enables it.";
    }
    var inactive =
        domain.methods().entrySet().stream()
            .filter(method -> !method.getValue().isActive())
            .map(method -> of(method.getKey(), method.getValue()))
            .collect(Collectors.joining(" "));
    return inactive.isEmpty()
        ? null
        : inactive + " Put right what Stripe says, then " + POST + " with 'validate'.";
  }

  private static String of(String name, Method method) {
    var why = method.message();
    return NAMES.getOrDefault(name, name)
        + " is "
        + method.status()
        + (why == null ? "." : ": " + Sentence.of(why));
  }
}
