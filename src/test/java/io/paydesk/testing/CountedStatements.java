package io.paydesk.testing;

import io.opentelemetry.api.trace.Span;
import io.paydesk.testing.http.Request;
import io.paydesk.transaction.Witness;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logmanager.ExtLogRecord;

/**
 * What single calls ask of the database, whatever else goes on: they are told apart by their
 * traces.
 */
@Singleton
public class CountedStatements implements Witness {

  private static final Logger SQL = Logger.getLogger("org.hibernate.SQL");

  private final List<String> begun = new CopyOnWriteArrayList<>();

  /** What one trace has asked while it is open. */
  public final class OfACall extends Handler implements AutoCloseable {

    private final String trace = UUID.randomUUID().toString().replace("-", "");
    private final List<String> statements = new CopyOnWriteArrayList<>();
    private final Level before = SQL.getLevel();

    private OfACall() {
      SQL.setLevel(Level.FINE);
      SQL.addHandler(this);
    }

    /** A request that belongs to it. */
    public Request of(Request request) {
      return request.header("traceparent", "00-" + trace + "-00000000000000a1-01");
    }

    /** In the words of SQL, without the begin and the commit of transactions. */
    public List<String> statements() {
      return statements;
    }

    /** How many transactions were begun in which something is written. */
    public long transactions() {
      return begun.stream().filter(trace::equals).count();
    }

    @Override
    public void publish(LogRecord record) {
      var ours = ExtLogRecord.wrap(record);
      if (trace.equals(ours.getMdc("traceId"))) {
        statements.add(ours.getFormattedMessage());
      }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
      SQL.removeHandler(this);
      SQL.setLevel(before);
    }
  }

  public OfACall ofACall() {
    return new OfACall();
  }

  @Override
  public Runnable beforeTry() {
    begun.add(Span.current().getSpanContext().getTraceId());
    return () -> {};
  }

  @Override
  public Uni<Void> witness() {
    return Uni.createFrom().voidItem();
  }
}
