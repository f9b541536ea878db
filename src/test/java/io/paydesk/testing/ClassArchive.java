package io.paydesk.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * The packaged application's classes, as a JVM had loaded and verified them. The tests start dozens
 * of processes, and one that starts from the archive takes a third less.
 *
 * <p>A process that serves no test leaves it at its end. It is made once for a build, and whoever
 * starts before it is there starts without it.
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

  /** Makes it where it is not there yet, and nobody else is about to. */
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
    try (var backends = PackagedBackends.alone()) {
      backends.start(backends.environment(), List.of("-XX:ArchiveClassesAtExit=" + part)).close();
    }
    if (Files.exists(part)) {
      Files.move(part, ARCHIVE, StandardCopyOption.ATOMIC_MOVE);
    }
  }
}
