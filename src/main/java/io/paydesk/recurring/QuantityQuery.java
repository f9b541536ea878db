package io.paydesk.recurring;

import io.paydesk.problem.Refusal;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** {@code ?quantity=} of a preview. */
@RegisterForReflection
public class QuantityQuery {

  private static final int MOST = 1_000_000;

  @QueryParam("quantity")
  @Parameter(
      description = "The quantity to ask about",
      required = true,
      schema = @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "1000000"),
      example = "3")
  public @Nullable String quantity;

  /**
   * @throws Refusal {@code invalid-quantity}
   */
  int read() {
    try {
      int asked = quantity == null ? 0 : Integer.parseInt(quantity);
      if (asked >= 1 && asked <= MOST) {
        return asked;
      }
    } catch (NumberFormatException e) {
      // refused below, like a number out of range
    }
    throw QuantityProblems.notOne(MOST);
  }
}
