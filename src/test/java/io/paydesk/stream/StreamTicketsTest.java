package io.paydesk.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.endsWith;

import io.paydesk.testing.EventStream;
import io.paydesk.testing.http.Answer;
import io.paydesk.testing.http.Request;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** How a browser opens a stream without a token. */
@QuarkusTest
class StreamTicketsTest extends StreamTest {

  @Inject StreamTickets tickets;

  private static Answer ticket(Request who, Map<String, Long> scope) {
    return who.body(scope).post("/v1/changes/tickets");
  }

  private String ticket() {
    return ticket(asUser(), Map.of()).then().statusCode(201).extract().path("ticket");
  }

  private static EventStream withTicket(String ticket, String more) {
    return EventStream.open(changes("?ticket=" + ticket + more), Map.of());
  }

  /** The cookie as the browser sends it back. */
  private static EventStream withCookie(Answer answer, String query) {
    var cookie = answer.header("Set-Cookie");
    return EventStream.open(
        changes(query), Map.of("Cookie", cookie.substring(0, cookie.indexOf(';'))));
  }

  private static void assertRefused(EventStream stream, int status, String name) {
    assertThat(stream.status()).isEqualTo(status);
    assertThat(stream.problem().path("type").textValue()).isEqualTo("urn:paydesk:problem:" + name);
  }

  @Test
  void aTicketOpensOneStreamAndNoSecond() {
    var ticket = ticket();
    try (var stream = withTicket(ticket, "");
        var second = withTicket(ticket, "")) {
      long payment = paid(order());

      eventually(x -> assertThat(statuses(stream, payment)).endsWith("succeeded"));
      assertRefused(second, 401, "ticket-not-valid");
    }
  }

  @Test
  void ofManyUsesAtOnceOneSucceeds() {
    var ticket = ticket();

    var statuses =
        Stream.generate(
                () ->
                    CompletableFuture.supplyAsync(
                        () -> {
                          try (var stream = withTicket(ticket, "")) {
                            return stream.status();
                          }
                        }))
            .limit(8)
            .toList()
            .stream()
            .map(CompletableFuture::join)
            .toList();

    assertThat(statuses).containsOnlyOnce(200).contains(401);
  }

  @Test
  void aTicketIsGoodForAMinute() {
    var before = Instant.now();
    var answer = ticket(asUser(), Map.of()).then().statusCode(201).extract();
    assertThat(Instant.parse(answer.path("expiresAt")))
        .isBetween(before.plusSeconds(55), Instant.now().plusSeconds(60));
    String ticket = answer.path("ticket");
    tables()
        .change(
            "update stream_ticket set expires_at = now() - interval '1 second' where user_id = ?",
            user);

    try (var late = withTicket(ticket, "")) {
      assertRefused(late, 401, "ticket-not-valid");
    }
    tickets.forgetExpired().await().atMost(Duration.ofSeconds(60));
    assertThat(tables().number("select count(*) from stream_ticket where user_id = ?", user))
        .isZero();
  }

  @Test
  void theTablesHaveOnlyHashesOfTickets() {
    var answer = ticket(asUser(), Map.of());
    String ticket = answer.path("ticket");
    var cookie = answer.header("Set-Cookie").split("[=;]")[1];

    var rows =
        tables()
            .text("select string_agg(t::text, ' ') from stream_ticket t where user_id = ?", user);

    assertThat(rows).isNotBlank().doesNotContain(ticket).doesNotContain(cookie);
    assertThat(ticket).isNotEqualTo(cookie).hasSizeGreaterThan(40);
  }

  @Test
  void theCookieIsSentOnlyToTheStreamAndHiddenFromScripts() {
    var cookie = ticket(asUser(), Map.of()).header("Set-Cookie");

    assertThat(cookie)
        .startsWith("paydesk_changes=")
        .containsIgnoringCase(";Path=\"/v1/changes\"".replace("\"", ""))
        .containsIgnoringCase("HttpOnly")
        .containsIgnoringCase("SameSite=Strict")
        .containsIgnoringCase("Max-Age=")
        .doesNotContainIgnoringCase("Secure");
  }

  @Test
  void theCookieOpensAStreamAgainAndAgainAndNothingElse() {
    var answer = ticket(asUser(), Map.of());
    long payment = paid(order());
    for (int i = 0; i < 3; i++) {
      try (var stream = withCookie(answer, "?paymentId=" + payment)) {
        eventually(x -> assertThat(statuses(stream, payment)).endsWith("succeeded"));
      }
    }

    var cookie = answer.header("Set-Cookie");
    io.paydesk.testing.http.Request.given()
        .header("Cookie", cookie.substring(0, cookie.indexOf(';')))
        .get("/v1/payments/" + payment)
        .then()
        .statusCode(401);
    io.paydesk.testing.http.Request.given()
        .header("Cookie", cookie.substring(0, cookie.indexOf(';')))
        .contentType("application/json")
        .body("{}")
        .post("/v1/changes/tickets")
        .then()
        .statusCode(401);
  }

  @Test
  void aTicketOfAServiceForOneOrderShowsThatOrderAlone() {
    long order = order();
    var answer = ticket(asService(), Map.of("orderId", order));
    String ticket = answer.then().statusCode(201).extract().path("ticket");
    try (var byTicket = withTicket(ticket, "");
        var byCookie = withCookie(answer, "?orderId=" + order)) {
      long other = paid(order());
      long payment = paid(order);

      eventually(x -> assertThat(statuses(byTicket, payment)).endsWith("succeeded"));
      eventually(x -> assertThat(statuses(byCookie, payment)).endsWith("succeeded"));
      assertThat(statuses(byTicket, other)).isEmpty();
      assertThat(statuses(byCookie, other)).isEmpty();
    }
  }

  @Test
  void aTicketForOneOrderOpensNoStreamOfAnother() {
    long order = order();
    long other = order();
    String ticket = ticket(asUser(), Map.of("orderId", order)).path("ticket");

    try (var stream = withTicket(ticket, "&orderId=" + other)) {
      assertRefused(stream, 403, "outside-the-ticket");
    }
  }

  @Test
  void aTicketForOneOrderShowsNoPaymentsOfOthers() {
    long payment = paid(order());
    long order = order();
    for (long other : new long[] {payment, 999_999_999}) {
      String ticket = ticket(asService(), Map.of("orderId", order)).path("ticket");
      try (var stream = withTicket(ticket, "&paymentId=" + other)) {
        assertRefused(stream, 404, "not-found");
      }
    }
  }

  @Test
  void twoWindowsHaveTwoCookies() {
    long one = order();
    long two = order();

    var first = ticket(asUser(), Map.of("orderId", one)).header("Set-Cookie");
    var second = ticket(asUser(), Map.of("orderId", two)).header("Set-Cookie");

    assertThat(first.split("=")[0]).isNotEqualTo(second.split("=")[0]);
  }

  @Test
  void aStreamByTicketEndsWhenItsTokenDoes() {
    var taken = new AtomicReference<Answer>();
    var first = new AtomicReference<EventStream>();
    try (var byCookie =
            EventStream.openInTime(
                () -> {
                  var token = keys.token(user, Set.of(), Instant.now().plusSeconds(4));
                  taken.set(
                      ticket(
                          Request.given().bearer(token).contentType("application/json"), Map.of()));
                  assertThat(taken.get().statusCode()).isIn(201, 401);
                  first.set(withTicket(taken.get().path("ticket"), ""));
                  return first.get().status() == 200 ? withCookie(taken.get(), "") : first.get();
                });
        var byTicket = first.get()) {
      eventually(x -> assertThat(byTicket.hasEnded()).isTrue());
      eventually(x -> assertThat(byCookie.hasEnded()).isTrue());
      assertThat(byTicket.events("end")).hasSize(1);
    }
    try (var late = withCookie(taken.get(), "")) {
      assertRefused(late, 401, "unauthorized");
    }
  }

  @Test
  void anImpossibleTicketIsRefused() {
    long order = order();
    ticket(as("stranger"), Map.of("orderId", order))
        .then()
        .statusCode(404)
        .body("type", endsWith(":not-found"));
    ticket(asUser(), Map.of("orderId", 0L)).then().statusCode(400);
    asUser().body("{\"order\": 1}").post("/v1/changes/tickets").then().statusCode(400);
    asUser().post("/v1/changes/tickets").then().statusCode(400);
    ticket(io.paydesk.testing.http.Request.given().contentType("application/json"), Map.of())
        .then()
        .statusCode(401);
    try (var stream = withTicket("never-given", "")) {
      assertRefused(stream, 401, "ticket-not-valid");
    }
  }
}
