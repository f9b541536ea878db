package io.paydesk.admin.find;

import io.paydesk.admin.AdminPages;
import io.paydesk.admin.Section;
import io.paydesk.caller.Caller;
import io.paydesk.caller.CarriesCalls;
import io.paydesk.key.KeyResource;
import io.paydesk.rest.PageQuery;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** The keys that open this service. */
@Path("/admin/keys")
@RolesAllowed(Caller.ADMIN)
public class KeysPages {

  private static final String ROWS = "50";

  private final AdminPages pages;
  private final KeyResource keys;

  KeysPages(AdminPages pages, KeyResource keys) {
    this.pages = pages;
    this.keys = keys;
  }

  @GET
  @CarriesCalls
  @Operation(hidden = true)
  public Uni<Response> list(@QueryParam("after") @Nullable String after) {
    var query = new PageQuery();
    query.limit = ROWS;
    query.after = after;
    return pages.show(
        Section.KEYS,
        visitor ->
            keys.list(null, query)
                .map(
                    page ->
                        FindTemplates.keys(
                            new KeysPage(page.data(), page.next(), visitor.caller().userId()))));
  }
}
