package io.paydesk.dev.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.stripe.StripeClient;
import com.stripe.exception.StripeException;
import com.stripe.model.PaymentIntent;
import com.stripe.param.PaymentIntentConfirmParams;
import com.stripe.param.PaymentIntentCreateParams;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;

/** A sandbox, with Stripe's own client, and bare HTTP for what the client hides. */
final class Shop implements AutoCloseable {

  static {
    // Ten seconds may be too few on a busy machine. What holds at once is not waited for.
    Awaitility.setDefaultTimeout(Duration.ofSeconds(60));
  }

  final SandboxSettings settings;
  final Sandbox sandbox;
  final StripeClient stripe;

  /** Of the calls by bare HTTP. */
  ApiVersion version = ApiVersion.PINNED;

  private final HttpClient http = HttpClient.newHttpClient();

  Shop() {
    this(SandboxSettings.forTests());
  }

  Shop(SandboxSettings settings) {
    this.settings = settings;
    this.sandbox = Sandbox.start(settings);
    this.stripe =
        StripeClient.builder()
            .setApiKey(settings.secretKey())
            .setApiBase(sandbox.baseUri().toString())
            .setMaxNetworkRetries(0)
            .build();
  }

  /**
   * @param stateFile null for none
   */
  static SandboxSettings settings(Path stateFile, Duration delay) {
    SandboxSettings fresh = SandboxSettings.forTests();
    return new SandboxSettings(
        0, fresh.secretKey(), fresh.publishableKey(), fresh.webhookSecret(), stateFile, delay);
  }

  record Reply(int status, JsonNode body, HttpResponse<String> http) {
    JsonNode error() {
      return body.path("error");
    }

    String header(String name) {
      return http.headers().firstValue(name).orElse(null);
    }
  }

  PaymentIntent intent() throws StripeException {
    return intent(2000);
  }

  PaymentIntent intent(long amount) throws StripeException {
    return stripe
        .v1()
        .paymentIntents()
        .create(PaymentIntentCreateParams.builder().setAmount(amount).setCurrency("usd").build());
  }

  PaymentIntent confirm(String id, String token) throws StripeException {
    return stripe
        .v1()
        .paymentIntents()
        .confirm(id, PaymentIntentConfirmParams.builder().setPaymentMethod(token).build());
  }

  PaymentIntent paid() throws StripeException {
    return confirm(intent().getId(), "pm_card_visa");
  }

  /** What is on the balance. */
  long available(String currency) throws StripeException {
    return stripe.v1().balance().retrieve().getAvailable().stream()
        .filter(amount -> amount.getCurrency().equals(currency))
        .mapToLong(amount -> amount.getAmount())
        .sum();
  }

  Reply get(String path) {
    return send(request(path, settings.secretKey()).GET());
  }

  Reply post(String path, String form, String... headers) {
    return postAs(settings.secretKey(), path, form, headers);
  }

  Reply postAs(String key, String path, String form, String... headers) {
    return send(posting(key, path, form, headers));
  }

  Reply getAs(String key, String path) {
    return send(request(path, key).GET());
  }

  /** Calls the sandbox's own controls. */
  Reply control(String path, String json) {
    return send(request(path, null).POST(HttpRequest.BodyPublishers.ofString(json)));
  }

  HttpRequest.Builder posting(String key, String path, String form, String... headers) {
    HttpRequest.Builder request =
        request(path, key)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form));
    return headers.length == 0 ? request : request.headers(headers);
  }

  HttpRequest.Builder request(String path, String key) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(sandbox.baseUri() + path))
            .timeout(Duration.ofSeconds(10));
    if (version != ApiVersion.PINNED) {
      request.header("Stripe-Version", version.text());
    }
    return key == null ? request : request.header("Authorization", "Bearer " + key);
  }

  Reply send(HttpRequest.Builder request) {
    try {
      return reply(exchange(request));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  HttpResponse<String> exchange(HttpRequest.Builder request) throws IOException {
    try {
      return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  java.util.concurrent.CompletableFuture<Reply> later(HttpRequest.Builder request) {
    return http.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString())
        .thenApply(Shop::reply);
  }

  private static Reply reply(HttpResponse<String> response) {
    String type = response.headers().firstValue("Content-Type").orElse("");
    boolean json = type.startsWith("application/json");
    return new Reply(
        response.statusCode(), json ? Json.read(response.body()) : Json.object(), response);
  }

  @Override
  public void close() {
    sandbox.close();
  }
}
