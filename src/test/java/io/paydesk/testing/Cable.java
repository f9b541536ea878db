package io.paydesk.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A connection to a server on this host that can be cut, with everything under way on it. */
public final class Cable implements AutoCloseable {

  private final ServerSocket door;
  private final int server;
  private final Set<Socket> ends = ConcurrentHashMap.newKeySet();
  private volatile boolean cut;

  /**
   * @param server whose port it leads to
   */
  public Cable(URI server) {
    this.server = server.getPort();
    try {
      door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    start(this::accept);
  }

  /** Where a client comes in. */
  public URI address() {
    return URI.create("http://127.0.0.1:" + door.getLocalPort() + "/");
  }

  /** Ends every connection, and new ones at once, until it is mended. */
  public void cut() {
    cut = true;
    ends.forEach(Cable::end);
  }

  public void mend() {
    cut = false;
  }

  private void accept() {
    try {
      while (!door.isClosed()) {
        join(door.accept());
      }
    } catch (IOException e) {
      close();
    }
  }

  private void join(Socket client) throws IOException {
    ends.add(client);
    var there = new Socket(InetAddress.getLoopbackAddress(), server);
    ends.add(there);
    if (cut) {
      end(client);
      end(there);
    }
    start(() -> carry(client, there));
    start(() -> carry(there, client));
  }

  private void carry(Socket from, Socket to) {
    try {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException e) {
      // It was cut, or one side is gone; then the other side is ended too.
    } finally {
      end(from);
      end(to);
      ends.remove(from);
      ends.remove(to);
    }
  }

  private static void end(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void start(Runnable work) {
    var thread = new Thread(work, "cable");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() {
    cut();
    try {
      door.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
