package io.paydesk.docs;

import io.paydesk.testing.Docs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ChartReadmeTest {

  private static final Path CHART = Path.of("deploy/helm/paydesk");

  @Test
  void theChartsReadmeHasTheValuesAsTheyAre() throws IOException {
    Docs.hold(
        CHART.resolve("README.md"),
        "values",
        ChartValues.table(Files.readString(CHART.resolve("values.yaml"))));
  }
}
