package io.paydesk.audit;

import io.paydesk.audit.Deed.Answer;
import io.paydesk.transaction.Transactions;
import io.paydesk.transaction.Witness;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a row for each call that writes: committed together with the first that the call writes, so
 * that nothing is done of which nobody knows who did it. What it was answered is added before the
 * answer leaves, with the last that the call writes where that is known by then.
 */
@Singleton
class AuditBook implements Witness {

  private static final Logger LOG = Logger.getLogger(AuditBook.class);

  /**
   * What a payer does to one row again and again is written down ten times an hour: nobody can fill
   * the table with it. Whatever else a payer does has a row of its own, as it is bounded by what
   * there is to pay. Of what another caller is refused, five hundred an hour are written down: a
   * leaked key that may only read must not fill the table either. As many are of what failed here:
   * an outage must not hide what is refused. A caller's newest thousand rows are looked at, so that
   * the search has an end.
   */
  private static final String RECORD =
      """
      insert into audit (request, caller, role, address, operation, path, subject, status, problem, note)
      select cast($1 as uuid), $2, $3, $4, $5, $6, $7, cast($8 as integer), $9, $10
      where ($3 <> 'user' or 10 > (
          select count(*)
          from (select operation, subject, at from audit where caller = $2 order by id desc limit 1000) latest
          where latest.operation = $5 and latest.subject is not distinct from $7
            and latest.at > now() - interval '1 hour'))
        and (coalesce(cast($8 as integer), 0) < 400 or 500 > (
          select count(*)
          from (select status, at from audit where caller = $2 order by id desc limit 1000) latest
          where latest.status / 100 = cast($8 as integer) / 100 and latest.at > now() - interval '1 hour'))
      """;

  private static final String ANSWERED =
      """
      update audit set subject = coalesce(subject, $2), status = $3, problem = $4
      where request = $1 and status is null
      """;

  private final Pool database;

  AuditBook(Pool database) {
    this.database = database;
  }

  @Override
  public Runnable beforeTry() {
    var deed = Deed.here();
    return deed == null ? () -> {} : deed.asItIsNow();
  }

  @Override
  public Uni<Void> witness() {
    var deed = Deed.here();
    if (deed == null) {
      return Uni.createFrom().voidItem();
    }
    var answer = deed.answer();
    if (deed.isRecorded()) {
      return answer == null || deed.isComplete()
          ? Uni.createFrom().voidItem()
          : within(deed, answer, ANSWERED, values(deed, answer));
    }
    // A call of which the answer is known has done what it does.
    return answer == null || deed.countsByItself()
        ? within(deed, answer, RECORD, row(deed, answer))
        : Uni.createFrom().voidItem();
  }

  /** In the transaction that is open, whose parameters have a question mark. */
  private static Uni<Void> within(Deed deed, @Nullable Answer answer, String sql, Object[] values) {
    Transactions.afterCommit(() -> deed.recorded(answer != null));
    return Panache.getSession()
        .flatMap(
            session -> {
              var statement = session.createNativeQuery(sql.replace('$', '?'));
              for (int i = 0; i < values.length; i++) {
                statement.setParameter(i + 1, values[i]);
              }
              return statement.executeUpdate();
            })
        .replaceWithVoid();
  }

  /** What is done is done: that it could not be written down does not change the answer. */
  Uni<Void> answered(Deed deed, Answer answer) {
    if (deed.isComplete() || !deed.isRecorded() && !deed.countsByItself()) {
      return Uni.createFrom().voidItem();
    }
    return (deed.isRecorded()
            ? database.preparedQuery(ANSWERED).execute(Tuple.from(values(deed, answer)))
            : database.preparedQuery(RECORD).execute(Tuple.from(row(deed, answer))))
        .replaceWithVoid()
        .onFailure()
        .invoke(
            failure ->
                LOG.errorf(
                    failure,
                    "The audit has no answer of %s by %s: status=%d",
                    deed.operation,
                    inOneLine(deed.caller),
                    answer.status()))
        .onFailure()
        .recoverWithNull();
  }

  private static Object[] row(Deed deed, @Nullable Answer answer) {
    return new Object[] {
      deed.request,
      deed.caller,
      deed.role,
      deed.address,
      deed.operation,
      deed.path,
      deed.subject(),
      answer == null ? null : answer.status(),
      answer == null ? null : answer.problem(),
      deed.note()
    };
  }

  private static Object[] values(Deed deed, Answer answer) {
    return new Object[] {deed.request, deed.subject(), answer.status(), answer.problem()};
  }

  /** A user's id may be any text. */
  private static String inOneLine(String caller) {
    return caller.replaceAll("[\\p{C}\\p{Zl}\\p{Zp}]", "?");
  }
}
