package io.paydesk.stream;

import static java.util.Objects.requireNonNull;

import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What one reader is sent. A stream first catches up, page by page, while changes wait; then it is
 * live. Only the newest state of each row waits. If too many wait, all are dropped and the stream
 * reads again from where it was, as after a broken connection. So a slow reader skips states, never
 * the last one, and takes little memory. All of it runs on the lane's event loop.
 */
final class ChangeStream {

  private enum Phase {
    /** The first page is on its way: it will have all changes until it is read. */
    BEGINNING,
    CATCHING_UP,
    LIVE,
    ENDED
  }

  private final Interest interest;
  private final Instant until;
  private final Lane lane;
  private final Wire wire;
  private final Consumer<StreamPage.Request> feed;

  private final ArrayDeque<Change> page = new ArrayDeque<>();
  private final Waiting waiting = new Waiting();

  private Phase phase = Phase.BEGINNING;

  /** Where the next page begins; null after the last. */
  private @Nullable Place next;

  /** The latest request: answers to earlier ones come too late. */
  private StreamPage.@Nullable Request asked;

  /** Up to where everything is written, or will be when the stream has caught up. */
  private @Nullable Horizon complete;

  private @Nullable EndReason ended;

  /** The feed reads it too. */
  private volatile boolean isOver;

  /**
   * @param feed reads a page and passes it to {@link #take}
   */
  ChangeStream(Opening opening, Lane lane, Wire wire, Consumer<StreamPage.Request> feed) {
    this.interest = opening.interest();
    this.until = opening.until();
    this.lane = lane;
    this.wire = wire;
    this.feed = feed;
    this.complete = opening.since();
  }

  Interest interest() {
    return interest;
  }

  Lane lane() {
    return lane;
  }

  /** Call it once the lane has the stream. */
  void begin() {
    begin(complete);
  }

  /** The rows of a named order or payment are read as they are, whenever they changed. */
  private void begin(@Nullable Horizon since) {
    phase = Phase.BEGINNING;
    ask(interest.isNamed() ? Place.before(0) : Place.before(requireNonNull(since).xmin()), since);
  }

  private void ask(Place from, @Nullable Horizon since) {
    asked = new StreamPage.Request(this, from, since);
    feed.accept(asked);
  }

  /** Takes a page, which was read after everything that the lane has been sent. */
  void take(StreamPage.Request request, StreamPage read) {
    if (phase == Phase.ENDED || request != asked) {
      return;
    }
    asked = null;
    if (phase == Phase.BEGINNING) {
      phase = Phase.CATCHING_UP;
      complete = lane.horizon();
    }
    if (read.reset()) {
      wire.write(Frames.reset());
    }
    read.changes().forEach(change -> page.add(interest.seen(change)));
    next = read.next();
    flush();
  }

  /**
   * @return whether something is to be written
   */
  boolean put(Change change) {
    if (phase == Phase.BEGINNING || phase == Phase.ENDED || !interest.wants(change)) {
      return false;
    }
    recordHorizon();
    waiting.put(interest.seen(change));
    return true;
  }

  /** There were too many changes to send or to keep. */
  void loseTrack() {
    if (phase == Phase.CATCHING_UP || phase == Phase.LIVE) {
      recordHorizon();
      waiting.lose();
    }
  }

  /** Call it before the lane's horizon moves. */
  private void recordHorizon() {
    if (phase == Phase.LIVE && waiting.isNothing()) {
      complete = lane.horizon();
    }
  }

  /** After a change of database, earlier rows may be others. */
  void startAfresh() {
    if (phase != Phase.ENDED) {
      page.clear();
      beginAgain(Horizon.UNKNOWN);
    }
  }

  private void beginAgain(@Nullable Horizon since) {
    waiting.clear();
    begin(since);
  }

  /** Writes as much as the reader takes, and is called again once the reader has taken it. */
  void flush() {
    if (phase == Phase.CATCHING_UP && asked == null) {
      catchUp();
    }
    if (phase == Phase.LIVE) {
      goOn();
    }
  }

  private void catchUp() {
    while (!page.isEmpty() && !wire.isFull()) {
      var chunk = chunkOfPage();
      if (chunk.length() > 0) {
        wire.write(chunk);
      }
    }
    if (!page.isEmpty()) {
      return;
    }
    if (next != null) {
      ask(next, null);
    } else if (waiting.isLost()) {
      beginAgain(complete);
    } else {
      phase = Phase.LIVE;
      if (waiting.isEmpty()) {
        wire.write(Frames.id(requireNonNull(lane.horizon())));
      }
    }
  }

  private Buffer chunkOfPage() {
    var chunk = Buffer.buffer();
    while (!page.isEmpty() && chunk.length() < Wire.CHUNK) {
      var row = page.removeFirst();
      if (waiting.giveWayTo(row)) {
        chunk.appendBuffer(row.bytes());
      }
    }
    return chunk;
  }

  private void goOn() {
    while (!waiting.isEmpty() && !wire.isFull()) {
      wire.write(waiting.chunk(requireNonNull(lane.horizon())));
    }
    if (waiting.isLost() && !wire.isFull()) {
      beginAgain(complete);
    }
  }

  /** Called every second. */
  void tick(Instant now, StreamConfig config) {
    if (phase != Phase.ENDED && !now.isBefore(until)) {
      end(EndReason.TOKEN_EXPIRED);
    } else if (phase == Phase.ENDED || wire.isFull()) {
      cutWhereNothingIsTaken(config);
    } else if (wire.silentNanos() >= config.heartbeat().toNanos()) {
      boolean isTold = phase == Phase.LIVE && waiting.isNothing();
      wire.write(isTold ? Frames.heartbeat(requireNonNull(lane.horizon())) : Frames.comment());
    }
  }

  private void cutWhereNothingIsTaken(StreamConfig config) {
    if (wire.silentNanos() >= config.stall().toNanos()) {
      ended = ended == null ? EndReason.STALLED : ended;
      wire.cut();
    }
  }

  /** Sends the reason; the browser comes back by itself where it may. */
  void end(EndReason reason) {
    if (phase != Phase.ENDED) {
      ended = reason;
      wire.write(Frames.end(reason));
      leave();
      wire.end();
    }
  }

  /** Stops writing. */
  void leave() {
    phase = Phase.ENDED;
    isOver = true;
    page.clear();
    waiting.clear();
  }

  /** Rows in memory for the reader: few, however slow it is. */
  int held() {
    return page.size() + waiting.size();
  }

  boolean hasEnded() {
    return isOver;
  }

  EndReason ended() {
    return ended == null ? EndReason.READER_LEFT : ended;
  }
}
