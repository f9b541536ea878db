package io.paydesk.dev.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** Finds a port for a server that needs one before it starts. */
public final class FreePort {

  private FreePort() {}

  /** A port that is free now. */
  public static int number() {
    try (var socket = taken()) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Holds a port until it is closed. The port is below the range that systems give to connections,
   * as one of those could take it before the server does.
   */
  public static ServerSocket taken() {
    for (int tries = 0; tries < 100; tries++) {
      try {
        return new ServerSocket(ThreadLocalRandom.current().nextInt(20_000, 32_000));
      } catch (IOException e) {
        // it is taken: try another one
        continue;
      }
    }
    throw new IllegalStateException("No port is free");
  }
}
