package io.paydesk.admin.list;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

/** A list of payments that somebody looks at while all of them change. */
@QuarkusTest
class BusyListTest extends BusyList {

  @Test
  void onlyTheRowThatChangedIsDrawnAnew() {
    long newest = sold(5);
    signedIn("support", LIST);
    page.waitForResponse("**/v1/changes", () -> page.reload());
    page.evaluate(
        """
        window.drawn = new Set();
        new MutationObserver((all) => all.forEach(({ target, addedNodes }) =>
            addedNodes.length && target.matches('tr[data-row]') && window.drawn.add(target.dataset.row)))
          .observe(document.querySelector('table.list'), { childList: true, subtree: true });
        """);

    changed(newest - 3, 1);

    assertThat(page.locator("tr[data-row='" + (newest - 3) + "']")).containsText("5,001");
    assertThat(page.evaluate("[...window.drawn].join()")).isEqualTo("" + (newest - 3));
    // Rows that fade cost a busy list more than all else.
    assertThat(
            page.evaluate(
                "document.getAnimations().filter(({ effect }) => effect.target.closest('tr[data-row]')).length"))
        .isEqualTo(0);
  }
}
