package io.paydesk.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * One shop's life, in which each operation is called and each problem met. What was sent and
 * answered are the examples of the API description.
 */
@QuarkusTest
@TestProfile(RecordedExamplesTest.AdasTickets.class)
class RecordedExamplesTest extends ListChapter {

  private static final Path FILE = Path.of("src/main/resources/io/paydesk/openapi/examples.json");

  /** A shop of its own, with tables of its own. */
  public static class AdasTickets implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "paydesk.brand.name", "Ada's Tickets",
          "paydesk.brand.logo", "https://shop.example/logo.svg",
          "paydesk.brand.slogan", "Front row, fair price",
          "paydesk.actionflow.allow-private-addresses", "false",
          "paydesk.dev.example", "true",
          "paydesk.alert.every", "1s",
          "paydesk.stream.limit", "14",
          "paydesk.http.request-deadline", "20S");
    }
  }

  @Test
  void theFileInTheRepositoryIsWhatTheServiceAnswers() throws Exception {
    StandIns.statements().forEach(statement -> tables().change(statement));
    recording.standIns.show(user, "user-1");
    sandbox.faults().dropEvents(true);
    try (var slow = slowRequest()) {
      ofHttp();
      ofMoneyAndOrders();
      ofPayments();
      ofCheckout();
      ofRefunds();
      ofDisputes();
      ofReviews();
      ofLists();
      ofEvents();
      ofRuns();
      ofAlerts();
      ofStreams();
      ofSubscriptions();
      ofTrials();
      ofChanges();
      ofRenewals();
      ofApiKeys();
      ofTokensAndSupport();
      ofDeliveries();
      ofCaptures();
      ofMethods();
      ofWallets();
      ofFinding();
      ofTotalsAndExports();
      recording.problem("request-too-slow", body(slow));
    }

    var recorded = recording.text();
    if (Boolean.getBoolean("paydesk.openapi.write")) {
      Files.writeString(FILE, recorded);
    }
    assertThat(recording.driven()).containsExactlyInAnyOrderElementsOf(operations());
    assertThat(recorded)
        .doesNotContainPattern("_test_[A-Za-z0-9]{4,}|whsec_[A-Za-z0-9+/=]|eyJ|127\\.0");
    assertThat(recorded)
        .as("./mvnw test -Dtest=RecordedExamplesTest -Dpaydesk.openapi.write=true writes it anew")
        .isEqualTo(Files.readString(FILE));
  }

  private List<String> operations() {
    return api().calls().stream().map(DescribedApi.Call::id).toList();
  }
}
