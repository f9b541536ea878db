package io.paydesk.wallet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.paydesk.dev.sandbox.RecordedRequest;
import io.paydesk.stripe.StripePace;
import io.paydesk.testing.PaydeskTest;
import io.paydesk.testing.http.Answer;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class PaymentMethodDomainsTest extends PaydeskTest {

  private static final String DOMAINS = "/v1/payment-method-domains";
  private static final String AT_STRIPE = "/v1/payment_method_domains";
  private static final String MAKE = "POST " + AT_STRIPE;
  private static final String TYPE = "urn:paydesk:problem:";

  @Inject StripePace pace;

  private final String domain = "shop-" + UUID.randomUUID() + ".example";

  @AfterEach
  void theSettingIsAsBefore() {
    System.clearProperty("paydesk.public-url");
    pace.pauseBeforeRepeats(true);
  }

  private Answer register(String name) {
    return asAdmin().body(Map.of("domainName", name)).post(DOMAINS);
  }

  private Answer registerAnd(String also) {
    return asAdmin().body(Map.of("domainName", domain, also, true)).post(DOMAINS);
  }

  private List<RecordedRequest> made() {
    return sandbox.requests().stream()
        .filter(one -> one.method().equals("POST") && one.path().startsWith(AT_STRIPE))
        .toList();
  }

  private Map<String, Object> listed(String name) {
    return json(asAdmin().get(DOMAINS), 200).<Map<String, Object>>getList("data").stream()
        .filter(one -> name.equals(one.get("domainName")))
        .findFirst()
        .orElse(null);
  }

  @Test
  void aRegisteredDomainShowsEachWalletsStatus() {
    register(domain)
        .then()
        .statusCode(201)
        .body("domainName", equalTo(domain))
        .body("registered", equalTo(true))
        .body("enabled", equalTo(true))
        .body("payPage", equalTo(false))
        .body("applePay.status", equalTo("active"))
        .body("googlePay.status", equalTo("active"))
        .body("link.status", equalTo("active"))
        .body("paypal.status", equalTo("active"))
        .body("todo", nullValue());
    assertThat(listed(domain)).containsEntry("registered", true);
  }

  @Test
  void aDomainThatIsThereIsAnsweredAndNotMadeAgain() {
    var first = json(register(domain), 201).getString("id");
    sandbox.clearRequests();

    register(domain.toUpperCase()).then().statusCode(200).body("id", equalTo(first));

    assertThat(made()).isEmpty();
  }

  @Test
  void withoutANameItIsThePayersPage() {
    System.setProperty("paydesk.public-url", "https://" + domain + ":8443/shop/");
    assertThat(listed(domain))
        .containsEntry("registered", false)
        .containsEntry("payPage", true)
        .extractingByKey("todo")
        .asString()
        .contains("POST " + DOMAINS);

    asAdmin()
        .body("{}")
        .post(DOMAINS)
        .then()
        .statusCode(201)
        .body("domainName", equalTo(domain))
        .body("payPage", equalTo(true));

    assertThat(listed(domain)).containsEntry("registered", true).containsEntry("payPage", true);
  }

  @Test
  void wherePaydeskDoesNotKnowItsDomainTheNameIsAskedFor() {
    System.setProperty("paydesk.public-url", "");

    asAdmin()
        .body("{}")
        .post(DOMAINS)
        .then()
        .statusCode(422)
        .body("type", equalTo(TYPE + "payment-method-domain-missing"))
        .body("detail", containsString("PAYDESK_PUBLIC_URL"));
  }

  @Test
  void aPageOnThisMachineCannotBeRegistered() {
    asAdmin()
        .body("{}")
        .post(DOMAINS)
        .then()
        .statusCode(422)
        .body("type", equalTo(TYPE + "invalid-payment-method-domain"))
        .body("domainName", equalTo("localhost"))
        .body("detail", containsString("tunnel"));
    assertThat(json(asAdmin().get(DOMAINS), 200).<Boolean>getList("data.payPage"))
        .doesNotContain(true);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://shop.example",
        "shop.example/pay",
        "shop.example:8443",
        "shop",
        "shop.localhost",
        "127.0.0.1",
        "[::1]",
        "-shop.example",
        "a..example",
        "shop example.com",
        "*.shop.example",
        ""
      })
  void whatIsNoNameIsRefusedBeforeStripeIsAsked(String name) {
    sandbox.clearRequests();

    register(name)
        .then()
        .statusCode(422)
        .body("type", equalTo(TYPE + "invalid-payment-method-domain"));

    assertThat(sandbox.requests()).isEmpty();
  }

  @Test
  void aNameWithLettersOfAnotherScriptIsRegisteredAsBrowsersWriteIt() {
    register("bücher." + domain)
        .then()
        .statusCode(201)
        .body("domainName", equalTo("xn--bcher-kva." + domain));
  }

  @Test
  void aDisabledDomainIsLeftAloneUntilSomebodyAsks() throws Exception {
    var id = json(register(domain), 201).getString("id");
    disable(id);

    register(domain)
        .then()
        .statusCode(200)
        .body("enabled", equalTo(false))
        .body("todo", containsString("'enable'"));
    assertThat(listed(domain)).containsEntry("enabled", false);

    registerAnd("enable")
        .then()
        .statusCode(200)
        .body("enabled", equalTo(true))
        .body("todo", nullValue());
  }

  @Inject com.stripe.StripeClient stripe;

  private void disable(String id) throws Exception {
    stripe
        .v1()
        .paymentMethodDomains()
        .update(
            id,
            com.stripe.param.PaymentMethodDomainUpdateParams.builder().setEnabled(false).build());
  }

  @Test
  void whatIsWrongIsSaidAndLookedAtAgainOnlyIfSomebodyAsks() {
    json(register(domain), 201);
    sandbox.walletFails(domain, "apple_pay", "Apple cannot reach it");
    sandbox.clearRequests();

    register(domain)
        .then()
        .statusCode(200)
        .body("applePay.status", equalTo("inactive"))
        .body("applePay.message", equalTo("Apple cannot reach it"))
        .body("googlePay.status", equalTo("active"))
        .body("todo", containsString("Apple Pay is inactive: Apple cannot reach it. Put right"));
    assertThat(made()).isEmpty();

    registerAnd("validate")
        .then()
        .statusCode(200)
        .body("applePay.status", equalTo("active"))
        .body("todo", nullValue());
  }

  @Test
  void aLostAnswerIsAskedForAgainUnderTheSameKey() {
    pace.pauseBeforeRepeats(false);
    sandbox.faults().failNext(MAKE, 429, 100);
    register(domain).then().statusCode(503).body("type", equalTo(TYPE + "stripe-unavailable"));
    sandbox.faults().clear();

    register(domain).then().statusCode(201);

    var sent =
        made().stream().filter(one -> domain.equals(one.params().get("domain_name"))).toList();
    assertThat(sent).hasSizeGreaterThan(1);
    assertThat(sent.stream().map(RecordedRequest::idempotencyKey).collect(Collectors.toSet()))
        .hasSize(1)
        .doesNotContainNull();
  }

  /** Stripe keeps its own fault with the key, so a listing decides, and a new key goes out. */
  @Test
  void afterAFaultOfStripesItIsAskedForWithANewKey() {
    pace.pauseBeforeRepeats(false);
    sandbox.faults().failNext(MAKE, 500, 100);
    register(domain).then().statusCode(503);
    sandbox.faults().clear();
    register(domain).then().statusCode(503);

    register(domain).then().statusCode(201);
  }

  @Test
  void whereTheAnswerWasLostAndStripeHasDoneItItIsFound() {
    pace.pauseBeforeRepeats(false);
    sandbox.faults().resetAfterWorkNext(MAKE, 100);
    register(domain).then().statusCode(503);
    sandbox.faults().clear();
    sandbox.clearRequests();

    register(domain).then().statusCode(200).body("registered", equalTo(true));

    assertThat(made()).isEmpty();
  }

  @Test
  void severalAtOnceRegisterItOnceAndAllAreAnswered() throws Exception {
    try (var hold = new Held()) {
      var answers = hold.atOnce(6, () -> register(domain));
      assertThat(answers).allSatisfy(one -> assertThat(one.statusCode()).isIn(200, 201, 503));
    }
    assertThat(listed(domain)).containsEntry("registered", true);
    assertThat(
            json(asAdmin().get(DOMAINS), 200).<Map<String, Object>>getList("data").stream()
                .filter(one -> domain.equals(one.get("domainName"))))
        .hasSize(1);
    assertThat(
            made().stream()
                .filter(one -> domain.equals(one.params().get("domain_name")))
                .map(RecordedRequest::idempotencyKey))
        .doesNotContainNull();
  }

  /** Somebody else, such as a person at the dashboard, may have been faster. */
  @Test
  void whereStripeRefusesASecondOneTheFirstIsTheAnswer() {
    sandbox.faults().happensBefore(MAKE, this::atTheDashboard);
    sandbox.faults().refuseNext(MAKE, null, "domain_name", "This domain is already registered.");

    register(domain).then().statusCode(201).body("registered", equalTo(true));
  }

  private void atTheDashboard() {
    try {
      stripe
          .v1()
          .paymentMethodDomains()
          .create(
              com.stripe.param.PaymentMethodDomainCreateParams.builder()
                  .setDomainName(domain)
                  .build());
    } catch (com.stripe.exception.StripeException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void whatStripeRefusesIsSaidInItsWords() {
    sandbox.faults().refuseNext(MAKE, null, "domain_name", "The domain name is not a valid one");

    register(domain)
        .then()
        .statusCode(422)
        .body("type", equalTo(TYPE + "refused-by-stripe"))
        .body("stripeMessage", equalTo("The domain name is not a valid one"));
  }

  @Test
  void aRestrictedKeyWithoutThePermissionIsNamedAsTheReason() {
    sandbox.faults().failNext("GET " + AT_STRIPE, 403, 1);
    asAdmin()
        .get(DOMAINS)
        .then()
        .statusCode(503)
        .body("type", equalTo(TYPE + "stripe-key-not-permitted"))
        .body("permission", equalTo("payment_method_domain_read"));
    sandbox.faults().failNext(MAKE, 403, 1);

    var key = UUID.randomUUID().toString();
    var body = new HashMap<String, Object>(Map.of("domainName", domain));
    asAdmin()
        .header("Idempotency-Key", key)
        .body(body)
        .post(DOMAINS)
        .then()
        .statusCode(503)
        .body("permission", equalTo("payment_method_domain_write"));

    asAdmin().header("Idempotency-Key", key).body(body).post(DOMAINS).then().statusCode(201);
  }

  @Test
  void onlyAdminsRegisterAndSeeDomains() {
    for (var caller : List.of(asUser(), asService(), as("sam", "support"))) {
      caller.get(DOMAINS).then().statusCode(403);
    }
    asService().body(Map.of("domainName", domain)).post(DOMAINS).then().statusCode(403);
  }

  @Test
  void theSameIdempotencyKeyGetsTheSameAnswerAndTheAuditSaysWhoAskedForWhat() {
    var body = new HashMap<String, Object>(Map.of("domainName", domain));
    var key = UUID.randomUUID().toString();
    var first = asAdmin().header("Idempotency-Key", key).body(body).post(DOMAINS);
    var second = asAdmin().header("Idempotency-Key", key).body(body).post(DOMAINS);

    first.then().statusCode(201);
    second.then().statusCode(201);
    assertThat(second.header("Idempotency-Replayed")).isEqualTo("true");
    assertThat(second.jsonPath().getString("id")).isEqualTo(first.jsonPath().getString("id"));
    var row = tables().number("select id from payment_method_domain where domain_name = ?", domain);
    assertThat(
            tables()
                .text(
                    "select caller || ' ' || status from audit where subject = ? order by id limit 1",
                    "payment-method-domains/" + row))
        .isEqualTo("ada 201");
    assertThat(
            tables()
                .number(
                    "select count(*) from payment_method_domain where domain_name = ? and key is null",
                    domain))
        .isEqualTo(1);
  }

  /** Threads that begin together. */
  private static final class Held implements AutoCloseable {
    private final java.util.concurrent.ExecutorService threads = Executors.newCachedThreadPool();

    List<Answer> atOnce(int number, Callable<Answer> call) throws Exception {
      var together = new java.util.concurrent.CyclicBarrier(number);
      Callable<Answer> held =
          () -> {
            together.await();
            return call.call();
          };
      var answers = threads.invokeAll(IntStream.range(0, number).mapToObj(i -> held).toList());
      return answers.stream().map(Held::result).toList();
    }

    private static Answer result(java.util.concurrent.Future<Answer> future) {
      try {
        return future.get();
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public void close() {
      threads.shutdown();
    }
  }
}
