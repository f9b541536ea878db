package io.paydesk.idempotency;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.paydesk.audit.Deed;
import io.paydesk.problem.Refusal;
import io.paydesk.transaction.ToItsEnd;
import io.paydesk.transaction.Transactions;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import jakarta.persistence.LockModeType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The same key and body get the same answer, however often and to whichever replica they are sent.
 * The answer is rendered again from its row, so no client secret is stored. A refusal is stored as
 * it was. A 202, a 5xx and a crash leave the key open: the next request with the key goes on from
 * there.
 *
 * @see <a href="https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header/">the
 *     header's draft</a>
 */
@Singleton
public class Idempotency {

  /**
   * How long one request may take before another with its key may take over: longer than all
   * attempts of all calls to Stripe that a request makes.
   */
  private static final Duration LEASE = Duration.ofMinutes(5);

  private final Transactions transactions;
  private final ObjectMapper json;

  Idempotency(Transactions transactions, ObjectMapper json) {
    this.transactions = transactions;
    this.json = json;
  }

  /**
   * @param flow carries the request out
   * @param again answers from a row that an earlier request with the key made
   */
  public Uni<Response> answer(
      IdempotentCall call,
      Function<Claim, Uni<ApiAnswer>> flow,
      LongFunction<Uni<ApiAnswer>> again) {
    return answer(call, flow, (rowId, claim) -> again.apply(rowId), again);
  }

  /**
   * For requests that ask something of a row that is there.
   *
   * @param again answers what the earlier request with the key asked
   */
  public Uni<Response> answerAbout(
      IdempotentCall call, Function<Claim, Uni<ApiAnswer>> flow, RepeatedAnswer again) {
    return carryOut(
        call, flow, (row, claim) -> again.about(requireNonNull(row.rowId), row.askedAt), again);
  }

  /**
   * @param flow carries the request out
   * @param resume continues what an earlier request with the key began, while that has not been
   *     answered for good, and may still refuse it
   * @param again answers when that is finished
   */
  public Uni<Response> answer(
      IdempotentCall call,
      Function<Claim, Uni<ApiAnswer>> flow,
      ResumedAnswer resume,
      LongFunction<Uni<ApiAnswer>> again) {
    return carryOut(
        call,
        flow,
        (row, claim) -> resume.from(requireNonNull(row.rowId), claim),
        (rowId, askedAt) -> again.apply(rowId));
  }

  private Uni<Response> carryOut(
      IdempotentCall call,
      Function<Claim, Uni<ApiAnswer>> flow,
      BiFunction<IdempotencyKey, Claim, Uni<ApiAnswer>> resume,
      RepeatedAnswer again) {
    // A client that leaves may come back with the same key: it finds the answer.
    if (call.key() == null) {
      return flow.apply(Claim.NONE)
          .map(answer -> response(answer, answer.status(), false))
          .plug(ToItsEnd.go());
    }
    return transactions
        .writeAside(() -> leased(call))
        .flatMap(row -> row.finished() ? replay(row, again) : carryOut(row, flow, resume))
        .plug(ToItsEnd.go());
  }

  /** Most keys are used once, and then this is one statement. */
  private Uni<IdempotencyKey> leased(IdempotentCall call) {
    return IdempotencyKey.firstUse(call, Instant.now().plus(LEASE))
        .flatMap(
            first ->
                first == null
                    ? locked(call).map(row -> lease(call, row))
                    : Uni.createFrom().item(first));
  }

  private Uni<IdempotencyKey> locked(IdempotentCall call) {
    return IdempotencyKey.<IdempotencyKey>find(
            "userId = ?1 and method = ?2 and path = ?3 and key = ?4",
            call.caller().userId(),
            call.method(),
            call.path(),
            call.key())
        .withLock(LockModeType.PESSIMISTIC_WRITE)
        .singleResult();
  }

  private IdempotencyKey lease(IdempotentCall call, IdempotencyKey row) {
    if (!call.hasBodyOf(row)) {
      throw KeyProblems.reused();
    }
    if (row.finished()) {
      return row;
    }
    var now = Instant.now();
    if (row.leasedUntil.isAfter(now)) {
      throw KeyProblems.inUse();
    }
    row.leasedUntil = now.plus(LEASE);
    row.lease = UUID.randomUUID();
    return row;
  }

  private Uni<Response> replay(IdempotencyKey row, RepeatedAnswer again) {
    if (row.problem != null) {
      isAboutItsRow(row);
      return Uni.createFrom()
          .item(
              replayed(Response.status(requireNonNull(row.status)).type("application/problem+json"))
                  .entity(row.problem)
                  .build());
    }
    return again
        .about(requireNonNull(row.rowId), row.askedAt)
        .invoke(answer -> isAboutItsRow(row))
        .map(answer -> response(answer, requireNonNull(row.status), true));
  }

  private Uni<Response> carryOut(
      IdempotencyKey row,
      Function<Claim, Uni<ApiAnswer>> flow,
      BiFunction<IdempotencyKey, Claim, Uni<ApiAnswer>> resume) {
    boolean begunBefore = row.rowId != null;
    var claim = new Claim(row.id, row.lease);
    Uni<ApiAnswer> answer =
        Uni.createFrom().deferred(() -> begunBefore ? resume.apply(row, claim) : flow.apply(claim));
    return answer
        .onItemOrFailure()
        .invoke((done, failure) -> isAboutItsRow(row))
        .invoke(done -> Deed.willBeAnswered(done.status(), null))
        .call(
            done ->
                done.status() == 202
                    ? release(row)
                    : finish(row, done.status(), done.rowId(), null))
        .map(done -> response(done, done.status(), begunBefore))
        .onFailure()
        .call(failure -> failed(row, failure));
  }

  /** For the audit, where the flow has not said that the call is about something else. */
  private static void isAboutItsRow(IdempotencyKey row) {
    if (row.rowId != null) {
      Deed.isAbout(row.rowId);
    }
  }

  private Uni<Void> failed(IdempotencyKey row, Throwable failure) {
    if (failure instanceof Refusal refusal) {
      Deed.willBeAnswered(refusal.status(), refusal.name());
    }
    if (failure instanceof Refusal refusal && refusal.status() < 500 && refusal.status() != 429) {
      try {
        return finish(row, refusal.status(), null, json.writeValueAsString(refusal.body()));
      } catch (JsonProcessingException e) {
        return release(row);
      }
    }
    return release(row);
  }

  private Uni<Void> finish(
      IdempotencyKey row, int status, @Nullable Long rowId, @Nullable String problem) {
    return transactions
        .write(
            () ->
                IdempotencyKey.update(
                    "status = ?1, problem = ?2, rowId = coalesce(?3, rowId) where id = ?4 and lease"
                        + " = ?5",
                    status,
                    problem,
                    rowId,
                    row.id,
                    row.lease))
        .replaceWithVoid();
  }

  private Uni<Void> release(IdempotencyKey row) {
    return transactions
        .write(
            () ->
                IdempotencyKey.update(
                    "leasedUntil = ?1 where id = ?2 and lease = ?3",
                    Instant.EPOCH,
                    row.id,
                    row.lease))
        .replaceWithVoid();
  }

  private static Response response(ApiAnswer answer, int status, boolean replayed) {
    var response = Response.status(status).entity(answer.body());
    return (replayed ? replayed(response) : response).build();
  }

  private static Response.ResponseBuilder replayed(Response.ResponseBuilder response) {
    return response.header("Idempotency-Replayed", "true");
  }
}
