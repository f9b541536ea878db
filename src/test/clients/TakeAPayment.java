import com.fasterxml.jackson.databind.ObjectMapper;
import io.paydesk.client.ApiClient;
import io.paydesk.client.ApiException;
import io.paydesk.client.api.OrdersApi;
import io.paydesk.client.api.PaymentsApi;
import io.paydesk.client.model.CreateOrder;
import io.paydesk.client.model.Order;
import io.paydesk.client.model.OrderStatus;
import io.paydesk.client.model.Problem;
import io.paydesk.client.model.StartPayment;
import io.paydesk.client.model.StartedPayment;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.stream.Collectors;

/** A shop that has nothing but the API description takes a payment with it. */
public class TakeAPayment {

  public static void main(String[] arguments) throws Exception {
    String baseUrl = arguments[0];
    String stripe = arguments[1];
    ApiClient server = client(baseUrl, arguments[2]);
    ApiClient browser = client(baseUrl, arguments[3]);
    String userId = arguments[4];

    // The shop's server makes the order.
    CreateOrder tickets =
        new CreateOrder()
            .userId(userId)
            .price("99.99")
            .currency("usd")
            .putMetadataItem("seats", "A1, A2");
    Order order = new OrdersApi(server).createOrder(tickets, UUID.randomUUID().toString());

    // The payer's browser thinks that it costs less, and is told what it does cost.
    PaymentsApi payments = new PaymentsApi(browser);
    try {
      payments.startPayment(new StartPayment().orderId(order.getId()).amount(1L), null);
      throw new IllegalStateException("Another amount than the order's was taken");
    } catch (ApiException e) {
      Problem problem = new ObjectMapper().readValue(e.getResponseBody(), Problem.class);
      System.out.println(
          problem.getStatus()
              + " "
              + problem.getType()
              + " "
              + problem.getAdditionalProperty("expected"));
    }

    // It starts the payment, and gives the card to Stripe.
    StartedPayment payment =
        payments.startPayment(new StartPayment().orderId(order.getId()), null);
    confirm(stripe, payment);

    // Then it waits until the money has come.
    OrdersApi orders = new OrdersApi(browser);
    Instant until = Instant.now().plusSeconds(20);
    Order seen = orders.getOrder(order.getId());
    while (seen.getStatus() == OrderStatus.PENDING && Instant.now().isBefore(until)) {
      Thread.sleep(100);
      seen = orders.getOrder(order.getId());
    }
    String paid =
        payments
            .listPayments(
                null, null, null, null, null, null, null, order.getId(), null, null, null, null, null)
            .getData().stream()
            .map(one -> one.getStatus().getValue())
            .collect(Collectors.joining(","));
    System.out.println("order " + seen.getId() + " " + seen.getStatus() + " " + paid);
  }

  private static ApiClient client(String baseUrl, String token) {
    ApiClient client = new ApiClient();
    client.updateBaseUri(baseUrl);
    client.setConnectTimeout(Duration.ofSeconds(10));
    client.setRequestInterceptor(request -> request.header("Authorization", "Bearer " + token));
    return client;
  }

  private static void confirm(String stripe, StartedPayment payment) throws Exception {
    HttpRequest card =
        HttpRequest.newBuilder(
                URI.create(
                    stripe + "/v1/payment_intents/" + payment.getPaymentIntentId() + "/confirm"))
            .header("Authorization", "Bearer " + payment.getPublishableKey())
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    "client_secret=" + payment.getClientSecret() + "&payment_method=pm_card_visa"))
            .build();
    HttpClient.newHttpClient().send(card, HttpResponse.BodyHandlers.discarding());
  }
}
