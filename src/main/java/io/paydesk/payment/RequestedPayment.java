package io.paydesk.payment;

import io.paydesk.order.CaptureMethod;
import io.paydesk.stripe.PaymentIntentSnapshot.Hold;
import io.paydesk.stripe.PaymentIntentSnapshot.StripeFailure;
import jakarta.persistence.AttributeOverride;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Embedded;
import jakarta.persistence.MappedSuperclass;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is asked to become of a payment that has begun: its money is captured, or it is canceled.
 * Each request is committed before Stripe is asked, with the key of that call.
 */
@MappedSuperclass
public abstract class RequestedPayment extends ShownPayment {

  /** When its money is taken: the order's, or what Stripe shows. */
  @Convert(converter = CaptureMethod.Text.class)
  public CaptureMethod capture = CaptureMethod.AUTOMATIC;

  /** Minor units that the payer's bank holds; null where it holds nothing. */
  public @Nullable Long amountCapturable;

  /** When the bank lets it go; null where Stripe does not say. It stays when that is past. */
  public @Nullable Instant captureBefore;

  /** The last one; null after Stripe refused it. */
  @Embedded public @Nullable CaptureRequest captureRequest;

  /** Why Stripe refused the last capture. */
  @Embedded
  @AttributeOverride(name = "code", column = @Column(name = "capture_failure_code"))
  @AttributeOverride(name = "declineCode", column = @Column(name = "capture_failure_decline_code"))
  @AttributeOverride(name = "message", column = @Column(name = "capture_failure_message"))
  @AttributeOverride(name = "param", column = @Column(name = "capture_failure_param"))
  public @Nullable StripeFailure captureFailure;

  public @Nullable UUID cancelKey;

  public @Nullable Instant cancelRequestedAt;

  /**
   * That the shop takes what is held.
   *
   * @param captureAmount minor units; what is left of the held is let go
   */
  @Embeddable
  public record CaptureRequest(Long captureAmount, UUID captureKey, Instant captureRequestedAt) {

    private static CaptureRequest of(long amount) {
      // As the database keeps it, since it tells one request from another.
      var now = Instant.now().truncatedTo(ChronoUnit.MICROS);
      return new CaptureRequest(amount, UUID.randomUUID(), now);
    }

    private CaptureRequest withNewKey() {
      return new CaptureRequest(captureAmount, UUID.randomUUID(), captureRequestedAt);
    }
  }

  public boolean isCapturedLater() {
    return capture == CaptureMethod.MANUAL;
  }

  /**
   * @return the request, to be told from a later one by its time
   */
  CaptureRequest requestCapture(long amount) {
    captureRequest = CaptureRequest.of(amount);
    captureFailure = null;
    checkFrom(CheckSchedule.urgent());
    return captureRequest;
  }

  /**
   * Whether what came is what was asked for: the captured amount, or any part of the whole that
   * somebody captured at Stripe.
   *
   * @param received minor units
   * @param all minor units that were due, which a code or a tax may have changed
   */
  boolean isAskedFor(long received, long all) {
    return captureRequest == null
        ? 0 < received && received <= all
        : received == captureRequest.captureAmount();
  }

  /** Of what was captured, a refund may have been reported before: it is listed soon. */
  Instant firstLook(Instant succeededAt) {
    return isCapturedLater() ? CheckSchedule.urgent() : LookSchedule.first(succeededAt);
  }

  /** Whether the row still shows the capture that was asked for then, also one that is done. */
  boolean showsCaptureOf(@Nullable Instant requestedAt) {
    return captureRequest != null && captureRequest.captureRequestedAt().equals(requestedAt);
  }

  void renewCaptureKey() {
    if (captureRequest != null) {
      captureRequest = captureRequest.withNewKey();
    }
  }

  /** Stripe took nothing. Whoever still wants the money asks again. */
  void refuseCapture(StripeFailure why) {
    captureRequest = null;
    captureFailure = why;
  }

  /**
   * The payer's bank holds the money.
   *
   * @param all minor units of the payment, for where Stripe does not say how much is held
   */
  void hold(@Nullable Hold hold, long all) {
    capture = CaptureMethod.MANUAL;
    amountCapturable = hold == null ? all : hold.amount();
    if (hold != null && hold.until() != null) {
      captureBefore = hold.until();
    }
  }

  /** The bank has let go what was not captured, or all of it. */
  void holdNothing() {
    amountCapturable = null;
  }

  /** Nothing was captured, and nothing will be. */
  void dropCaptureRequest() {
    holdNothing();
    captureRequest = null;
  }

  public void requestCancel() {
    if (cancelRequestedAt == null) {
      cancelRequestedAt = Instant.now();
      cancelKey = UUID.randomUUID();
      checkFrom(CheckSchedule.urgent());
    }
  }

  void dropCancelRequest() {
    cancelRequestedAt = null;
    cancelKey = null;
  }

  void renewCancelKey() {
    cancelKey = UUID.randomUUID();
  }
}
