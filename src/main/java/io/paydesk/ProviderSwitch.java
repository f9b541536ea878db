package io.paydesk;

import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.PropertiesConfigSource;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * Keeps OIDC off where no setting names an identity provider: callers then have keys of this
 * service. Read when the service starts, so that one package serves both.
 */
public final class ProviderSwitch implements ConfigSourceFactory {

  /** Less than that of application.properties, and of the environment: both override it. */
  private static final int ORDINAL = 200;

  @Override
  public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
    boolean on = RequiredSettings.PROVIDER.stream().anyMatch(name -> isSet(context, name));
    return List.of(
        new PropertiesConfigSource(
            Map.of("quarkus.oidc.tenant-enabled", Boolean.toString(on)),
            ProviderSwitch.class.getSimpleName(),
            ORDINAL));
  }

  private static boolean isSet(ConfigSourceContext context, String name) {
    var value = context.getValue(name);
    return value != null && value.getValue() != null && !value.getValue().isBlank();
  }
}
