package io.paydesk.stream;

import io.paydesk.caller.ForLinks;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

@Schema(name = "StreamTicket")
public record StreamTicketView(
    @Schema(
            required = true,
            description = "Opens one stream: `GET /v1/changes?ticket=`",
            examples = "pWx3vB0m2Qk6Yh1tUe9sRfLzAa4cDdGgJjKkMmNnPpQ")
        String ticket,
    @Schema(required = true, description = "When it expires") Instant expiresAt)
    implements ForLinks {

  @Override
  public StreamTicketView forLink() {
    return this;
  }
}
