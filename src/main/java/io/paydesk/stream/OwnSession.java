package io.paydesk.stream;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import jakarta.inject.Singleton;

/**
 * Tells a connection with a session of its own from one behind a pooler, which lends another
 * session for each transaction. Behind a pooler, LISTEN is heard by whoever is lent that session
 * later. At rest that is often, by chance, the one who asked: so to hear oneself proves nothing.
 */
@Singleton
class OwnSession {

  private static final String NOT_ITS_OWN =
      "the database is reached through a pooler that gives each transaction another connection: set"
          + " QUARKUS_DATASOURCE_LISTEN_REACTIVE_URL to PostgreSQL itself, or use a pool of"
          + " sessions";

  private static final int ROUNDS = 20;

  private final Pool database;

  OwnSession(Pool database) {
    this.database = database;
  }

  /**
   * Makes another transaction take a session while the connection holds none. A pooler lends the
   * session that was returned last, which is the connection's own, or else it lends the connection
   * another one. Somebody else may come between, so it tries more than once.
   *
   * @return fails where the connection has no session of its own
   */
  Future<Void> require(SqlConnection connection) {
    return require(connection, ROUNDS);
  }

  private Future<Void> require(SqlConnection connection, int rounds) {
    if (rounds == 0) {
      return Future.succeededFuture();
    }
    return isKept(connection)
        .compose(kept -> kept ? require(connection, rounds - 1) : Future.failedFuture(NOT_ITS_OWN));
  }

  private Future<Boolean> isKept(SqlConnection connection) {
    return session(connection)
        .compose(
            before ->
                database.withTransaction(
                    other ->
                        session(other)
                            .compose(
                                others ->
                                    before.equals(others)
                                        ? Future.succeededFuture(false)
                                        : session(connection).map(before::equals))));
  }

  private static Future<Integer> session(SqlConnection connection) {
    return connection
        .query("select pg_backend_pid()")
        .execute()
        .map(rows -> rows.iterator().next().getInteger(0));
  }
}
