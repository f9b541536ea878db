package io.paydesk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What is the same in every installation. */
class ApplicationPropertiesTest {

  /** The later line would win without a word, also where two branches were merged. */
  @Test
  void noKeyStandsTwice() throws IOException {
    var keys =
        Files.readAllLines(Path.of("src/main/resources/application.properties")).stream()
            .filter(line -> line.contains("=") && !line.startsWith("#"))
            .map(line -> line.substring(0, line.indexOf('=')).strip())
            .toList();

    assertThat(keys).isNotEmpty().doesNotHaveDuplicates();
  }
}
