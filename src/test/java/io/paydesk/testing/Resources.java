package io.paydesk.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
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

  /** The method of each call. */
  public static List<Method> calls() {
    try (var sources = Files.walk(SOURCES)) {
      return sources
          .filter(file -> file.toString().endsWith("Resource.java"))
          .map(Resources::type)
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

  private static Class<?> type(Path file) {
    try {
      return Class.forName(
          SOURCES.relativize(file).toString().replaceAll("\\.java$", "").replace('/', '.'));
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }
}
