package io.paydesk.stripe;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A domain on which Stripe may show wallets.
 *
 * @param enabled whether they show at all
 * @param methods by Stripe's name, such as {@code apple_pay}
 * @see <a href="https://docs.stripe.com/api/payment_method_domains/object">the object</a>
 */
public record PaymentMethodDomainSnapshot(
    String id,
    String domainName,
    boolean enabled,
    @Nullable Instant createdAt,
    Map<String, Method> methods) {

  private static final List<String> KNOWN =
      List.of("apple_pay", "google_pay", "link", "paypal", "amazon_pay", "klarna");

  /**
   * @param status in Stripe's words: {@code active} or {@code inactive}
   * @param message why it is not active, in Stripe's words; null where nothing is wrong
   */
  public record Method(String status, @Nullable String message) {

    private static final String ACTIVE = "active";

    public boolean isActive() {
      return ACTIVE.equals(status);
    }
  }

  public static PaymentMethodDomainSnapshot of(JsonNode domain) {
    var methods = new LinkedHashMap<String, Method>();
    for (var name : KNOWN) {
      var status = StripeJson.text(domain.path(name), "status");
      if (status != null) {
        methods.put(
            name,
            new Method(
                status,
                StripeJson.text(domain.path(name).path("status_details"), "error_message")));
      }
    }
    return new PaymentMethodDomainSnapshot(
        StripeJson.needed(domain, "id"),
        StripeJson.needed(domain, "domain_name"),
        domain.path("enabled").booleanValue(),
        StripeJson.time(domain, "created"),
        methods);
  }

  /** Null where Stripe does not name it. */
  public @Nullable Method method(String name) {
    return methods.get(name);
  }
}
