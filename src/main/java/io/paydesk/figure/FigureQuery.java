package io.paydesk.figure;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** Which figures somebody asks for, as it is sent; {@link Span} reads it. */
@RegisterForReflection
public class FigureQuery {

  @QueryParam("from")
  @Parameter(
      description = "What happened then or later; 30 days before `to` unless it is said",
      schema = @Schema(type = SchemaType.STRING, format = "date-time"),
      example = "2026-11-01T00:00:00Z")
  public @Nullable String from;

  @QueryParam("to")
  @Parameter(
      description = "What happened before then; now unless it is said",
      schema = @Schema(type = SchemaType.STRING, format = "date-time"),
      example = "2026-12-01T00:00:00Z")
  public @Nullable String to;

  @QueryParam("every")
  @Parameter(
      description = "How long a bucket is: 400 of them at most",
      schema = @Schema(implementation = Every.class, defaultValue = "day"),
      example = "day")
  public @Nullable String every;

  @QueryParam("zone")
  @Parameter(
      description =
          "By which clock hours, days, weeks (from Monday) and months begin; UTC unless it is said",
      schema = @Schema(type = SchemaType.STRING, defaultValue = "UTC"),
      example = "Europe/Berlin")
  public @Nullable String zone;

  @QueryParam("currency")
  @Parameter(description = "Only of this currency", example = "usd")
  public @Nullable String currency;
}
