package io.paydesk.admin.list;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import io.paydesk.admin.AdminTest;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Whoever has scrolled far down and comes back sees each row once, though rows came and went
 * meanwhile.
 */
@QuarkusTest
class ChangedListTest extends AdminTest {

  private static final int ORDERS = 900;
  private static final int PAGE = 100;

  /** No other test sells in it. */
  private static final String CURRENCY = "kmf";

  @BeforeEach
  void manyOrders() {
    tables()
        .change(
            """
            insert into orders (user_id, amount, currency, description, payer_name, status)
            select ?, 1000 + g, '%s', 'Ticket ' || g, 'Grace Hopper', 'pending'
            from generate_series(1, %d) g
            """
                .formatted(CURRENCY, ORDERS),
            user);
  }

  @AfterEach
  void areForgotten() {
    tables().change("delete from orders where user_id = ?", user);
  }

  private long newest() {
    return tables().number("select max(id) from orders where user_id = ?", user);
  }

  private void hasRow(long id) {
    assertThat(page.locator("tr[data-row='" + id + "']")).hasCount(1);
  }

  /** As far as the first page is no longer in the document. */
  private void scrollsDown(long top) {
    for (int i = 1; i <= 5; i++) {
      page.evaluate("scrollTo(0, document.documentElement.scrollHeight)");
      hasRow(top - (long) PAGE * i - PAGE + 1);
    }
    assertThat(page.locator("tr[data-row='" + top + "']")).hasCount(0);
  }

  private void beginsWith(List<Long> ids) {
    page.evaluate("scrollTo(0, 0)");
    begins(ids.subList(0, PAGE));
    page.locator("tr[data-row='" + ids.get(PAGE - 1) + "']").scrollIntoViewIfNeeded();
    begins(ids);
  }

  private void begins(List<Long> ids) {
    page.waitForFunction(
        """
        (ids) => {
          const rows = [...document.querySelectorAll('tr[data-row]')].map((row) => row.dataset.row);
          return !document.querySelector('tbody.bones') && ids.every((id, at) => rows[at] === id);
        }
        """,
        ids.stream().map(String::valueOf).toList());
  }

  @Test
  void noRowIsDoubledWhereSomeHaveLeftTheList() {
    long top = newest();
    signedIn("support", "/admin/orders?status=pending&currency=" + CURRENCY);
    scrollsDown(top);

    tables()
        .change(
            "update orders set status = 'canceled' where user_id = ? and id between ? and ?",
            user,
            top - 12,
            top - 10);

    beginsWith(
        LongStream.range(0, 2 * PAGE)
            .map(before -> top - before)
            .filter(id -> id < top - 12 || id > top - 10)
            .boxed()
            .toList());
  }

  @Test
  void noRowIsLostWhereOneHasComeIntoTheMiddle() {
    long top = newest();
    signedIn("support", "/admin/orders?currency=" + CURRENCY + "&sort=largest");
    scrollsDown(top);

    tables()
        .change(
            """
            insert into orders (user_id, amount, currency, description, payer_name, status)
            values (?, 1000 + %d, '%s', 'Between', 'Grace Hopper', 'pending')
            """
                .formatted(ORDERS - 20, CURRENCY),
            user);

    long between = newest();
    var expected =
        new ArrayList<>(IntStream.range(0, 2 * PAGE).mapToObj(before -> top - before).toList());
    expected.add(20, between);
    beginsWith(expected.subList(0, 2 * PAGE));
  }
}
