package io.paydesk.stripe;

import com.stripe.StripeClient;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Makes the only Stripe client. Its API version is the one that stripe-java is pinned to. */
class StripeClientProducer {

  /** In seconds; for all clients of java.net.http. */
  private static final String KEEP_ALIVE = "jdk.httpclient.keepalive.timeout";

  @Produces
  @Singleton
  StripeClient client(StripeAccountConfig account, StripeCallConfig calls, StripeHttp http) {
    // On Java 17 idle connections would stay for 20 minutes; firewalls in between forget them
    // earlier.
    if (System.getProperty(KEEP_ALIVE) == null) {
      System.setProperty(KEEP_ALIVE, "30");
    }
    return StripeClient.builder()
        .setApiKey(account.secretKey())
        .setApiBase(account.apiBase().toString())
        .setMaxNetworkRetries(calls.retries())
        .setHttpClient(http)
        .build();
  }
}
