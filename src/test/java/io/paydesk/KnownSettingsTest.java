package io.paydesk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class KnownSettingsTest {

  private static final Pattern ROW =
      Pattern.compile(
          "^\\| `(PAYDESK_[A-Z_]+)` \\|.*?\\|(?: `([^`|]*)`)? *\\|$", Pattern.MULTILINE);

  private static final String DURATION = "P\\d+\\w|\\d+[SMHsmh]";

  @Test
  void theyAreThoseOfTheReferencePage() throws IOException {
    var rows =
        ROW.matcher(Files.readString(Path.of("src/docs/reference/configuration.md")))
            .results()
            .collect(
                Collectors.partitioningBy(
                    row -> row.group(2) != null && row.group(2).matches(DURATION),
                    Collectors.mapping(
                        row -> row.group(1), Collectors.toCollection(TreeSet::new))));
    assertThat(rows.get(true)).isNotEmpty().isEqualTo(new TreeSet<>(KnownSettings.DURATIONS));
    assertThat(rows.get(false)).isNotEmpty().isEqualTo(new TreeSet<>(KnownSettings.OTHERS));
  }
}
