package io.paydesk.stream;

import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Reads the pages that streams catch up with, and passes them on to the stream's lane. */
@Singleton
class PageReader {

  private static final Logger LOG = Logger.getLogger(PageReader.class);

  private final ChangeReader reader;
  private final ViewReader views;
  private final MeterRegistry meters;

  PageReader(ChangeReader reader, ViewReader views, MeterRegistry meters) {
    this.reader = reader;
    this.views = views;
    this.meters = meters;
  }

  /**
   * Never fails. The database may have gone after the look, so a page that cannot be read is asked
   * for once more; then only its own stream ends.
   *
   * @param seen of the look before
   * @param again queues the request for a later turn
   */
  Uni<Void> answer(
      StreamPage.Request request, DatabaseSnapshot seen, Consumer<StreamPage.Request> again) {
    var stream = request.stream();
    return read(request, seen)
        .invoke(page -> stream.lane().run(() -> stream.take(request, page)))
        .replaceWithVoid()
        .onFailure()
        .recoverWithItem(
            failure -> {
              LOG.warn("A stream could not catch up", failure);
              if (request.triedBefore().compareAndSet(false, true)) {
                again.accept(request);
              } else {
                stream.lane().run(() -> stream.end(EndReason.UNAVAILABLE));
              }
              return null;
            });
  }

  private Uni<StreamPage> read(StreamPage.Request request, DatabaseSnapshot seen) {
    var interest = request.stream().interest();
    boolean reset = request.since() != null && !seen.follows(request.since());
    if (reset && !interest.isNamed()) {
      return Uni.createFrom().item(new StreamPage(true, List.of(), null));
    }
    meters.counter("paydesk.stream.pages").increment();
    return reader
        .page(interest, request.from())
        .flatMap(
            reading ->
                views
                    .read(reading.rows().stream().map(Reading.Row::key).toList())
                    .map(changes -> new StreamPage(reset, changes, behind(reading))));
  }

  private @Nullable Place behind(Reading reading) {
    var rows = reading.rows();
    return rows.size() < reader.pageRows() ? null : rows.get(rows.size() - 1).place();
  }
}
