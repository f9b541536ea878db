package io.paydesk.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import jakarta.validation.ConstraintViolationException;
import org.jboss.logging.Logger;

/**
 * What to tell a caller of whatever ended a call. A 4xx is the caller's to fix and is not logged. A
 * 5xx is ours: it is logged with its stack trace, and the caller is told no details.
 */
public final class Refusals {

  private static final Logger LOG = Logger.getLogger(Refusals.class);

  private Refusals() {}

  public static Refusal of(Throwable failure) {
    if (failure instanceof Refusal refusal) {
      return refusal;
    }
    if (failure instanceof JsonProcessingException json) {
      return BodyProblems.of(json);
    }
    if (failure instanceof ConstraintViolationException invalid) {
      return BodyProblems.of(invalid);
    }
    if (failure instanceof AuthenticationFailedException
        || failure instanceof UnauthorizedException) {
      return failure.getCause() instanceof Refusal why ? why : HttpProblems.of(401);
    }
    if (failure instanceof ForbiddenException) {
      return HttpProblems.of(403);
    }
    LOG.error("A request failed with an internal error", failure);
    return HttpProblems.of(500);
  }
}
