package io.paydesk.stream;

import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * What one reader is told. It first catches up, page by page, while what changes meanwhile waits;
 * then it is live. Of each row only the newest state waits, and when too many wait, none does: the
 * stream then reads again from where it had come to, as it would after a cut. So a slow reader
 * skips states, never the last one, and holds little memory. All of it runs on the lane's event
 * loop.
 */
final class ChangeStream {

  /** More rows than a page has, so that a reader who is a moment late stays live. */
  static final int MOST_WAITING = 500;

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
  private final Consumer<Page.Request> feed;

  private final ArrayDeque<Change> page = new ArrayDeque<>();
  private final Map<RowKey, Change> waiting = new LinkedHashMap<>();

  private Phase phase = Phase.BEGINNING;

  /** Behind which the next page begins; null when the last is here. */
  private Place next;

  /** What was asked for last: the answer to anything else comes too late. */
  private Page.Request asked;

  /** Whether something that changed is not waiting any more, and must be read again. */
  private boolean lost;

  /** Up to where everything has been written, or is being caught up with. */
  private Horizon complete;

  private EndReason ended;

  /**
   * @param feed has a page read and handed to {@link #take}
   */
  ChangeStream(Opening opening, Lane lane, Wire wire, Consumer<Page.Request> feed) {
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
    asked = new Page.Request(this, from, since);
    feed.accept(asked);
  }

  /** A page that was read after everything that the lane has been told of. */
  void take(Page.Request request, Page read) {
    if (phase == Phase.ENDED || request != asked) {
      return;
    }
    asked = null;
    if (phase == Phase.BEGINNING) {
      phase = Phase.CATCHING_UP;
      complete = lane.horizon();
    }
    if (read.reset()) {
      wire.write(Frames.RESET);
    }
    page.addAll(read.changes());
    next = read.next();
    flush();
  }

  /**
   * @return whether it has to be written
   */
  boolean put(Change change) {
    if (phase == Phase.BEGINNING || phase == Phase.ENDED || lost || !interest.wants(change)) {
      return false;
    }
    noteWhatIsComplete();
    var known = waiting.get(change.key());
    if (known == null || known.version() < change.version()) {
      waiting.put(change.key(), change);
    }
    if (waiting.size() > MOST_WAITING) {
      loseTrack();
    }
    return true;
  }

  /** What changed is not told one by one, or is too much to wait. */
  void loseTrack() {
    if (phase == Phase.CATCHING_UP || phase == Phase.LIVE) {
      noteWhatIsComplete();
      waiting.clear();
      lost = true;
    }
  }

  /** Before the lane moves its horizon on. */
  private void noteWhatIsComplete() {
    if (phase == Phase.LIVE && waiting.isEmpty() && !lost) {
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
    lost = false;
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
    } else if (lost) {
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
      var newer = waiting.get(row.key());
      if (newer == null || newer.version() < row.version()) {
        waiting.remove(row.key());
        chunk.appendBuffer(row.bytes());
      }
    }
    return chunk;
  }

  private void goOn() {
    while (!waiting.isEmpty() && !wire.isFull()) {
      wire.write(chunkOfWaiting());
    }
    if (lost && !wire.isFull()) {
      beginAgain(complete);
    }
  }

  private Buffer chunkOfWaiting() {
    var changes = waiting.values().iterator();
    var first = take(changes);
    if (!changes.hasNext()) {
      return first.bytes(lane.horizon());
    }
    var chunk = Buffer.buffer().appendBuffer(first.bytes());
    while (changes.hasNext() && chunk.length() < Wire.CHUNK) {
      var change = take(changes);
      chunk.appendBuffer(changes.hasNext() ? change.bytes() : change.bytes(lane.horizon()));
    }
    return chunk;
  }

  private static Change take(Iterator<Change> changes) {
    var change = changes.next();
    changes.remove();
    return change;
  }

  /** Called every second. */
  void tick(Instant now, StreamConfig config) {
    boolean silent = wire.silentNanos() >= config.heartbeat().toNanos();
    if (wire.isFull() || phase == Phase.ENDED) {
      if (wire.silentNanos() >= config.stall().toNanos()) {
        ended = ended == null ? EndReason.STALLED : ended;
        wire.cut();
      }
    } else if (!now.isBefore(until)) {
      end(EndReason.TOKEN_EXPIRED);
    } else if (silent) {
      boolean told = phase == Phase.LIVE && waiting.isEmpty() && !lost;
      wire.write(told ? Frames.heartbeat(lane.horizon()) : Frames.COMMENT);
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
    page.clear();
    waiting.clear();
  }

  /** Rows that are kept for the reader: however slow it is, they stay few. */
  int held() {
    return page.size() + waiting.size();
  }

  EndReason ended() {
    return ended == null ? EndReason.READER_LEFT : ended;
  }
}
