package io.paydesk.trace;

import io.opentelemetry.api.trace.Span;
import io.quarkus.vertx.core.runtime.VertxMDC;
import io.smallrye.common.vertx.VertxContext;
import io.vertx.core.Context;
import io.vertx.core.Vertx;

/** What a log line is about: each is a key of the line's context, and an attribute of the span. */
public enum LogId {
  ORDER("orderId", "paydesk.order.id"),
  PAYMENT("paymentId", "paydesk.payment.id"),
  REFUND("refundId", "paydesk.refund.id"),
  RECURRING_PAYMENT("recurringPaymentId", "paydesk.recurring_payment.id"),
  /** Stripe's, of the event that is applied. */
  EVENT("eventId", "paydesk.event.id"),
  /** Of the app's own logic. */
  RUN("runId", "paydesk.run.id");

  private final String key;
  private final String attribute;

  LogId(String key, String attribute) {
    this.key = key;
    this.attribute = attribute;
  }

  /**
   * For all that is logged from here on: until the request ends, or the {@link Trail} in which this
   * is called. Outside of both there is nothing that would take it away again, so nothing is noted.
   */
  public void record(Object id) {
    if (VertxContext.isOnDuplicatedContext()) {
      put(String.valueOf(id), Vertx.currentContext());
      record(Span.current(), id);
    }
  }

  void record(Span span, Object id) {
    span.setAttribute(attribute, String.valueOf(id));
  }

  /**
   * @param context null for what the thread itself has
   */
  String in(Context context) {
    return VertxMDC.INSTANCE.get(key, context);
  }

  /**
   * @param id null to take it away
   */
  void put(String id, Context context) {
    if (id == null) {
      VertxMDC.INSTANCE.remove(key, context);
    } else {
      VertxMDC.INSTANCE.put(key, id, context);
    }
  }
}
