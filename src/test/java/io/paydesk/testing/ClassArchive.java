package io.paydesk.testing;

import static io.paydesk.testing.http.Request.given;
import static org.awaitility.Awaitility.await;

import io.paydesk.dev.database.EmbeddedDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * The packaged application's classes, as a JVM had loaded and verified them. The tests start dozens
 * of processes, and one that starts from the archive takes a third less.
 *
 * <p>A process that serves no test leaves it at its end, after it took a payment. It is made once
 * for a build; whoever comes meanwhile starts without it.
 */
final class ClassArchive {

  private static final Path TARGET = Path.of("target").toAbsolutePath();
  private static final Path ARCHIVE = TARGET.resolve("packaged-classes.jsa");

  private ClassArchive() {}

  /** What a JVM that has no options of its own starts with. */
  static List<String> options() {
    return isOfThisBuild() ? List.of("-XX:SharedArchiveFile=" + ARCHIVE) : List.of();
  }

  /** Of another build it would not fit, and the JVM would say so in the log. */
  private static boolean isOfThisBuild() {
    try {
      return Files.exists(ARCHIVE)
          && Files.getLastModifiedTime(ARCHIVE)
                  .compareTo(Files.getLastModifiedTime(PackagedProcess.jar()))
              > 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns once it is there, or at once where another test makes it. */
  static void make() {
    if (PackagedProcess.isExecutable() || isOfThisBuild()) {
      return;
    }
    try (var file =
            FileChannel.open(
                TARGET.resolve("packaged-classes.lock"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        var mine = file.tryLock()) {
      if (mine != null && !isOfThisBuild()) {
        dump(ARCHIVE.resolveSibling("packaged-classes.part"));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void dump(Path part) throws IOException {
    Files.deleteIfExists(part);
    try (var backends = PackagedBackends.alone(EmbeddedDatabase.temporary());
        var process =
            backends.start(backends.environment(), List.of("-XX:ArchiveClassesAtExit=" + part))) {
      takeAPayment(backends, process);
      process.stop();
      process.awaitEnd(Duration.ofMinutes(5));
    }
    if (Files.exists(part)) {
      Files.move(part, ARCHIVE, StandardCopyOption.ATOMIC_MOVE);
    }
  }

  private static void takeAPayment(PackagedBackends backends, PackagedProcess process) {
    var keys = backends.keys();
    var payment =
        PackagedPayment.started(
            process,
            "pia",
            given().bearer(keys.token("shop", Set.of("service"))),
            given().bearer(keys.token("pia", Set.of())));
    backends.sandbox().confirm(payment.intent(), "4242424242424242");
    var tables = new Tables(backends.database().jdbcUrl());
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> tables.number("select count(*) from orders where status = 'paid'") == 1);
  }
}
