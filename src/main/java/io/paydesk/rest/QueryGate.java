package io.paydesk.rest;

import io.paydesk.problem.Refusal;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.ext.Provider;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Refuses a query parameter that the operation does not have. With a misspelt or unknown filter,
 * the answer must not be everybody's rows.
 */
@Provider
public class QueryGate implements ContainerRequestFilter {

  /** Only our API: Stripe may be given any webhook address, and pages are no contract. */
  private static final Pattern OURS = Pattern.compile("/v1/.*|/mcp/?", Pattern.DOTALL);

  /** Parameters that filter nothing: blank means the first page, or a stream from now on. */
  private static final Set<String> MAY_BE_BLANK = Set.of("limit", "after", "lastEventId", "ticket");

  private final Map<Method, SortedSet<String>> known = new ConcurrentHashMap<>();

  /** Injecting it makes Quarkus keep the resources' methods in native images. */
  @Inject ResourceInfo resource;

  @Override
  public void filter(ContainerRequestContext request) {
    var address = request.getUriInfo();
    var sent = address.getQueryParameters().keySet();
    if (sent.isEmpty() || !OURS.matcher(address.getRequestUri().getPath()).matches()) {
      return;
    }
    var names = known.computeIfAbsent(resource.getResourceMethod(), QueryGate::parametersOf);
    var unknown = new TreeSet<>(sent);
    unknown.removeAll(names);
    if (!unknown.isEmpty()) {
      throw unknown(unknown, names);
    }
    address
        .getQueryParameters()
        .forEach(
            (name, values) -> {
              if (!MAY_BE_BLANK.contains(name) && values.stream().anyMatch(StorableText::isBlank)) {
                throw blank(name);
              }
            });
  }

  /** A filter that lost its value must not be answered with everybody's rows either. */
  static Refusal blank(String name) {
    return Refusal.of(
            "blank-query-parameter",
            400,
            "A query parameter is blank",
            "The query parameter '" + name + "' has no value. Give it one, or leave it out.")
        .with("parameter", name);
  }

  private static SortedSet<String> parametersOf(Method method) {
    var names = new TreeSet<String>();
    for (var parameter : method.getParameters()) {
      var query = parameter.getAnnotation(QueryParam.class);
      if (query != null) {
        names.add(query.value());
      } else if (parameter.isAnnotationPresent(BeanParam.class)) {
        fields(parameter.getType())
            .flatMap(field -> Stream.ofNullable(field.getAnnotation(QueryParam.class)))
            .forEach(field -> names.add(field.value()));
      }
    }
    return names;
  }

  /** Also those that several lists have in common. */
  private static Stream<Field> fields(Class<?> bean) {
    return Stream.<Class<?>>iterate(bean, type -> type != Object.class, Class::getSuperclass)
        .flatMap(type -> Arrays.stream(type.getDeclaredFields()));
  }

  static Refusal unknown(SortedSet<String> unknown, SortedSet<String> known) {
    var shown = unknown.stream().limit(10).map(QueryGate::shortened).toList();
    return Refusal.of(
            "unknown-query-parameter",
            400,
            "A query parameter is unknown",
            """
            This call has no query parameter %s. Leave it out, or correct its spelling: nothing \
            was done.\
            """
                .formatted(
                    String.join(", ", shown.stream().map(name -> "'" + name + "'").toList())))
        .with("parameters", shown)
        .with("knownParameters", known);
  }

  private static String shortened(String name) {
    return name.codePointCount(0, name.length()) <= 60
        ? name
        : name.substring(0, name.offsetByCodePoints(0, 60)) + "...";
  }
}
