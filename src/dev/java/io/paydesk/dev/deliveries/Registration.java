package io.paydesk.dev.deliveries;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletionStage;

/** Registers an address as an app would at its start: again each time, with a secret of its own. */
final class Registration {

  /** Of development, where it protects nothing. */
  static final String SECRET = "whsec_ZGV2ZWxvcG1lbnQtcHJvdGVjdHMtbm90aGluZw==";

  private static final String BODY =
      """
      {"url": "%s", "secret": "%s", "description": "curl -N localhost:8080/dev/deliveries",
       "flows": ["payment", "refund", "recurring_payment_management", "recurring_payment_deduction", "order"]}
      """;

  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private Registration() {}

  /** Fails where the service does not take it. */
  static CompletionStage<Void> of(String service, String url, String token) {
    var request =
        HttpRequest.newBuilder(URI.create(service + "/v1/actionflows/endpoints"))
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(BODY.formatted(url, SECRET)))
            .build();
    return HTTP.sendAsync(request, HttpResponse.BodyHandlers.ofString())
        .thenAccept(
            answer -> {
              if (answer.statusCode() / 100 != 2) {
                throw new IllegalStateException(answer.body());
              }
            });
  }
}
