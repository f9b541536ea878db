package io.paydesk.about;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** All settings of Paydesk's own, by the name of their variables. */
@Singleton
@RegisterForReflection(targets = KnownSetting.class)
class SettingsBook {

  private static final String FILE = "/io/paydesk/about/settings.json";

  private final ObjectMapper json;

  SettingsBook(ObjectMapper json) {
    this.json = json;
  }

  /** Read anew each time: hardly anybody asks. */
  List<KnownSetting> all() {
    try (var file = SettingsBook.class.getResourceAsStream(FILE)) {
      if (file == null) {
        throw new IllegalStateException(FILE + " is not in this build");
      }
      return json.readValue(file, new TypeReference<>() {});
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
