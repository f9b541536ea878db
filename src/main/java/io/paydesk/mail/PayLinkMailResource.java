package io.paydesk.mail;

import io.paydesk.caller.Caller;
import io.paydesk.caller.OpenToSupport;
import io.paydesk.idempotency.Idempotency;
import io.paydesk.idempotency.IdempotentCall;
import io.paydesk.key.Maker;
import io.paydesk.key.PayersSecrets;
import io.paydesk.openapi.Answers;
import io.paydesk.openapi.Refuses;
import io.paydesk.rest.Page;
import io.paydesk.rest.PageQuery;
import io.paydesk.rest.RowId;
import io.paydesk.surface.ReturnUrls;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Mails a link to the page to pay an order on. */
@Path("/v1/orders/{id}/pay-link-mails")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "orders")
@RolesAllowed({Caller.SERVICE, Caller.ADMIN, Caller.SUPPORT})
public class PayLinkMailResource {

  private final PayLinkMailFlow mails;
  private final ReturnUrls returnUrls;
  private final Idempotency idempotency;
  private final SecurityIdentity identity;

  PayLinkMailResource(
      PayLinkMailFlow mails,
      ReturnUrls returnUrls,
      Idempotency idempotency,
      SecurityIdentity identity) {
    this.mails = mails;
    this.returnUrls = returnUrls;
    this.idempotency = idempotency;
    this.identity = identity;
  }

  @POST
  @OpenToSupport
  @Operation(
      operationId = "mailPayLink",
      summary = "Mail a link to pay an order: service, admin, support",
      description =
          """
          The payer gets a mail with your shop's name, what is bought, the amount, and one button that opens the \
          order's page. It goes to the order's `receiptEmail`, or to the address that you give. The mail goes out \
          after this answer: `status` becomes `sent` once your mail server has it, and a server that is down is asked \
          again for a day. The link is made as the mail is sent, and nobody else is shown it. Within an hour, at \
          most five mails go out for one order, ten to one address, and 200 for one key or person. Send an Idempotency-Key: a repeat with it sends no second mail. With \
          scopes, a key needs `orders:write` and `tokens:write`.\
          """)
  @Answers(value = PayLinkMailView.class, created = "It is going to be mailed")
  @Refuses({
    "order-not-found",
    "invalid-text",
    "return-url-not-allowed",
    "public-url-not-set",
    "mail-not-set-up",
    "order-owes-nothing",
    "no-address-to-mail",
    "invalid-mail-address",
    "mail-for-the-owner-alone",
    "too-many-mails",
    "busy"
  })
  public Uni<Response> mail(
      @PathParam("id") RowId id,
      @HeaderParam("Idempotency-Key") @Nullable String key,
      @NotNull(message = "is missing: send a JSON object") @Valid MailPayLink request) {
    PayersSecrets.mustBeAllowed(identity);
    returnUrls.checkPlain("returnUrl", request.returnUrl());
    var caller = Caller.of(identity);
    var maker = Maker.of(identity);
    return idempotency.answer(
        IdempotentCall.post(caller, "/v1/orders/" + id + "/pay-link-mails", key, request),
        claim -> mails.mail(id.value(), request, caller, maker, claim),
        mails::again);
  }

  @GET
  @Operation(
      operationId = "listPayLinkMails",
      summary =
          "List the pay-links of an order that were mailed, newest first: service, admin, support",
      description = "They are forgotten after sixty days, with their addresses.")
  @Refuses("order-not-found")
  public Uni<Page<PayLinkMailView>> list(@PathParam("id") RowId id, @BeanParam PageQuery page) {
    return mails.list(id.value(), Caller.of(identity), page);
  }
}
