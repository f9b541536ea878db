package io.paydesk.stripe;

import com.stripe.StripeClient;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Makes the one client. The API version is the one that stripe-java is pinned to. */
class StripeClientProducer {

  @Produces
  @Singleton
  StripeClient client(StripeAccountConfig account, StripeCallConfig calls) {
    return StripeClient.builder()
        .setApiKey(account.secretKey())
        .setApiBase(account.apiBase().toString())
        .setConnectTimeout(Math.toIntExact(calls.connectTimeout().toMillis()))
        .setReadTimeout(Math.toIntExact(calls.timeout().toMillis()))
        .setMaxNetworkRetries(calls.retries())
        .setHttpClient(new StripeHttp())
        .build();
  }
}
