package io.paydesk.caller;

import io.quarkus.security.Authenticated;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.Path;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What a call is, as its method says. {@link RoleGate} lets callers through by it, and the audit
 * notes what writes.
 *
 * @param isOpen whether anybody may call it, also without a token
 * @param area the part of the API that it belongs to: see {@link Scopes}; empty where it belongs to
 *     none
 * @param reads whether it changes nothing
 * @param isOpenToGuests whether a guest may call it, for their own order
 * @param isOpenToLinks whether whoever has a link may call it, for the link's order
 * @param isOpenToCardLinks whether a payer may call it by a link to their saved cards
 * @param isOpenToSupport whether the role support may call it, although it writes
 */
public record Call(
    boolean isOpen,
    String area,
    boolean reads,
    boolean isOpenToGuests,
    boolean isOpenToLinks,
    boolean isOpenToCardLinks,
    boolean isOpenToSupport) {

  private static final String OURS = "/v1/";

  private static final Set<String> OF_A_LIST = Set.of("exports", "totals");

  private static final Map<Method, Call> KNOWN = new ConcurrentHashMap<>();

  /**
   * @throws IllegalStateException where nothing says who may call it: nobody may, then
   */
  public static Call of(Method method) {
    return KNOWN.computeIfAbsent(method, Call::read);
  }

  /** What reads from a resource, as its path says. */
  public static Call reading(Class<?> resource) {
    return new Call(false, area(pathOf(resource)), true, false, false, false, false);
  }

  /** What writes to a resource, as its path says. */
  public static Call writing(Class<?> resource) {
    return new Call(false, area(pathOf(resource)), false, false, false, false, false);
  }

  private static String pathOf(Class<?> resource) {
    var path = resource.getAnnotation(Path.class);
    return path == null ? "" : path.value();
  }

  public boolean writes() {
    return !isOpen && !reads;
  }

  /** Whether scopes say nothing about it, but about each call that is made through it. */
  boolean carriesOthers() {
    return !isOpen && area.isEmpty();
  }

  private static String pathOf(Method method) {
    var more = method.getAnnotation(Path.class);
    var path = pathOf(method.getDeclaringClass());
    return more == null || !path.startsWith(OURS) ? path : path + "/" + more.value();
  }

  private static Call read(Method method) {
    if (isOpen(method)) {
      return new Call(true, "", true, true, true, true, false);
    }
    if (method.isAnnotationPresent(CarriesCalls.class)) {
      return new Call(false, "", true, false, false, false, false);
    }
    var toGuests = method.getAnnotation(OpenToGuests.class);
    return new Call(
        false,
        area(pathOf(method)),
        method.isAnnotationPresent(GET.class)
            || method.isAnnotationPresent(HEAD.class)
            || method.isAnnotationPresent(Reads.class),
        toGuests != null,
        toGuests != null && toGuests.andLinks(),
        method.isAnnotationPresent(OpenToCardLinks.class),
        method.isAnnotationPresent(OpenToSupport.class));
  }

  private static boolean isOpen(Method method) {
    return method.isAnnotationPresent(PermitAll.class)
        || method.getDeclaringClass().isAnnotationPresent(PermitAll.class)
            && !method.isAnnotationPresent(RolesAllowed.class)
            && !method.isAnnotationPresent(Authenticated.class);
  }

  /**
   * What a user has is a part of its own: users/{userId}/tokens are tokens. What is told of a list
   * is a part of it: totals/orders are orders.
   */
  static String area(String path) {
    if (!path.startsWith(OURS)) {
      throw new IllegalStateException(
          "Nothing says who may call '"
              + path
              + "': give its resource a @Path below /v1, or open it to all with @PermitAll");
    }
    var parts = path.substring(OURS.length()).split("/");
    if (OF_A_LIST.contains(parts[0])) {
      return parts[1];
    }
    return parts.length > 2 && parts[0].equals("users") ? parts[2] : parts[0];
  }
}
