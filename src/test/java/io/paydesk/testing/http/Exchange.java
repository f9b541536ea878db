package io.paydesk.testing.http;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One request and its answer, on a connection of their own. One that is kept could be closed by the
 * server at the moment of the next request, which would then fail by chance.
 */
final class Exchange {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private Exchange() {}

  static Answer with(
      URI server, String method, String target, Map<String, String> headers, byte[] body) {
    var request = method + " " + target;
    if (!request.chars().allMatch(c -> c >= ' ' && c <= '~') || target.contains(" ")) {
      throw new IllegalArgumentException("To be encoded first: " + target);
    }
    try (var socket = new Socket(server.getHost(), server.getPort())) {
      socket.setTcpNoDelay(true);
      socket.setSoTimeout((int) PATIENCE.toMillis());
      send(socket, request, server.getAuthority(), headers, body);
      return answer(request, new BufferedInputStream(socket.getInputStream()), method);
    } catch (IOException e) {
      throw new UncheckedIOException(request + " was not answered", e);
    }
  }

  private static void send(
      Socket socket, String request, String host, Map<String, String> headers, byte[] body)
      throws IOException {
    var head = new StringBuilder(request).append(" HTTP/1.1\r\nHost: ").append(host);
    head.append("\r\nConnection: close\r\n");
    headers.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
    if (body != null || !request.startsWith("GET ")) {
      head.append("Content-Length: ").append(body == null ? 0 : body.length).append("\r\n");
    }
    var bytes = new ByteArrayOutputStream();
    bytes.writeBytes(head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
    if (body != null) {
      bytes.writeBytes(body);
    }
    bytes.writeTo(socket.getOutputStream());
  }

  private static Answer answer(String request, InputStream in, String method) throws IOException {
    int status;
    Map<String, List<String>> headers;
    do {
      var words = line(in).split(" ", 3);
      status = Integer.parseInt(words[1]);
      headers = headers(in);
    } while (status < 200);
    return new Answer(request, status, headers, body(in, method, headers));
  }

  private static Map<String, List<String>> headers(InputStream in) throws IOException {
    var headers = new TreeMap<String, List<String>>(String.CASE_INSENSITIVE_ORDER);
    for (var line = line(in); !line.isEmpty(); line = line(in)) {
      int colon = line.indexOf(':');
      headers
          .computeIfAbsent(line.substring(0, colon), x -> new ArrayList<>())
          .add(line.substring(colon + 1).strip());
    }
    return headers;
  }

  private static byte[] body(InputStream in, String method, Map<String, List<String>> headers)
      throws IOException {
    if (method.equals("HEAD")) {
      return new byte[0];
    }
    if (headers.containsKey("Transfer-Encoding")) {
      var body = new ByteArrayOutputStream();
      for (int size = chunk(in); size > 0; size = chunk(in)) {
        body.write(exactly(in, size));
        line(in);
      }
      return body.toByteArray();
    }
    var length = headers.get("Content-Length");
    return length == null ? in.readAllBytes() : exactly(in, Integer.parseInt(length.get(0)));
  }

  private static int chunk(InputStream in) throws IOException {
    return Integer.parseInt(line(in).split(";")[0].strip(), 16);
  }

  private static byte[] exactly(InputStream in, int size) throws IOException {
    var bytes = in.readNBytes(size);
    if (bytes.length < size) {
      throw new EOFException("The answer ended after %d of %d bytes".formatted(bytes.length, size));
    }
    return bytes;
  }

  private static String line(InputStream in) throws IOException {
    var line = new ByteArrayOutputStream();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new EOFException("The connection was closed in the middle of an answer");
      }
      line.write(c);
    }
    return line.toString(StandardCharsets.UTF_8).stripTrailing();
  }
}
