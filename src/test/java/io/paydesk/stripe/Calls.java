package io.paydesk.stripe;

import com.stripe.StripeClient;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.paydesk.trace.NoSpans;
import java.net.URI;
import java.time.Duration;

/** The threads and the client for calls to Stripe, without an application. */
final class Calls implements AutoCloseable {

  /** How Stripe is called. */
  record Settings(
      int concurrency,
      int queue,
      Duration timeout,
      Duration callTimeout,
      Duration connectTimeout,
      int retries)
      implements StripeCallConfig {

    static Settings patient() {
      return new Settings(
          64, 1_000, Duration.ofSeconds(20), Duration.ofMinutes(2), Duration.ofSeconds(5), 0);
    }

    Settings timeout(Duration timeout) {
      return new Settings(concurrency, queue, timeout, callTimeout, connectTimeout, retries);
    }

    Settings callTimeout(Duration callTimeout) {
      return new Settings(concurrency, queue, timeout, callTimeout, connectTimeout, retries);
    }

    Settings retries(int retries) {
      return new Settings(concurrency, queue, timeout, callTimeout, connectTimeout, retries);
    }

    Settings threads(int concurrency, int queue) {
      return new Settings(concurrency, queue, timeout, callTimeout, connectTimeout, retries);
    }
  }

  final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  final StripePulse pulse;
  final StripeWorkers workers;
  private final Settings settings;
  private final StripeHttp http;
  private final URI stripe;

  Calls(Settings settings, URI stripe) {
    this.settings = settings;
    this.stripe = stripe;
    pulse = new StripePulse(settings);
    workers = new StripeWorkers(settings, meters, NoSpans.spans(), pulse);
    http = new StripeHttp(settings, pulse);
  }

  StripeClient client() {
    return client("sk_test_123");
  }

  StripeClient client(String apiKey) {
    return StripeClient.builder()
        .setApiKey(apiKey)
        .setApiBase(stripe.toString())
        .setMaxNetworkRetries(settings.retries())
        .setHttpClient(http)
        .build();
  }

  RefundGateway refunds() {
    return new RefundGateway(client(), workers);
  }

  PaymentIntentGateway payments() {
    return new PaymentIntentGateway(client(), workers);
  }

  SubscriptionGateway subscriptions() {
    return new SubscriptionGateway(client(), workers);
  }

  InvoiceGateway invoices() {
    return new InvoiceGateway(client(), workers);
  }

  @Override
  public void close() {
    workers.stop();
  }
}
