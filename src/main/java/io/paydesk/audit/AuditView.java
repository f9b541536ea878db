package io.paydesk.audit;

import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** One call that wrote, for an admin. */
@Schema(name = "AuditRecord")
public record AuditView(
    @Schema(required = true, examples = "4711") long id,
    @Schema(required = true) Instant at,
    @Schema(
            required = true,
            description =
                "The token's `sub`; of a key `key:` and its id; of the holder of a pay-link"
                    + " `paydesk-link:` and the link's id; `key:command` or `key:setting` of what a"
                    + " command or a setting did on the server itself",
            examples = "key:7")
        String caller,
    @Schema(
            required = true,
            description = "`admin`, `service`, `support` or `user`",
            examples = "service")
        String role,
    @Schema(
            description =
                "Where the call came from, as your proxies say; not there for payers,"
                    + " `key:command` and `key:setting`",
            examples = "203.0.113.9")
        @Nullable String address,
    @Schema(required = true, description = "As this description names it", examples = "createOrder")
        String operation,
    @Schema(examples = "/v1/orders") @Nullable String path,
    @Schema(
            description = "The row that it is about; not there where there is none, or many",
            examples = "orders/42")
        @Nullable String subject,
    @Schema(
            description =
                "The answer's status; not there where the process ended before it answered",
            examples = "201")
        @Nullable Integer status,
    @Schema(description = "The problem's name, where it was refused", examples = "forbidden")
        @Nullable String problem,
    @Schema(
            description =
                "What the operation alone does not say: `to-another-address` where a pay-link was"
                    + " mailed to an address that is not the order's",
            examples = "to-another-address")
        @Nullable String note) {

  static AuditView of(AuditRow row) {
    return new AuditView(
        row.id,
        row.at,
        row.caller,
        row.role,
        row.address,
        row.operation,
        row.path,
        row.subject,
        row.status,
        row.problem,
        row.note);
  }
}
