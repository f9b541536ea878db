package io.paydesk.actionflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.paydesk.testing.Receiver;
import io.paydesk.transaction.OwnContext;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An operator names the app's address in the settings, and nobody has to call anything. */
@QuarkusTest
class OwnEndpointTest extends Endpoints {

  private static final String SECRET = "whsec_b2xkIHNlY3JldCBvZiB0aGUgc2hvcCBpdHNlbGY=";

  private static final String OTHER_SECRET = "whsec_bmV3IHNlY3JldCBvZiB0aGUgc2hvcCBpdHNlbGY=";

  @Inject EndpointRegistration registration;
  @Inject OwnContext contexts;

  private final Receiver receiver = new Receiver();

  @AfterEach
  void close() {
    receiver.close();
  }

  private record Settings(Optional<String> url, Optional<String> secret, List<String> flows)
      implements OwnEndpointConfig {}

  private void start(String url, String... flows) {
    startWith(SECRET, url, flows);
  }

  private void startWith(String secret, String url, String... flows) {
    new OwnEndpoint(
            new Settings(
                Optional.ofNullable(url),
                Optional.ofNullable(url).map(x -> secret),
                List.of(flows)),
            registration,
            contexts)
        .onStart(new StartupEvent());
  }

  private long registered() {
    return tables()
        .number(
            "select count(*) from actionflow_endpoint where status <> 'deleted' and created_by ="
                + " 'key:setting'");
  }

  @Test
  void itIsRegisteredOnceHoweverOftenTheServiceStarts() {
    start(receiver.url(), "payment");
    start(receiver.url(), "payment", "refund");

    assertThat(registered()).isEqualTo(1);
    long id =
        tables()
            .number(
                "select id from actionflow_endpoint where url = ? and status <> 'deleted'",
                receiver.url());
    assertThat(endpoint(id).getList("flows")).isEqualTo(List.of("payment", "refund"));
    assertThat(move(id, "test").getBoolean("delivered")).isTrue();
    assertThat(receiver.all().get(0).verifies(SECRET)).isTrue();
  }

  @Test
  void theAuditHasEachChangeAndNoneOfTheStartsThatChangeNothing() {
    start(receiver.url(), "payment");
    start(receiver.url(), "payment");
    long id =
        tables()
            .number(
                "select id from actionflow_endpoint where url = ? and status <> 'deleted'",
                receiver.url());
    assertThat(audited(id)).isEqualTo("admin createActionflowEndpoint 201");

    start(receiver.url(), "payment", "refund");
    startWith(OTHER_SECRET, receiver.url(), "payment", "refund");
    startWith(OTHER_SECRET, receiver.url(), "payment", "refund");

    assertThat(audited(id))
        .isEqualTo(
            "admin createActionflowEndpoint 201, admin createActionflowEndpoint 200,"
                + " admin createActionflowEndpoint 200");
  }

  private String audited(long id) {
    return tables()
        .text(
            "select string_agg(concat_ws(' ', role, operation, status, address, path), ', ' order by"
                + " id) from audit where caller = 'key:setting' and subject = ?",
            "actionflows/endpoints/" + id);
  }

  @Test
  void theServiceStartsBeforeTheAppHasAnAddress() {
    start("http://not-there-yet.test/paydesk", "payment");

    assertThat(registered()).isEqualTo(1);
  }

  @Test
  void withoutTheSettingNothingIsRegistered() {
    start(null);

    assertThat(registered()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "https://shop.example |                      |         | one is missing",
        "                     | whsec_b2xkIHNlY3JldCBvZiB0aGUgc2hvcCBpdHNlbGY= | | one is missing",
        "https://shop.example | whsec_x              |         | PAYDESK_ENDPOINT_SECRET",
        "http://shop.example  | whsec_b2xkIHNlY3JldCBvZiB0aGUgc2hvcCBpdHNlbGY= | | PAYDESK_ENDPOINT_URL cannot be used. Deliveries contain",
        "https://shop.example | whsec_b2xkIHNlY3JldCBvZiB0aGUgc2hvcCBpdHNlbGY= | refunds | PAYDESK_ENDPOINT_FLOWS",
        "https://shop.example | whsec_b2xkIHNlY3JldCBvZiB0aGUgc2hvcCBpdHNlbGY= | payment, refund | ",
        "                     |                      |         | "
      })
  void whatCannotBeUsedIsSaidInOneLineWithoutTheSecret(
      String url, String secret, String flows, String problem) {
    var settings = new HashMap<String, String>();
    Map.of("url", "" + url, "secret", "" + secret, "flows", "" + flows)
        .forEach(
            (name, value) -> {
              if (!value.equals("null")) {
                settings.put("paydesk.endpoint." + name, value);
              }
            });
    var config =
        new SmallRyeConfigBuilder()
            .withSources(new PropertiesConfigSource(settings, "test", 100))
            .build();

    var said = OwnEndpointSettings.problemOf(config);

    if (problem == null) {
      assertThat(said).isEmpty();
    } else {
      assertThat(said.orElseThrow()).contains(problem).doesNotContain("whsec_x", "b2xk");
    }
  }
}
