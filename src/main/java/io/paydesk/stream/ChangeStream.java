package io.paydesk.stream;

import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.function.Consumer;

/**
 * What one reader is told. It first catches up, page by page, while what changes meanwhile waits;
 * then it is live. Of each row only the newest state waits, and when too many wait, none does: the
 * stream then reads again from where it had come to, as it would after a cut. So a slow reader
 * skips states, never the last one, and holds little memory. All of it runs on the lane's event
 * loop.
 */
final class ChangeStream {

  private enum Phase {
    /** The first page has been asked for: it shows all that changes until it is read. */
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

  /** Behind which the next page begins; null when the last is here. */
  private Place next;

  /** What was asked for last: the answer to anything else comes too late. */
  private StreamPage.Request asked;

  /** Up to where everything has been written, or is being caught up with. */
  private Horizon complete;

  private EndReason ended;

  /** Read by the feed, too. */
  private volatile boolean isOver;

  /**
   * @param feed has a page read and handed to {@link #take}
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

  /** Once the lane knows of it. */
  void begin() {
    begin(complete);
  }

  /** Named rows are read as they are, whenever they changed. */
  private void begin(Horizon since) {
    phase = Phase.BEGINNING;
    ask(interest.isNamed() ? Place.before(0) : Place.before(since.xmin()), since);
  }

  private void ask(Place from, Horizon since) {
    asked = new StreamPage.Request(this, from, since);
    feed.accept(asked);
  }

  /** A page that was read after everything that the lane has been told of. */
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
    page.addAll(read.changes());
    next = read.next();
    flush();
  }

  /**
   * @return whether it has to be written
   */
  boolean put(Change change) {
    if (phase == Phase.BEGINNING || phase == Phase.ENDED || !interest.wants(change)) {
      return false;
    }
    noteWhatIsComplete();
    waiting.put(change);
    return true;
  }

  /** What changed is not told one by one, or is too much to wait. */
  void loseTrack() {
    if (phase == Phase.CATCHING_UP || phase == Phase.LIVE) {
      noteWhatIsComplete();
      waiting.lose();
    }
  }

  /** Before the lane moves its horizon on. */
  private void noteWhatIsComplete() {
    if (phase == Phase.LIVE && waiting.isNothing()) {
      complete = lane.horizon();
    }
  }

  /** The rows of before may be others now. */
  void startAfresh() {
    if (phase != Phase.ENDED) {
      page.clear();
      beginAgain(Horizon.UNKNOWN);
    }
  }

  private void beginAgain(Horizon since) {
    waiting.clear();
    begin(since);
  }

  /** Writes as much as the reader takes; comes back when the reader has taken it. */
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
        wire.write(Frames.id(lane.horizon()));
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
      wire.write(waiting.chunk(lane.horizon()));
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
      wire.write(isTold ? Frames.heartbeat(lane.horizon()) : Frames.comment());
    }
  }

  private void cutWhereNothingIsTaken(StreamConfig config) {
    if (wire.silentNanos() >= config.stall().toNanos()) {
      ended = ended == null ? EndReason.STALLED : ended;
      wire.cut();
    }
  }

  /** The reader is told why, and comes back by itself if it may. */
  void end(EndReason reason) {
    if (phase != Phase.ENDED) {
      ended = reason;
      wire.write(Frames.end(reason));
      leave();
      wire.end();
    }
  }

  /** Nothing is written any more. */
  void leave() {
    phase = Phase.ENDED;
    isOver = true;
    page.clear();
    waiting.clear();
  }

  /** Rows that are kept for the reader: however slow it is, they stay few. */
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
