package io.paydesk.openapi;

import io.quarkus.runtime.ImageMode;
import io.quarkus.smallrye.openapi.runtime.OpenApiConstants;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.smallrye.openapi.runtime.io.Format;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Serves the description of the API as the build has written it. Quarkus reads it at each start,
 * and writes it as JSON and as YAML before it listens, whether anybody asks for it or not: that was
 * a sixth of a start. A native executable has that behind it when it is built.
 *
 * @see <a href="https://github.com/quarkusio/quarkus/issues/54826">the issue, which a later version
 *     of Quarkus closes; this class is not needed there</a>
 */
@ApplicationScoped
public class DescriptionAsBuilt {

  /** By name alone, or with an ending that says how. */
  private static final Set<String> PATHS =
      Set.of("/q/openapi", "/q/openapi.json", "/q/openapi.yaml", "/q/openapi.yml");

  /** After all that may refuse a request. */
  private static final int LATE = 10;

  /** Where Quarkus finds no description. */
  private static final class Nowhere extends ClassLoader {
    Nowhere() {
      super(null);
    }
  }

  /** Call it before Quarkus starts, which then leaves the description alone. */
  public static void leave() {
    if (ImageMode.current() == ImageMode.JVM) {
      OpenApiConstants.classLoader = new Nowhere();
    }
  }

  /**
   * @param enabled false where the operator wants none to be served: Quarkus answers 404 then
   * @param enable the same setting, by its name of before
   */
  void install(
      @Observes Filters filters,
      @ConfigProperty(name = "quarkus.smallrye-openapi.enabled", defaultValue = "true")
          boolean enabled,
      @ConfigProperty(name = "quarkus.smallrye-openapi.enable") Optional<Boolean> enable) {
    if (OpenApiConstants.classLoader instanceof Nowhere && enable.orElse(enabled)) {
      filters.register(DescriptionAsBuilt::answer, LATE);
    }
  }

  private static void answer(RoutingContext context) {
    if (!PATHS.contains(context.normalizedPath())
        || context.request().method() == HttpMethod.OPTIONS) {
      context.next();
      return;
    }
    var format = format(context);
    context
        .vertx()
        .executeBlocking(() -> read(format), false)
        .onFailure(context::fail)
        .onSuccess(
            description ->
                context
                    .response()
                    .putHeader("Content-Type", format.getMimeType() + ";charset=UTF-8")
                    .end(description));
  }

  private static Format format(RoutingContext context) {
    var path = context.normalizedPath();
    if (path.endsWith(".json")) {
      return Format.JSON;
    }
    if (path.endsWith(".yaml") || path.endsWith(".yml")) {
      return Format.YAML;
    }
    var accepted = context.request().getHeader("Accept");
    var asked = context.request().getParam("format", "").toLowerCase(Locale.ROOT);
    return accepted != null && accepted.contains(Format.JSON.getMimeType()) || asked.equals("json")
        ? Format.JSON
        : Format.YAML;
  }

  private static Buffer read(Format format) {
    var name = OpenApiConstants.BASE_NAME + "." + format;
    try (var written = DescriptionAsBuilt.class.getClassLoader().getResourceAsStream(name)) {
      if (written == null) {
        throw new IllegalStateException("The build has written no " + name);
      }
      return Buffer.buffer(written.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
