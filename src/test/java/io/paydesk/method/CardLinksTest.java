package io.paydesk.method;

import static io.paydesk.testing.http.Request.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.paydesk.caller.Call;
import io.paydesk.testing.Resources;
import io.paydesk.testing.http.Answer;
import io.paydesk.testing.http.AnswerCheck;
import io.paydesk.testing.http.Request;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A link opens what one payer has saved, and nothing else of anybody's. */
@QuarkusTest
class CardLinksTest extends SavedMethodTest {

  private static final String CARD = "4242424242424242";
  private static final String MINE = "/v1/users/paydesk-link";

  private static final Set<String> OPEN =
      Set.of(
          "listPaymentMethods",
          "makePaymentMethodDefault",
          "removePaymentMethod",
          "renewWithPaymentMethod",
          "startSetupIntent");

  private String links() {
    return "/v1/users/" + user + "/card-links";
  }

  private String token() {
    return json(asService().body("{}").post(links()), 201)
        .getString("url")
        .replaceFirst(".*/pay/", "");
  }

  private static Request with(String token) {
    return given().bearer(token).contentType("application/json");
  }

  private static AnswerCheck isRefused(Answer answer, int status, String name) {
    return answer.then().statusCode(status).body("type", equalTo("urn:paydesk:problem:" + name));
  }

  @Test
  void aLinkLeadsToThePageAndEndsAfterADay() {
    var link = json(asService().body("{}").post(links()), 201);

    assertThat(link.getString("url")).matches("http://.*/pay/pdk_pay_test_[0-9A-Za-z]{38}");
    assertThat(Instant.parse(link.getString("expiresAt")))
        .isBetween(Instant.now().plusSeconds(86_300), Instant.now().plusSeconds(86_400));
  }

  @Test
  void itShowsAndChangesWhatItsPayerHasSaved() {
    var first = saved(CARD);
    var second = saved("5555555555554444");
    var token = token();

    with(token).get(MINE + "/payment-methods").then().statusCode(200).body("data", hasSize(2));
    json(with(token).post(MINE + "/payment-methods/" + first + "/renewals"), 200);
    assertThat(methodsNow().getString("data[1].id")).isEqualTo(first);
    assertThat(methodsNow().getBoolean("data[1].isDefault")).isTrue();
    with(token).delete(MINE + "/payment-methods/" + second).then().statusCode(204);
    assertThat(methodsNow().getList("data")).hasSize(1);
  }

  @Test
  void aCardIsSavedWithTheConsentOfWhoeverHasTheLink() {
    var link = json(asService().body("{}").post(links()), 201);
    var token = link.getString("url").replaceFirst(".*/pay/", "");
    var setup = json(with(token).post(MINE + "/setup-intents"), 201);

    assertThat(setup.getString("userId")).isEqualTo("paydesk-link");
    sandbox.billing().confirmSetup(setup.getString("setupIntentId"), CARD);
    eventually(
        x ->
            assertThat(
                    tables()
                        .text("select status from setup_intent where id = ?", setup.getLong("id")))
                .isEqualTo("succeeded"));
    assertThat(
            tables().text("select consent_by from setup_intent where id = ?", setup.getLong("id")))
        .isEqualTo("paydesk-link:" + link.getLong("id"));
  }

  @Test
  void theAuditNamesTheLinkAndWhoseCardsTheyAre() {
    var link = json(asService().body("{}").post(links()), 201);
    var token = link.getString("url").replaceFirst(".*/pay/", "");
    json(with(token).post(MINE + "/setup-intents"), 201);

    eventually(
        x ->
            assertThat(
                    tables()
                        .number(
                            "select count(*) from audit where caller = ? and operation = 'startSetupIntent' and subject like ?",
                            "paydesk-link:" + link.getLong("id"),
                            "%/" + user))
                .isEqualTo(1));
  }

  static Stream<String> otherCalls() {
    return Resources.calls().stream()
        .filter(call -> !Call.of(call).isOpen())
        .map(Resources::operationId)
        .filter(id -> !OPEN.contains(id) && !id.equals("askMcp"));
  }

  @ParameterizedTest
  @MethodSource("otherCalls")
  void eachOtherCallIsRefused(String operationId) {
    var method =
        Resources.calls().stream()
            .filter(call -> !Call.of(call).isOpen())
            .filter(call -> Resources.operationId(call).equals(operationId))
            .findFirst()
            .orElseThrow();

    Resources.called(method, with(token()), user).then().statusCode(403);
  }

  @Test
  void itOpensNoOrderAndPaysNone() {
    long order = order("5.00", "usd");
    var token = token();

    isRefused(with(token).get("/v1/orders/" + order), 403, "outside-the-cards");
    isRefused(
        with(token).body(Map.of("orderId", order)).post("/v1/payments"), 403, "outside-the-cards");
  }

  @Test
  void itShowsNothingOfAnotherPayer() {
    saved(CARD);

    isRefused(with(token()).get("/v1/users/eve/payment-methods"), 404, "not-found");
    isRefused(with(token()).post("/v1/users/eve/setup-intents"), 404, "not-found");
  }

  @Test
  void aLinkToAnOrderOpensNoCards() {
    saved(CARD);
    var link =
        json(asService().body("{}").post("/v1/orders/" + order("5.00", "usd") + "/pay-link"), 201);
    var token = link.getString("url").replaceFirst(".*/pay/", "");

    with(token).get(MINE + "/payment-methods").then().statusCode(403);
    with(token).get(methods()).then().statusCode(403);
  }

  @Test
  void linksAreListedWithoutTheirAddresses() {
    var made = json(asService().body("{}").post(links()), 201);

    var listed = json(asService().get(links()), 200);

    assertThat(listed.getLong("data[0].id")).isEqualTo(made.getLong("id"));
    assertThat(listed.getString("data[0].userId")).isEqualTo(user);
    assertThat(asService().get(links()).asString()).doesNotContain("pdk_pay");
  }

  @Test
  void aLinkThatIsTakenBackOpensNothing() {
    var made = json(asService().body("{}").post(links()), 201);
    var token = made.getString("url").replaceFirst(".*/pay/", "");
    with(token).get(MINE + "/payment-methods").then().statusCode(200);

    asService().delete(links() + "/" + made.getLong("id")).then().statusCode(204);

    isRefused(with(token).get(MINE + "/payment-methods"), 401, "key-unknown");
    isRefused(asService().delete(links() + "/" + made.getLong("id")), 404, "not-found");
  }

  @Test
  void oneThatIsAnothersIsNotTakenBack() {
    var made = json(asService().body("{}").post(links()), 201);

    isRefused(
        asService().delete("/v1/users/eve/card-links/" + made.getLong("id")), 404, "not-found");
  }

  @Test
  void allOfAPayerAreTakenBackAtOnce() {
    var token = token();
    asService().delete("/v1/users/" + user + "/tokens").then().statusCode(204);

    isRefused(with(token).get(MINE + "/payment-methods"), 401, "key-unknown");
  }

  @Test
  void anExpiredLinkSaysSo() {
    var token = token();
    tables()
        .change(
            "update pay_link set expires_at = now() - interval '1 second' where user_id = ?", user);

    isRefused(with(token).get(MINE + "/payment-methods"), 401, "pay-link-expired");
    given().get("/pay/" + token).then().statusCode(410);
  }

  @Test
  void serviceAndAdminMakeThemAndNobodyElse() {
    asAdmin().body("{}").post(links()).then().statusCode(201);
    isRefused(as("sue", "support").body("{}").post(links()), 403, "forbidden");
    isRefused(asUser().body("{}").post(links()), 403, "forbidden");
    with(token()).body("{}").post(links()).then().statusCode(403);
  }

  /** They help where a link went astray, and change no card by one. */
  @Test
  void supportListsThemAndTakesThemBack() {
    var made = json(asService().body("{}").post(links()), 201);

    as("sue", "support").get(links()).then().statusCode(200).body("data", hasSize(1));
    as("sue", "support").delete(links() + "/" + made.getLong("id")).then().statusCode(204);
  }

  @Test
  void noneLastsLongerThanAWeek() {
    asService().body("{\"expiresIn\": 604801}").post(links()).then().statusCode(400);
    asService().body("{\"expiresIn\": 604800}").post(links()).then().statusCode(201);
  }
}
