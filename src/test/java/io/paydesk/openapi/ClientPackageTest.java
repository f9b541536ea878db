package io.paydesk.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.paydesk.testing.PaydeskTest;
import io.paydesk.testing.http.StartedService;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The package of npm: it is built, packed, and used as a shop in TypeScript uses it. */
@QuarkusTest
class ClientPackageTest extends PaydeskTest {

  @Test
  void aShopInTypeScriptHasAllThatItsServerNeeds() throws IOException {
    var built = ClientPackage.build("package");
    var shop = built.shop("package-shop");
    compile(shop, "shop-server.mts");
    compile(shop, "react-page.mts");

    var key = keys.token("the-shop", Set.of("service"));
    var ended = Tools.node(shop, "shop-server.mjs", StartedService.url(), key, user).well();
    assertThat(ended.output().lines())
        .containsExactly(
            "order true pending 99.99",
            "orders 1",
            "token true true",
            "entitlements 0",
            "refused 400 urn:paydesk:problem:wrong-type false true",
            "missing true",
            "later 7 4 1 true",
            "at work 7 6 2",
            "broken 500 7",
            "taken true true",
            "bytes payment.succeeded",
            "changed false",
            "stale false false",
            "foreign false",
            "unsigned false false",
            "no secret true");

    assertThat(Tools.node(shop, "react-page.mjs").well().output().lines())
        .containsExactly(
            "<p>unknown not yet who knows</p>",
            "There is no PaydeskProvider around this component");

    assertThat(built.pack())
        .contains("dist/index.js", "dist/index.d.ts", "dist/react.js", "dist/server.js")
        .contains("package.json", "README.md")
        .doesNotContain("\"src/")
        .doesNotContain("tsconfig");
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
