package io.paydesk.admin.list;

import io.paydesk.admin.AdminPages;
import io.paydesk.admin.AdminWords;
import io.paydesk.admin.Section;
import io.paydesk.audit.AuditQuery;
import io.paydesk.audit.AuditResource;
import io.paydesk.audit.AuditView;
import io.paydesk.caller.Call;
import io.paydesk.caller.Caller;
import io.paydesk.caller.CarriesCalls;
import io.paydesk.caller.RoleGate;
import io.paydesk.problem.Refusal;
import io.paydesk.rest.PageQuery;
import io.paydesk.rest.RowId;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** An entry of the audit. */
@Path("/admin/audit/{id}")
@RolesAllowed({Caller.ADMIN, Caller.SUPPORT})
public class AuditPage {

  private final AdminPages pages;
  private final AuditResource audit;

  AuditPage(AdminPages pages, AuditResource audit) {
    this.pages = pages;
    this.audit = audit;
  }

  @GET
  @CarriesCalls
  @Operation(hidden = true)
  public Uni<Response> get(@PathParam("id") RowId id) {
    return pages.show(
        Section.AUDIT,
        visitor -> {
          RoleGate.check(visitor.identity(), Call.reading(AuditResource.class));
          return entry(id.value())
              .map(entry -> ListTemplates.facts(page(entry, visitor.words()), null));
        });
  }

  /** The first one behind the next number. */
  private Uni<AuditView> entry(long id) {
    var page = new PageQuery();
    page.limit = "1";
    page.after = Long.toString(id + 1);
    return audit
        .list(new AuditQuery(), null, page)
        .map(
            found ->
                found.data().stream()
                    .filter(entry -> entry.id() == id)
                    .findFirst()
                    .orElseThrow(() -> Refusal.notFound("auditRecord", id)));
  }

  private static FactsPage page(AuditView entry, AdminWords words) {
    return new FactsPage(
        "audit",
        Long.toString(entry.id()),
        Plain.operation(entry.operation()),
        Section.AUDIT.href(),
        Section.AUDIT.title(),
        Cell.badge(words, AuditList.badge(entry), Plain.words(entry.problem())),
        new FactsPage.Facts()
            .add("Who", AuditList.who(entry.caller()))
            .add("Role", Plain.words(entry.role()))
            .add("From", entry.address())
            .link("To what", AuditList.subject(entry.subject()), SubjectPath.of(entry.subject()))
            .add("Besides", Plain.words(entry.note()))
            .add("When", Cell.time(words, entry.at()))
            .add("Answered", entry.status() == null ? null : Integer.toString(entry.status()))
            .link(
                "More of it",
                SubjectPath.of(entry.subject()) == null ? null : "All entries about it",
                SubjectPath.audit(entry.subject()))
            .copied("Call", entry.path())
            .copied("Number", Long.toString(entry.id()))
            .all());
  }
}
