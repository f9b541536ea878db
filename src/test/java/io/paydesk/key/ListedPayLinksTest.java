package io.paydesk.key;

import static io.paydesk.testing.http.Request.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.paydesk.stream.StreamConfig;
import io.paydesk.testing.EventStream;
import io.paydesk.testing.http.Answer;
import io.paydesk.testing.http.Json;
import io.paydesk.testing.http.StartedService;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.ArrayList;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The shop sees which links there are to an order, and takes back one that went astray. */
@QuarkusTest
class ListedPayLinksTest extends KeyTest {

  @Inject StreamConfig config;

  private Json link(long order) {
    return json(
        asService()
            .body(Map.of("returnUrl", "https://shop.example/pay/orders"))
            .post("/v1/orders/" + order + "/pay-link"),
        201);
  }

  private static String tokenOf(Json link) {
    return link.getString("url").replaceFirst(".*/pay/", "");
  }

  private static String listOf(long order) {
    return "/v1/orders/" + order + "/pay-links";
  }

  private static String path(long order, Json link) {
    return listOf(order) + "/" + link.getLong("id");
  }

  @Test
  void theLinksOfAnOrderAreListedWithoutTheirAddresses() {
    long order = order();
    var first = link(order);
    var second = link(order);
    link(order());

    var list = asService().get(listOf(order));

    list.then()
        .statusCode(200)
        .body("data.id", contains((int) second.getLong("id"), (int) first.getLong("id")))
        .body("data[0].orderId", equalTo((int) order))
        .body("data[0].createdBy", equalTo("the-shop"))
        .body("data[0].returnUrl", equalTo("https://shop.example/pay/orders"))
        .body("data[0].expiresAt", equalTo(second.getString("expiresAt")));
    assertThat(list.asString()).doesNotContain(tokenOf(first)).doesNotContain("pdk_pay_");
  }

  @Test
  void aLongListComesInPages() {
    long order = order();
    var first = link(order);
    var second = link(order);

    var page = json(asService().get(listOf(order) + "?limit=1"), 200);

    assertThat(page.getString("next")).isEqualTo(second.getString("id"));
    asService()
        .get(listOf(order) + "?limit=1&after=" + page.getString("next"))
        .then()
        .body("data.id", contains((int) first.getLong("id")))
        .body("next", nullValue());
  }

  @Test
  void oneIsTakenBackAndTheOthersStayGood() {
    long order = order();
    var astray = link(order);
    var other = link(order);
    with(tokenOf(astray)).get("/v1/orders/" + order).then().statusCode(200);

    asService().delete(path(order, astray)).then().statusCode(204);

    isRefused(with(tokenOf(astray)).get("/v1/orders/" + order), 401, "key-unknown");
    assertThat(page(astray).statusCode()).isEqualTo(404);
    with(tokenOf(other)).get("/v1/orders/" + order).then().statusCode(200);
    asService().get(listOf(order)).then().body("data", hasSize(1));
    isRefused(asService().delete(path(order, astray)), 404, "not-found");
  }

  private static Answer page(Json link) {
    return given().get("/pay/" + tokenOf(link));
  }

  @Test
  void itIsTakenBackFromItsOwnOrderAlone() {
    long order = order();
    var link = link(order);

    isRefused(asService().delete(path(order(), link)), 404, "not-found");
    isRefused(asService().delete(listOf(987_654_321) + "/1"), 404, "not-found");

    with(tokenOf(link)).get("/v1/orders/" + order).then().statusCode(200);
  }

  @Test
  void whatItHasOpenedEndsWithIt() {
    long order = order();
    var link = link(order);
    var address = URI.create(StartedService.url() + "/v1/changes");
    var headers = Map.of("Authorization", "Bearer " + tokenOf(link));
    var cookie = with(tokenOf(link)).body("{}").post("/v1/changes/tickets").header("Set-Cookie");
    var kept = Map.of("Cookie", cookie.replaceAll(";.*", ""));
    try (var byToken = EventStream.open(address, headers);
        var byTicket = EventStream.open(address, kept);
        var ofAnother =
            EventStream.open(address, Map.of("Authorization", "Bearer " + tokenOf(link(order))))) {
      assertThat(byTicket.status()).isEqualTo(200);

      asService().delete(path(order, link)).then().statusCode(204);

      for (var stream : new EventStream[] {byToken, byTicket}) {
        eventually(
            x ->
                assertThat(stream.events("end"))
                    .anyMatch(end -> end.data().contains("token-expired")));
      }
      assertThat(ofAnother.hasEnded()).isFalse();
    }
    try (var again = EventStream.open(address, kept)) {
      assertThat(again.status()).isEqualTo(401);
    }
  }

  @Test
  void whoeverHasTheLinkLeavesTheOwnerTheStreamsThatTheyMayHave() {
    long order = order();
    var headers = Map.of("Authorization", "Bearer " + tokenOf(link(order)));
    var address = URI.create(StartedService.url() + "/v1/changes");
    var opened = new ArrayList<EventStream>();
    try {
      for (int i = 0; i < config.limitPerUser(); i++) {
        opened.add(EventStream.open(address, headers));
      }
      assertThat(opened).allMatch(stream -> stream.status() == 200);
      var owner = Map.of("Authorization", "Bearer " + keys.token(user, Set.of()));

      opened.add(EventStream.open(address, owner));
      assertThat(opened.get(opened.size() - 1).status()).isEqualTo(200);
      opened.add(EventStream.open(address, headers));
      assertThat(opened.get(opened.size() - 1).status()).isEqualTo(429);
    } finally {
      opened.forEach(EventStream::close);
    }
  }

  @Test
  void serviceAdminAndSupportMayAndNobodyElse() {
    long order = order();

    as("sue", "support").get(listOf(order)).then().statusCode(200);
    as("sue", "support").delete(path(order, link(order))).then().statusCode(204);
    asAdmin().delete(path(order, link(order))).then().statusCode(204);
    isRefused(asUser().get(listOf(order)), 403, "forbidden");
    isRefused(asUser().delete(path(order, link(order))), 403, "forbidden");
    isRefused(
        with(secret("service", "orders:write")).delete(path(order, link(order))),
        403,
        "outside-the-scopes");
    isRefused(
        with(secret("support", "read")).delete(path(order, link(order))),
        403,
        "outside-the-scopes");
    with(secret("support", "read")).get(listOf(order)).then().statusCode(200);
  }

  @Test
  void theAuditSaysWhoTookItBack() {
    long order = order();
    var path = path(order, link(order));
    as("sue", "support").delete(path);

    assertThat(
            tables()
                .number(
                    "select count(*) from audit where operation = 'revokePayLink' and caller = 'sue'"
                        + " and subject = ? and path = ? and status = 204",
                    "orders/" + order,
                    path))
        .isEqualTo(1);
  }
}
