package io.paydesk.audit;

import io.paydesk.listing.Rows;
import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** A call that wrote, as it is read for people; {@link AuditBook} writes it. */
@Entity
@Immutable
@Table(name = "audit")
class AuditRow extends PanacheEntityBase {

  static final Rows<AuditRow> ROWS =
      Rows.of(AuditRow.class, "id", row -> row.id, "at", row -> row.at);

  @Id Long id;

  Instant at;
  String caller;
  String role;
  @Nullable String address;
  String operation;
  @Nullable String path;
  @Nullable String subject;
  @Nullable Integer status;
  @Nullable String problem;
  @Nullable String note;
}
