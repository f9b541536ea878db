package io.paydesk.admin.list;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.paydesk.admin.AdminTest;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** A list of payments that somebody looks at while all of them change. */
@QuarkusTest
class BusyListTest extends AdminTest {

  /** No other test sells in it. */
  private static final String LIST = "/admin/payments?currency=vuv";

  /**
   * @return the id of the newest
   */
  private long sold(int payments) {
    tables()
        .change(
            """
            with made as (
              insert into orders (user_id, amount, currency, description, payer_name, status)
              select ?, 1000 + g, 'vuv', 'Ticket ' || g, 'Grace Hopper', 'paid' from generate_series(1, %d) g
              returning id, user_id, amount, currency)
            insert into payment (order_id, user_id, uuid, origin, amount, amount_received, currency, status, succeeded_at)
            select id, user_id, gen_random_uuid(), 'invoice', amount, amount, currency, 'succeeded', now() from made
            """
                .formatted(payments),
            user);
    return tables().number("select max(id) from payment where user_id = ?", user);
  }

  private void changed(long id, int round) {
    tables()
        .change(
            "update payment set amount = ?, amount_received = ?, updated_at = now() where id = ?",
            5_000 + round,
            5_000 + round,
            id);
  }

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

  /**
   * Says how it goes while fifty payments change in a second. What it prints depends on the
   * machine.
   */
  @Test
  @EnabledIfSystemProperty(named = "paydesk.measure", matches = "true")
  void fiftyChangesASecondDoNotHoldUpWhoScrolls() throws InterruptedException {
    long newest = sold(3_000);
    signedIn("support", LIST);
    page.waitForResponse("**/v1/changes", () -> page.reload());
    var reads = new AtomicInteger();
    page.onRequest(request -> reads.addAndGet(request.url().contains("part=rows") ? 1 : 0));
    for (var isBusy : new boolean[] {false, true}) {
      var clock = Executors.newSingleThreadScheduledExecutor();
      var round = new AtomicInteger();
      if (isBusy) {
        clock.scheduleAtFixedRate(
            () -> changed(newest - round.incrementAndGet() % 300, round.get()),
            0,
            20,
            TimeUnit.MILLISECONDS);
      }
      reads.set(0);
      @SuppressWarnings("unchecked")
      var seen =
          (Map<String, Object>)
              page.evaluate(
                  """
                  () => new Promise((resolve) => {
                    const long = [];
                    const frames = [];
                    const tasks = new PerformanceObserver((list) => long.push(...list.getEntries().map((one) => one.duration)));
                    tasks.observe({ type: 'longtask' });
                    const begun = performance.now();
                    let last = begun;
                    const frame = (now) => {
                      frames.push(now - last);
                      last = now;
                      scrollTo(0, 4000 + 4000 * Math.sin((now - begun) / 1500));
                      if (now - begun < 20000) {
                        requestAnimationFrame(frame);
                        return;
                      }
                      tasks.disconnect();
                      frames.sort((a, b) => a - b);
                      const at = (share) => Math.round(frames[Math.floor(share * (frames.length - 1))]);
                      resolve({ frames: frames.length, middle: at(0.5), p95: at(0.95), p99: at(0.99), worst: at(1),
                        long: long.length, longest: Math.round(Math.max(0, ...long)) });
                    };
                    requestAnimationFrame(frame);
                  })
                  """);
      clock.shutdownNow();
      clock.awaitTermination(5, TimeUnit.SECONDS);
      System.out.println(
          "busy=" + isBusy + " changes=" + round + " reads=" + reads + " frames in ms: " + seen);
      assertThat(reads.get()).isLessThan(Math.max(20, round.get() / 5));
    }
  }
}
