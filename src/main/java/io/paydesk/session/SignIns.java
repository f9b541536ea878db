package io.paydesk.session;

import io.micrometer.core.instrument.MeterRegistry;
import io.paydesk.audit.AuditNotes;
import io.paydesk.problem.Refusal;
import io.paydesk.rest.LowerCase;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/** Counts who comes to the shop's page, and has the audit note those whose name is known. */
@Singleton
class SignIns {

  /** How somebody proves who they are. */
  enum Way {
    KEY,
    OIDC,
    /** Nobody proves anything: in development. */
    DEV
  }

  private final MeterRegistry meters;
  private final AuditNotes audit;

  SignIns(MeterRegistry meters, AuditNotes audit) {
    this.meters = meters;
    this.audit = audit;
  }

  Uni<Void> begun(Way way, RoutingContext request, String holder, String role) {
    count(way, "accepted");
    return audit.note(request, holder, role, "signIn", 200, null);
  }

  /**
   * @param holder null where nobody proved to be anybody
   */
  Uni<Void> refused(
      Way way,
      RoutingContext request,
      @Nullable String holder,
      @Nullable String role,
      Refusal refusal) {
    count(way, refusal.name());
    return holder == null || role == null
        ? Uni.createFrom().voidItem()
        : audit.note(request, holder, role, "signIn", refusal.status(), refusal.name());
  }

  Uni<Void> ended(RoutingContext request, String holder, String role, boolean everywhere) {
    return audit.note(
        request, holder, role, everywhere ? "signOutEverywhere" : "signOut", 200, null);
  }

  /** What it is refused with is one of ours: no label is a stranger's text. */
  private void count(Way way, String outcome) {
    meters
        .counter("paydesk.admin.sign.ins", "way", LowerCase.text(way), "outcome", outcome)
        .increment();
  }
}
