package io.paydesk.dev.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** For a server that has to be told its port before it starts. */
public final class FreePort {

  private FreePort() {}

  /** A port that nobody has now. */
  public static int number() {
    try (var socket = taken()) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * A port that nobody else gets until it is closed, below those that systems give to connections,
   * one of which could take it before the server does.
   */
  public static ServerSocket taken() {
    for (int tries = 0; tries < 100; tries++) {
      try {
        return new ServerSocket(ThreadLocalRandom.current().nextInt(20_000, 32_000));
      } catch (IOException e) {
        // somebody has it: another one
        continue;
      }
    }
    throw new IllegalStateException("No port is free");
  }
}
