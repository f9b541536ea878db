package io.paydesk.stream;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one stream shows.
 *
 * @param userId whose rows; null for everybody's
 * @param orderId only rows of this order; null for all
 * @param paymentId only this payment and its refunds; null for all
 * @param link by which it was opened; null without
 * @param session of the shop's page by which it was opened; null without
 */
public record Interest(
    @Nullable String userId,
    @Nullable Long orderId,
    @Nullable Long paymentId,
    Set<StreamedTable> tables,
    @Nullable Long link,
    @Nullable String session) {

  Interest(
      @Nullable String userId,
      @Nullable Long orderId,
      @Nullable Long paymentId,
      Set<StreamedTable> tables) {
    this(userId, orderId, paymentId, tables, null, null);
  }

  /**
   * @param owner of the named order or payment; null where none is named
   */
  static Interest of(Pass pass, @Nullable String owner, Set<StreamedTable> tables) {
    var user = pass.caller().seesAll() ? owner : pass.caller().userId();
    return new Interest(
        user, pass.orderId(), pass.paymentId(), tables, pass.caller().link(), pass.session());
  }

  boolean seesAll() {
    return userId == null;
  }

  /**
   * Whose streams are counted together: a user's, or a link's by its id, which are not its order's
   * owner's. Null where everybody's rows are shown.
   */
  @Nullable Object holder() {
    return link == null ? userId : link;
  }

  /** A change as the reader may see it. */
  Change seen(Change change) {
    return link == null ? change : change.forLinks();
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
