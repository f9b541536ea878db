package io.paydesk.wallet;

import io.paydesk.caller.Caller;
import io.paydesk.idempotency.Idempotency;
import io.paydesk.idempotency.IdempotentCall;
import io.paydesk.openapi.Answers;
import io.paydesk.openapi.Refuses;
import io.paydesk.rest.Page;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

@Path("/v1/payment-method-domains")
@Produces(MediaType.APPLICATION_JSON)
@Tag(
    name = "payment method domains",
    description = "Where Stripe shows Apple Pay and other wallets")
@RolesAllowed(Caller.ADMIN)
public class DomainResource {

  private static final String PATH = "/v1/payment-method-domains";

  private final DomainFlow domains;
  private final Idempotency idempotency;
  private final SecurityIdentity identity;

  DomainResource(DomainFlow domains, Idempotency idempotency, SecurityIdentity identity) {
    this.domains = domains;
    this.idempotency = idempotency;
    this.identity = identity;
  }

  @GET
  @Operation(
      operationId = "listPaymentMethodDomains",
      summary = "List the domains on which Stripe shows wallets: admin",
      description =
          "Read from Stripe each time, for the account and the mode of this service's key; all on one"
              + " page, newest first. The domain of the payer's page comes first where Stripe does"
              + " not know it yet.")
  @Refuses({"too-many-requests", "stripe-key-not-permitted", "stripe-unavailable-for-a-domain"})
  public Uni<Page<DomainView>> list() {
    Caller.of(identity); // the caller must have a name
    return domains.list();
  }

  @POST
  @Operation(
      operationId = "registerPaymentMethodDomain",
      summary = "Have Stripe show wallets on a domain: admin",
      description =
          "A domain is registered once, however often and at whichever replica it is asked for. One"
              + " that is there is answered as it is: it is enabled or looked at again only if you"
              + " say so.")
  @Answers(
      value = DomainView.class,
      ok = "Stripe knew it already; this is how it stands now",
      created = "It was registered")
  @Refuses({
    "invalid-text",
    "invalid-payment-method-domain",
    "payment-method-domain-missing",
    "too-many-requests",
    "stripe-key-not-permitted",
    "domain-refused-by-stripe",
    "stripe-unavailable-for-a-domain"
  })
  public Uni<Response> register(
      @HeaderParam("Idempotency-Key") @Nullable String key,
      @NotNull(message = "is missing: send a JSON object") @Valid RegisterDomain request) {
    return idempotency.answer(
        IdempotentCall.post(Caller.of(identity), PATH, key, request),
        claim -> domains.register(request),
        domains::again);
  }
}
