package io.paydesk.mail;

import io.paydesk.audit.Deed;
import io.paydesk.caller.Caller;
import io.paydesk.idempotency.ApiAnswer;
import io.paydesk.idempotency.Claim;
import io.paydesk.key.Maker;
import io.paydesk.mail.Owed.Payable;
import io.paydesk.order.OrderReader;
import io.paydesk.order.ReceiptEmail;
import io.paydesk.problem.Refusal;
import io.paydesk.rest.Page;
import io.paydesk.rest.PageQuery;
import io.paydesk.surface.PublicAddress;
import io.paydesk.transaction.Listing;
import io.paydesk.transaction.Transactions;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import jakarta.validation.Validator;

/** Commits what is to be mailed; {@link PayLinkPost} sends it after that. */
@Singleton
public class PayLinkMailFlow {

  static final String ELSEWHERE = "to-another-address";

  private final Transactions transactions;
  private final Owed owed;
  private final OrderReader orders;
  private final MailServer server;
  private final PublicAddress address;
  private final Validator validator;
  private final PayLinkPost post;

  PayLinkMailFlow(
      Transactions transactions,
      Owed owed,
      OrderReader orders,
      MailServer server,
      PublicAddress address,
      Validator validator,
      PayLinkPost post) {
    this.transactions = transactions;
    this.owed = owed;
    this.orders = orders;
    this.server = server;
    this.address = address;
    this.validator = validator;
    this.post = post;
  }

  /**
   * @throws Refusal of {@link PayLinkMailProblems}, {@code public-url-not-set}, {@code not-found}
   */
  Uni<ApiAnswer> mail(long orderId, MailPayLink request, Caller caller, Maker maker, Claim claim) {
    return owed.of(orderId, caller)
        .invoke(x -> mustBeSetUp())
        .map(payable -> mailOf(payable, request, maker))
        .flatMap(
            mail ->
                transactions.write(
                    () ->
                        MailBounds.mustAllow(mail)
                            .flatMap(allowed -> mail.<PayLinkMail>persistAndFlush())
                            .call(() -> claim.made(mail.id))
                            .invoke(() -> Transactions.afterCommit(post::wake))))
        .map(PayLinkMailFlow::answer);
  }

  private void mustBeSetUp() {
    var missing = server.missing();
    if (!missing.isEmpty()) {
      throw PayLinkMailProblems.noMailServer(missing);
    }
    address.ofPage("");
  }

  private PayLinkMail mailOf(Payable payable, MailPayLink request, Maker maker) {
    var order = payable.order();
    var to = request.to() == null ? order.receiptEmail() : request.to();
    if (to == null) {
      throw PayLinkMailProblems.noAddress(order.id());
    }
    if (!ReceiptEmail.isMailable(to, validator)) {
      throw PayLinkMailProblems.notAnAddress();
    }
    boolean own = to.equalsIgnoreCase(order.receiptEmail());
    if (!own && payable.behind()) {
      throw PayLinkMailProblems.forTheOwnerAlone(order.id());
    }
    if (!own) {
      Deed.isNoted(ELSEWHERE);
    }
    return PayLinkMail.of(order.id(), to, own, request, maker);
  }

  /** What an earlier request with the same key made, as it is now. */
  Uni<ApiAnswer> again(long id) {
    return transactions
        .read(() -> PayLinkMail.<PayLinkMail>findById(id))
        .onItem()
        .ifNull()
        .failWith(() -> Refusal.notFound("payLinkMail", id))
        .map(PayLinkMailFlow::answer);
  }

  private static ApiAnswer answer(PayLinkMail mail) {
    return new ApiAnswer(201, PayLinkMailView.of(mail), mail.id);
  }

  /** Those of an order, newest first. */
  public Uni<Page<PayLinkMailView>> list(long orderId, Caller caller, PageQuery page) {
    return Listing.of(PayLinkMail.class, page)
        .only("orderId", orderId)
        .read(transactions, mail -> mail.id, PayLinkMailView::of)
        .call(() -> orders.get(orderId, caller));
  }
}
