package io.paydesk.dev.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.stripe.net.Webhook;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;

/** The jar with which other projects start and test. */
class StripeSandboxJarIT {

  private static final Path JAR = Path.of(System.getProperty("paydesk.sandbox.jar"));

  private static Process start(String... words) throws IOException {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var command = new ArrayList<>(List.of(java, "-XX:TieredStopAtLevel=1", "-jar", JAR.toString()));
    command.addAll(List.of(words));
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  private static String post(URI address, String form) throws Exception {
    var request =
        HttpRequest.newBuilder(address)
            .header("Authorization", "Bearer sk_test_sandbox")
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form))
            .build();
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body();
  }

  @Test
  void asAProcessItTakesAPaymentAndSendsSignedEvents() throws Exception {
    try (var endpoint = new Receiver()) {
      var process =
          start(
              "--port", "0", "--webhook=" + endpoint.uri(), "--webhook-secret", "whsec_of_a_test");
      try (BufferedReader said = process.inputReader()) {
        var first = said.readLine();
        assertThat(first).matches("The pretend Stripe listens on http://127\\.0\\.0\\.1:\\d+");
        assertThat(said.readLine()).isEqualTo("Events go to " + endpoint.uri());
        var api = URI.create(first.substring(first.indexOf("http")));

        var intent =
            Json.read(post(api.resolve("/v1/payment_intents"), "amount=2500&currency=usd"));
        assertThat(intent.path("status").asText()).isEqualTo("requires_payment_method");
        var confirm = "/v1/payment_intents/" + intent.path("id").asText() + "/confirm";
        var paid = Json.read(post(api.resolve(confirm), "payment_method=pm_card_visa"));
        assertThat(paid.path("status").asText()).isEqualTo("succeeded");

        await()
            .atMost(Duration.ofSeconds(60))
            .until(() -> endpoint.types().contains("payment_intent.succeeded"));
        for (var sent : endpoint.deliveries) {
          Webhook.constructEvent(sent.body(), sent.signature(), "whsec_of_a_test");
        }
      } finally {
        process.destroy();
        process.waitFor();
      }
    }
  }

  @Test
  void aWrongOptionIsAnsweredWithTheUsage() throws Exception {
    var process = start("--prot", "0");

    assertThat(new String(process.getInputStream().readAllBytes()))
        .startsWith("There is no option --prot.")
        .contains(SandboxArguments.USAGE);
    assertThat(process.waitFor()).isEqualTo(2);
  }

  @Test
  void itHasAllThatItNeedsAndNothingThatMeetsAnotherProjectsLibraries() throws IOException {
    try (var jar = new ZipFile(JAR.toFile())) {
      var names = jar.stream().map(ZipEntry::getName).filter(name -> !name.endsWith("/")).toList();

      assertThat(names)
          .contains("io/paydesk/dev/sandbox/StripeSandbox.class", "META-INF/LICENSE")
          .contains("io/paydesk/dev/sandbox/stripejs/host/stripe.js")
          .contains("io/paydesk/dev/sandbox/tokens.css", "io/paydesk/dev/sandbox/checkout.css")
          .anyMatch(name -> name.startsWith("io/paydesk/dev/sandbox/jackson/databind/"))
          .allMatch(
              name -> name.startsWith("io/paydesk/dev/sandbox/") || name.startsWith("META-INF/"))
          .noneMatch(name -> name.startsWith("META-INF/maven/") || name.contains("com/fasterxml/"));
    }
  }
}
