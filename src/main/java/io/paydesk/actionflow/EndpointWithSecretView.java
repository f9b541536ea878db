package io.paydesk.actionflow;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** An endpoint with a new secret. No other answer shows the secret. */
@Schema(name = "ActionflowEndpointWithSecret")
public record EndpointWithSecretView(
    @Schema(required = true) EndpointView endpoint,
    @Schema(
            description =
                """
                Verifies its deliveries. Keep it: it is shown only now, and to a repetition of \
                this request with its Idempotency-Key for as long as deliveries are signed with it. \
                Not there where the endpoint was registered already: `rotate` makes a new one\
                """,
            examples = "whsec_<base64 of 32 random bytes>")
        @Nullable String secret) {

  @Override
  public String toString() {
    return "EndpointWithSecretView of " + endpoint.id();
  }

  static EndpointWithSecretView without(Endpoint endpoint) {
    return new EndpointWithSecretView(EndpointView.of(endpoint), null);
  }

  static EndpointWithSecretView of(Endpoint endpoint, EndpointSecret secret) {
    return new EndpointWithSecretView(EndpointView.of(endpoint), secret.secret);
  }
}
