package io.paydesk.audit;

import io.paydesk.audit.Deed.Answer;
import io.paydesk.caller.Call;
import io.paydesk.caller.Caller;
import io.paydesk.problem.Refusal;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Response;
import java.lang.reflect.Method;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;
import org.jspecify.annotations.Nullable;

/** Notes each call that writes, or is {@link Noted}, and what it was answered. */
public class AuditFilter {

  /** Before anything refuses the call for its role. */
  private static final int FIRST = 100;

  private static final int FORBIDDEN = 403;

  @Inject AuditBook book;
  @Inject CallerAddress address;
  @Inject CurrentIdentityAssociation identities;
  @Inject CurrentVertxRequest http;

  /** Quarkus keeps the methods of resources for native images where this is injected. */
  @Inject ResourceInfo resource;

  @ServerRequestFilter(priority = FIRST)
  public @Nullable Uni<Response> begin(ContainerRequestContext request) {
    var method = resource.getResourceMethod();
    var context = Vertx.currentContext();
    return isNoted(method)
        ? identities
            .getDeferredIdentity()
            .invoke(
                identity -> {
                  if (isSomebody(identity)) {
                    Deed.begin(context, deed(method, request, identity));
                  }
                })
            .map(x -> null)
        : null;
  }

  @ServerResponseFilter
  public @Nullable Uni<Void> end(
      ContainerRequestContext request, ContainerResponseContext response) {
    var answer = new Answer(response.getStatus(), problem(response));
    var deed = Deed.here();
    if (deed != null) {
      return book.answered(deed, deed.answered(answer));
    }
    return response.getStatus() == FORBIDDEN ? endOfForbidden(request, answer) : null;
  }

  /**
   * A role that does not do is refused before any filter hears of the call. Who did not even prove
   * who they are is nobody.
   */
  private @Nullable Uni<Void> endOfForbidden(ContainerRequestContext request, Answer answer) {
    var method = resource.getResourceMethod();
    return method != null && isNoted(method)
        ? identities
            .getDeferredIdentity()
            .flatMap(
                identity ->
                    isSomebody(identity)
                        ? book.answered(deed(method, request, identity), answer)
                        : Uni.createFrom().voidItem())
            .onFailure(AuthenticationFailedException.class)
            .recoverWithNull()
        : null;
  }

  private static boolean isNoted(Method method) {
    return Call.of(method).writes() || method.isAnnotationPresent(Noted.class);
  }

  /** Whom the call itself will know too. */
  private static boolean isSomebody(SecurityIdentity identity) {
    return !identity.isAnonymous() && Caller.isKnown(identity);
  }

  private Deed deed(Method method, ContainerRequestContext request, SecurityIdentity identity) {
    var caller = Caller.of(identity);
    var parameters = request.getUriInfo().getPathParameters();
    var collection = Subjects.collection(method.getDeclaringClass());
    return new Deed(
        caller.name(),
        Deed.role(caller),
        address.of(http.getCurrent().request()),
        operation(method),
        path(request),
        collection,
        Subjects.of(
            collection, parameters.getFirst("id"), user(caller, parameters.getFirst("userId"))));
  }

  private static @Nullable String user(Caller caller, @Nullable String named) {
    return named == null ? null : caller.userCalled(named);
  }

  private static String path(ContainerRequestContext request) {
    var path = request.getUriInfo().getPath();
    return path.startsWith("/") ? path : "/" + path;
  }

  private static String operation(Method method) {
    var operation = method.getAnnotation(Operation.class);
    return operation == null ? method.getName() : operation.operationId();
  }

  /** Its name, without the urn's beginning. */
  private static @Nullable String problem(ContainerResponseContext response) {
    if (response.getEntity() instanceof Map<?, ?> body
        && body.get("type") instanceof String type
        && type.startsWith("urn:")) {
      return type.substring(type.lastIndexOf(':') + 1);
    }
    // A refusal that is kept with an Idempotency-Key is text.
    return response.getStatus() >= 400 && response.getEntity() instanceof String kept
        ? Refusal.nameIn(kept)
        : null;
  }
}
