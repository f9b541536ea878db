package io.paydesk.mail;

import io.paydesk.payment.PaymentPapers;
import io.paydesk.payment.PaymentView;
import io.paydesk.stripe.Papers;
import io.paydesk.transaction.OwnContext;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Where the payer finds the invoice at Stripe, or else the receipt. */
@Singleton
class PaperLink {

  private static final Logger LOG = Logger.getLogger(PaperLink.class);

  /** A receipt without it is better than a late one. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final OwnContext contexts;
  private final PaymentPapers papers;

  PaperLink(OwnContext contexts, PaymentPapers papers) {
    this.contexts = contexts;
    this.papers = papers;
  }

  /**
   * Asks Stripe where nobody has done so since the payment succeeded. Call it where it may block.
   *
   * @param payments of one order
   * @return null where Stripe shows none, or does not answer
   */
  @Nullable String of(List<PaymentView> payments) {
    if (payments.isEmpty()) {
      return null;
    }
    var payment = payments.get(0);
    var known = new Papers(payment.receiptUrl(), payment.invoiceUrl(), payment.invoicePdf());
    return linkOf(known.equals(Papers.NONE) ? ask(payment.id()) : known);
  }

  private Papers ask(long paymentId) {
    return contexts
        .<Papers>run(() -> papers.current(paymentId))
        .ifNoItem()
        .after(PATIENCE)
        .recoverWithItem(Papers.NONE)
        .onFailure()
        .invoke(failure -> LOG.debugf(failure, "The papers of payment %d are unknown", paymentId))
        .onFailure()
        .recoverWithItem(Papers.NONE)
        .await()
        .indefinitely();
  }

  private static @Nullable String linkOf(Papers papers) {
    return papers.invoiceUrl() == null ? papers.receiptUrl() : papers.invoiceUrl();
  }
}
