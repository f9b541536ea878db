package io.paydesk.dev.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Keeps the store on disk: many changes in a short time make one write, and no write is partial.
 */
final class StateFile {

  private static final System.Logger LOG = System.getLogger(StateFile.class.getName());
  private static final long COALESCE_MILLIS = 150;

  private final Path file;
  private final Store store;
  private final SandboxClock clock;
  private final ScheduledExecutorService scheduler;
  private final AtomicBoolean due = new AtomicBoolean();

  StateFile(Path file, Store store, SandboxClock clock, ScheduledExecutorService scheduler) {
    this.file = file;
    this.store = store;
    this.clock = clock;
    this.scheduler = scheduler;
  }

  void load() {
    if (file == null || !Files.exists(file)) {
      return;
    }
    try {
      var saved = Json.read(Files.readString(file));
      clock.beAhead(Duration.parse(saved.path("clock_ahead").asText("PT0S")));
      synchronized (store) {
        store.load(saved);
      }
    } catch (IOException | RuntimeException e) {
      throw new IllegalStateException(
          file + " is not a state of the sandbox; move it away or delete it", e);
    }
  }

  void changed() {
    if (file != null && due.compareAndSet(false, true)) {
      try {
        scheduler.schedule(this::writeQuietly, COALESCE_MILLIS, TimeUnit.MILLISECONDS);
      } catch (RejectedExecutionException closing) {
        // close() writes once more
      }
    }
  }

  private void writeQuietly() {
    try {
      write();
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.WARNING, "The sandbox could not save its state", e);
    }
  }

  synchronized void write() {
    if (file == null) {
      return;
    }
    due.set(false);
    String json;
    synchronized (store) {
      json = Json.write(store.toJson(clock.ahead()));
    }
    try {
      Path directory = file.toAbsolutePath().getParent();
      Files.createDirectories(directory);
      Path next = Files.createTempFile(directory, "sandbox", ".tmp");
      Files.writeString(next, json);
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
