package io.paydesk;

import io.quarkus.runtime.annotations.StaticInitSafe;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.PropertiesLocationConfigSourceFactory;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the settings as soon as those of this run are there, and before anything else reads
 * them. Code that asks earlier gets, in a native executable, those of the machine that built it. On
 * a JVM the first look comes before the static initializers, which take most of a start.
 */
@StaticInitSafe
public final class StartCheck implements ConfigSourceFactory {

  /** Less than what anybody sets. */
  private static final int ORDINAL = 0;

  private static volatile boolean starting;

  /** Says that the service is about to run. It is also built, tested and developed. */
  static void begin() {
    starting = true;
  }

  @Override
  public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
    return starting ? look(context, System.getenv()) : List.of();
  }

  /**
   * @param variables the environment
   * @return what has to be set, and is nobody's to set
   * @throws ConfigurationException whose message is one line, where the service must not start
   */
  static List<ConfigSource> look(ConfigSourceContext context, Map<String, String> variables) {
    var config = settingsOf(context);
    RequiredSettings.problemOf(config)
        .or(() -> WrongSettings.problemOf(config))
        .or(() -> OwnSettings.problemOf(variables))
        .ifPresent(
            problem -> {
              throw new ConfigurationException(StartFailure.line(problem));
            });
    return RequiredSettings.migratesAndEnds(config) ? List.of(withoutStripe()) : List.of();
  }

  private static Config settingsOf(ConfigSourceContext context) {
    var settings =
        new SmallRyeConfigBuilder()
            .addDefaultInterceptors()
            .withProfiles(context.getProfiles())
            // Files that a setting names are read by a source such as this one, which knows no
            // other.
            .withSources(new PropertiesLocationConfigSourceFactory());
    context.getConfigSources().forEach(source -> settings.withSources(new Only(source)));
    return settings.build();
  }

  /**
   * Who migrates a database needs no key of Stripe's, and should not be given one. Quarkus wants a
   * value before it runs the first migration, and ends before anything reads it.
   */
  private static ConfigSource withoutStripe() {
    var values = new HashMap<String, String>();
    RequiredSettings.STRIPE.forEach(property -> values.put(property, "not-needed-to-migrate"));
    return new PropertiesConfigSource(values, StartCheck.class.getSimpleName(), ORDINAL);
  }

  /** Answers as the source does, which is being made ready for somebody else. */
  private record Only(ConfigSource source) implements ConfigSource {

    @Override
    public Set<String> getPropertyNames() {
      return source.getPropertyNames();
    }

    @Override
    public @Nullable String getValue(String name) {
      return source.getValue(name);
    }

    @Override
    public String getName() {
      return source.getName();
    }

    @Override
    public int getOrdinal() {
      return source.getOrdinal();
    }
  }
}
