package io.paydesk.docs;

import static io.paydesk.testing.http.Request.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.paydesk.actionflow.DeliveryType;
import io.paydesk.testing.Docs;
import io.paydesk.testing.PaydeskTest;
import io.paydesk.webhook.StripeCallback;
import io.quarkus.arc.All;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Pages that only the running service can make. */
@QuarkusTest
class RunningServicePagesTest extends PaydeskTest {

  private static final Path REFERENCE = Docs.FOLDER.resolve("reference");

  private static final Path LLMS = Path.of("src/main/resources/META-INF/resources/llms.txt");

  @Inject @All List<StripeCallback<?>> callbacks;

  @Test
  void theCallsAndProblemsPagesAreMadeFromTheApiDescription() throws IOException {
    var described = DescribedCalls.of(given().get("/q/openapi").asString());

    Docs.hold(REFERENCE.resolve("api.md"), "calls", described.calls());
    Docs.hold(REFERENCE.resolve("problems.md"), "problems", described.problems());
  }

  @Test
  void whatMachinesReadFirstNamesEachCallAndEachDelivery() throws IOException {
    var described = DescribedCalls.of(given().get("/q/openapi").asString());
    Docs.hold(LLMS, "calls", described.list());
    Docs.hold(
        LLMS,
        "deliveries",
        DeliveryType.all().stream()
            .map(type -> "- `%s`: %s\n".formatted(type.name(), type.kind().meaning()))
            .collect(Collectors.joining()));
  }

  @Test
  void whatMachinesReadFirstIsServedToAnybody() {
    var answer = given().get("/llms.txt");

    answer.then().statusCode(200);
    assertThat(answer.contentType()).startsWith("text/plain");
    assertThat(answer.asString()).startsWith("# Paydesk\n\n> ").contains("`POST /v1/orders`");
    for (var link :
        Pattern.compile("\\]\\((/[^)]*)\\)").matcher(answer.asString()).results().toList()) {
      given().get(link.group(1)).then().statusCode(200);
    }
  }

  @Test
  void thePageOfEventsNamesEachTypeThatACallbackTakes() {
    Docs.hold(
        REFERENCE.resolve("events.md"),
        "types",
        "| type | taken by |\n|---|---|\n"
            + callbacks.stream()
                .flatMap(
                    callback ->
                        callback.types().stream()
                            .map(type -> "| `%s` | `%s` |\n".formatted(type, name(callback))))
                .sorted()
                .collect(Collectors.joining()));
  }

  private static String name(StripeCallback<?> callback) {
    return callback.getClass().getSimpleName().replaceAll("_.*", "");
  }

  @Test
  void aScrapeDescribesEachMetricOfOurs() {
    var scrape = given().get("/q/metrics").asString();
    var page = Docs.page("reference/metrics.md").text();

    assertThat(scrape.lines().filter(line -> line.startsWith("# TYPE paydesk_")))
        // From the start; others come with their first use.
        .contains(
            "# TYPE paydesk_stream_behind_seconds gauge",
            "# TYPE paydesk_streams_open gauge",
            "# TYPE paydesk_stripe_calls_active gauge",
            "# TYPE paydesk_stripe_silent_seconds gauge",
            "# TYPE paydesk_payment_looks_lag_seconds gauge")
        .allSatisfy(
            line -> {
              var name = line.split(" ")[2];
              assertThat(scrape).containsPattern("# HELP " + name + " \\S+");
              if (!name.endsWith("_max")) {
                assertThat(page).contains("`" + name);
              }
            });
  }
}
