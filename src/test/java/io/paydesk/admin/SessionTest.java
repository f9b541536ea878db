package io.paydesk.admin;

import static io.paydesk.testing.http.Request.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import io.paydesk.testing.EventStream;
import io.paydesk.testing.PaydeskTest;
import io.paydesk.testing.http.Answer;
import io.paydesk.testing.http.Json;
import io.paydesk.testing.http.Request;
import io.paydesk.testing.http.StartedService;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the cookie of the shop's page opens, for how long, and for whom not. */
@QuarkusTest
class SessionTest extends PaydeskTest {

  private static final Pattern CSRF = Pattern.compile("name=\"csrf\" content=\"([^\"]+)\"");

  /**
   * @param value of the cookie
   */
  private record Session(String value, String csrf, long key) {

    Request reads() {
      return given().header("Cookie", "paydesk=" + value).contentType("application/json");
    }

    Request writes() {
      return reads().header("X-Paydesk-Csrf", csrf);
    }
  }

  private Json key(String role, String... scopes) {
    var body = new HashMap<String, Object>(Map.of("name", "of a browser", "role", role));
    if (scopes.length > 0) {
      body.put("scopes", List.of(scopes));
    }
    return json(asAdmin().body(body).post("/v1/keys"), 201);
  }

  private static Answer signIn(String secret) {
    return given()
        .contentType("application/x-www-form-urlencoded")
        .header("Sec-Fetch-Site", "same-origin")
        .body("key=" + secret + "&to=/admin/account")
        .post("/admin/sign-in");
  }

  private Session session(String role) {
    var key = key(role);
    return session(key.getString("secret"), key.getLong("key.id"));
  }

  private static Session session(String secret, long key) {
    var begun = signIn(secret);
    begun.then().statusCode(303).header("Location", equalTo("/admin/account"));
    var value = begun.header("Set-Cookie").replaceFirst("paydesk=([^;]+);.*", "$1");
    var page = new Session(value, "", key).reads().get("/admin/account").asString();
    var csrf = CSRF.matcher(page);
    assertThat(csrf.find()).isTrue();
    return new Session(value, csrf.group(1), key);
  }

  private static void isRefused(Answer answer, int status, String problem) {
    answer
        .then()
        .statusCode(status)
        .contentType("application/problem+json")
        .body("type", equalTo("urn:paydesk:problem:" + problem));
  }

  private static void hasEnded(Session session) {
    isRefused(session.reads().get("/v1/orders"), 401, "session-ended");
    session
        .reads()
        .get("/admin/account?x=1")
        .then()
        .statusCode(303)
        .header("Location", equalTo("/admin/sign-in?to=%2Fadmin%2Faccount%3Fx%3D1"));
    isRefused(
        session.reads().header("HX-Request", "true").get("/admin/account"), 401, "session-ended");
  }

  @Test
  void itStandsForItsKeyInAllThatTheKeyMay() {
    var session = session("admin");
    var body = Map.of("userId", user, "price", "5.00", "currency", "usd");

    var made = session.writes().header("Idempotency-Key", user).body(body).post("/v1/orders");
    var again = session.writes().header("Idempotency-Key", user).body(body).post("/v1/orders");

    assertThat(json(made, 201).getLong("id")).isEqualTo(json(again, 201).getLong("id"));
    assertThat(
            tables()
                .text(
                    "select caller from audit where subject = ? order by id limit 1",
                    "orders/" + json(made, 201).getLong("id")))
        .isEqualTo("key:" + session.key());
  }

  @ParameterizedTest
  @ValueSource(ints = {300, 2_049, 5_000, 12_000, 900_000})
  void whatIsTooLongToBeAKeyIsSaidToBeNone(int letters) {
    var answer = signIn("a".repeat(letters));

    answer.then().statusCode(401).contentType("text/html");
    assertThat(answer.asString()).contains("This is not a whole key");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/admin/../dev", "/admin/orders/..", "/admin/%2E%2e/dev", "/admin/./x/.%2e/y?z"})
  void nobodyIsLedUpFromThePage(String to) {
    given()
        .contentType("application/x-www-form-urlencoded")
        .header("Sec-Fetch-Site", "same-origin")
        .body("key=" + key("admin").getString("secret") + "&to=" + to.replace("%", "%25"))
        .post("/admin/sign-in")
        .then()
        .statusCode(303)
        .header("Location", equalTo("/admin"));
  }

  @Test
  void anAddressThatCannotBeReadIsAnsweredWithAPage() {
    var answer = given().header("Accept", "text/html").get("/admin/orders?priceId=%00");

    answer.then().statusCode(400).contentType("text/html");
    assertThat(answer.asString()).contains("This address cannot be read").doesNotContain("openapi");
  }

  @Test
  void whatChangesSomethingNeedsTheSessionsOwnToken() {
    var session = session("admin");
    var other = session("admin");
    var body = Map.of("userId", user, "price", "5.00", "currency", "usd");

    isRefused(session.reads().body(body).post("/v1/orders"), 403, "csrf-token-missing");
    isRefused(
        session.reads().header("X-Paydesk-Csrf", other.csrf()).body(body).post("/v1/orders"),
        403,
        "csrf-token-missing");
    isRefused(session.reads().delete("/v1/keys/" + other.key()), 403, "csrf-token-missing");
    for (var site : List.of("cross-site", "same-site")) {
      isRefused(
          session.writes().header("Sec-Fetch-Site", site).body(body).post("/v1/orders"),
          403,
          "cross-site-request");
    }
    session
        .writes()
        .header("Sec-Fetch-Site", "same-origin")
        .body(body)
        .post("/v1/orders")
        .then()
        .statusCode(201);
  }

  /** CORS may let its page read what it is answered, and its browser sends the cookie along. */
  @Test
  void aSiteOnASisterHostReadsNothingByTheCookie() {
    var session = session("admin");

    for (var site : List.of("same-site", "cross-site")) {
      for (var path : List.of("/v1/orders", "/admin/account")) {
        var asked = session.reads().header("Sec-Fetch-Site", site).header("Sec-Fetch-Mode", "cors");
        assertThat(asked.header("Sec-Fetch-Dest", "empty").get(path).asString())
            .doesNotContain("Your session", "\"data\"");
      }
      isRefused(
          session.reads().header("Sec-Fetch-Site", site).get("/v1/orders"),
          403,
          "cross-site-request");
    }
    isRefused(
        session.reads().header("Origin", "http://localhost:3000").get("/v1/orders"),
        403,
        "cross-site-request");
    session
        .reads()
        .header("Sec-Fetch-Site", "same-site")
        .header("Sec-Fetch-Mode", "navigate")
        .header("Sec-Fetch-Dest", "document")
        .get("/admin/account")
        .then()
        .statusCode(200);
    session
        .reads()
        .header("Sec-Fetch-Site", "same-origin")
        .get("/v1/orders")
        .then()
        .statusCode(200);
  }

  @Test
  void supportReadsAndTheServerRefusesTheRest() {
    var session = session("support");
    var body = Map.of("userId", user, "price", "5.00", "currency", "usd");

    session.reads().get("/v1/orders").then().statusCode(200);
    isRefused(session.writes().body(body).post("/v1/orders"), 403, "forbidden");
    isRefused(session.reads().get("/v1/keys"), 403, "forbidden");
    assertThat(session.reads().get("/admin/account").asString())
        .contains("/admin/orders")
        .doesNotContain("href=\"/admin/keys\"");
  }

  @Test
  void aTokenInTheHeaderCountsAndNotTheCookie() {
    var session = session("admin");

    isRefused(session.reads().bearer("pdk_test_0").get("/v1/orders"), 401, "key-mistyped");
    asAdmin()
        .accept("text/html")
        .get("/admin/account")
        .then()
        .statusCode(303)
        .header("Location", startsWith("/admin/sign-in"));
  }

  @Test
  void itEndsWhenItsKeyIsRevokedHasExpiredOrWasRotated() {
    var revoked = session("admin");
    revoked.reads().get("/v1/orders").then().statusCode(200);
    asAdmin().delete("/v1/keys/" + revoked.key()).then().statusCode(204);
    hasEnded(revoked);

    var expired = session("admin");
    tables()
        .change(
            "update api_key set expires_at = now() - interval '1 second' where id = ?",
            expired.key());
    hasEnded(expired);

    var rotated = session("admin");
    json(asAdmin().body(Map.of("overlap", 0)).post("/v1/keys/" + rotated.key() + "/rotate"), 200);
    hasEnded(rotated);
  }

  @Test
  void itEndsWhenNobodyIsThereAnyMoreAndAtTheLatest() {
    var idle = session("admin");
    lastUsed(idle, "29 minutes");
    idle.reads().get("/v1/orders").then().statusCode(200);
    lastUsed(idle, "31 minutes");
    hasEnded(idle);

    var old = session("admin");
    tables()
        .change(
            "update console_session set created_at = now() - interval '13 hours', ends_at = now() - interval '1 second'"
                + " where holder = ?",
            "key:" + old.key());
    hasEnded(old);
  }

  private void lastUsed(Session session, String ago) {
    tables()
        .change(
            "update console_session set last_used_at = now() - cast(? as interval) where holder = ?",
            ago,
            "key:" + session.key());
  }

  @Test
  void whatThePageAsksByItselfDoesNotKeepItAlive() {
    var session = session("admin");
    lastUsed(session, "20 minutes");

    session.reads().header("X-Paydesk-Unattended", "1").get("/v1/orders").then().statusCode(200);
    session.reads().get("/v1/orders/1").asString();
    eventually(x -> assertThat(isFresh(session)).isTrue());
    lastUsed(session, "20 minutes");
    session.reads().header("X-Paydesk-Unattended", "1").get("/v1/orders").then().statusCode(200);
    assertThat(isFresh(session)).isFalse();
  }

  private boolean isFresh(Session session) {
    return tables()
            .number(
                "select count(*) from console_session where holder = ? and last_used_at > now() - interval '1 minute'",
                "key:" + session.key())
        == 1;
  }

  @Test
  void signingOutEndsItAndEverywhereEndsAllOfTheSameKey() {
    var key = key("support");
    var here = session(key.getString("secret"), key.getLong("key.id"));
    var there = session(key.getString("secret"), key.getLong("key.id"));
    var third = session(key.getString("secret"), key.getLong("key.id"));

    isRefused(signOut(here, "csrf=guessed"), 403, "csrf-token-missing");
    signOut(here, "csrf=" + here.csrf()).then().statusCode(303);
    hasEnded(here);
    there.reads().get("/v1/orders").then().statusCode(200);

    signOut(there, "csrf=" + there.csrf() + "&everywhere=1").then().statusCode(303);
    hasEnded(there);
    hasEnded(third);
    assertThat(operations(key))
        .containsExactly("signIn", "signIn", "signIn", "signOut", "signOutEverywhere");
  }

  private static Map<String, String> cookieOfStreams(Session session) {
    var ticket = session.writes().body(Map.of()).post("/v1/changes/tickets");
    ticket.then().statusCode(201);
    return Map.of("Cookie", ticket.header("Set-Cookie").replaceFirst(";.*", ""));
  }

  @Test
  void whatItStreamsEndsWithIt() {
    var key = key("support");
    var here = session(key.getString("secret"), key.getLong("key.id"));
    var there = session(key.getString("secret"), key.getLong("key.id"));
    var address = URI.create(StartedService.url() + "/v1/changes");
    var ofHere = cookieOfStreams(here);
    var ofThere = cookieOfStreams(there);
    try (var ended = EventStream.open(address, ofHere);
        var goesOn = EventStream.open(address, ofThere)) {
      assertThat(ended.status()).isEqualTo(200);
      assertThat(goesOn.status()).isEqualTo(200);

      assertThat(signOut(here, "csrf=" + here.csrf()).headers().get("Set-Cookie"))
          .anyMatch(
              cookie ->
                  cookie.startsWith("paydesk_changes=;")
                      && cookie.contains("Path=/v1/changes")
                      && cookie.contains("Max-Age=0"));

      eventually(x -> assertThat(ended.events("end")).hasSize(1));
      assertThat(ended.events("end").get(0).data()).contains("token-expired");
      assertThat(goesOn.events("end")).isEmpty();
    }
    try (var again = EventStream.open(address, ofHere);
        var other = EventStream.open(address, ofThere)) {
      assertThat(again.status()).isEqualTo(401);
      assertThat(other.status()).isEqualTo(200);
    }
  }

  @Test
  void whatItStreamsEndsAfterAQuarterOfAnHourOrWhenItHasTo() {
    var session = session("admin");
    var holder = "key:" + session.key();
    cookieOfStreams(session);
    assertThat(streamedFor(holder)).isBetween(0L, 900L);

    tables()
        .change(
            "update console_session set ends_at = now() + interval '5 minutes' where holder = ?",
            holder);
    tables()
        .change(
            "delete from stream_ticket where console_session in (select hash from console_session where holder = ?)",
            holder);
    cookieOfStreams(session);
    assertThat(streamedFor(holder)).isBetween(0L, 300L);
  }

  /** Seconds. */
  private long streamedFor(String holder) {
    return tables()
        .number(
            """
            select max(extract(epoch from stream_until - now()))::int from stream_ticket
            where console_session in (select hash from console_session where holder = ?)
            """,
            holder);
  }

  private static Answer signOut(Session session, String body) {
    return given()
        .header("Cookie", "paydesk=" + session.value())
        .contentType("application/x-www-form-urlencoded")
        .body(body)
        .post("/admin/sign-out");
  }

  private List<String> operations(Json key) {
    return List.of(
        tables()
            .text(
                "select string_agg(operation, ',' order by id) from audit where caller = ?",
                "key:" + key.getLong("key.id"))
            .split(","));
  }

  @Test
  void onlyAWholeKeyOfSomebodyWhoMaySeeAllOfItSignsIn() {
    var narrowed = key("admin", "read");
    var ofAServer = key("service");

    assertThat(signIn(narrowed.getString("secret")).statusCode()).isEqualTo(403);
    assertThat(signIn(ofAServer.getString("secret")).statusCode()).isEqualTo(403);
    assertThat(signIn("").statusCode()).isEqualTo(401);
    assertThat(
            given()
                .contentType("application/x-www-form-urlencoded")
                .header("Sec-Fetch-Site", "cross-site")
                .body("key=" + key("admin").getString("secret"))
                .post("/admin/sign-in")
                .statusCode())
        .isEqualTo(403);
    assertThat(
            tables()
                .text(
                    "select problem from audit where operation = 'signIn' and caller = ?",
                    "key:" + narrowed.getLong("key.id")))
        .isEqualTo("key-too-narrow");
  }

  @Test
  void noFormOfAnotherSiteSignsAnybodyInByABrowserThatNamesItsOriginAlone() {
    var secret = key("admin").getString("secret");
    for (var origin : List.of("https://evil.example", "null", StartedService.url() + "0")) {
      assertThat(signInFrom(origin, secret).statusCode()).as(origin).isEqualTo(403);
    }
    assertThat(signInFrom(StartedService.url(), secret).statusCode()).isEqualTo(303);
  }

  private static Answer signInFrom(String origin, String secret) {
    return given()
        .contentType("application/x-www-form-urlencoded")
        .header("Origin", origin)
        .body("key=" + secret)
        .post("/admin/sign-in");
  }

  @Test
  void nobodyIsLedElsewhereAfterSigningIn() {
    var secret = key("admin").getString("secret");
    for (var to :
        List.of(
            "https://evil.example",
            "//evil.example",
            "/admin//evil.example",
            "/v1/orders",
            "/admin/sign-in")) {
      given()
          .contentType("application/x-www-form-urlencoded")
          .body("key=" + secret + "&to=" + to)
          .post("/admin/sign-in")
          .then()
          .statusCode(303)
          .header("Location", equalTo("/admin"));
    }
  }

  @Test
  void theTableHasNoSecretAndWhatHasEndedIsForgotten() {
    var session = session("admin");

    assertThat(
            tables()
                .number(
                    "select count(*) from console_session s where cast(s as text) like ?",
                    "%" + session.value() + "%"))
        .isZero();
  }
}
