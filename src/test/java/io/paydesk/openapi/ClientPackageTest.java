package io.paydesk.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.paydesk.testing.PaydeskTest;
import io.paydesk.testing.http.StartedService;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The package of npm: it is built, packed, and used as a shop in TypeScript uses it. */
@QuarkusTest
class ClientPackageTest extends PaydeskTest {

  private static ClientPackage built;
  private static Path shop;

  private static ClientPackage built() {
    if (built == null) {
      built = ClientPackage.build("package");
    }
    return built;
  }

  /** Compiles a program of a shop's and runs it. */
  private static List<String> run(String program, String... arguments) throws IOException {
    if (shop == null) {
      shop = built().shop("package-shop");
    }
    compile(shop, program);
    return Tools.node(shop, program.replace(".mts", ".mjs"), arguments)
        .well()
        .output()
        .lines()
        .toList();
  }

  @Test
  void aShopInTypeScriptHasAllThatItsServerNeeds() throws IOException {
    var key = keys.token("the-shop", Set.of("service"));

    assertThat(run("shop-server.mts", StartedService.url(), key, user))
        .containsExactly(
            "order true pending 99.99",
            "orders 1",
            "token true true",
            "entitlements 0",
            "refused 400 urn:paydesk:problem:wrong-type false true",
            "missing true",
            "later 7 4 1 true",
            "at work 7 6 2",
            "broken 500 10 3 true",
            "taken true true",
            "bytes payment.succeeded",
            "changed false",
            "stale false false",
            "foreign false",
            "unsigned false false",
            "no secret true");
  }

  @Test
  void itsServerListsLinksRefundsAndIsToldOfWhatHappens() throws IOException {
    var stripe = sandbox.baseUri().toString().replaceFirst("/$", "");
    var key = keys.token("the-shop", Set.of("service"));
    var admin = keys.token("ada", Set.of("admin"));

    assertThat(run("server-calls.mts", StartedService.url(), stripe, key, admin, user))
        .containsExactly(
            "pages 2 1 the end",
            "all true",
            "link 200 true",
            "elsewhere 422",
            "paid 3000 1",
            "not by the shop 403",
            "refund true 2500",
            "refunds 1",
            "too much true 500",
            "changed key true",
            "delivery endpoint.test",
            "rotated true endpoint.test,endpoint.test,endpoint.test,endpoint.test",
            "early endpoint.test",
            "later 400",
            "removed true");
  }

  @Test
  void whateverGoesWrongIsTriedAgainOrSaidInAProblem() throws IOException {
    var notSigned = "400 The delivery is not signed";
    var taken = "msg_1 payment.succeeded";

    assertThat(run("server-faults.mts"))
        .containsExactly(
            "a 500: 7 after 2 under 1",
            "a gateway of somebody else: 7 after 2 under 1",
            "an answer that is cut off: 7 after 2 under 1",
            "an answer that is none: 7 after 2 under 1",
            "silence: 7 after 2 under 1",
            "a date to wait for: 7 after 2 under 1",
            "a long wait: PaydeskProblem true Wait 120 true 1 true",
            "no retries: 503 1",
            "a refusal: false 1",
            "nobody: 0 true true",
            "given up under way: true 1",
            "given up while it waits: true 1",
            "given up before: true 0",
            "text: " + taken,
            "bytes: " + taken,
            "an ArrayBuffer: " + taken,
            "headers of Fetch: " + taken,
            "headers in capitals: " + taken,
            "headers as lists: " + taken,
            "a list of signatures: " + taken,
            "the second of two secrets: " + taken,
            "signed by two: " + taken,
            "six minutes old: " + notSigned,
            "six minutes old, and that is fine: " + taken,
            "of tomorrow: " + notSigned,
            "of no time: " + notSigned,
            "of a negative time: " + notSigned,
            "of a time that overflows: " + notSigned,
            "another body: " + notSigned,
            "no headers: " + notSigned,
            "headers that are missing: " + notSigned,
            "headers that are text: " + notSigned,
            "headers that are null: " + notSigned,
            "headers that are numbers: " + notSigned,
            "a signature without a version: " + notSigned,
            "a signature of another version: " + notSigned,
            "commas only: " + notSigned,
            "a signature that is no base64: " + notSigned,
            "an empty signature: " + notSigned,
            "no JSON: 400 The delivery is no JSON object",
            "a number: 400 The delivery is no JSON object",
            "what was parsed before: TypeError",
            "no body: TypeError",
            "no secret: TypeError",
            "a secret that is missing: TypeError",
            "no secrets: TypeError");
  }

  @Test
  void hooksAreDrawnOnAServerToo() throws IOException {
    assertThat(run("react-page.mts"))
        .containsExactly(
            "<p>unknown not yet who knows</p>",
            "There is no PaydeskProvider around this component");
  }

  @Test
  void itsEveryPublicMemberIsDescribed() {
    assertThat(built().undocumented()).isEmpty();
  }

  /** With the types of the package checked too. */
  @ParameterizedTest
  @CsvSource({"node16, node16", "nodenext, nodenext", "esnext, bundler"})
  void whatIsPackedIsUsedByAProjectThatHasNothingElse(String module, String resolution)
      throws IOException {
    var packed = built().pack();
    assertThat(packed)
        .contains("dist/index.js", "dist/index.d.ts", "dist/react.js", "dist/server.js")
        .contains("package.json", "README.md", "LICENSE")
        .doesNotContain("\"src/")
        .doesNotContain("tsconfig")
        .doesNotContain(".mjs");
    var consumer = built().consumer("consumer-" + resolution);
    Files.copy(Tools.CLIENTS.resolve("consumer.ts"), consumer.resolve("consumer.ts"));

    Tools.node(
            consumer,
            "node_modules/typescript/bin/tsc",
            "--strict",
            "--noEmit",
            "--target",
            "es2022",
            "--lib",
            "es2022,dom",
            "--module",
            module,
            "--moduleResolution",
            resolution,
            "consumer.ts")
        .well();
  }

  private static void compile(Path shop, String program) throws IOException {
    Files.copy(Tools.CLIENTS.resolve(program), shop.resolve(program));
    Tools.node(
            shop,
            "node_modules/typescript/bin/tsc",
            "--strict",
            "--noUncheckedIndexedAccess",
            "--skipLibCheck",
            "--target",
            "es2022",
            "--lib",
            "es2022,dom",
            "--module",
            "nodenext",
            "--types",
            "node",
            program)
        .well();
  }
}
