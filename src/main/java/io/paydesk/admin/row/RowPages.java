package io.paydesk.admin.row;

import io.paydesk.admin.AdminPages;
import io.paydesk.admin.Section;
import io.paydesk.admin.Visitor;
import io.paydesk.caller.Call;
import io.paydesk.caller.RoleGate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;
import java.util.function.Function;

/** Shows a row to whom the API would show it. */
@Singleton
class RowPages {

  private final AdminPages pages;

  RowPages(AdminPages pages) {
    this.pages = pages;
  }

  /**
   * @param resource of the API that shows the same
   */
  Uni<Response> show(
      Section section, Class<?> resource, RowAsked asked, Function<Visitor, Uni<RowPage>> row) {
    return part(
        section,
        resource,
        visitor -> row.apply(visitor).invoke(page -> page.show(asked)).map(RowTemplates::page));
  }

  /** A part of a page, which has no shell. */
  Uni<Response> part(
      Section section, Class<?> resource, Function<Visitor, Uni<TemplateInstance>> part) {
    return pages.show(
        section,
        visitor -> {
          RoleGate.check(visitor.identity(), Call.reading(resource));
          return part.apply(visitor);
        });
  }
}
