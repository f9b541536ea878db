package io.paydesk.webhook.callback;

import static java.util.Objects.requireNonNull;

import io.paydesk.method.MethodSetup;
import io.paydesk.method.MethodSetupRecorder;
import io.paydesk.order.LockedOrders;
import io.paydesk.stripe.Installation;
import io.paydesk.stripe.Seen;
import io.paydesk.stripe.SetupIntentSnapshot;
import io.paydesk.stripe.StripeJson;
import io.paydesk.webhook.ClaimedEvent;
import io.paydesk.webhook.Fetched;
import io.paydesk.webhook.Readings;
import io.paydesk.webhook.StripeCallback;
import io.paydesk.webhook.Verdict;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Applies what Stripe reports about a SetupIntent: our own saves a payment method; one that a
 * subscription waits for goes to {@link StripeRecurringPaymentManagementCallback}.
 *
 * @see <a href="https://docs.stripe.com/payments/setupintents/lifecycle">lifecycle</a>
 */
@Singleton
public class StripeSetupIntentCallback implements StripeCallback<SubscriptionNews> {

  private final Installation installation;
  private final StripeRecurringPaymentManagementCallback subscriptions;
  private final MethodSetupRecorder recorder;

  StripeSetupIntentCallback(
      Installation installation,
      StripeRecurringPaymentManagementCallback subscriptions,
      MethodSetupRecorder recorder) {
    this.installation = installation;
    this.subscriptions = subscriptions;
    this.recorder = recorder;
  }

  @Override
  public Set<String> types() {
    return Set.of("setup_intent.succeeded", "setup_intent.setup_failed", "setup_intent.canceled");
  }

  /** Our mark is on those that we made; a subscription's have none. */
  @Override
  public Uni<Fetched<SubscriptionNews>> fetch(List<ClaimedEvent> events) {
    return subscriptions.fetch(events.stream().filter(event -> mark(event) == null).toList());
  }

  /** Subscriptions first, with their orders: each order is locked before any setup intent. */
  @Override
  public Uni<Map<String, Verdict>> apply(
      List<ClaimedEvent> events, Map<String, SubscriptionNews> found) {
    return rows(events)
        .flatMap(
            rows -> {
              var ours = events.stream().filter(event -> rowOf(event, rows) != null).toList();
              var others = events.stream().filter(event -> rowOf(event, rows) == null).toList();
              return subscriptions
                  .apply(others, found)
                  .flatMap(
                      verdicts ->
                          record(ours, rows)
                              .map(
                                  recorded -> {
                                    var all = new HashMap<>(verdicts);
                                    all.putAll(recorded);
                                    return all;
                                  }));
            });
  }

  /** A row's ids. */
  private record Known(long id, UUID uuid, @Nullable String setupIntentId) {}

  private record Read(Known row, Seen<SetupIntentSnapshot> seen) {}

  private @Nullable UUID mark(ClaimedEvent event) {
    return Installation.rowOf(installation.id(), StripeJson.texts(event.object(), "metadata"));
  }

  /** Our mark counts only where the row has no other SetupIntent: metadata can be copied. */
  private @Nullable Known rowOf(ClaimedEvent event, List<Known> rows) {
    var id = StripeJson.text(event.object(), "id");
    var uuid = mark(event);
    return rows.stream()
        .filter(
            row -> row.setupIntentId == null ? row.uuid.equals(uuid) : row.setupIntentId.equals(id))
        .findFirst()
        .orElse(null);
  }

  /** By the id too: somebody may have changed the metadata. */
  private Uni<List<Known>> rows(List<ClaimedEvent> events) {
    return Panache.getSession()
        .flatMap(
            session ->
                session
                    .createQuery(
                        "select s.id, s.uuid, s.setupIntentId from MethodSetup s where s.uuid in"
                            + " :uuids or s.setupIntentId in :ids",
                        Object[].class)
                    .setParameter(
                        "uuids", events.stream().map(this::mark).filter(Objects::nonNull).toList())
                    .setParameter(
                        "ids",
                        events.stream()
                            .map(event -> StripeJson.text(event.object(), "id"))
                            .filter(Objects::nonNull)
                            .toList())
                    .getResultList())
        .map(
            rows ->
                rows.stream()
                    .map(row -> new Known((Long) row[0], (UUID) row[1], (String) row[2]))
                    .toList());
  }

  private Uni<Map<String, Verdict>> record(List<ClaimedEvent> ours, List<Known> rows) {
    var read =
        Readings.of(
            ours,
            event ->
                Map.entry(
                    event.id(),
                    new Read(
                        requireNonNull(rowOf(event, rows)),
                        new Seen<>(SetupIntentSnapshot.of(event.object()), event.askedAt()))));
    var verdicts = new HashMap<>(read.unreadable());
    var byRow = new TreeMap<Long, List<Read>>();
    read.read()
        .forEach(
            one -> {
              verdicts.put(one.getKey(), Verdict.DONE);
              byRow
                  .computeIfAbsent(one.getValue().row.id, x -> new ArrayList<>())
                  .add(one.getValue());
            });
    return Multi.createFrom()
        .iterable(byRow.entrySet())
        .onItem()
        .transformToUniAndConcatenate(
            one ->
                LockedOrders.rowAlone(MethodSetup.TABLE, one.getKey())
                    .invoke(
                        row ->
                            one.getValue().stream()
                                .filter(its -> row.fits(its.seen.value()))
                                .forEach(its -> recorder.record(row, its.seen))))
        .collect()
        .asList()
        .replaceWith(verdicts);
  }
}
