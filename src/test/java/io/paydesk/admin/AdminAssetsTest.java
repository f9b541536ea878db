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
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the shop's page is made of. */
@QuarkusTest
class AdminAssetsTest extends PaydeskTest {

  private static final Path SOURCES = Path.of("src/main/resources/io/paydesk/admin");

  /** Each is asked for once: browsers keep them. */
  private static final long MOST_BYTES = 200_000;

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

  /** Charts are on the overview, which shows neither a list nor a row. */
  @Test
  void noPageIsHeavy() {
    var charts =
        Set.of(
            "uPlot.iife.min.js",
            "uPlot.min.css",
            "chart.js",
            "chart-data.js",
            "chart-drawn.js",
            "person.js");
    var work =
        Set.of(
            "list.js",
            "beside.js",
            "pages.js",
            "merge.js",
            "fresh.js",
            "gaps.js",
            "heights.js",
            "row.js",
            "mend.js",
            "list.css",
            "row.css",
            "act.css",
            "person.js");

    assertThat(weightWithout(charts)).isBetween(1L, MOST_BYTES);
    assertThat(weightWithout(work)).isBetween(1L, MOST_BYTES);
  }

  private long weightWithout(Set<String> left) {
    return assets.names().stream()
        .filter(name -> !left.contains(name))
        .mapToLong(name -> assets.content(name).length)
        .sum();
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
