package io.paydesk.admin.find;

import io.paydesk.about.AboutReader;
import io.paydesk.admin.AdminPages;
import io.paydesk.admin.Section;
import io.paydesk.caller.Caller;
import io.paydesk.caller.CarriesCalls;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** What runs here, how it is set, and whether it is well. */
@Path("/admin/settings")
@RolesAllowed(Caller.ADMIN)
public class SettingsPages {

  private final AdminPages pages;
  private final AboutReader about;

  SettingsPages(AdminPages pages, AboutReader about) {
    this.pages = pages;
    this.about = about;
  }

  @GET
  @CarriesCalls
  @Operation(hidden = true)
  public Uni<Response> get() {
    return pages.show(
        Section.SETTINGS,
        visitor -> about.read().map(read -> FindTemplates.settings(SettingsPage.of(read))));
  }
}
