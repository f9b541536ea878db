package io.paydesk.dev.sandbox;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.Executor;

/** The port that the sandbox listens on. */
final class Doors {

  private final HttpServer server;

  /**
   * @param port 0 for a free one
   */
  Doors(String host, int port, Executor workers) throws IOException {
    // Otherwise the JDK's server waits for an ACK between head and body: 40 ms for every answer.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    server = HttpServer.create(new InetSocketAddress(InetAddress.getByName(host), port), 0);
    server.setExecutor(workers);
  }

  /** Where it listens; with this machine's address if it listens on all. */
  URI uri() {
    InetAddress address = server.getAddress().getAddress();
    String host = address.isAnyLocalAddress() ? SandboxSettings.LOOPBACK : address.getHostAddress();
    return URI.create(
        "http://%s:%d"
            .formatted(
                host.contains(":") ? "[" + host + "]" : host, server.getAddress().getPort()));
  }

  void add(String path, HttpHandler handler) {
    server.createContext(path, handler);
  }

  void open() {
    // The server's own thread is a daemon only if a daemon starts it.
    Thread starter = new Thread(server::start, "sandbox-start");
    starter.setDaemon(true);
    starter.start();
    try {
      starter.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  void close() {
    server.stop(0);
  }
}
