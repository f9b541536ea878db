package io.paydesk.testing.closedworld;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Starts a JVM whose application sees only registered classes by reflection.
 *
 * @param denied where each question that had another answer than usual is written
 */
public record ClosedWorldOptions(List<String> jvm, Path denied) {

  public static ClosedWorldOptions of(Registered registered) {
    try {
      var folder = Files.createTempDirectory(Path.of("target"), "closed-world-").toAbsolutePath();
      var agent = ClosedWorldJar.write(folder.resolve("agent.jar"));
      var lines = Files.write(folder.resolve("registered"), registered.lines());
      var denied = Files.createFile(folder.resolve("denied"));
      return new ClosedWorldOptions(
          List.of("-javaagent:" + agent + "=" + lines + "," + denied), denied);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public List<String> denials() {
    try {
      return Files.readAllLines(denied).stream().distinct().sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
