package io.paydesk.stream;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one stream shows.
 *
 * @param userId whose rows; null for everybody's
 * @param orderId only rows of this order; null for all
 * @param paymentId only this payment and its refunds; null for all
 */
public record Interest(
    @Nullable String userId,
    @Nullable Long orderId,
    @Nullable Long paymentId,
    Set<StreamedTable> tables) {

  /**
   * @param owner of the named order or payment; null where none is named
   */
  static Interest of(Pass pass, @Nullable String owner, Set<StreamedTable> tables) {
    var user = pass.caller().seesAll() ? owner : pass.caller().userId();
    return new Interest(user, pass.orderId(), pass.paymentId(), tables);
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
