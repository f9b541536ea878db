package io.paydesk.actionflow;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookSigningException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Signs deliveries, by the specification's own library.
 *
 * @see <a href="https://www.standardwebhooks.com">Standard Webhooks</a>
 */
final class DeliverySignature {

  private DeliverySignature() {}

  /**
   * @param now of this attempt
   * @param secrets the delivery verifies with each of them
   */
  static Map<String, String> headers(String id, Instant now, String body, List<String> secrets) {
    var signatures = new ArrayList<String>();
    for (var secret : secrets) {
      try {
        signatures.add(new Webhook(secret).sign(id, now.getEpochSecond(), body));
      } catch (WebhookSigningException e) {
        throw new IllegalStateException("a delivery cannot be signed", e);
      }
    }
    var headers = new LinkedHashMap<String, String>();
    headers.put("webhook-id", id);
    headers.put("webhook-timestamp", Long.toString(now.getEpochSecond()));
    headers.put("webhook-signature", String.join(" ", signatures));
    return headers;
  }
}
