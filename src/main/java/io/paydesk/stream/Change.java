package io.paydesk.stream;

import io.vertx.core.buffer.Buffer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A changed row with its event, encoded once for all streams that show it. */
final class Change {

  private final RowKey key;
  private final int version;
  private final String userId;
  private final long orderId;
  private final long paymentId;
  private final Buffer event;
  private final Supplier<Buffer> forLinks;

  /**
   * Most streams write an event with the same id, so the two are joined once. Never changed, only
   * replaced.
   */
  private volatile @Nullable Joined joined;

  /** Likewise. */
  private volatile @Nullable Change ofLinks;

  private record Joined(Horizon id, Buffer bytes) {}

  /**
   * @param event as {@link Frames#event} makes it
   */
  Change(RowKey key, int version, String userId, long orderId, long paymentId, Buffer event) {
    this(key, version, userId, orderId, paymentId, event, () -> event);
  }

  /**
   * @param forLinks makes the event that whoever has a link is sent
   */
  Change(
      RowKey key,
      int version,
      String userId,
      long orderId,
      long paymentId,
      Buffer event,
      Supplier<Buffer> forLinks) {
    this.key = key;
    this.version = version;
    this.userId = userId;
    this.orderId = orderId;
    this.paymentId = paymentId;
    this.event = event;
    this.forLinks = forLinks;
  }

  /** The same change as links see it, encoded once for all of them. */
  Change forLinks() {
    var known = ofLinks;
    if (known == null) {
      known = new Change(key, version, userId, orderId, paymentId, forLinks.get());
      ofLinks = known;
    }
    return known;
  }

  RowKey key() {
    return key;
  }

  int version() {
    return version;
  }

  String userId() {
    return userId;
  }

  long orderId() {
    return orderId;
  }

  long paymentId() {
    return paymentId;
  }

  /** The event without an id: more events of the same horizon follow. */
  Buffer bytes() {
    return event;
  }

  /** The event with an id: everything up to this horizon has been written. */
  Buffer bytes(Horizon id) {
    var known = joined;
    if (known == null || !known.id.equals(id)) {
      known = new Joined(id, Frames.withId(event, id));
      joined = known;
    }
    return known.bytes;
  }
}
