package io.paydesk.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.paydesk.brand.BrandColor;
import io.paydesk.brand.Tokens;
import io.paydesk.testing.PaydeskTest;
import io.paydesk.testing.http.Request;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What the shop's page is made of. */
@QuarkusTest
class AdminAssetsTest extends PaydeskTest {

  private static final Path SOURCES = Path.of("src/main/resources/io/paydesk/admin");

  /** Each is asked for once: browsers keep them. */
  private static final int MOST_BYTES = 200_000;

  @Inject AdminAssets assets;

  @Test
  void eachFileIsServed() throws IOException {
    try (var files = Files.list(SOURCES)) {
      assertThat(files.filter(Files::isRegularFile).map(file -> file.getFileName().toString()))
          .isNotEmpty()
          .allSatisfy(name -> assertThat(assets.content(name)).as(name).isNotNull());
    }
    assertThat(assets.content("htmx.min.js")).isNotEmpty();
    assertThat(assets.content("uPlot.iife.min.js")).isNotEmpty();
    assertThat(assets.content("../key/KeyRows.class")).isNull();
  }

  @Test
  void theyAreKeptForGoodUnderTheirVersionAlone() {
    var path = "/admin/assets/" + assets.version() + "/admin.css";
    assertThat(Request.given().get(path).header("Cache-Control")).contains("immutable");
    assertThat(Request.given().get("/admin/assets/before/admin.css").header("Cache-Control"))
        .isEqualTo("no-store");
    Request.given()
        .get("/admin/assets/" + assets.version() + "/nothing.css")
        .then()
        .statusCode(404);
  }

  @Test
  void quarkusServesTheLibrariesNowhereElse() {
    Request.given().get("/webjars/htmx.org/2.0.4/dist/htmx.min.js").then().statusCode(404);
  }

  @Test
  void theyAreLight() throws IOException {
    long weight = 0;
    try (var files = Files.list(SOURCES)) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        weight += assets.content(file.getFileName().toString()).length;
      }
    }
    weight += assets.content("htmx.min.js").length + assets.content("uPlot.iife.min.js").length;
    assertThat(weight).isLessThan(MOST_BYTES);
  }

  @Test
  void aChosenThemeHasAllThatTheSystemsThemeChanges() {
    var tokens = new Tokens();
    var themes = tokens.chosen(BrandColor.of("#4338ca").orElseThrow());

    assertThat(themes)
        .contains(":root[data-theme=\"light\"]", ":root[data-theme=\"dark\"]")
        .contains("--page: " + tokens.light("page"), "--page: " + tokens.dark("page"));
  }
}
