package io.paydesk.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import jakarta.validation.ConstraintViolationException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Turns whatever ends a request into problem+json. */
public class ProblemMappers {

  /** When it is worth asking again after "not now". */
  private static final int SOON_SECONDS = 2;

  private static final String PROBLEM_JSON = "application/problem+json";
  private static final MediaType PROBLEM = MediaType.valueOf(PROBLEM_JSON);

  @ServerExceptionMapper
  public Response refused(Refusal refusal) {
    var response = Response.status(refusal.status()).type(PROBLEM).entity(refusal.body());
    if (refusal.status() == 401) {
      response.header("WWW-Authenticate", "Bearer");
    }
    if (refusal.status() == 503) {
      response.header("Retry-After", SOON_SECONDS);
    }
    return response.build();
  }

  @ServerExceptionMapper({JsonProcessingException.class, MismatchedInputException.class})
  public Response notJson(JsonProcessingException e) {
    return refused(Refusals.of(e));
  }

  @ServerExceptionMapper
  public Response invalid(ConstraintViolationException e) {
    return refused(Refusals.of(e));
  }

  @ServerExceptionMapper({AuthenticationFailedException.class, UnauthorizedException.class})
  public Response unauthenticated(SecurityException e) {
    return refused(Refusals.of(e));
  }

  @ServerExceptionMapper
  public Response forbidden(ForbiddenException e) {
    return refused(Refusals.of(e));
  }

  @ServerExceptionMapper
  public Response other(WebApplicationException e) {
    for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof Refusal refusal) {
        return refused(refusal);
      }
      if (cause instanceof JsonProcessingException json) {
        return notJson(json);
      }
    }
    int status = e.getResponse().getStatus();
    if (status < 400) {
      return e.getResponse();
    }
    return status < 500 ? refused(HttpProblems.of(status)) : unexpected(e);
  }

  @ServerExceptionMapper
  public Response unexpected(Throwable e) {
    return refused(Refusals.of(e));
  }
}
