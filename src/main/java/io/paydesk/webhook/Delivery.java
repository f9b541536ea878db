package io.paydesk.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import io.paydesk.stripe.StripeJson;
import io.paydesk.trace.LogId;
import io.paydesk.trace.Trail;

/**
 * An event that was claimed from the inbox, for its callback.
 *
 * @param attempt which try this is, from 1
 * @param lost how many tries before this one ended with their process, one after the other
 * @param body Stripe's event, without client secrets
 * @param traceparent of the request that brought it; null when that was not traced
 * @param trail of what is done for it
 */
public record Delivery(
    String id,
    long seq,
    String type,
    boolean livemode,
    String objectId,
    int attempt,
    int lost,
    JsonNode body,
    String traceparent,
    Trail trail) {

  static Delivery of(io.vertx.mutiny.sqlclient.Row row) {
    return new Delivery(
        row.getString("id"),
        row.getLong("seq"),
        row.getString("type"),
        row.getBoolean("livemode"),
        row.getString("object_id"),
        row.getInteger("attempts"),
        row.getInteger("lost"),
        StripeJson.parse(row.getString("body")),
        row.getString("traceparent"),
        Trail.of(LogId.EVENT, row.getString("id")));
  }

  Delivery on(Trail itsTrail) {
    return new Delivery(
        id, seq, type, livemode, objectId, attempt, lost, body, traceparent, itsTrail);
  }

  /** The object that the event is about, as it was when the event happened. */
  public JsonNode object() {
    return body.path("data").path("object");
  }

  /** Events with the same group are about the same row: they succeed or fail together. */
  String group() {
    return objectId == null ? id : objectId;
  }
}
