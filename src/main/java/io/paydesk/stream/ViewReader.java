package io.paydesk.stream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.paydesk.caller.ForLinks;
import io.paydesk.payment.PaymentReader;
import io.paydesk.payment.PaymentView;
import io.paydesk.recurring.RecurringPaymentView;
import io.paydesk.recurring.RecurringReader;
import io.paydesk.refund.RefundReader;
import io.paydesk.refund.RefundView;
import io.paydesk.transaction.OwnContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Makes events of changed rows. Their data is what REST would answer. */
@Singleton
class ViewReader {

  /** Ids begin with 1. */
  private static final long OF_NO_PAYMENT = 0;

  private final PaymentReader payments;
  private final RefundReader refunds;
  private final RecurringReader recurring;
  private final OwnContext contexts;
  private final ObjectMapper json;

  ViewReader(
      PaymentReader payments,
      RefundReader refunds,
      RecurringReader recurring,
      OwnContext contexts,
      ObjectMapper json) {
    this.payments = payments;
    this.refunds = refunds;
    this.recurring = recurring;
    this.contexts = contexts;
    this.json = json;
  }

  /** In the order of the keys, each row once. */
  Uni<List<Change>> read(List<RowKey> keys) {
    return Uni.join()
        .all(Stream.of(StreamedTable.values()).map(table -> read(table, keys)).toList())
        .andFailFast()
        .map(
            byTable -> {
              var changes = new HashMap<RowKey, Change>();
              byTable.forEach(some -> some.forEach(change -> changes.put(change.key(), change)));
              return new LinkedHashSet<>(keys)
                  .stream().map(changes::get).filter(Objects::nonNull).toList();
            });
  }

  private Uni<List<Change>> read(StreamedTable table, List<RowKey> keys) {
    var ids = keys.stream().filter(key -> key.table() == table).map(RowKey::id).distinct().toList();
    if (ids.isEmpty()) {
      return Uni.createFrom().item(List.of());
    }
    return switch (table) {
      case PAYMENT ->
          contexts
              .run(() -> payments.all(ids))
              .map(views -> views.stream().map(this::change).toList());
      case REFUND ->
          contexts
              .run(() -> refunds.all(ids))
              .map(views -> views.stream().map(this::change).toList());
      case RECURRING_PAYMENT ->
          contexts
              .run(() -> recurring.all(ids))
              .map(views -> views.stream().map(this::change).toList());
    };
  }

  private Change change(PaymentView view) {
    return new Change(
        new RowKey(StreamedTable.PAYMENT, view.id()),
        view.version(),
        view.userId(),
        view.orderId(),
        view.id(),
        event(StreamedTable.PAYMENT, view),
        () -> event(StreamedTable.PAYMENT, view.forLink()));
  }

  private Change change(RefundView view) {
    return new Change(
        new RowKey(StreamedTable.REFUND, view.id()),
        view.version(),
        view.userId(),
        view.orderId(),
        view.paymentId(),
        event(StreamedTable.REFUND, view),
        () -> event(StreamedTable.REFUND, view.forLink()));
  }

  private Change change(RecurringPaymentView view) {
    return new Change(
        new RowKey(StreamedTable.RECURRING_PAYMENT, view.id()),
        view.version(),
        view.userId(),
        view.orderId(),
        OF_NO_PAYMENT,
        event(StreamedTable.RECURRING_PAYMENT, view),
        () -> event(StreamedTable.RECURRING_PAYMENT, view.forLink()));
  }

  private Buffer event(StreamedTable table, ForLinks view) {
    return Frames.event(table.text(), written(view));
  }

  private String written(Object view) {
    try {
      return json.writeValueAsString(view);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
