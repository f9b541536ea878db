package io.paydesk.bench;

import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.parsetools.RecordParser;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/** Open streams that see every row, read on one thread. */
final class Watchers implements AutoCloseable {

  /** That are being opened at the same time. */
  private static final int AT_ONCE = 50;

  private static final String END_OF_EVENT = "\n\n";

  private final Rig rig;
  private final Context context;
  private final HttpClient client;
  private final IntConsumer seen;
  private final Successes successes = new Successes();
  private final String token;
  private final AtomicInteger live = new AtomicInteger();
  private final AtomicInteger lost = new AtomicInteger();
  private int left;

  /**
   * @param seen is told the number of a payment each time that one of the streams first tells that
   *     it succeeded
   */
  Watchers(Rig rig, int streams, IntConsumer seen) {
    this.rig = rig;
    this.context = rig.vertx().getOrCreateContext();
    this.client = rig.vertx().createHttpClient(new HttpClientOptions().setMaxPoolSize(streams));
    this.seen = seen;
    this.token = rig.serviceToken();
    this.left = streams;
    context.runOnContext(
        ignored -> {
          for (int i = 0; i < AT_ONCE; i++) {
            openNext();
          }
        });
  }

  /** Streams that are told of every change from now on. */
  int live() {
    return live.get();
  }

  /** Streams that were not opened, or that the server has ended. */
  int lost() {
    return lost.get();
  }

  private void openNext() {
    if (left == 0) {
      return;
    }
    left--;
    client
        .request(HttpMethod.GET, rig.port(), "127.0.0.1", "/v1/changes")
        .compose(request -> request.putHeader("Authorization", "Bearer " + token).send())
        .onSuccess(this::read)
        .onFailure(failure -> lost.incrementAndGet());
  }

  private void read(HttpClientResponse response) {
    if (response.statusCode() != 200) {
      lost.incrementAndGet();
      return;
    }
    response.exceptionHandler(failure -> lost.incrementAndGet());
    response.endHandler(ignored -> lost.incrementAndGet());
    response.handler(RecordParser.newDelimited(END_OF_EVENT, new Stream()::take));
  }

  /** One of them. */
  private final class Stream {

    private final BitSet told = new BitSet();
    private boolean isLive;

    /** The first id tells that everything from then on will be told. */
    void take(Buffer event) {
      var text = event.toString(StandardCharsets.UTF_8);
      if (!isLive && text.startsWith("id:")) {
        isLive = true;
        live.incrementAndGet();
        openNext();
      }
      int payment = successes.in(text);
      if (payment > 0 && !told.get(payment)) {
        told.set(payment);
        seen.accept(payment);
      }
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
