package io.paydesk.stream;

import io.paydesk.caller.Caller;
import io.paydesk.problem.Refusal;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;

/** Whether the order or payment that a stream names is there, and the caller's to see. */
@Singleton
class Visibility {

  private final Pool database;

  Visibility(Pool database) {
    this.database = database;
  }

  /**
   * @throws Refusal {@code not-found}
   */
  Uni<Pass> check(Pass pass) {
    return check(pass.caller(), "order", "orders", pass.orderId())
        .chain(() -> check(pass.caller(), "payment", "payment", pass.paymentId()))
        .replaceWith(pass);
  }

  private Uni<Void> check(Caller caller, String what, String table, Long id) {
    if (id == null) {
      return Uni.createFrom().voidItem();
    }
    return database
        .preparedQuery("select user_id from " + table + " where id = $1")
        .execute(Tuple.of(id))
        .invoke(
            rows -> {
              if (rows.size() == 0) {
                throw Refusal.notFound(what, id);
              }
              caller.mustSee(rows.iterator().next().getString("user_id"), what, id);
            })
        .replaceWithVoid();
  }
}
