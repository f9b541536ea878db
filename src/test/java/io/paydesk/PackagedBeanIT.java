package io.paydesk;

import static io.paydesk.testing.http.Request.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.paydesk.testing.PackagedBackends;
import io.paydesk.testing.PackagedProcess;
import io.paydesk.testing.Receiver;
import io.paydesk.testing.ShopBuild;
import io.paydesk.testing.http.Json;
import io.paydesk.testing.http.Request;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipFile;
import org.jboss.jandex.DotName;
import org.jboss.jandex.Index;
import org.jboss.jandex.IndexReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIf;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;

/** What other projects build on Paydesk: a shop's own bean, in the jar as it is packaged here. */
class PackagedBeanIT {

  private static final Path TARGET =
      Path.of(System.getProperty("paydesk.jar")).getParent().getParent();

  /** What runs Paydesk with the shop's bean already in it, such as a container. */
  private static final String WITH_THE_BEAN = System.getProperty("paydesk.bean.executable", "");

  static boolean thereIsNothingToPutABeanInto() {
    return PackagedProcess.isExecutable() && WITH_THE_BEAN.isEmpty();
  }

  private static List<String> paydeskWithTheBean() throws IOException {
    return WITH_THE_BEAN.isEmpty()
        ? PackagedProcess.java(List.of(), ShopBuild.run())
        : List.of(WITH_THE_BEAN);
  }

  @Test
  @DisabledIf(
      value = "thereIsNothingToPutABeanInto",
      disabledReason = "an executable was built, and no jar")
  void aShopsBeanJoinsThePackagedApplicationAndFollowsAPaidOrder() throws Exception {
    var command = paydeskWithTheBean();
    try (var shop = new Receiver();
        var backends = PackagedBackends.start()) {
      var environment = backends.environment();
      environment.put("SHOP_URL", "http://127.0.0.1:" + shop.port());
      try (var paydesk = PackagedProcess.start(command, environment).untilReady()) {
        backends.sandbox().deliverTo(URI.create(paydesk.url("/webhooks/stripe")));
        long order = paid(backends, paydesk);

        await()
            .atMost(Duration.ofSeconds(60))
            .untilAsserted(() -> assertThat(shop.all()).hasSize(1));
        var told = shop.all().get(0);
        assertThat(told.path()).isEqualTo("/access");
        assertThat(told.body()).matches("user=pia&course=choir&open=true&version=\\d+");

        await()
            .atMost(Duration.ofSeconds(60))
            .untilAsserted(
                () -> {
                  var runs = runs(backends, paydesk, order);
                  assertThat(runs.getString("data[0].status")).isEqualTo("succeeded");
                  assertThat(runs.getString("data[0].target")).isEqualTo("flow:OpenCourse");
                  assertThat(runs.getString("data[0].runId"))
                      .isEqualTo(told.header("Idempotency-Key"));
                });
      }
    }
  }

  private static Request as(PackagedBackends backends, String who, String... roles) {
    return given()
        .bearer(backends.keys().token(who, Set.of(roles)))
        .contentType("application/json");
  }

  private static long paid(PackagedBackends backends, PackagedProcess paydesk) {
    var asked =
        Map.of(
            "userId",
            "pia",
            "price",
            "99.99",
            "currency",
            "usd",
            "metadata",
            Map.of("course", "choir"));
    long order =
        as(backends, "shop", "service")
            .body(asked)
            .post(paydesk.url("/v1/orders"))
            .then()
            .statusCode(201)
            .extract()
            .jsonPath()
            .getLong("id");
    var payment =
        as(backends, "pia")
            .body(Map.of("orderId", order))
            .post(paydesk.url("/v1/payments"))
            .then()
            .statusCode(201)
            .extract()
            .jsonPath();
    backends.sandbox().confirm(payment.getString("paymentIntentId"), "4242424242424242");
    return order;
  }

  private static Json runs(PackagedBackends backends, PackagedProcess paydesk, long order) {
    return as(backends, "ada", "admin")
        .get(paydesk.url("/v1/actionflows/runs?orderId=" + order))
        .then()
        .statusCode(200)
        .extract()
        .jsonPath();
  }

  @Test
  @DisabledIfSystemProperty(
      named = "paydesk.executable",
      matches = ".+",
      disabledReason = "an executable was built, and no jar")
  void aProjectThatDependsOnPaydeskFindsItsBeansByAnIndex() throws IOException {
    var production = index("paydesk-[^-]+(-SNAPSHOT)?\\.jar");
    assertThat(production.getClassByName("io.paydesk.payment.Payment")).isNotNull();
    assertThat(ofDevelopment(production)).isFalse();

    var development = index("paydesk-[^-]+(-SNAPSHOT)?-dev\\.jar");
    assertThat(development.getKnownClasses()).isNotEmpty();
    assertThat(development.getKnownClasses())
        .allMatch(one -> one.name().toString().startsWith("io.paydesk.dev."));
  }

  private static boolean ofDevelopment(Index index) {
    return index.getKnownClasses().stream()
        .map(one -> one.name())
        .map(DotName::toString)
        .anyMatch(name -> name.startsWith("io.paydesk.dev."));
  }

  private static Index index(String jarName) throws IOException {
    var jars = TARGET.toFile().listFiles((folder, name) -> name.matches(jarName));
    assertThat(jars).as(jarName).hasSize(1);
    try (var jar = new ZipFile(jars[0]);
        var index = jar.getInputStream(jar.getEntry("META-INF/jandex.idx"))) {
      return new IndexReader(index).read();
    }
  }
}
