package io.paydesk.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.HashMap;
import java.util.Map;

/**
 * Finds in events which of {@link Deliveries}' payments succeeded. All streams are told the same of
 * one change, so that is read as JSON only once. Not for several threads.
 */
final class Successes {

  private static final String PAYMENT = "event: payment\ndata: ";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<String, Integer> byData = new HashMap<>();

  /**
   * @param event an event's lines
   * @return the payment's number, or 0 when the event tells of nothing of that kind
   */
  int in(String event) {
    if (!event.startsWith(PAYMENT)) {
      return 0;
    }
    int end = event.indexOf('\n', PAYMENT.length());
    var data = event.substring(PAYMENT.length(), end < 0 ? event.length() : end);
    return byData.computeIfAbsent(data, Successes::read);
  }

  private static int read(String data) {
    try {
      var payment = JSON.readTree(data);
      var intent = payment.path("paymentIntentId").asText();
      return intent.startsWith(Deliveries.INTENT)
              && payment.path("status").asText().equals("succeeded")
          ? Integer.parseInt(intent.substring(Deliveries.INTENT.length()))
          : 0;
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(data, e);
    }
  }
}
