package io.paydesk.stripe;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A server at Stripe's address that answers byte by byte, which a proper HTTP server could not. */
final class RawStripe implements AutoCloseable {

  /** Writes the answer; afterwards the connection is closed. */
  interface Behaviour {
    void answer(Asked asked, Line line) throws IOException;
  }

  /** A request. */
  record Asked(String method, String path, Map<String, String> headers, String body) {

    String key() {
      return headers.get("idempotency-key");
    }

    String apiKey() {
      return headers.get("authorization").substring("Bearer ".length());
    }
  }

  /** Where the answer goes. */
  static final class Line {

    private final OutputStream out;

    private Line(OutputStream out) {
      this.out = out;
    }

    void write(String text) throws IOException {
      out.write(text.getBytes(StandardCharsets.UTF_8));
      out.flush();
    }

    /** A whole answer. */
    void answer(int status, String body, String... headers) throws IOException {
      write(head(status, body, headers) + body);
    }

    static String head(int status, String body, String... headers) {
      var head = new StringBuilder("HTTP/1.1 " + status + " As it is\r\n");
      head.append("Content-Length: ")
          .append(body.getBytes(StandardCharsets.UTF_8).length)
          .append("\r\nConnection: close\r\nRequest-Id: req_1\r\n");
      for (var header : headers) {
        head.append(header).append("\r\n");
      }
      return head.append("\r\n").toString();
    }

    /** Byte by byte, one every few milliseconds, until the client hangs up. */
    void drip(String begin, String drop) throws IOException {
      write(begin);
      while (true) {
        write(drop);
        try {
          Thread.sleep(5);
        } catch (InterruptedException e) {
          return;
        }
      }
    }
  }

  private final ServerSocket server;
  private final Behaviour behaviour;
  private final List<Asked> requests = new CopyOnWriteArrayList<>();

  RawStripe(Behaviour behaviour) {
    this.behaviour = behaviour;
    try {
      server = new ServerSocket(0, 1_000, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    daemon(this::accept);
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + server.getLocalPort());
  }

  List<Asked> requests() {
    return requests;
  }

  private static void daemon(Runnable work) {
    var thread = new Thread(work, "raw-stripe");
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    while (true) {
      try {
        var socket = server.accept();
        daemon(() -> serve(socket));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      var asked = read(new BufferedInputStream(socket.getInputStream()));
      requests.add(asked);
      behaviour.answer(asked, new Line(socket.getOutputStream()));
    } catch (IOException hungUp) {
      // The client must notice.
    }
  }

  private static Asked read(InputStream in) throws IOException {
    var first = line(in).split(" ");
    var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
    for (var header = line(in); !header.isEmpty(); header = line(in)) {
      headers.put(
          header.substring(0, header.indexOf(':')), header.substring(header.indexOf(':') + 2));
    }
    int length = Integer.parseInt(headers.getOrDefault("Content-Length", "0"));
    var body = new String(in.readNBytes(length), StandardCharsets.UTF_8);
    return new Asked(first[0], first[1], headers, body);
  }

  private static String line(InputStream in) throws IOException {
    var line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new IOException("nobody there");
      }
      line.append((char) c);
    }
    return line.toString().strip();
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
