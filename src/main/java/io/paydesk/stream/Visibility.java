package io.paydesk.stream;

import static java.util.Objects.requireNonNull;

import io.paydesk.caller.Caller;
import io.paydesk.problem.Refusal;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/** Checks that the order or payment of a stream exists, and that the caller may see it. */
@Singleton
class Visibility {

  private final Pool database;

  Visibility(Pool database) {
    this.database = database;
  }

  /**
   * @return who owns the named order or payment; null where none is named
   * @throws Refusal {@code not-found}
   */
  Uni<@Nullable String> owner(Pass pass) {
    if (pass.orderId() == null && pass.paymentId() == null) {
      return Uni.createFrom().nullItem();
    }
    return ofOrder(pass).chain(owner -> pass.paymentId() == null ? item(owner) : ofPayment(pass));
  }

  private static Uni<String> item(String owner) {
    return Uni.createFrom().item(owner);
  }

  private Uni<String> ofOrder(Pass pass) {
    if (pass.orderId() == null) {
      return Uni.createFrom().nullItem();
    }
    return owner(
        pass.caller(),
        "order",
        pass.orderId(),
        "select user_id, id as order_id from orders where id = $1",
        Tuple.of(pass.orderId()));
  }

  /**
   * If an order is named too, the payment must belong to it: a ticket for an order shows no other.
   */
  private Uni<String> ofPayment(Pass pass) {
    return owner(
        pass.caller(),
        "payment",
        requireNonNull(pass.paymentId()),
        "select user_id, order_id from payment where id = $1 and order_id = coalesce($2, order_id)",
        Tuple.of(pass.paymentId(), pass.orderId()));
  }

  private Uni<String> owner(Caller caller, String what, long id, String sql, Tuple values) {
    return database
        .preparedQuery(sql)
        .execute(values)
        .map(
            rows -> {
              if (rows.size() == 0) {
                throw Refusal.notFound(what, id);
              }
              var row = rows.iterator().next();
              var owner = row.getString("user_id");
              caller.mustSee(owner, row.getLong("order_id"), what, id);
              return owner;
            });
  }
}
