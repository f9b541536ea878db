package io.paydesk.dev.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DocsFilesTest {

  @TempDir Path elsewhere;

  @Test
  void aProjectThatHasPaydeskAsALibraryHasNoPages() {
    var files = new DocsFiles(elsewhere);

    assertThat(files.pages()).isEmpty();
    assertThat(files.at("")).isEmpty();
    assertThat(files.at("guides/bean")).isEmpty();
  }

  @Test
  void theCheckoutHasItsReadmeFirst() {
    var files = new DocsFiles(Path.of("src").toAbsolutePath());

    assertThat(files.pages()).startsWith(DocsFiles.README);
    assertThat(files.at("")).contains(DocsFiles.README);
    assertThat(files.at("guides/bean")).contains(Path.of("src/docs/guides/bean.md"));
  }
}
