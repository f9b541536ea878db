package io.paydesk.admin.row;

import io.paydesk.admin.row.Moment.Link;
import io.paydesk.timeline.TimelineEntry;
import io.paydesk.timeline.TimelineReferences;
import java.util.ArrayList;
import java.util.List;

/** Where each row is shown. */
final class RowLinks {

  private RowLinks() {}

  static String order(long id) {
    return "/admin/orders/" + id;
  }

  static String payment(long id) {
    return "/admin/payments/" + id;
  }

  static String refund(long id) {
    return "/admin/refunds/" + id;
  }

  static String dispute(long id) {
    return "/admin/disputes/" + id;
  }

  static String subscription(long id) {
    return "/admin/subscriptions/" + id;
  }

  static String event(String id) {
    return "/admin/inbox/" + id;
  }

  static String run(long id) {
    return "/admin/runs/" + id;
  }

  /** A payer has no address of their own, as it could tell who they are. */
  static String person(long orderId) {
    return "/admin/people/of-order/" + orderId;
  }

  /**
   * @param all whether events, runs and the audit may be opened
   */
  static List<Link> of(TimelineEntry entry, boolean all) {
    var to = entry.references();
    var links = new ArrayList<Link>();
    if (to.refundId() != null) {
      links.add(new Link("Refund " + to.refundId(), refund(to.refundId())));
    } else if (to.disputeId() != null) {
      links.add(new Link("Dispute " + to.disputeId(), dispute(to.disputeId())));
    } else if (to.paymentId() != null) {
      links.add(new Link("Payment " + to.paymentId(), payment(to.paymentId())));
    } else if (to.recurringPaymentId() != null) {
      links.add(
          new Link(
              "Subscription " + to.recurringPaymentId(), subscription(to.recurringPaymentId())));
    } else if (entry.what().text().startsWith("order_")) {
      links.add(new Link("Order " + to.orderId(), order(to.orderId())));
    }
    if (all && to.eventId() != null) {
      links.add(new Link("Event", event(to.eventId())));
    }
    if (all && to.runId() != null) {
      links.add(new Link("Run " + to.runId(), run(to.runId())));
    }
    if (all && to.auditId() != null) {
      links.add(new Link("Audit", "/admin/audit?subject=" + subject(to)));
    }
    return links;
  }

  private static String subject(TimelineReferences to) {
    if (to.refundId() != null) {
      return "refunds%2F" + to.refundId();
    }
    if (to.paymentId() != null) {
      return "payments%2F" + to.paymentId();
    }
    return to.recurringPaymentId() != null
        ? "recurring-payments%2F" + to.recurringPaymentId()
        : "orders%2F" + to.orderId();
  }
}
