package io.paydesk.dev.deliveries;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

/** A delivery as a terminal shows it. */
final class Arrival {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> SHOWN =
      List.of("webhook-id", "webhook-timestamp", "webhook-signature");

  private Arrival() {}

  /**
   * @param headers by their names, which may have any case
   */
  static String text(Map<String, List<String>> headers, String body) {
    var text = new StringBuilder();
    text.append(LocalTime.now().truncatedTo(ChronoUnit.SECONDS))
        .append("  ")
        .append(type(body))
        .append(verifies(headers, body) ? "  (its signature is right)" : "  (NOT SIGNED FOR HERE)")
        .append('\n');
    for (var name : SHOWN) {
      headers.forEach(
          (sent, values) -> {
            if (sent.equalsIgnoreCase(name)) {
              text.append(name).append(": ").append(String.join(", ", values)).append('\n');
            }
          });
    }
    return text.append(pretty(body)).append("\n\n").toString();
  }

  private static boolean verifies(Map<String, List<String>> headers, String body) {
    try {
      new Webhook(Registration.SECRET).verify(body, headers);
      return true;
    } catch (WebhookVerificationException e) {
      return false;
    }
  }

  private static String type(String body) {
    try {
      return JSON.readTree(body).path("type").asText("no type");
    } catch (JsonProcessingException e) {
      return "not JSON";
    }
  }

  private static String pretty(String body) {
    try {
      return JSON.readTree(body).toPrettyString();
    } catch (JsonProcessingException e) {
      return body;
    }
  }
}
