package io.paydesk.dev.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.paydesk.dev.sandbox.CardBehaviour.Decline;

/** What an intent shows about its last failed attempt. */
final class Declined {

  private Declined() {}

  /**
   * @param byCard whether a bank declined it, and not the payer
   */
  static ObjectNode error(Decline decline, ObjectNode method, boolean byCard) {
    ObjectNode error =
        Json.object(
            "code", decline.code(),
            "doc_url", Refusal.docUrl(decline.code()),
            "message", decline.message(),
            "payment_method", method,
            "type", byCard ? "card_error" : "invalid_request_error");
    if (decline.declineCode() != null) {
      error.put("decline_code", decline.declineCode());
    }
    if (decline.advice() != null) {
      error.put("advice_code", decline.advice());
    }
    return error;
  }
}
