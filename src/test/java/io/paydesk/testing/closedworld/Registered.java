package io.paydesk.testing.closedworld;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * What a native image knows by reflection, in lines for {@link ClosedWorld}: a kind, a class, and a
 * member where only that one is registered.
 *
 * @see <a
 *     href="https://www.graalvm.org/jdk21/reference-manual/native-image/metadata/#reflection">Reflection
 *     metadata</a>
 */
public final class Registered {

  private final SortedSet<String> lines = new TreeSet<>();

  private Registered() {}

  /** All that the jar for GraalVM registers. */
  public static Registered in(Path jar) {
    var registered = new Registered();
    try (var zip = new ZipFile(jar.toFile())) {
      for (var entry : zip.stream().filter(Registered::isOfReflection).toList()) {
        try (var json = zip.getInputStream(entry)) {
          new ObjectMapper().readTree(json).forEach(registered::add);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return registered;
  }

  private static boolean isOfReflection(ZipEntry entry) {
    return entry.getName().matches("META-INF/native-image/(.*/)?reflect-config\\.json");
  }

  public SortedSet<String> lines() {
    return lines;
  }

  /** The same without classes whose names begin like this. */
  public Registered without(String prefix) {
    var less = new Registered();
    lines.stream().filter(line -> !line.split(" ")[1].startsWith(prefix)).forEach(less.lines::add);
    return less;
  }

  private void add(JsonNode entry) {
    var type = entry.path("name").asText();
    lines.add("class " + type);
    all(entry, type, "allDeclaredFields", "fields");
    all(entry, type, "allDeclaredMethods", "methods");
    all(entry, type, "allDeclaredConstructors", "constructors");
    all(entry, type, "unsafeAllocated", "unsafe");
    entry.path("fields").forEach(field -> some("fields", type, field));
    entry.path("methods").forEach(method -> some("methods", type, method));
    entry.path("queriedMethods").forEach(method -> some("methods", type, method));
  }

  private void all(JsonNode entry, String type, String flag, String kind) {
    if (entry.path(flag).asBoolean()) {
      lines.add(kind + " " + type);
    }
  }

  private void some(String kind, String type, JsonNode member) {
    var name = member.path("name").asText();
    lines.add(name.equals("<init>") ? "constructors " + type : kind + " " + type + " " + name);
  }
}
