package io.paydesk.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/**
 * Reads server-sent events as the standard requires of a browser.
 *
 * @see <a
 *     href="https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation">The
 *     standard</a>
 */
public final class EventStream implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final int MOST_TOKENS = 20;

  /**
   * @param id the last id when it was dispatched; empty if there was none yet
   */
  public record Event(String type, String data, String id) {

    public JsonNode json() {
      try {
        return JSON.readTree(data);
      } catch (JsonProcessingException e) {
        throw new IllegalStateException(data, e);
      }
    }

    public long row() {
      return json().path("id").longValue();
    }

    public int version() {
      return json().path("version").intValue();
    }

    public String status() {
      return json().path("status").textValue();
    }
  }

  private final HttpResponse<InputStream> response;
  private final List<Event> events = new CopyOnWriteArrayList<>();
  private final StringBuffer raw = new StringBuffer();
  private volatile String lastId = "";
  private volatile boolean ended;
  private volatile boolean cut;

  private EventStream(HttpResponse<InputStream> response) {
    this.response = response;
    if (response.statusCode() == 200) {
      var reader = new Thread(this::read, "event-stream");
      reader.setDaemon(true);
      reader.start();
    }
  }

  /** Returns once the head of the answer has come. */
  public static EventStream open(URI address, Map<String, String> headers) {
    try {
      var request = HttpRequest.newBuilder(address).header("Accept", "text/event-stream");
      headers.forEach(request::header);
      return new EventStream(
          HttpClient.newBuilder()
              .version(HttpClient.Version.HTTP_1_1)
              .build()
              .send(request.build(), HttpResponse.BodyHandlers.ofInputStream()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * By a token that ends soon, and by another where it has ended before the stream was open. It may
   * be refused for nothing else.
   */
  public static EventStream openInTime(Supplier<EventStream> attempt) {
    for (int tries = 1; ; tries++) {
      var stream = attempt.get();
      if (stream.status() != 401 || tries == MOST_TOKENS) {
        assertThat(stream.status()).isEqualTo(200);
        return stream;
      }
      stream.close();
    }
  }

  public int status() {
    return response.statusCode();
  }

  public String header(String name) {
    return response.headers().firstValue(name).orElse(null);
  }

  /** The body of an answer that is not a stream. */
  public JsonNode problem() {
    try (var body = response.body()) {
      return JSON.readTree(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What has been dispatched until now. */
  public List<Event> events() {
    return List.copyOf(events);
  }

  public List<Event> events(String type) {
    return events.stream().filter(event -> event.type().equals(type)).toList();
  }

  /** The versions of one row, in the order in which they came. */
  public List<Integer> versions(String type, long row) {
    return events(type).stream().filter(event -> event.row() == row).map(Event::version).toList();
  }

  public String lastId() {
    return lastId;
  }

  /** Every character that came. */
  public String raw() {
    return raw.toString();
  }

  /** Whether the server ended it in order, and did not break the connection. */
  public boolean hasEnded() {
    return ended;
  }

  public boolean isCut() {
    return cut;
  }

  private void read() {
    var data = new ArrayList<String>();
    var type = "message";
    var id = "";
    try (var in =
        new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
      for (String line = line(in); line != null; line = line(in)) {
        if (line.isEmpty()) {
          if (!data.isEmpty()) {
            events.add(new Event(type, String.join("\n", data), id));
          }
          // Afterwards: whoever goes on from this id has seen all events up to it.
          lastId = id;
          data.clear();
          type = "message";
        } else if (line.startsWith("data: ")) {
          data.add(line.substring(6));
        } else if (line.startsWith("event: ")) {
          type = line.substring(7);
        } else if (line.startsWith("id: ")) {
          id = line.substring(4);
        } else if (!line.startsWith(":") && !line.startsWith("retry: ")) {
          throw new IllegalStateException("not a line of an event stream: " + line);
        }
      }
      ended = true;
    } catch (IOException e) {
      cut = true;
    }
  }

  private String line(BufferedReader in) throws IOException {
    var line = new StringBuilder();
    for (int c = in.read(); c >= 0; c = in.read()) {
      raw.append((char) c);
      if (c == '\n') {
        return line.toString();
      }
      line.append((char) c);
    }
    return null;
  }

  /** As when the network fails. */
  @Override
  public void close() {
    try {
      response.body().close();
    } catch (IOException e) {
      cut = true;
    }
  }
}
