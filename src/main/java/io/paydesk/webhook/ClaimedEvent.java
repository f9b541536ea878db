package io.paydesk.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import io.paydesk.stripe.Seen;
import io.paydesk.stripe.StripeJson;
import io.paydesk.trace.LogId;
import io.paydesk.trace.Trail;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An event that a worker has taken from the inbox.
 *
 * @param type the name as a snapshot event, also of a thin one
 * @param attempt from 1
 * @param lost how many attempts in a row ended with their process before this one
 * @param standsAlone whether it is applied without asking Stripe
 * @param body Stripe's event, without client secrets
 * @param traceparent of the request that brought it; null when that was not traced
 * @param trail of the work on it
 * @param answer the object as Stripe has it now; null for a snapshot event, and for a thin one
 *     before Stripe was asked
 */
public record ClaimedEvent(
    String id,
    long seq,
    String type,
    boolean livemode,
    String objectId,
    int attempt,
    int lost,
    boolean standsAlone,
    JsonNode body,
    @Nullable String traceparent,
    Trail trail,
    @Nullable Seen<JsonNode> answer) {

  static ClaimedEvent of(io.vertx.mutiny.sqlclient.Row row) {
    return new ClaimedEvent(
        row.getString("id"),
        row.getLong("seq"),
        EventTypes.news(row.getString("type")),
        row.getBoolean("livemode"),
        row.getString("object_id"),
        row.getInteger("attempts"),
        row.getInteger("lost"),
        Boolean.TRUE.equals(row.getBoolean("stands_alone")),
        StripeJson.parse(row.getString("body")),
        row.getString("traceparent"),
        Trail.of(LogId.EVENT, row.getString("id")),
        null);
  }

  ClaimedEvent on(Trail itsTrail) {
    return new ClaimedEvent(
        id,
        seq,
        type,
        livemode,
        objectId,
        attempt,
        lost,
        standsAlone,
        body,
        traceparent,
        itsTrail,
        answer);
  }

  ClaimedEvent with(Seen<JsonNode> its) {
    return new ClaimedEvent(
        id,
        seq,
        type,
        livemode,
        objectId,
        attempt,
        lost,
        standsAlone,
        body,
        traceparent,
        trail,
        its);
  }

  /** Whether it only names its object. */
  public boolean isThin() {
    return EventShape.isThin(body);
  }

  /**
   * The object of the event. A snapshot event has it as it was when the event happened; for a thin
   * one it is, as a rule, as it was when Stripe was asked.
   */
  public JsonNode object() {
    return answer == null ? body.path("data").path("object") : answer.value();
  }

  /** When Stripe was asked for the object; null where the event itself has it. */
  public @Nullable Instant askedAt() {
    return answer == null ? null : answer.askedAt();
  }

  /** The snapshot event with the same news; null for a snapshot event, and where there is none. */
  public @Nullable String snapshotId() {
    return EventShape.snapshotOf(body);
  }

  /** The same for both forms of the same news. */
  public String newsId() {
    return snapshotId() == null ? id : snapshotId();
  }

  /** When it happened at Stripe. */
  public @Nullable Instant happenedAt() {
    return EventShape.created(body);
  }

  /** Events of one group are about the same row: they succeed or fail together. */
  String group() {
    return objectId == null ? id : objectId;
  }
}
