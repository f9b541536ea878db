package io.paydesk.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.paydesk.about.KnownSetting;
import io.paydesk.testing.Docs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the service says of its settings is what their Javadoc says, and it knows all of them. */
class SettingsBookTest {

  private static final Path FILE = Path.of("src/main/resources/io/paydesk/about/settings.json");

  /** Those without a mapping stand on the page by hand. */
  private static final Pattern ROW =
      Pattern.compile(
          "^\\| `(PAYDESK_[A-Z_]+)` \\| (.*?) \\|(?: `([^`|]*)`)? *\\|$", Pattern.MULTILINE);

  private static List<KnownSetting> known() {
    var known = new TreeMap<String, KnownSetting>();
    ROW.matcher(Docs.page("reference/configuration.md").text())
        .results()
        .map(
            row ->
                new KnownSetting(
                    row.group(1),
                    row.group(1).toLowerCase(Locale.ROOT).replace('_', '.'),
                    "String",
                    row.group(2),
                    row.group(3)))
        .forEach(setting -> known.put(setting.variable(), setting));
    Settings.all()
        .forEach(
            setting ->
                known.put(
                    setting.variable(),
                    new KnownSetting(
                        setting.variable(),
                        setting.property(),
                        setting.type(),
                        setting.meaning(),
                        setting.fallback().orElse(null))));
    return known.values().stream().sorted(Comparator.comparing(KnownSetting::variable)).toList();
  }

  @Test
  void theBookIsMadeFromTheirJavadoc() throws IOException {
    var said =
        new ObjectMapper()
                .setSerializationInclusion(JsonInclude.Include.NON_NULL)
                .writerWithDefaultPrettyPrinter()
                .writeValueAsString(known())
            + "\n";
    if (Boolean.getBoolean("paydesk.docs.write")) {
      Files.createDirectories(FILE.getParent());
      Files.writeString(FILE, said);
    }
    assertThat(said)
        .as("./mvnw test -Dtest='io.paydesk.docs.*' -Dpaydesk.docs.write=true writes it again")
        .isEqualTo(Files.readString(FILE));
  }
}
