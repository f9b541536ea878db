package io.paydesk.dispute;

import io.paydesk.openapi.ApiExamples;
import io.paydesk.openapi.ExampleBook;
import io.paydesk.payment.PaymentExamples;
import io.paydesk.payment.PaymentStatus;
import io.paydesk.rest.Page;
import java.time.Duration;
import java.util.List;

/** A dispute of the payment of {@link PaymentExamples}. */
public final class DisputeExamples implements ApiExamples {

  @Override
  public void addTo(ExampleBook book) {
    var open = DisputeView.of(dispute("needs_response"));
    book.answer("getDispute", 200, "open", open);
    book.answer("listDisputes", 200, "a-page", new Page<>(List.of(open), "2"));
    book.answer(
        "listDisputes",
        200,
        "the-last-page",
        new Page<>(List.of(DisputeView.of(dispute("won"))), null));
    book.problem("dispute-not-found", DisputeReader.notFound(2));
  }

  private static Dispute dispute(String status) {
    var dispute = Dispute.of(PaymentExamples.payment(PaymentStatus.SUCCEEDED), "du_123");
    dispute.id = 2L;
    dispute.amount = 9999;
    dispute.currency = "usd";
    dispute.status = status;
    dispute.reason = "fraudulent";
    dispute.openedAt = PaymentExamples.payment(PaymentStatus.SUCCEEDED).updatedAt;
    dispute.dueBy = dispute.openedAt.plus(Duration.ofDays(9));
    dispute.createdAt = dispute.openedAt.plusSeconds(1);
    dispute.updatedAt = dispute.createdAt;
    dispute.version = 1;
    return dispute;
  }
}
