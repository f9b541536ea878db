package io.paydesk.stripe;

import com.fasterxml.jackson.databind.JsonNode;
import com.stripe.StripeClient;
import com.stripe.exception.StripeException;
import com.stripe.net.ApiResource.RequestMethod;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.regex.Pattern;

/**
 * Asks Stripe about <a href="https://docs.stripe.com/api/promotion_codes">promotion codes</a>, like
 * {@link PaymentIntentGateway}.
 */
@Singleton
public class PromotionCodeGateway {

  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_]{1,255}");

  private final StripeClient stripe;
  private final StripeWorkers workers;

  PromotionCodeGateway(StripeClient stripe, StripeWorkers workers) {
    this.stripe = stripe;
    this.workers = workers;
  }

  /** The code with its coupon. */
  public Uni<StripeOutcome<PromotionCodeSnapshot>> retrieve(String id) {
    return workers.call(
        "promotion_codes.retrieve",
        () -> {
          var code = get("promotion_code", id);
          var coupon = StripeJson.id(code.path("promotion"), "coupon");
          return PromotionCodeSnapshot.of(code, get("coupon", StripeJson.always(coupon)));
        });
  }

  private JsonNode get(String kind, String id) throws StripeException {
    if (!ID.matcher(id).matches()) {
      throw new IllegalStateException("not an id of Stripe's");
    }
    var path = "/v1/" + kind + "s/" + id;
    var object = StripeJson.bodyOf(stripe.rawRequest(RequestMethod.GET, path, null));
    if (!kind.equals(StripeJson.text(object, "object"))
        || !id.equals(StripeJson.text(object, "id"))) {
      throw new IllegalStateException("not the " + kind + " that was asked for");
    }
    return object;
  }
}
