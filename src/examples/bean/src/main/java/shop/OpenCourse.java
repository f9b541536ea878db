package shop;

import io.paydesk.actionflow.Actionflow;
import io.paydesk.actionflow.CallbackRun;
import io.paydesk.order.OrderStatus;
import io.paydesk.order.OrderView;
import io.paydesk.payment.PaymentView;
import io.paydesk.refund.RefundView;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Tells the shop whether a user may enter the course that an order is about: an order that the shop
 * made with {@code "metadata": {"course": "..."}}.
 */
@Singleton
public class OpenCourse implements Actionflow {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI shop;

  /**
   * @param shop the setting SHOP_URL
   */
  OpenCourse(@ConfigProperty(name = "shop.url", defaultValue = "http://localhost:3000") URI shop) {
    this.shop = shop;
  }

  @Override
  public Uni<Void> stripePaymentCallback(CallbackRun run, OrderView order, PaymentView payment) {
    return tell(run, order);
  }

  /** A free course has no payment. */
  @Override
  public Uni<Void> orderPaid(CallbackRun run, OrderView order) {
    return tell(run, order);
  }

  @Override
  public Uni<Void> stripeRefundCallback(
      CallbackRun run, OrderView order, PaymentView payment, RefundView refund) {
    return tell(run, order);
  }

  /** The order says what is true now, whatever happened; its version says which news is later. */
  private Uni<Void> tell(CallbackRun run, OrderView order) {
    var course = order.metadata().get("course");
    if (course == null) {
      return done();
    }
    if (order.status() == OrderStatus.REVIEW) {
      // The end of a review makes no run of its own, so this one is to be tried again.
      throw new IllegalStateException("The order is in review: resolve it, then retry");
    }
    boolean open = order.status().isPaid() && order.status() != OrderStatus.REFUNDED;
    var form =
        "user=%s&course=%s&open=%s&version=%d"
            .formatted(encoded(order.userId()), encoded(course), open, order.version());
    var request =
        HttpRequest.newBuilder(shop.resolve("/access"))
            .timeout(PATIENCE)
            .header("Content-Type", "application/x-www-form-urlencoded")
            // A run may come again after its work was done: the shop does each id once.
            .header("Idempotency-Key", run.id())
            .POST(BodyPublishers.ofString(form))
            .build();
    return Uni.createFrom()
        .completionStage(() -> http.sendAsync(request, BodyHandlers.discarding()))
        .invoke(answer -> accept(answer.statusCode()))
        .replaceWithVoid();
  }

  /** A failure is tried again, for three days. */
  private static void accept(int status) {
    if (status / 100 != 2) {
      throw new IllegalStateException("The shop answered " + status);
    }
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }
}
