package io.paydesk.webhook;

import io.micrometer.core.instrument.MeterRegistry;
import io.paydesk.openapi.Answers;
import io.paydesk.openapi.Refuses;
import io.paydesk.problem.Refusal;
import io.paydesk.stripe.StripeSignature;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/**
 * Where Stripe's deliveries arrive: they are verified, stored and answered. What they mean is
 * decided later, in {@code callback/}.
 *
 * @see <a href="https://docs.stripe.com/webhooks">docs.stripe.com/webhooks</a>
 */
@Path("/webhooks/stripe")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "webhooks", description = "For Stripe only")
@PermitAll
public class StripeWebhookResource {

  private static final Logger LOG = Logger.getLogger(StripeWebhookResource.class);

  private final StripeSignature signature;
  private final InboxDoor door;
  private final InboxWorker worker;
  private final MeterRegistry meters;

  StripeWebhookResource(
      StripeSignature signature, InboxDoor door, InboxWorker worker, MeterRegistry meters) {
    this.signature = signature;
    this.door = door;
    this.worker = worker;
    this.meters = meters;
  }

  @POST
  @ResponseStatus(200)
  @Consumes(MediaType.WILDCARD)
  @Operation(
      operationId = "receiveStripeEvent",
      summary = "Stripe delivers an event",
      description = "Answered once the event is stored. It is applied right after.")
  @Answers(ok = "The event is stored, or was stored before")
  @Refuses({"invalid-signature", "not-an-event", "inbox-away"})
  public Uni<Void> receive(
      @Parameter(
              description = "Stripe's signature of the unchanged body, not older than five minutes",
              required = true,
              example = "t=1795426200,v1=<64 hexadecimal digits>")
          @HeaderParam("Stripe-Signature")
          @Nullable String header,
      @RequestBody(
              description = "The event, as Stripe words it: a snapshot or a thin one",
              required = true,
              content =
                  @Content(
                      mediaType = MediaType.APPLICATION_JSON,
                      schema =
                          @Schema(
                              type = SchemaType.OBJECT,
                              additionalProperties = Schema.True.class)))
          byte[] bytes) {
    var body = text(bytes);
    if (body == null || !signature.matches(body, header)) {
      meters.counter("paydesk.webhooks", "result", "refused").increment();
      throw notStripes();
    }
    var event = read(body);
    return door.store(event)
        .invoke(
            isNew -> {
              if (isNew) {
                worker.wake();
              }
            })
        .replaceWithVoid();
  }

  /** Logged, as Stripe will repeat it for days, in vain: a person must see it. */
  private Envelope read(String body) {
    try {
      return Envelope.of(body);
    } catch (Refusal refusal) {
      meters.counter("paydesk.webhooks", "result", "unreadable").increment();
      LOG.errorf("A signed event cannot be stored. %s", refusal.getMessage());
      throw refusal;
    }
  }

  private static @Nullable String text(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }

  static Refusal notStripes() {
    return Refusal.of(
        "invalid-signature",
        400,
        "Not signed by Stripe",
        """
        The Stripe-Signature header does not fit the body, is older than five minutes, or was \
        made with another signing secret. Check STRIPE_WEBHOOK_SECRETS, and that nothing between \
        changes the body.\
        """);
  }
}
