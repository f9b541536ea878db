package io.paydesk.caller;

import io.quarkus.security.Authenticated;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.Path;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What a call is, as its method says. {@link RoleGate} lets callers through by it, and the audit
 * notes what writes.
 *
 * @param isOpen whether anybody may call it, also without a token
 * @param area the part of the API that it belongs to: see {@link Scopes}
 * @param reads whether it changes nothing
 */
public record Call(boolean isOpen, String area, boolean reads) {

  private static final String OURS = "/v1/";

  private static final Map<Method, Call> KNOWN = new ConcurrentHashMap<>();

  /**
   * @throws IllegalStateException where nothing says who may call it: nobody may, then
   */
  public static Call of(Method method) {
    return KNOWN.computeIfAbsent(method, Call::read);
  }

  public boolean writes() {
    return !isOpen && !reads;
  }

  private static Call read(Method method) {
    if (isOpen(method)) {
      return new Call(true, "", true);
    }
    var path = method.getDeclaringClass().getAnnotation(Path.class);
    return new Call(
        false,
        area(path == null ? "" : path.value()),
        method.isAnnotationPresent(GET.class)
            || method.isAnnotationPresent(HEAD.class)
            || method.isAnnotationPresent(Reads.class));
  }

  private static boolean isOpen(Method method) {
    return method.isAnnotationPresent(PermitAll.class)
        || method.getDeclaringClass().isAnnotationPresent(PermitAll.class)
            && !method.isAnnotationPresent(RolesAllowed.class)
            && !method.isAnnotationPresent(Authenticated.class);
  }

  /** What a user has is a part of its own: users/{userId}/tokens are tokens. */
  static String area(String path) {
    if (!path.startsWith(OURS)) {
      throw new IllegalStateException(
          "Nothing says who may call '"
              + path
              + "': give its resource a @Path below /v1, or open it to all with @PermitAll");
    }
    var parts = path.substring(OURS.length()).split("/");
    return parts.length > 2 && parts[0].equals("users") ? parts[2] : parts[0];
  }
}
