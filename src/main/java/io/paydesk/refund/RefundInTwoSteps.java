package io.paydesk.refund;

import static java.util.Objects.requireNonNull;

import io.paydesk.caller.Caller;
import io.paydesk.idempotency.Idempotency;
import io.paydesk.idempotency.IdempotentCall;
import io.paydesk.payment.Payment;
import io.paydesk.payment.PaymentProblems;
import io.paydesk.trace.LogId;
import io.paydesk.transaction.Transactions;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Singleton;
import jakarta.validation.Valid;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A refund for those who are to look before they make it: the first step shows what it would do and
 * writes nothing; only what it shows can be made by the second.
 */
@Singleton
@RolesAllowed(Caller.ADMIN)
public class RefundInTwoSteps {

  private final Transactions transactions;
  private final RefundConfirmation confirmations;
  private final RefundFlow flow;
  private final Idempotency idempotency;
  private final SecurityIdentity identity;

  RefundInTwoSteps(
      Transactions transactions,
      RefundConfirmation confirmations,
      RefundFlow flow,
      Idempotency idempotency,
      SecurityIdentity identity) {
    this.transactions = transactions;
    this.confirmations = confirmations;
    this.flow = flow;
    this.idempotency = idempotency;
    this.identity = identity;
  }

  /**
   * What {@link RefundPolicy} would decide now. No row is locked, so the second step decides anew.
   */
  public Uni<RefundPreviewView> preview(@Valid CreateRefund request) {
    var caller = Caller.of(identity);
    LogId.PAYMENT.record(request.paymentId());
    return transactions
        .read(
            () ->
                Payment.<Payment>findById(request.paymentId())
                    .onItem()
                    .ifNull()
                    .failWith(() -> PaymentProblems.notFound(request.paymentId()))
                    .flatMap(payment -> SubscribedRows.read(payment.orderId)))
        .map(rows -> preview(rows, request, caller));
  }

  private RefundPreviewView preview(SubscribedRows rows, CreateRefund request, Caller caller) {
    var payment = rows.rows().payment(request.paymentId());
    var totals = rows.rows().totals(payment);
    long amount =
        RefundPolicy.amountOf(
            new RefundPolicy.Case(payment, totals, request.refundAmount(), request.currency()));
    return RefundPreviewView.of(
        rows.rows().order(),
        payment,
        totals,
        request,
        amount,
        rows.rows().statusAfter(payment, amount),
        Stream.of(RefundPolicy.warning(payment), rows.warning(null))
            .filter(Objects::nonNull)
            .toList(),
        confirmations.issue(caller, request, amount, totals.back(), Instant.now()));
  }

  /**
   * Makes the refund as any caller of the API makes it, unless another one has been made since the
   * preview: whoever agreed did not see that.
   *
   * @param request with the amount that the preview has shown
   * @return what the API answers, also where it refuses again what it has refused before
   */
  public Uni<Response> make(@Valid CreateRefund request, String confirmation) {
    var caller = Caller.of(identity);
    var checked =
        confirmations.check(
            confirmation, caller, request, requireNonNull(request.refundAmount()), Instant.now());
    return idempotency.answer(
        IdempotentCall.post(caller, "/v1/refunds", checked.key(), request),
        claim -> flow.refund(request, checked.shownBack(), caller.userId(), claim),
        flow::again);
  }
}
