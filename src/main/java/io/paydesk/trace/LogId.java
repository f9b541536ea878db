package io.paydesk.trace;

import io.opentelemetry.api.trace.Span;
import io.quarkus.vertx.core.runtime.VertxMDC;
import io.smallrye.common.vertx.VertxContext;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import org.jspecify.annotations.Nullable;

/** What a log line is about. Each is a key of the line's context and an attribute of the span. */
public enum LogId {
  ORDER("orderId", "paydesk.order.id"),
  PAYMENT("paymentId", "paydesk.payment.id"),
  REFUND("refundId", "paydesk.refund.id"),
  RECURRING_PAYMENT("recurringPaymentId", "paydesk.recurring_payment.id"),
  /** Stripe's id of the event that is applied. */
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
   * Adds it to all log lines from here on, until the request or the {@link Trail} ends. Outside of
   * both nothing would remove it, so nothing is added.
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
   * @param context null for the thread's own
   */
  String in(@Nullable Context context) {
    return VertxMDC.INSTANCE.get(key, context);
  }

  /**
   * @param id null to remove it
   */
  void put(@Nullable String id, @Nullable Context context) {
    if (id == null) {
      VertxMDC.INSTANCE.remove(key, context);
    } else {
      VertxMDC.INSTANCE.put(key, id, context);
    }
  }
}
