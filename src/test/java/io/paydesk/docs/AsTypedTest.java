package io.paydesk.docs;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.paydesk.testing.Docs;
import io.paydesk.testing.PaydeskTest;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** A newcomer copies what the README has, line by line, into a shell. */
@QuarkusTest
class AsTypedTest extends PaydeskTest {

  @TestHTTPResource("/")
  URI paydesk;

  @Test
  void thePaymentOfTheReadmeIsTaken() throws Exception {
    var said =
        typed(code(Docs.pages().get(0).text(), "## Take a payment") + "\necho \"=$ORDER\"\n");

    var order = said.substring(said.lastIndexOf('=') + 1).strip();
    assertThat(order).as(said).matches("[0-9]+");
    eventually(
        x ->
            assertThat(as("pia").get("/v1/orders/" + order).jsonPath().getString("status"))
                .isEqualTo("paid"));
  }

  /** The indented lines below a heading. */
  private static String code(String markdown, String heading) {
    return markdown
        .lines()
        .dropWhile(line -> !line.equals(heading))
        .skip(1)
        .takeWhile(line -> !line.startsWith("## "))
        .filter(line -> line.startsWith("    "))
        .collect(Collectors.joining("\n"));
  }

  private static String publishableKey() {
    return given().get("/v1/config").jsonPath().getString("publishableKey");
  }

  private String typed(String lines) throws IOException, InterruptedException {
    var here =
        lines
            .replace("localhost:8080", paydesk.getAuthority())
            .replace("localhost:12111", sandbox.baseUri().getAuthority())
            .replace("pk_test_sandbox", publishableKey());
    Process shell;
    try {
      shell = new ProcessBuilder("bash", "-c", here).redirectErrorStream(true).start();
    } catch (IOException e) {
      return Assumptions.abort("Not run: there is no bash");
    }
    var said = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(shell.waitFor(1, TimeUnit.MINUTES)).isTrue();
    Assumptions.assumeFalse(said.contains("curl: command not found"), "Not run: there is no curl");
    return said;
  }
}
