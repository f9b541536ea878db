package io.paydesk.stripe;

import com.stripe.net.ApiRequestParams;
import io.quarkus.runtime.ImageMode;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Refuses to start where stripe-java would send empty requests. stripe-java writes requests by
 * reflection. In a native executable that was built without these classes it silently writes
 * nothing. On a JVM it cannot: there the same look loads stripe-java's classes before the first
 * payment needs them, when a probe asks whether this process is ready, and not before it answers.
 */
@Singleton
class RequestsAreWhole {

  /** Nothing may be sent before this check. */
  private static final int BEFORE_ALL = -2_000;

  private static final Map<String, String> METADATA = Map.of("paydesk_id", "1");

  private final AtomicBoolean looked = new AtomicBoolean();

  void onStart(@Observes @Priority(BEFORE_ALL) StartupEvent event) {
    if (ImageMode.current() != ImageMode.JVM) {
      look();
    }
  }

  /** Once, however often it is called, unless it fails. */
  void look() {
    if (!looked.get()) {
      checkOurs();
      looked.set(true);
    }
  }

  private static void checkOurs() {
    check(
        List.of(
            new CustomerRequest(METADATA, null, null).params(),
            new PaymentIntentRequest(1, "usd", "cus_1", "One", METADATA, null, true, null, null)
                .params(),
            new CheckoutSessionRequest(
                    Surface.HOSTED,
                    "cus_1",
                    "usd",
                    List.of(new CheckoutSessionRequest.Line("One", 1, 1, null, null)),
                    "One",
                    null,
                    new CheckoutSessionRequest.Addresses(null, "https://shop.example/", null),
                    false,
                    null,
                    null,
                    true,
                    null,
                    null,
                    true,
                    null,
                    new CheckoutSelling(false, true, "pmc_1"),
                    METADATA)
                .params(),
            new CheckoutSessionRequest(
                    Surface.HOSTED,
                    "cus_1",
                    "usd",
                    List.of(),
                    "One",
                    null,
                    new CheckoutSessionRequest.Addresses(null, "https://shop.example/", null),
                    false,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    new CheckoutPlan("price_1", 1, 1L),
                    null,
                    METADATA)
                .params(),
            new RefundRequest("pi_1", 1, "duplicate", METADATA).params(),
            new SetupIntentRequest("cus_1", METADATA, null).params(),
            new SubscriptionRequest("cus_1", "price_1", 1, 1L, METADATA, null).params()));
  }

  static void check(List<ApiRequestParams> requests) {
    for (var request : requests) {
      if (!METADATA.equals(request.toMap().get("metadata"))) {
        throw new IllegalStateException(
            """
            Paydesk does not start: this build would send Stripe an empty %s. A native executable \
            must be built with META-INF/native-image of this project's own build, ./mvnw verify \
            -Pnative\
            """
                .formatted(request.getClass().getSimpleName()));
      }
    }
  }
}
