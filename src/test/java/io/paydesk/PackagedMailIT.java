package io.paydesk;

import static io.paydesk.testing.http.Request.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.paydesk.dev.database.FreePort;
import io.paydesk.testing.MailServer;
import io.paydesk.testing.PackagedBackends;
import io.paydesk.testing.PackagedProcess;
import io.paydesk.testing.http.Answer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The packaged jar sends its receipts by SMTP and never logs their addresses. */
class PackagedMailIT {

  private static final String ADDRESS = "pia.payer@example.com";

  private static PackagedBackends backends;

  /** Where the process looks for a mail server. */
  private static int port;

  /** Shared, as a start takes seconds. */
  private static PackagedProcess here;

  @BeforeAll
  static void start() {
    backends = PackagedBackends.start();
    port = FreePort.number();
    here = backends.start(environment());
  }

  @AfterAll
  static void stop() {
    if (here != null) {
      here.close();
    }
    backends.close();
  }

  private static Map<String, String> environment() {
    var environment = backends.environment();
    environment.put("PAYDESK_MAIL_RECEIPTS", "payment,refund");
    environment.put("PAYDESK_ACTIONFLOW_PAUSE", "0.1S");
    environment.put("QUARKUS_MAILER_HOST", "127.0.0.1");
    environment.put("QUARKUS_MAILER_PORT", Integer.toString(port));
    environment.put("QUARKUS_MAILER_FROM", "Ada's Tickets <tickets@shop.example>");
    return environment;
  }

  private static Answer post(String path, String who, Map<String, ?> body) {
    var roles = Set.of("service", "admin").contains(who) ? Set.of(who) : Set.<String>of();
    return given()
        .bearer(backends.keys().token(who, roles))
        .contentType("application/json")
        .body(body)
        .post(here.url(path));
  }

  private static void pay() {
    long order =
        post(
                "/v1/orders",
                "service",
                Map.of(
                    "userId", "pia",
                    "price", "99.99",
                    "currency", "usd",
                    "description", "Two <b>tickets</b>",
                    "receiptEmail", ADDRESS))
            .then()
            .statusCode(201)
            .extract()
            .jsonPath()
            .getLong("id");
    var intent =
        post("/v1/payments", "pia", Map.of("orderId", order))
            .then()
            .statusCode(201)
            .extract()
            .jsonPath()
            .getString("paymentIntentId");
    backends.sandbox().confirm(intent, "4242424242424242");
  }

  @Test
  void aReceiptIsSentOnceTheServerTakesItAndItsAddressIsNeverLogged() {
    try (var server = new MailServer(port)) {
      server.refuse(2);
      pay();
      await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(() -> assertThat(server.mails()).hasSize(1));

      assertThat(server.refusalsLeft()).isZero();
      assertThat(here.log())
          .contains("the mail server answered 450")
          .doesNotContain("pia.payer")
          .doesNotContain("Sending email");
      assertThat(given().get(here.url("/q/metrics")).asString()).doesNotContain("pia.payer");
      await().atMost(Duration.ofSeconds(60)).until(() -> open().isEmpty());
      assertThat(server.mails()).hasSize(1);
      var mail = server.mails().get(0);
      assertThat(mail)
          .contains("To: " + ADDRESS)
          .contains("tickets@shop.example")
          .contains("multipart/alternative")
          .contains("text/plain")
          .contains("text/html")
          .contains("&lt;b&gt;tickets&lt;/b&gt;")
          .contains("Auto-Submitted: auto-generated")
          .contains("$99.99");
      assertThat(mail.lines().filter(line -> line.startsWith("Message-ID: ")))
          .singleElement()
          .asString()
          .matches("Message-ID: <[0-9a-f-]{36}@shop\\.example>");
    }
  }

  /** It takes payments all the same: a mail server is not needed to be ready. */
  @Test
  void withoutAMailServerItIsReady() {
    pay();
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> assertThat(here.log()).contains("the mail server was not reached"));

    given().get(here.url("/q/health")).then().statusCode(200);
    assertThat(here.log()).doesNotContain("pia.payer");
    // Otherwise it would be sent in the other test.
    for (long run : open()) {
      post("/v1/actionflows/runs/" + run + "/cancel", "admin", Map.of()).then().statusCode(200);
    }
  }

  /** The mails that are still to be sent. */
  private static List<Long> open() {
    return given()
        .bearer(backends.keys().token("ada", Set.of("admin")))
        .get(here.url("/v1/actionflows/runs?status=waiting"))
        .then()
        .statusCode(200)
        .extract()
        .jsonPath()
        .getList("data.id", Long.class);
  }

  @Test
  void aMissingMailServerOrAnUnknownReceiptKindIsNamedInOneLine() {
    var wrong =
        Map.of(
            "QUARKUS_MAILER_HOST", "",
            "QUARKUS_MAILER_FROM", "",
            "PAYDESK_MAIL_RECEIPTS", "payments",
            "PAYDESK_MAIL_TIME_ZONE", "Atlantis");
    for (var entry : wrong.entrySet()) {
      var environment = environment();
      environment.put(entry.getKey(), entry.getValue());
      if (entry.getValue().isEmpty()) {
        environment.remove(entry.getKey());
      }

      var process = PackagedProcess.start(environment);

      assertThat(process.awaitEnd()).isEqualTo(1);
      assertThat(process.log().lines())
          .singleElement()
          .asString()
          .startsWith("Paydesk does not start: ")
          .contains(entry.getKey());
    }
  }
}
