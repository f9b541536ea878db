package io.paydesk.export;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.paydesk.export.Export.Next;
import io.paydesk.export.Export.Part;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How fast rows are read for a client, and what it gets where they cannot be read. */
class DownloadTest {

  /** A client that takes as much as the test says. */
  private static final class Client implements Download.Line {

    private final List<String> events = new ArrayList<>();
    private boolean full;
    private boolean gone;
    private Runnable whenEmptier = () -> {};

    @Override
    public void write(byte[] bytes) {
      events.add(new String(bytes, UTF_8));
      whenEmptier.run();
    }

    @Override
    public boolean isFull() {
      return full;
    }

    @Override
    public boolean isClosed() {
      return gone;
    }

    @Override
    public void end() {
      events.add("end");
    }

    @Override
    public void cut() {
      events.add("cut");
    }
  }

  private final Client client = new Client();
  private int read;
  private int over;
  private UniEmitter<? super Part> pending;
  private final Download download =
      new Download(
          "orders.csv",
          client,
          next -> {
            read++;
            return next.read();
          },
          () -> over++);

  /** Parts with these letters, one after the other. */
  private static Part parts(String letters) {
    var rest = letters.substring(1);
    Next next = rest.isEmpty() ? null : () -> Uni.createFrom().item(parts(rest));
    return new Part(letters.substring(0, 1).getBytes(UTF_8), next);
  }

  private Part andThenOneThatIsAwaited(String text) {
    return new Part(text.getBytes(UTF_8), () -> Uni.createFrom().emitter(to -> pending = to));
  }

  @Test
  void aClientThatKeepsUpGetsAllInOrder() {
    download.send(parts("abc"));

    assertThat(client.events).containsExactly("a", "b", "c", "end");
  }

  @Test
  void nothingIsReadWhileTheClientHasEnough() {
    client.full = true;
    download.send(parts("abc"));
    assertThat(read).isZero();

    client.full = false;
    download.goOn();
    assertThat(client.events).containsExactly("a", "b", "c", "end");
  }

  @Test
  void eachPartIsReadOnceHoweverOftenTheClientHasRoom() {
    download.send(andThenOneThatIsAwaited("a"));
    download.goOn();
    download.goOn();
    assertThat(read).isOne();

    pending.complete(parts("b"));
    download.goOn();
    assertThat(client.events).containsExactly("a", "b", "end");
  }

  @Test
  void aClientThatSaysThatItHasRoomWhileItIsWrittenToGetsNothingTwice() {
    client.whenEmptier = download::goOn;

    download.send(parts("abc"));

    assertThat(client.events).containsExactly("a", "b", "c", "end");
  }

  @Test
  void itIsOverOnceHoweverItEnds() {
    download.send(parts("ab"));
    download.cut();
    download.goOn();

    assertThat(over).isOne();
  }

  @Test
  void nothingMoreIsReadForAClientThatHasGone() {
    client.full = true;
    download.send(parts("ab"));
    client.full = false;
    client.gone = true;

    download.goOn();
    download.goOn();

    assertThat(read).isZero();
    assertThat(client.events).containsExactly("a");
  }

  @Test
  void whatComesForAClientThatHasGoneIsDropped() {
    download.send(andThenOneThatIsAwaited("a"));
    download.cut();
    pending.complete(parts("bc"));

    assertThat(client.events).containsExactly("a", "cut");
  }

  @Test
  void aFileThatCannotBeCompletedIsNeverEnded() {
    download.send(andThenOneThatIsAwaited("a"));
    pending.fail(new IllegalStateException("the database is gone"));
    download.goOn();

    assertThat(client.events).containsExactly("a", "cut");
  }
}
