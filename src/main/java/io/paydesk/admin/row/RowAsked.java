package io.paydesk.admin.row;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.QueryParam;
import org.jspecify.annotations.Nullable;

/** How the page of a row is asked for. */
@RegisterForReflection
public class RowAsked {

  /** The id of what the answer is put into; null for a page of its own. */
  @HeaderParam("HX-Target")
  public @Nullable String target;

  /** Whether it stands beside a list, and is drawn anew there; null where not. */
  @QueryParam("beside")
  public @Nullable String beside;

  /** Whose part of the history is shown; null for all of it. */
  @QueryParam("by")
  public @Nullable String by;

  boolean standsBeside() {
    return beside != null || "beside-row".equals(target);
  }
}
