package io.paydesk.dev.sandbox;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The sandbox's threads, all named daemons, so that they never keep a JVM alive. */
record Daemons(
    ExecutorService workers, ExecutorService senders, ScheduledExecutorService scheduler) {

  private static final int WORKERS = 16;
  private static final int SENDERS = 8;

  static Daemons start() {
    return new Daemons(
        Executors.newFixedThreadPool(WORKERS, named("sandbox-http")),
        Executors.newFixedThreadPool(SENDERS, named("sandbox-webhook")),
        Executors.newSingleThreadScheduledExecutor(named("sandbox-clock")));
  }

  private static ThreadFactory named(String name) {
    AtomicInteger number = new AtomicInteger();
    return task -> {
      Thread thread = new Thread(task, name + "-" + number.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }

  void stop() {
    scheduler.shutdownNow();
    senders.shutdownNow();
    workers.shutdownNow();
    try {
      workers.awaitTermination(2, TimeUnit.SECONDS);
      scheduler.awaitTermination(2, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
