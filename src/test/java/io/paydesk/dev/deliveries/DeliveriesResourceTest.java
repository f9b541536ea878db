package io.paydesk.dev.deliveries;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.paydesk.testing.Docs;
import io.paydesk.testing.PaydeskTest;
import io.paydesk.testing.http.StartedService;
import io.quarkus.test.junit.QuarkusTest;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** A newcomer listens on a terminal, and pays an order on another. */
@QuarkusTest
class DeliveriesResourceTest extends PaydeskTest {

  private static final String COMMAND = "curl -N localhost:8080/dev/deliveries";

  /** It would get the payments of other tests. */
  @AfterEach
  void forget() {
    tables()
        .change(
            "update actionflow_run set status = 'canceled', finished_at = now(), claim = null"
                + " where status = 'waiting' and not in_process");
    tables().change("update actionflow_endpoint set status = 'deleted'");
  }

  private long paid() {
    long order = order();
    sandbox.confirm(started(order).getString("paymentIntentId"), "4242424242424242");
    return order;
  }

  /** Up to the empty line behind it. */
  private static List<String> next(BufferedReader said) throws IOException {
    var lines = new ArrayList<String>();
    for (var line = said.readLine(); line != null && !line.isEmpty(); line = said.readLine()) {
      lines.add(line);
    }
    return lines;
  }

  @Test
  void theCommandOfTheDocsShowsEachDeliveryThatIsMade() throws IOException {
    assertThat(Docs.page("guides/actionflows.md").text()).contains("\n    " + COMMAND + "\n");
    Process curl;
    try {
      curl =
          new ProcessBuilder(
                  "bash",
                  "-c",
                  COMMAND.replace("localhost:8080", "127.0.0.1:" + StartedService.port()))
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
    } catch (IOException e) {
      Assumptions.abort("Not run: there is no bash");
      return;
    }
    try (var said = curl.inputReader(StandardCharsets.UTF_8)) {
      var first = next(said);
      Assumptions.assumeFalse(first.isEmpty(), "Not run: there is no curl");
      assertThat(first.get(0)).startsWith("Listening.");

      long order = paid();

      var shown = next(said);
      assertThat(shown.get(0)).endsWith("payment.succeeded  (its signature is right)");
      assertThat(shown.get(1)).startsWith("webhook-id: ");
      var body = new ObjectMapper().readTree(String.join("\n", shown.subList(4, shown.size())));
      assertThat(body.at("/data/order/id").asLong()).isEqualTo(order);
    } finally {
      curl.destroy();
    }
  }

  @Test
  void listeningTwiceRegistersOnce() throws IOException {
    var before = tables().number("select count(*) from actionflow_endpoint");
    for (int i = 0; i < 2; i++) {
      try (var said =
          new BufferedReader(
              new InputStreamReader(
                  URI.create(StartedService.url() + "/dev/deliveries").toURL().openStream(),
                  StandardCharsets.UTF_8))) {
        assertThat(next(said)).hasSize(1);
      }
    }

    assertThat(tables().number("select count(*) from actionflow_endpoint")).isEqualTo(before + 1);
  }

  @Test
  void whatSomebodyElseHasPostedIsShownAsSuch() {
    assertThat(Arrival.text(Map.of("webhook-id", List.of("1")), "hello"))
        .contains("not JSON  (NOT SIGNED FOR HERE)", "webhook-id: 1", "hello");
  }
}
