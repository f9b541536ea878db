package io.paydesk.dev.docs;

import static io.paydesk.testing.http.Request.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;

import io.paydesk.testing.PaydeskTest;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class DocsTest extends PaydeskTest {

  private static final Pattern LINK = Pattern.compile("href=\"(/docs[^\"#]*)");

  @Test
  void theReadmeIsTheFirstPageAndEachLinkInTheContentsAnswers() {
    var start = html("/docs");
    assertThat(start).contains("<title>Paydesk · Paydesk</title>", "Take a payment</h2>");

    var links = LINK.matcher(start).results().map(link -> link.group(1)).distinct().toList();
    assertThat(links).hasSizeGreaterThan(25);
    assertThat(links).allSatisfy(link -> given().get(link).then().statusCode(200));
  }

  @Test
  void aPageHasItsTablesItsCodeItsHeadingsAndItsLinks() {
    var page = html("/docs/guides/refunds");

    assertThat(page)
        .contains("<h1 id=\"refunds\">Refunds</h1>")
        .contains("<th>refused with</th>", "<td>409 <code>payment-not-settled</code></td>")
        .contains("<pre><code>", "ADMIN=$(curl -s localhost:8080/dev/token/admin)")
        .contains("href=\"/docs#take-a-payment\"")
        .contains("href=\"/docs/guides/sandbox#refunds-disputes-and-fraud-warnings\"")
        .contains("href=\"/docs/guides/refunds\" aria-current=\"page\"")
        .contains("<li><a href=\"#why-a-refund-is-refused\">Why a refund is refused</a></li>")
        .contains("<a rel=\"prev\" href=\"/docs/guides/payment-methods\">");
  }

  @Test
  void plainTextIsShownAsItIs() {
    var page =
        new Markdown(Path.of("src/docs/guides/made-up.md"), "# A & B\n\n`<script>` [a](../b.md#c)");

    assertThat(page.title()).isEqualTo("A & B");
    assertThat(page.html())
        .contains("A &amp; B", "<code>&lt;script&gt;</code>", "<a href=\"/docs/b#c\">a</a>");
  }

  @Test
  void theSearchFindsSectionsThatHaveEveryWord() {
    var found = html("/docs/search?q=pool%20TRANSACTION");

    assertThat(found)
        .contains("href=\"/docs/operate/scaling#connections\"", "<mark>transaction</mark>");
    assertThat(html("/docs/search?q=%3Cscript%3Ezebra"))
        .contains("Nothing has all of these words")
        .doesNotContain("<script>zebra");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/docs/no-such-page",
        "/docs/../pom.xml",
        "/docs/%2e%2e/%2e%2e/pom.xml",
        "/docs/assets/Shell.class",
        "/docs/guides/payments.md"
      })
  void nothingElseOfTheCheckoutIsServed(String path) {
    given().get(path).then().statusCode(404);
  }

  private static String html(String path) {
    return given()
        .get(path)
        .then()
        .statusCode(200)
        .header("Content-Type", "text/html; charset=utf-8")
        .header("Content-Security-Policy", containsString("default-src 'none'"))
        .extract()
        .asString();
  }
}
