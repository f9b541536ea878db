package io.paydesk.about;

import io.smallrye.config.ConfigValue;
import io.smallrye.config.SmallRyeConfig;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.Nullable;

/** Says of each setting whether a deployer has set it. */
@Singleton
class SettingsReader {

  /**
   * That of {@code application.properties} in the jar, where nothing of a deployer's is. What they
   * set has more: files beside the jar 260 and 295, the environment 300, the command line 400.
   *
   * @see <a href="https://quarkus.io/guides/config-reference">Quarkus' configuration sources</a>
   */
  private static final int OF_THE_JAR = 250;

  private final SettingsBook book;
  private final SmallRyeConfig config;

  @Inject
  SettingsReader(SettingsBook book, Config config) {
    this(book, config.unwrap(SmallRyeConfig.class));
  }

  SettingsReader(SettingsBook book, SmallRyeConfig config) {
    this.book = book;
    this.config = config;
  }

  List<SettingView> all() {
    return book.all().stream().map(this::view).toList();
  }

  private SettingView view(KnownSetting setting) {
    var value = valueOf(setting);
    return new SettingView(
        setting.variable(),
        setting.meaning(),
        value.isPresent(),
        value.flatMap(text -> ShownValue.of(setting, text)).orElse(null),
        setting.usually());
  }

  private Optional<String> valueOf(KnownSetting setting) {
    return set(config.getConfigValue(setting.property()))
        .or(() -> set(config.getConfigValue(setting.variable())));
  }

  private static Optional<String> set(@Nullable ConfigValue found) {
    return Optional.ofNullable(found)
        .filter(value -> value.getConfigSourceOrdinal() > OF_THE_JAR)
        .map(ConfigValue::getValue)
        .filter(text -> !text.isBlank());
  }
}
