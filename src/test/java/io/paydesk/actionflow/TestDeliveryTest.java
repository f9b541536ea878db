package io.paydesk.actionflow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.paydesk.testing.Receiver;
import io.paydesk.trace.Spans;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An app's programmer sees at once whether deliveries arrive. */
@QuarkusTest
class TestDeliveryTest extends Endpoints {

  @Inject EndpointHealth health;
  @Inject DeliveryClient client;
  @Inject ObjectMapper json;
  @Inject Spans spans;

  private final Receiver receiver = new Receiver();

  @AfterEach
  void close() {
    receiver.close();
  }

  @Test
  void itIsPostedAndSignedLikeAnyOther() {
    var made = created(receiver.url(), "payment");
    long id = made.getLong("endpoint.id");

    var seen = move(id, "test");

    var hit = receiver.all().get(0);
    assertThat(hit.path()).isEqualTo("/hook?of=paydesk");
    assertThat(hit.verifies(made.getString("secret"))).isTrue();
    assertThat(hit.type()).isEqualTo("endpoint.test");
    assertThat(hit.json().at("/data/endpointId").asLong()).isEqualTo(id);
    assertThat(hit.json().at("/data/runId").asText()).isEqualTo(hit.header("webhook-id"));
    assertThat(seen.getBoolean("delivered")).isTrue();
    assertThat(seen.getInt("httpStatus")).isEqualTo(200);
    assertThat(seen.getString("error")).isNull();
    assertThat(seen.getString("webhookId")).isEqualTo(hit.header("webhook-id"));
    assertThat(seen.getString("sentAt")).isEqualTo(hit.json().path("timestamp").asText());
    assertThat(seen.getLong("took")).isNotNegative();
  }

  @Test
  void whatTheEndpointRefusesItWithIsShown() {
    receiver.answers(418);
    long id = created(receiver.url(), "payment").getLong("endpoint.id");

    var seen = move(id, "test");

    assertThat(seen.getBoolean("delivered")).isFalse();
    assertThat(seen.getInt("httpStatus")).isEqualTo(418);
    assertThat(seen.getString("error")).isEqualTo("It answered 418");
    assertThat(receiver.all()).hasSize(1);
  }

  @Test
  void noRedirectIsFollowed() {
    try (var elsewhere = new Receiver()) {
      receiver.redirectsTo(elsewhere.url());
      long id = created(receiver.url(), "payment").getLong("endpoint.id");

      assertThat(move(id, "test").getString("error"))
          .isEqualTo("It answered 307, and redirects are not followed");
      assertThat(elsewhere.all()).isEmpty();
    }
  }

  @Test
  void whereNobodyListensItIsSaidWhy() {
    long id = created("http://127.0.0.1:1/", "payment").getLong("endpoint.id");

    var seen = move(id, "test");

    assertThat(seen.getBoolean("delivered")).isFalse();
    assertThat((Object) seen.get("httpStatus")).isNull();
    assertThat(seen.getString("error")).contains("Connection refused");
  }

  @Test
  void theNameIsLookedUpAndCheckedEachTime() {
    EndpointTestAddressBook.NAMES.put("shop.test", List.of("127.0.0.1"));
    long id =
        created("http://shop.test:" + receiver.port() + "/hook", "payment").getLong("endpoint.id");
    assertThat(move(id, "test").getBoolean("delivered")).isTrue();
    EndpointTestAddressBook.NAMES.clear();

    assertThat(move(id, "test").getString("error")).startsWith("No address was found");
    assertThat(receiver.all()).hasSize(1);
  }

  /** The setting of production, where the name led elsewhere when it was registered. */
  @Test
  void aNameThatLeadsToAPrivateAddressByNowIsNotConnectedTo() throws Throwable {
    var strict =
        new EndpointAddresses(
            new EndpointConfig(false),
            host -> Uni.createFrom().item(List.of(InetAddress.getLoopbackAddress())));
    var tests = new TestDelivery(health, new DeliverySender(strict, client, json, spans));
    long id = created(receiver.url(), "payment").getLong("endpoint.id");
    tables()
        .change(
            "update actionflow_endpoint set url = ? where id = ?",
            "https://turns.example:" + receiver.port() + "/",
            id);

    var seen = VertxContextSupport.subscribeAndAwait(() -> tests.send(id));

    assertThat(seen.delivered()).isFalse();
    assertThat(seen.error()).startsWith("An address of 'turns.example' is private or reserved.");
    assertThat(receiver.all()).isEmpty();
  }

  @Test
  void itNeitherPausesNorResumesNorCounts() {
    receiver.answers(410);
    long id = created(receiver.url(), "payment").getLong("endpoint.id");
    var before = endpoint(id).getMap("");

    move(id, "test");
    assertThat(endpoint(id).getMap("")).isEqualTo(before);

    move(id, "pause");
    receiver.answers(204);
    assertThat(move(id, "test").getBoolean("delivered")).isTrue();
    assertThat(endpoint(id).getString("status")).isEqualTo("paused");
  }

  @Test
  void onlyAdminsSendOne() {
    long id = created(receiver.url(), "payment").getLong("endpoint.id");
    for (var who : List.of(asUser(), asService())) {
      who.post(PATH + "/" + id + "/test").then().statusCode(403);
    }
    asAdmin().post(PATH + "/987654321/test").then().statusCode(404);
    assertThat(receiver.all()).isEmpty();
  }
}
