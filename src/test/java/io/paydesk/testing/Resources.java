package io.paydesk.testing;

import io.paydesk.testing.http.Answer;
import io.paydesk.testing.http.Request;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The resources of the service, as they are in the sources. */
public final class Resources {

  private static final Path SOURCES = Path.of("src/main/java");

  private Resources() {}

  /** The method of each call of the API: pages of the shop take no tokens. */
  public static List<Method> calls() {
    try (var sources = Files.walk(SOURCES)) {
      return sources
          .filter(file -> file.toString().endsWith("Resource.java"))
          .map(Resources::type)
          .filter(type -> !type.getPackageName().startsWith("io.paydesk.admin"))
          .flatMap(type -> Stream.of(type.getDeclaredMethods()))
          .filter(method -> method.isAnnotationPresent(Operation.class))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static String operationId(Method call) {
    return call.getAnnotation(Operation.class).operationId();
  }

  /** Calls it with nothing but what its path needs: row 1 of everything, and this user. */
  public static Answer called(Method call, Request by, String userId) {
    var type = path(call.getDeclaringClass());
    var own = path(call);
    var path = own.isEmpty() ? type : type + "/" + own.replaceAll("^/", "");
    var address = path.replace("{userId}", userId).replaceAll("\\{[^}]*}", "1");
    if (call.isAnnotationPresent(GET.class)) {
      return by.get(address);
    }
    return call.isAnnotationPresent(DELETE.class)
        ? by.delete(address)
        : by.body("{}").post(address);
  }

  private static String path(AnnotatedElement where) {
    var path = where.getAnnotation(jakarta.ws.rs.Path.class);
    return path == null ? "" : path.value();
  }

  private static Class<?> type(Path file) {
    try {
      return Class.forName(
          SOURCES.relativize(file).toString().replaceAll("\\.java$", "").replace('/', '.'));
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }
}
