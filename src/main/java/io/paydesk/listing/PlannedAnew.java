package io.paydesk.listing;

import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.vertx.pgclient.PgBuilder;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnectOptions;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * Lets PostgreSQL plan a marked statement anew each time, by the values that are asked for. A
 * statement that is prepared once gets, after some times, a plan for any values: for failed
 * payments among millions that succeeded it would be that for the succeeded ones.
 *
 * @see <a
 *     href="https://www.postgresql.org/docs/current/sql-prepare.html#SQL-PREPARE-NOTES">PostgreSQL
 *     on generic plans</a>
 */
@Singleton
class PlannedAnew implements PgPoolCreator {

  /** In HQL and SQL: a condition that is always true, and costs nothing once it is planned. */
  static final String MARK = "'planned anew' = 'planned anew'";

  private static final String MARKED = "'planned anew'";

  @Override
  public Pool create(Input input) {
    input
        .pgConnectOptionsList()
        .forEach(
            options -> options.setPreparedStatementCacheSqlFilter(sql -> !sql.contains(MARKED)));
    return PgBuilder.pool()
        .with(input.poolOptions())
        .connectingTo(List.<SqlConnectOptions>copyOf(input.pgConnectOptionsList()))
        .using(input.vertx())
        .build();
  }
}
