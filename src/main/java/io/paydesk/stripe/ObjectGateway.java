package io.paydesk.stripe;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.stripe.StripeClient;
import com.stripe.net.ApiResource.RequestMethod;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Asks Stripe for an object that an event only names, like {@link PaymentIntentGateway}. The
 * address is made of the object's kind and id, never taken from the event.
 */
@Singleton
public class ObjectGateway {

  private static final Map<String, String> PATHS =
      Map.ofEntries(
          Map.entry("payment_intent", "payment_intents"),
          Map.entry("charge", "charges"),
          Map.entry("refund", "refunds"),
          Map.entry("dispute", "disputes"),
          Map.entry("subscription", "subscriptions"),
          Map.entry("invoice", "invoices"),
          Map.entry("invoice_payment", "invoice_payments"),
          Map.entry("setup_intent", "setup_intents"),
          Map.entry("payment_method", "payment_methods"),
          Map.entry("event", "events"),
          Map.entry("checkout.session", "checkout/sessions"),
          Map.entry("radar.early_fraud_warning", "radar/early_fraud_warnings"));

  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_]{1,255}");

  private final StripeClient stripe;
  private final StripeWorkers workers;

  ObjectGateway(StripeClient stripe, StripeWorkers workers) {
    this.stripe = stripe;
    this.workers = workers;
  }

  /**
   * @param kind Stripe's {@code object}, such as {@code payment_intent}; may be null, like the id
   */
  public static boolean canRetrieve(@Nullable String kind, @Nullable String id) {
    return kind != null && PATHS.containsKey(kind) && id != null && ID.matcher(id).matches();
  }

  /** Call it only for what {@link #canRetrieve} allows. */
  public Uni<StripeOutcome<JsonNode>> retrieve(String kind, String id) {
    var path = requireNonNull(PATHS.get(kind));
    return workers.call(
        path.replace('/', '.') + ".retrieve",
        () -> {
          var object =
              StripeJson.bodyOf(
                  stripe.rawRequest(RequestMethod.GET, "/v1/" + path + "/" + id, null));
          if (!id.equals(StripeJson.text(object, "id"))) {
            throw new IllegalStateException("another object than the one that was asked for");
          }
          return object;
        });
  }
}
