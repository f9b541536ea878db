package io.paydesk.search;

import static java.util.Objects.requireNonNull;

import io.paydesk.caller.Caller;
import io.paydesk.caller.Reads;
import io.paydesk.openapi.Refuses;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/**
 * A POST, as an e-mail address must stand in no address. It reads, so it is open to whoever reads
 * only, and the audit does not note it: the same roles read the same rows by their lists, which are
 * not noted either, and a note would keep what somebody typed, which may be anybody's name, for
 * three years.
 */
@Path("/v1/search")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "search", description = "Find a row or a payer by what is known of them")
@RolesAllowed({Caller.SERVICE, Caller.ADMIN, Caller.SUPPORT})
public class SearchResource {

  private final SearchFlow search;
  private final SecurityIdentity identity;

  SearchResource(SearchFlow search, SecurityIdentity identity) {
    this.search = search;
    this.identity = identity;
  }

  /** A type that is made of one text would else be read from plain text too. */
  @POST
  @Reads
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      operationId = "search",
      summary = "Find rows and payers: service, admin, support",
      description =
          """
          By an id of ours (`42`, `order 42`, `payments/7`), an id of Stripe's (`pi_...`, `ch_...`, `re_...`, `sub_...`, \
          `in_...`, `cus_...`, `cs_...`, `du_...`, `evt_...`, `seti_...`, `pm_...`, also at the end of an address of its \
          dashboard), the UUID that Stripe's metadata or a delivery has, a sum as people write it (`99.99`, \
          `500 jpy`), or the beginning of an e-mail address of receipts, of a userId or of a payer's name, in any case. \
          Events and runs are found by admins alone, who may list them. It is a POST so that no e-mail address stands in \
          an address or a log; it changes nothing, and takes no Idempotency-Key.\
          """)
  @Refuses("invalid-text")
  public Uni<SearchHitsView> find(
      @NotNull(message = "is missing: send a JSON object") @Valid Search request) {
    return search.find(requireNonNull(request.text()), Caller.of(identity));
  }
}
