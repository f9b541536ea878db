package io.paydesk.admin.list;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.paydesk.admin.AdminTest;
import io.paydesk.testing.http.StartedService;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A hundred thousand orders scroll like a hundred, and are all in the file. */
@QuarkusTest
class LongListTest extends AdminTest {

  private static final int ORDERS = 100_000;

  /** No other test sells in it. */
  private static final String LIST = "/admin/orders?currency=xpf";

  @BeforeEach
  void aLongHistory() {
    tables()
        .change(
            """
            insert into orders (user_id, amount, currency, description, payer_name, status)
            select ?, 100 + g %% 9000, 'xpf', 'Ticket ' || g, 'Grace Hopper', 'pending'
            from generate_series(1, %d) g
            """
                .formatted(ORDERS),
            user);
  }

  @AfterEach
  void isForgotten() {
    tables().change("delete from orders where user_id = ?", user);
  }

  /** The ids in the document, in its order. */
  @SuppressWarnings("unchecked")
  private List<Long> shown() {
    var ids =
        (List<String>)
            page.evaluate(
                "[...document.querySelectorAll('tr[data-row]')].map((row) => row.dataset.row)");
    return ids.stream().map(Long::valueOf).toList();
  }

  private void isInOrder(List<Long> ids) {
    for (int i = 1; i < ids.size(); i++) {
      assertThat(ids.get(i)).isEqualTo(ids.get(i - 1) - 1);
    }
  }

  /** To the last row that is there, until the list has gone on. */
  private void scrollOn() {
    page.evaluate(
        """
        () => new Promise((resolve) => {
          const last = () => [...document.querySelectorAll('tr[data-row]')].at(-1)?.dataset.row;
          const before = last();
          scrollTo(0, document.documentElement.scrollHeight);
          const look = () => {
            const whole = !document.querySelector('tbody.bones');
            whole && last() !== before ? resolve() : requestAnimationFrame(look);
          };
          look();
        })
        """);
  }

  @Test
  void itScrollsWithFewRowsInTheDocumentKeepsItsPlaceAndIsAllInTheFile() throws Exception {
    signedIn("support", LIST);
    assertThat(page.locator("#desk-sum")).containsText("Over");
    Set<Long> seen = new LinkedHashSet<>(shown());
    long newest = shown().get(0);
    for (int i = 0; i < 30; i++) {
      scrollOn();
      var ids = shown();
      isInOrder(ids);
      assertThat(ids).hasSizeLessThanOrEqualTo(600);
      seen.addAll(ids);
    }
    assertThat(seen).hasSizeGreaterThan(3_000);
    isInOrder(List.copyOf(seen));

    page.keyboard().press("j");
    var place = (Integer) page.evaluate("Math.round(scrollY)");
    var chosen = (String) page.evaluate("document.activeElement.closest('tr').dataset.row");
    assertThat(Long.parseLong(chosen)).isLessThan(newest - 2_000);
    page.reload();
    assertThat(page.locator("tr[data-row='" + chosen + "'] .open-row")).isFocused();
    assertThat((Integer) page.evaluate("Math.round(scrollY)")).isEqualTo(place);
    assertThat(page.locator("tr[data-row='" + chosen + "']"))
        .hasAttribute("aria-rowindex", Long.toString(newest - Long.parseLong(chosen) + 2));

    page.evaluate("scrollTo(0, 0)");
    assertThat(page.locator("tr[data-row='" + newest + "']")).isVisible();
    isInOrder(shown());

    var file = page.waitForDownload(() -> page.getByText("CSV").click());

    var text = Files.readString(file.path(), StandardCharsets.UTF_8);
    assertThat(
            Pattern.compile("\\bxpf\\b", Pattern.CASE_INSENSITIVE).matcher(text).results().count())
        .isEqualTo(ORDERS);
    assertThat(page.url()).isEqualTo(StartedService.url() + LIST);
  }
}
