package io.paydesk.stream;

import java.util.Set;

/**
 * What one stream shows.
 *
 * @param userId whose rows; null for everybody's
 * @param orderId of this order alone; null for all
 * @param paymentId this payment and its refunds alone; null for all
 */
public record Interest(String userId, Long orderId, Long paymentId, Set<StreamedTable> tables) {

  static Interest of(Pass pass, Set<StreamedTable> tables) {
    var caller = pass.caller();
    return new Interest(
        caller.seesAll() ? null : caller.userId(), pass.orderId(), pass.paymentId(), tables);
  }

  boolean seesAll() {
    return userId == null;
  }

  /** Streams of one order or payment begin with the rows as they are. */
  boolean isNamed() {
    return orderId != null || paymentId != null;
  }

  boolean wants(Change change) {
    return tables.contains(change.key().table())
        && (userId == null || userId.equals(change.userId()))
        && (orderId == null || orderId == change.orderId())
        && (paymentId == null || paymentId == change.paymentId());
  }
}
