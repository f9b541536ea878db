package io.paydesk.dev.nativeimage;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.stripe.StripeClient;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedSet;
import java.util.zip.ZipFile;

/**
 * Tells GraalVM which classes of stripe-java are read and written by reflection, as the library
 * does not. The build runs it after our own classes are compiled, and packages its file with them.
 *
 * @see <a
 *     href="https://www.graalvm.org/latest/reference-manual/native-image/metadata/">Reachability
 *     metadata</a>
 */
public final class ReflectionConfig {

  private ReflectionConfig() {}

  /**
   * @param args the folder of our compiled classes, and the file to write
   */
  public static void main(String[] args) throws IOException {
    var file = Path.of(args[1]);
    Files.createDirectories(file.getParent());
    new ObjectMapper()
        .enable(SerializationFeature.INDENT_OUTPUT)
        .writeValue(
            file.toFile(),
            namesFor(Path.of(args[0])).stream().map(ReflectionConfig::entry).toList());
  }

  /** Names of the classes of stripe-java that our compiled classes make Gson write or read. */
  public static SortedSet<String> namesFor(Path ourClasses) throws IOException {
    var uses = new StripeUses(StripeClient.class.getClassLoader());
    for (var file : gateways(ourClasses)) {
      try (var bytes = Files.newInputStream(file)) {
        uses.of(bytes);
      }
    }
    var library = new ArrayList<Class<?>>();
    try (var jar = new ZipFile(libraryJar().toFile())) {
      for (var entry : jar.stream().filter(each -> each.getName().endsWith(".class")).toList()) {
        var name = entry.getName().replace('/', '.').replaceAll("\\.class$", "");
        // What the library itself reads and writes around each call: errors and its telemetry.
        if (name.startsWith("com.stripe.net.")) {
          uses.of(jar.getInputStream(entry));
        }
        if (name.matches("com\\.stripe\\.(model|net)\\..*")) {
          library.add(loaded(name));
        }
      }
    }
    return new StripeClosure(library).from(uses.types());
  }

  /** Only this package uses stripe-java. */
  private static Collection<Path> gateways(Path ourClasses) throws IOException {
    try (var files = Files.walk(ourClasses.resolve("io/paydesk/stripe"))) {
      return files.filter(file -> file.toString().endsWith(".class")).toList();
    }
  }

  private static Path libraryJar() {
    try {
      return Path.of(
          StripeClient.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Class<?> loaded(String name) {
    try {
      return Class.forName(name, false, StripeClient.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Gson reads fields and calls constructors; without a constructor it allocates the object itself.
   */
  private static Map<String, Object> entry(String name) {
    var entry = new LinkedHashMap<String, Object>();
    entry.put("name", name);
    entry.put("allDeclaredFields", true);
    entry.put("allDeclaredConstructors", true);
    entry.put("unsafeAllocated", true);
    return entry;
  }
}
