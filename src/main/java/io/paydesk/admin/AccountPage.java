package io.paydesk.admin;

import io.paydesk.caller.Caller;
import io.paydesk.caller.CarriesCalls;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Who has signed in, and until when. */
@Path("/admin/account")
@RolesAllowed({Caller.ADMIN, Caller.SUPPORT})
public class AccountPage {

  private final AdminPages pages;

  AccountPage(AdminPages pages) {
    this.pages = pages;
  }

  @GET
  @CarriesCalls
  @Operation(hidden = true)
  public Uni<Response> get() {
    return pages.show(
        Section.ACCOUNT, visitor -> Uni.createFrom().item(AdminTemplates.account(visitor)));
  }
}
