package io.paydesk.dispute;

import io.paydesk.payment.Payment;
import io.paydesk.transaction.Transition;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import io.smallrye.mutiny.Uni;
import jakarta.persistence.Column;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.MappedSuperclass;
import jakarta.persistence.Version;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Supplier;
import org.hibernate.annotations.UpdateTimestamp;
import org.jspecify.annotations.Nullable;

/**
 * What a bank reports of a payment. Only Stripe makes and changes it; call its methods with the
 * payment locked.
 */
@MappedSuperclass
public abstract class ReportedRow extends PanacheEntityBase {

  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  public Long id;

  @Version public int version;

  public long paymentId;

  public long orderId;

  public String userId;

  public @Nullable String chargeId;

  /** Counts its changes that the app may follow. */
  public int changes;

  /** When the newest news was true that this row shows. */
  public Instant observedAt;

  @Column(updatable = false)
  public Instant createdAt = Instant.now().truncatedTo(ChronoUnit.MICROS);

  @UpdateTimestamp public Instant updatedAt = createdAt;

  /** Its id at Stripe. */
  abstract String stripeId();

  void belongTo(Payment payment) {
    paymentId = payment.id;
    orderId = payment.orderId;
    userId = payment.userId;
  }

  /** Tells this change apart from all others, even one to the same status. */
  String occurrence() {
    return Transition.occurrence(stripeId(), changes);
  }

  /**
   * @param known to which a new one is added
   */
  static <R extends ReportedRow> R known(List<R> known, String stripeId, Supplier<R> make) {
    return known.stream()
        .filter(row -> row.stripeId().equals(stripeId))
        .findFirst()
        .orElseGet(
            () -> {
              var made = make.get();
              known.add(made);
              return made;
            });
  }

  static Uni<Void> persistNew(List<? extends ReportedRow> all) {
    var made = all.stream().filter(row -> row.id == null).toArray();
    return Panache.getSession().flatMap(session -> session.persistAll(made));
  }
}
