package io.paydesk.bench;

import io.paydesk.testing.PackagedProcess;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * One start, from when its process was made.
 *
 * @param answered until the first answer to a caller, in seconds
 * @param ready until the first probe that says so, in seconds
 * @param processor seconds of processor time until both were there
 * @param resident bytes in memory then
 * @param worked bytes in memory after some payments
 * @param phases seconds until the first answer; empty where it does not tell
 */
record Started(
    double answered,
    double ready,
    double processor,
    long resident,
    long worked,
    Map<StartPhase, Double> phases) {

  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final long BETWEEN_LOOKS_MILLIS = 5;

  /**
   * @param made when its process was made
   * @param begin the same by {@link System#nanoTime()}
   * @param work to be done before the memory is read once more
   */
  static Started of(PackagedProcess process, Instant made, long begin, Runnable work) {
    double answered = 0;
    double ready = 0;
    while (answered == 0 || ready == 0) {
      if (answered == 0 && answers(process.url("/v1/config"))) {
        answered = secondsSince(begin);
      }
      if (ready == 0 && answers(process.url("/q/health/ready"))) {
        ready = secondsSince(begin);
      }
      if (!process.isAlive() || secondsSince(begin) > PATIENCE.toSeconds()) {
        throw new IllegalStateException("It does not start:\n" + process.log());
      }
      sleep();
    }
    var processor =
        ProcessHandle.of(process.pid())
            .flatMap(started -> started.info().totalCpuDuration())
            .orElse(Duration.ZERO);
    var resident = ServerMemory.resident(process.pid());
    var phases = StartPhases.of(process.log(), made, answered);
    work.run();
    return new Started(
        answered,
        ready,
        processor.toNanos() / 1e9,
        resident,
        ServerMemory.resident(process.pid()),
        phases);
  }

  private static boolean answers(String url) {
    try {
      var connection = (HttpURLConnection) URI.create(url).toURL().openConnection();
      connection.setConnectTimeout(1_000);
      connection.setReadTimeout(5_000);
      boolean is200 = connection.getResponseCode() == 200;
      if (is200) {
        connection.getInputStream().readAllBytes();
      }
      return is200;
    } catch (IOException e) {
      return false;
    }
  }

  private static double secondsSince(long begin) {
    return (System.nanoTime() - begin) / 1e9;
  }

  private static void sleep() {
    try {
      Thread.sleep(BETWEEN_LOOKS_MILLIS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
