package io.paydesk.actionflow;

import io.paydesk.transaction.CallbackFlow;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** An endpoint as an admin sees it. Its secret is not here. */
@Schema(name = "ActionflowEndpoint")
public record EndpointView(
    @Schema(required = true, examples = "5") long id,
    @Schema(required = true, examples = "https://shop.example/paydesk") String url,
    @Schema(required = true, description = "The flows that it is told of") List<CallbackFlow> flows,
    @Schema(examples = "Sends the tickets") @Nullable String description,
    @Schema(
            required = true,
            description =
                """
                `paused` by an admin, because it answered 410, or because every delivery failed \
                for a day (`failingSince`, `lastError`). What happens while it is paused waits\
                """,
            examples = "active")
        EndpointStatus status,
    @Schema(description = "Not there while deliveries arrive") @Nullable Instant failingSince,
    @Schema(required = true, description = "Failed attempts since `failingSince`", examples = "0")
        int failures,
    @Schema(description = "Error of the last attempt that failed", examples = "It answered 503")
        @Nullable String lastError,
    @Schema(description = "When the last delivery arrived") @Nullable Instant lastDeliveredAt,
    @Schema(required = true, examples = "ada") String createdBy,
    @Schema(required = true) Instant createdAt,
    @Schema(required = true) Instant updatedAt) {

  static EndpointView of(Endpoint endpoint) {
    return new EndpointView(
        endpoint.id,
        endpoint.url,
        endpoint.followed(),
        endpoint.description,
        endpoint.status,
        endpoint.failingSince,
        endpoint.failures,
        endpoint.lastError,
        endpoint.lastDeliveredAt,
        endpoint.createdBy,
        endpoint.createdAt,
        endpoint.updatedAt);
  }
}
