package io.paydesk.dev.sandbox;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** One signed POST of one event. */
final class WebhookPost {

  private static final int CONNECT_MILLIS = 2_000;
  private static final int READ_MILLIS = 10_000;

  private WebhookPost() {}

  /** True if the answer is 2xx. */
  static boolean send(URI webhook, String body, String secret) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    try {
      HttpURLConnection connection = (HttpURLConnection) webhook.toURL().openConnection();
      connection.setRequestMethod("POST");
      connection.setDoOutput(true);
      connection.setInstanceFollowRedirects(false);
      connection.setConnectTimeout(CONNECT_MILLIS);
      connection.setReadTimeout(READ_MILLIS);
      // Without a fixed length, the JDK silently repeats a request without an answer.
      connection.setFixedLengthStreamingMode(bytes.length);
      connection.setRequestProperty("Content-Type", "application/json; charset=utf-8");
      connection.setRequestProperty("User-Agent", "Stripe/1.0 (+https://stripe.com/docs/webhooks)");
      // The system's clock, not the sandbox's: the receiver compares it with its own.
      connection.setRequestProperty(
          "Stripe-Signature", Signatures.header(body, Instant.now(), secret));
      connection.getOutputStream().write(bytes);
      int status = connection.getResponseCode();
      var answer = status < 400 ? connection.getInputStream() : connection.getErrorStream();
      if (answer != null) {
        answer.readAllBytes();
        answer.close();
      }
      return status / 100 == 2;
    } catch (IOException e) {
      return false;
    }
  }
}
