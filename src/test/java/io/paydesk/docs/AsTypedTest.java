package io.paydesk.docs;

import static io.paydesk.testing.http.Request.given;
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
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** A newcomer copies the commands of the README and the guides into a shell, line by line. */
@QuarkusTest
class AsTypedTest extends PaydeskTest {

  /** What a later shell must know, appended to the commands. */
  private static final String KEPT =
      """

      echo "KEPT BEHIND HERE"
      declare -f field
      declare -p SERVICE PIA ORDER PAYMENT PI
      """;

  private static final String UUIDS =
      "command -v uuidgen >/dev/null || uuidgen() { cat /proc/sys/kernel/random/uuid; }\n";

  @ConfigProperty(name = "stripe.secret-key")
  String secretKey;

  @TestHTTPResource("/")
  URI paydesk;

  @Test
  void aPaymentIsTakenAndRefundedAndASubscriptionBegins() throws Exception {
    var said =
        typed(code(Docs.pages().get(0), "## Take a payment") + KEPT).split("KEPT BEHIND HERE");
    assertThat(said).as(said[0]).hasSize(2);
    var order = typed(said[1] + "echo $ORDER").strip();
    comesTo(order, "paid");

    typed(UUIDS + said[1] + code(Docs.page("guides/refunds.md"), "# Refunds"));
    comesTo(order, "refunded");

    assertThat(typed(said[1] + code(Docs.page("guides/subscriptions.md"), "## Sell one")))
        .contains("\"clientSecretType\":\"payment\"");

    var cards = typed(said[1] + code(Docs.page("guides/payment-methods.md"), "## Try it"));
    assertThat(cards.split("\"status\":\"succeeded\"")).as(cards).hasSizeGreaterThan(3);

    var session = Docs.page("guides/checkout.md");
    var sold =
        typed(said[1] + code(session, "### Try it") + "echo; echo \"SOLD $SOLD\"")
            .split("SOLD ")[1]
            .strip();
    comesTo(sold, "paid");

    var payments = Docs.page("guides/payments.md");
    assertThat(typed(said[1] + code(payments, "### Guests"))).contains("\"clientSecret\":\"pi_");
    assertThat(typed(said[1] + code(payments, "### What is free"))).contains("\"status\":\"paid\"");
  }

  @Test
  void aKeyIsMadeAndAPayerGetsAToken() throws Exception {
    var set =
        """
        PAYDESK=http://localhost:8080
        ADMIN=$(curl -s $PAYDESK/dev/token/admin)
        SERVICE=$(curl -s $PAYDESK/dev/token/service)
        """;
    var page = Docs.page("guides/keys.md");

    assertThat(typed(set + code(page, "## Make keys"))).contains("\"secret\":\"pdk_test_");
    assertThat(typed(set + code(page, "## Tokens for payers")))
        .contains("\"token\":\"pdk_user_test_");
    assertThat(typed(set + code(page, "## The audit"))).contains("\"data\":[");
  }

  private void comesTo(String order, String status) {
    eventually(
        x ->
            assertThat(as("pia").get("/v1/orders/" + order).jsonPath().getString("status"))
                .isEqualTo(status));
  }

  /** The indented lines below a heading, up to the next. */
  private static String code(Docs.Page page, String heading) {
    return page.text()
            .lines()
            .dropWhile(line -> !line.equals(heading))
            .skip(1)
            .takeWhile(line -> !line.startsWith("## ") && !line.startsWith("### "))
            .filter(line -> line.startsWith("    "))
            .collect(Collectors.joining("\n"))
        + "\n";
  }

  private String typed(String lines) throws IOException, InterruptedException {
    var here =
        lines
            .replace(
                "\"http://localhost:8080/\"", "\"http://localhost:3000/\"") // where payers may go
            .replace("localhost:8080", paydesk.getAuthority())
            .replace("sk_test_sandbox", secretKey)
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

  private static String publishableKey() {
    return given().get("/v1/config").jsonPath().getString("publishableKey");
  }
}
