package io.paydesk.mail;

import io.micrometer.core.instrument.MeterRegistry;
import io.paydesk.caller.Caller;
import io.paydesk.key.PayLinks;
import io.paydesk.mail.Owed.Payable;
import io.paydesk.mail.PayLinkQueue.Claimed;
import io.paydesk.problem.Refusal;
import io.paydesk.surface.PublicAddress;
import io.paydesk.transaction.OwnContext;
import io.paydesk.transaction.WorkLoop;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;

/**
 * Mails the pay-links that are due. A link is made for each try, after the try is committed: its
 * token is in memory and in the mail, and nowhere else. It may be sent twice after a lost answer:
 * then both mails have the same Message-ID, and the link of each opens.
 */
@Singleton
class PayLinkPost {

  private static final Logger LOG = Logger.getLogger(PayLinkPost.class);

  /** Who reads the order that was asked for; the call that asked was allowed to. */
  private static final Caller POST = new Caller("key:post", true, false, false);

  private static final Duration LONGEST_TRY = Duration.ofSeconds(40);

  /** Less than that of the whole try, so that a server which says nothing is told of as such. */
  private static final Duration LONGEST_SILENCE = Duration.ofSeconds(30);

  /** A round makes all its tries at once. */
  private static final Duration LONGEST_ROUND = Duration.ofMinutes(2);

  private final OwnContext contexts;
  private final PayLinkQueue queue;
  private final Owed owed;
  private final PayLinks links;
  private final PublicAddress address;
  private final InvitationWords words;
  private final Envelope envelope;
  private final Outbox outbox;
  private final MeterRegistry meters;
  private final WorkLoop loop;

  PayLinkPost(
      OwnContext contexts,
      PayLinkQueue queue,
      Owed owed,
      PayLinks links,
      PublicAddress address,
      InvitationWords words,
      Envelope envelope,
      Outbox outbox,
      MeterRegistry meters) {
    this.contexts = contexts;
    this.queue = queue;
    this.owed = owed;
    this.links = links;
    this.address = address;
    this.words = words;
    this.envelope = envelope;
    this.outbox = outbox;
    this.meters = meters;
    loop =
        new WorkLoop(
            contexts,
            LONGEST_ROUND,
            this::round,
            failure -> LOG.warn("Pay-links could not be mailed; it is tried again soon", failure));
  }

  /** Also for what another process has left behind. */
  @Scheduled(every = "5s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  void poll() {
    wake();
  }

  /** Returns at once. */
  void wake() {
    loop.wake();
  }

  void stopEarly(@Observes ShutdownDelayInitiatedEvent event) {
    loop.stop();
  }

  void stop(@Observes ShutdownEvent event) {
    loop.stop();
  }

  private Uni<Boolean> round() {
    return queue
        .claim()
        .flatMap(
            claimed ->
                Multi.createFrom()
                    .iterable(claimed)
                    .onItem()
                    .transformToUniAndMerge(mail -> contexts.run(() -> attempt(mail)))
                    .collect()
                    .last()
                    .replaceWith(!claimed.isEmpty()));
  }

  /** Never fails: what cannot be recorded is tried again when its lease is over. */
  private Uni<Void> attempt(Claimed mail) {
    return owed.of(mail.orderId(), POST)
        .flatMap(
            payable ->
                mayGoThere(mail, payable)
                    .chain(
                        () ->
                            links.issue(
                                mail.orderId(), mail.life(), mail.returnUrl(), false, mail.maker()))
                    .flatMap(link -> send(mail, payable, link).replaceWith(link)))
        .ifNoItem()
        .after(LONGEST_TRY)
        .failWith(TimeoutException::new)
        .onItemOrFailure()
        .transformToUni(
            (link, failure) ->
                contexts.run(() -> failure == null ? sent(mail, link) : failed(mail, failure)))
        .onFailure()
        .invoke(failure -> LOG.errorf(failure, "How %s ended could not be stored", mail))
        .onFailure()
        .recoverWithNull();
  }

  /** Its subscription may have fallen behind since somebody asked for the mail. */
  private static Uni<Void> mayGoThere(Claimed mail, Payable payable) {
    return payable.behind() && !mail.toOrderAddress()
        ? Uni.createFrom().failure(PayLinkMailProblems.forTheOwnerAlone(mail.orderId()))
        : Uni.createFrom().voidItem();
  }

  private Uni<Void> send(Claimed mail, Payable payable, PayLinks.Issued link) {
    return queue
        .tries(mail, link.id())
        .invoke(
            ours -> {
              if (!ours) {
                throw new IllegalStateException(mail + " is another process's to try by now");
              }
            })
        .chain(() -> handOver(mail, payable, link))
        .onFailure(failure -> !(failure instanceof MailNotSent not) || not.isWithNobody())
        .call(() -> takeBack(link, payable));
  }

  private Uni<Void> handOver(Claimed mail, Payable payable, PayLinks.Issued link) {
    var order = payable.order();
    return Uni.createFrom()
        .item(
            () ->
                envelope.of(
                    mail.address(),
                    mail.message().toString(),
                    words.subject(order, payable.behind()),
                    words.letter(order, payable.behind(), link, address.ofPage("") + link.token())))
        .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
        .flatMap(
            letter ->
                outbox
                    .send(letter)
                    .ifNoItem()
                    .after(LONGEST_SILENCE)
                    .failWith(MailNotSent::silence));
  }

  /** Nobody has it. */
  private Uni<Void> takeBack(PayLinks.Issued link, Payable payable) {
    return contexts
        .run(() -> links.takeBack(payable.order().id(), link.id(), payable.order().userId()))
        .onFailure()
        .recoverWithNull();
  }

  private Uni<Void> sent(Claimed mail, PayLinks.Issued link) {
    return queue.sent(mail, link.id()).invoke(() -> count("sent"));
  }

  private Uni<Void> failed(Claimed mail, Throwable failure) {
    if (failure instanceof Refusal refusal && refusal.status() < 500 && refusal.status() != 429) {
      LOG.infof("%s is not sent: %s", mail, refusal.name());
      return queue
          .cancel(mail, refusal.name())
          .invoke(() -> count("canceled"))
          .flatMap(tried -> takeBack(mail, tried));
    }
    log(mail, failure);
    return queue
        .putBack(mail, reason(failure))
        .invoke(() -> count(mail.isLast() ? "failed" : "retried"))
        .flatMap(tried -> takeBack(mail, tried));
  }

  private static String reason(Throwable failure) {
    if (failure instanceof MailNotSent not) {
      return not.isRefused() ? "mail-refused" : "mail-server-unreachable";
    }
    return failure instanceof Refusal refusal ? refusal.name() : "internal-error";
  }

  private static void log(Claimed mail, Throwable failure) {
    // A fault of this service's own is looked for by where it was.
    var fault = failure instanceof MailNotSent || failure instanceof Refusal ? null : failure;
    var what = fault == null ? failure.getMessage() : fault.toString();
    if (mail.isLast()) {
      LOG.errorf(fault, "%s failed for good: %s", mail, what);
    } else {
      LOG.warnf(fault, "%s failed in try %d: %s; it is tried again", mail, mail.attempt(), what);
    }
  }

  /** The mail has ended, and the shop is told that it did not go out. */
  private Uni<Void> takeBack(Claimed mail, List<Long> tried) {
    return tried.isEmpty()
        ? Uni.createFrom().voidItem()
        : links.takeBackUnused(mail.orderId(), tried);
  }

  private void count(String result) {
    meters.counter("paydesk.mail.pay.links", "result", result).increment();
  }
}
