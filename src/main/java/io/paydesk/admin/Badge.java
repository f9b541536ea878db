package io.paydesk.admin;

import io.paydesk.actionflow.EndpointStatus;
import io.paydesk.actionflow.RunStatus;
import io.paydesk.key.KeyStatus;
import io.paydesk.order.OrderStatus;
import io.paydesk.payment.PaymentStatus;
import io.paydesk.recurring.RecurringPaymentStatus;
import io.paydesk.refund.RefundStatus;
import io.paydesk.webhook.StripeEventStatus;

/**
 * A status in the words of a shop.
 *
 * @param text such as "Needs review"
 * @param tone {@code good}, {@code bad}, {@code wait}, {@code calm}: how it looks
 */
public record Badge(String text, String tone) {

  private static Badge good(String text) {
    return new Badge(text, "good");
  }

  private static Badge bad(String text) {
    return new Badge(text, "bad");
  }

  private static Badge wait(String text) {
    return new Badge(text, "wait");
  }

  private static Badge calm(String text) {
    return new Badge(text, "calm");
  }

  public static Badge of(OrderStatus status) {
    return switch (status) {
      case PENDING -> wait("Open");
      case PAID -> good("Paid");
      case PARTIALLY_REFUNDED -> calm("Partly refunded");
      case REFUNDED -> calm("Refunded");
      case CANCELED -> calm("Canceled");
      case REVIEW -> bad("Needs review");
    };
  }

  public static Badge of(PaymentStatus status) {
    return switch (status) {
      case CREATED -> calm("Started");
      case PENDING -> wait("Waiting for payer");
      case PROCESSING -> wait("At the bank");
      case AUTHORIZED -> wait("Reserved");
      case SUCCEEDED -> good("Paid");
      case PARTIALLY_REFUNDED -> calm("Partly refunded");
      case REFUNDED -> calm("Refunded");
      case CANCELED -> calm("Canceled");
      case FAILED -> bad("Failed");
      case UNKNOWN -> bad("Not known yet");
    };
  }

  public static Badge of(RefundStatus status) {
    return switch (status) {
      case CREATED -> calm("Started");
      case PENDING -> wait("On its way");
      case SUCCEEDED -> good("Refunded");
      case FAILED -> bad("Failed");
      case CANCELED -> calm("Canceled");
      case UNKNOWN -> bad("Not known yet");
    };
  }

  public static Badge of(RecurringPaymentStatus status) {
    return switch (status) {
      case CREATED -> calm("Started");
      case INCOMPLETE -> wait("Waiting for first payment");
      case TRIALING -> good("In trial");
      case ACTIVE -> good("Active");
      case PAST_DUE -> bad("Past due");
      case UNPAID -> bad("Unpaid");
      case PAUSED -> calm("Paused");
      case CANCELED -> calm("Ended");
      case INCOMPLETE_EXPIRED -> calm("Never paid");
      case UNKNOWN -> bad("Not known yet");
    };
  }

  /**
   * @param status as Stripe states it, which may be one that nobody knows yet
   * @see <a href="https://docs.stripe.com/api/disputes/object#dispute_object-status">Stripe</a>
   */
  public static Badge ofDispute(String status) {
    return switch (status) {
      case "needs_response" -> bad("Needs an answer");
      case "warning_needs_response" -> bad("Inquiry: needs an answer");
      case "appeal_needs_response" -> bad("Appeal: needs an answer");
      case "under_review" -> wait("At the bank");
      case "warning_under_review" -> wait("Inquiry at the bank");
      case "appeal_under_review" -> wait("Appeal at the bank");
      case "warning_closed" -> calm("Inquiry closed");
      case "won" -> good("Won");
      case "lost" -> bad("Lost");
      case "prevented" -> calm("Prevented");
      default -> calm(status.replace('_', ' '));
    };
  }

  public static Badge of(StripeEventStatus status) {
    return switch (status) {
      case WAITING -> wait("Waiting");
      case DONE -> good("Done");
      case IGNORED -> calm("Ignored");
      case FAILED -> bad("Failed");
    };
  }

  public static Badge of(RunStatus status) {
    return switch (status) {
      case WAITING -> wait("Waiting");
      case SUCCEEDED -> good("Done");
      case FAILED -> bad("Failed");
      case CANCELED -> calm("Canceled");
    };
  }

  public static Badge of(EndpointStatus status) {
    return switch (status) {
      case ACTIVE -> good("Active");
      case PAUSED -> bad("Paused");
      case DELETED -> calm("Deleted");
    };
  }

  public static Badge of(KeyStatus status) {
    return switch (status) {
      case ACTIVE -> good("Active");
      case EXPIRED -> calm("Expired");
      case REVOKED -> calm("Revoked");
    };
  }
}
