package io.paydesk.admin.list;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * Prints how a list scrolls while fifty payments change in a second, which depends on the machine.
 * So it is no test: {@code ./mvnw test -Dtest=BusyListMeasure} runs it.
 */
@QuarkusTest
class BusyListMeasure extends BusyList {

  @Test
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
