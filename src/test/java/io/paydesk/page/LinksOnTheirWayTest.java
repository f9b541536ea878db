package io.paydesk.page;

import static io.paydesk.testing.http.Request.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.paydesk.testing.PaydeskTest;
import io.paydesk.testing.http.Answer;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What mails, chats and their scanners make of a link, and what the page makes of that. */
@QuarkusTest
class LinksOnTheirWayTest extends PaydeskTest {

  private static final String TOKEN = "pdk_pay_test_" + "a".repeat(38);

  private String token(long order) {
    return json(asService().body("{}").post("/v1/orders/" + order + "/pay-link"), 201)
        .getString("url")
        .replaceFirst(".*/pay/", "");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/pay/%s/",
        "/pay/%s//",
        "/pay/%s.",
        "/pay/%s),",
        "/pay/%s%%3E",
        "/pay/%s%%20",
        "/pay/%s%%E2%%80%%9D",
        "/PAY/%s",
        "/Pay/%s/",
        "//pay//%s",
        "/pay/%s/?utm_source=mail"
      })
  void aLinkThatWasChangedOnItsWayLeadsToItsPage(String way) {
    var token = token(order());
    var untidy = way.formatted(token);

    var answer = given().get(untidy);

    answer.then().statusCode(308).header("Cache-Control", "no-store");
    assertThat(answer.header("Location")).matches("http://localhost:\\d+/pay/" + token);
    given().get("/pay/" + token).then().statusCode(200);
  }

  @ParameterizedTest
  @CsvSource({
    "/pay/TOKEN",
    "/pay/TOKENé",
    "/pay/TOKEN/assets",
    "/pay/back/1",
    "/pay/",
    "/pay",
    "/v1/orders",
    "/other/pay/TOKEN/"
  })
  void nothingElseIsLedAnywhere(String path) {
    assertThat(UntidyLinks.tokenIn(path.replace("TOKEN", TOKEN))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"?utm_source=mail&utm_medium=email", "?", "?fbclid=x", "?mc_eid=%20"})
  void whatMailersAddToItIsLetBe(String query) {
    given().get("/pay/" + token(order()) + query).then().statusCode(200);
  }

  /**
   * Scanners of mails, and chats that show what is behind a link, open it before the payer does.
   */
  @Test
  void lookingAtALinkBeginsNothing() {
    long order = order();
    var address = "/pay/" + token(order);
    int before = sandbox.requests().size();

    Answer looked = given().head(address);
    looked.then().statusCode(200);
    assertThat(looked.asString()).isEmpty();
    given()
        .headers(Map.of("User-Agent", "Slackbot-LinkExpanding 1.0", "Sec-Fetch-Dest", "document"))
        .get(address)
        .then()
        .statusCode(200)
        .header("X-Robots-Tag", "noindex, nofollow");
    given().get(address + "?returned=1").then().statusCode(200);

    assertThat(sandbox.requests()).hasSize(before);
    for (var table : new String[] {"payment", "stream_ticket"}) {
      assertThat(tables().number("select count(*) from " + table + " where order_id = ?", order))
          .as(table)
          .isZero();
    }
    assertThat(
            tables()
                .number(
                    "select count(*) from audit where caller like 'paydesk-link:%' and path = ?",
                    address))
        .isZero();
    assertThat(orderStatus(order)).isEqualTo("pending");
  }

  @Test
  void noMethodButTheseIsTaken() {
    given().post("/pay/" + token(order())).then().statusCode(405);
  }
}
