package io.paydesk.about;

import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The database, and how far its schema has come. */
@Schema(name = "Database")
public record DatabaseView(
    @Schema(required = true, description = "PostgreSQL's version", examples = "17.5")
        String version,
    @Schema(required = true, description = "The last migration", examples = "55") String migration,
    @Schema(required = true, examples = "orders are found by what a person types")
        String migrationDoes,
    @Schema(required = true) Instant migratedAt) {}
