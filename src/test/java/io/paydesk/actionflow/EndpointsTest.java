package io.paydesk.actionflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;

import io.paydesk.testing.http.Answer;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Endpoints are made, read and changed by admins. */
@QuarkusTest
class EndpointsTest extends Endpoints {

  private static final String URL = "http://127.0.0.1:9/hook";

  private Answer createWith(String key) {
    return asAdmin()
        .header("Idempotency-Key", key)
        .body(Map.of("url", URL, "flows", List.of("refund")))
        .post(PATH);
  }

  private Answer rotateWith(String key, long id) {
    return asAdmin().header("Idempotency-Key", key).post(PATH + "/" + id + "/rotate");
  }

  @Test
  void anEndpointIsMadeWithASecretOfItsOwn() {
    var made =
        asAdmin()
            .body(
                Map.of(
                    "url",
                    URL,
                    "flows",
                    List.of("refund", "payment", "refund"),
                    "description",
                    "Sends the tickets"))
            .post(PATH)
            .then()
            .statusCode(201)
            .extract()
            .jsonPath();

    assertThat(made.getString("endpoint.url")).isEqualTo(URL);
    assertThat(made.getList("endpoint.flows")).isEqualTo(List.of("payment", "refund"));
    assertThat(made.getString("endpoint.status")).isEqualTo("active");
    assertThat(made.getString("endpoint.createdBy")).isEqualTo("ada");
    var secret = made.getString("secret");
    assertThat(secret)
        .startsWith("whsec_")
        .isNotEqualTo(created(URL + "/2", "refund").get("secret"));
    assertThat(Base64.getDecoder().decode(secret.substring("whsec_".length()))).hasSize(32);
    var seen = endpoint(made.getLong("endpoint.id"));
    assertThat(seen.getMap("")).isEqualTo(made.getMap("endpoint"));
  }

  @Test
  void aSecretIsShownInNoOtherAnswer() {
    var made = created(URL, "payment");
    long id = made.getLong("endpoint.id");
    for (var answer :
        List.of(
            asAdmin().get(PATH + "/" + id),
            asAdmin().get(PATH),
            asAdmin().post(PATH + "/" + id + "/pause"),
            asAdmin().post(PATH + "/" + id + "/resume"))) {
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.asString()).contains(URL).doesNotContain("secret").doesNotContain("whsec_");
    }
    assertThat(move(id, "rotate").getString("secret")).isNotEqualTo(made.getString("secret"));
  }

  @Test
  void aRepeatedKeyIsAnsweredWithTheSecretThatItMade() {
    var key = UUID.randomUUID().toString();
    var made = createWith(key).then().statusCode(201).extract().jsonPath();
    long id = made.getLong("endpoint.id");
    var rotated = rotateWith(key, id).then().statusCode(200).extract().jsonPath();

    assertThat(createWith(key).then().statusCode(201).extract().jsonPath().getString("secret"))
        .isEqualTo(made.getString("secret"));
    assertThat(rotateWith(key, id).then().statusCode(200).extract().jsonPath().getString("secret"))
        .isEqualTo(rotated.getString("secret"))
        .isNotEqualTo(made.getString("secret"));
    assertThat(tables().number("select count(*) from actionflow_secret where endpoint_id = ?", id))
        .isEqualTo(2);
    assertThat(
            tables()
                .number(
                    "select count(*) from idempotency_key k where k.key = ? and k::text like '%whsec%'",
                    key))
        .isZero();
  }

  @Test
  void aReplacedSecretIsForgottenAfterItsDay() {
    var key = UUID.randomUUID().toString();
    var made = createWith(key).then().statusCode(201).extract().jsonPath();
    long id = made.getLong("endpoint.id");
    move(id, "rotate");
    assertThat(
            tables()
                .text(
                    "select ends_at between now() + interval '23 hours 59 minutes' and now() + interval '24 hours'"
                        + " from actionflow_secret where endpoint_id = ? order by id",
                    id))
        .isEqualTo("t");
    tables()
        .change(
            "update actionflow_secret set ends_at = now() where endpoint_id = ? and ends_at is not null",
            id);
    move(id, "rotate");

    var again = createWith(key).then().statusCode(201).extract().jsonPath();
    assertThat(again.getLong("endpoint.id")).isEqualTo(id);
    assertThat(again.getString("secret")).isNull();
    assertThat(
            tables()
                .number(
                    "select count(*) from actionflow_secret where endpoint_id = ? and secret is not null",
                    id))
        .isEqualTo(2);
  }

  @Test
  void anEndpointCanBePausedAndResumedAgainAndAgain() {
    long id = created(URL, "payment").getLong("endpoint.id");
    for (int i = 0; i < 2; i++) {
      assertThat(move(id, "pause").getString("status")).isEqualTo("paused");
    }
    assertThat(endpoint(id).getString("status")).isEqualTo("paused");
    for (int i = 0; i < 2; i++) {
      assertThat(move(id, "resume").getString("status")).isEqualTo("active");
    }
  }

  @Test
  void aDeletedEndpointIsGoneAndItsSecretsAreForgotten() {
    var key = UUID.randomUUID().toString();
    long id = createWith(key).jsonPath().getLong("endpoint.id");

    asAdmin().delete(PATH + "/" + id).then().statusCode(204);

    asAdmin().delete(PATH + "/" + id).then().statusCode(404);
    asAdmin().get(PATH + "/" + id).then().statusCode(404);
    for (var move : List.of("rotate", "pause", "resume", "test")) {
      asAdmin().post(PATH + "/" + id + "/" + move).then().statusCode(404);
    }
    createWith(key).then().statusCode(404);
    assertThat(asAdmin().get(PATH).jsonPath().getList("data.id", Long.class)).doesNotContain(id);
    assertThat(tables().text("select status from actionflow_endpoint where id = ?", id))
        .isEqualTo("deleted");
    assertThat(
            tables()
                .number(
                    "select count(*) from actionflow_secret where endpoint_id = ? and secret is not null",
                    id))
        .isZero();
  }

  @Test
  void endpointsAreListedByPage() {
    long first = created(URL, "payment").getLong("endpoint.id");
    long second = created(URL + "/2", "payment").getLong("endpoint.id");

    var page = asAdmin().get(PATH + "?limit=1").jsonPath();
    assertThat(page.getList("data.id", Long.class)).containsExactly(second);
    assertThat(
            asAdmin()
                .get(PATH + "?limit=1&after=" + page.getString("next"))
                .jsonPath()
                .getList("data.id", Long.class))
        .containsExactly(first);
  }

  @Test
  void onlyAdminsSeeEndpoints() {
    long id = created(URL, "payment").getLong("endpoint.id");
    for (var who : List.of(asUser(), asService())) {
      who.get(PATH + "/" + id).then().statusCode(403);
    }
    asService()
        .body(Map.of("url", URL, "flows", List.of("refund")))
        .post(PATH)
        .then()
        .statusCode(403);
  }

  @Test
  void tooLongTextIsRefused() {
    create("https://8.8.8.8/" + "x".repeat(2000), "payment")
        .then()
        .statusCode(400)
        .body("errors.url", equalTo("must have at most 2000 characters"));
    asAdmin()
        .body(Map.of("url", URL, "flows", List.of("payment"), "description", "x".repeat(501)))
        .post(PATH)
        .then()
        .statusCode(400)
        .body("errors.description", equalTo("must have at most 500 characters"));
    create(" ", "payment").then().statusCode(400).body("type", endsWith(":invalid-request"));
    create("https://user:word@8.8.8.8/", "payment")
        .then()
        .statusCode(422)
        .body("type", endsWith(":endpoint-url-with-user-info"));
  }
}
