package io.paydesk.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** A reader who reads a stream, pauses, or leaves and comes back. */
final class ModelReader implements Wire {

  static final StreamConfig PATIENT = config(Duration.ofDays(1));
  static final StreamConfig IMPATIENT = config(Duration.ZERO);

  private final Interest interest;
  private final ModelFeed feed;
  private final Map<Long, Integer> start;
  private final Map<Long, Integer> newest = new HashMap<>();
  private final StringBuilder raw = new StringBuilder();

  private ChangeStream stream;
  private String lastId = "";
  private boolean busy;
  private boolean ended;
  private boolean cut;

  ModelReader(Interest interest, ModelFeed feed) {
    this(interest, feed, null);
  }

  ModelReader(Interest interest, ModelFeed feed, Horizon since) {
    this.interest = interest;
    this.feed = feed;
    this.start = feed.database().versions();
    open(since);
  }

  private Horizon orNow(Horizon since) {
    return since == null && !interest.isNamed() ? feed.database().horizon() : since;
  }

  private static StreamConfig config(Duration each) {
    return new StreamConfig() {
      @Override
      public Duration heartbeat() {
        return each;
      }

      @Override
      public Duration stall() {
        return each;
      }

      @Override
      public int limit() {
        return 10;
      }

      @Override
      public int limitPerUser() {
        return 10;
      }

      @Override
      public Duration poll() {
        return each;
      }

      @Override
      public boolean secureCookie() {
        return true;
      }
    };
  }

  private void open(Horizon since) {
    stream =
        new ChangeStream(
            new Opening(interest, orNow(since), Instant.MAX.minusSeconds(1)),
            feed.lane(),
            this,
            feed::ask);
    feed.streams().enter(stream);
  }

  void comeBack() {
    feed.streams().leave(stream);
    if (lastId.isEmpty()) {
      start.clear();
      start.putAll(feed.database().versions());
    }
    open(Horizon.parse(lastId).orElse(null));
  }

  void isBusy(boolean is) {
    busy = is;
    if (!busy) {
      stream.flush();
    }
  }

  Interest interest() {
    return interest;
  }

  Map<Long, Integer> start() {
    return start;
  }

  Map<Long, Integer> newest() {
    return newest;
  }

  String lastId() {
    return lastId;
  }

  String raw() {
    return raw.toString();
  }

  boolean isEnded() {
    return ended;
  }

  boolean isCut() {
    return cut;
  }

  int held() {
    return stream.held();
  }

  void check() {
    assertThat(stream.held()).isLessThanOrEqualTo(12);
  }

  @Override
  public void write(Buffer bytes) {
    raw.append(bytes);
    for (var frame : bytes.toString().split("\n\n")) {
      for (var line : frame.split("\n")) {
        if (line.startsWith("data: ") && frame.startsWith("event: payment")) {
          var row = line.substring(6).split(" ");
          see(Long.parseLong(row[0]), Integer.parseInt(row[1]));
        } else if (line.startsWith("id: ")) {
          assertThat(Horizon.parse(line.substring(4))).as(line).isPresent();
          lastId = line.substring(4);
        }
      }
    }
  }

  private void see(long row, int version) {
    assertThat(version).isGreaterThanOrEqualTo(newest.getOrDefault(row, -1));
    assertThat(interest.userId() == null || interest.userId().equals("user-" + row % 2)).isTrue();
    newest.put(row, version);
  }

  @Override
  public boolean isFull() {
    return busy;
  }

  @Override
  public long silentNanos() {
    return 1;
  }

  @Override
  public void end() {
    ended = true;
  }

  @Override
  public void cut() {
    cut = true;
  }
}
