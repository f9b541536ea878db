package io.paydesk.key;

import io.paydesk.trace.Secrets;
import io.quarkus.logging.LoggingFilter;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.logging.Filter;
import java.util.logging.LogRecord;
import java.util.stream.Stream;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.ExtLogRecord.FormatStyle;
import org.jspecify.annotations.Nullable;

/**
 * Blackens secrets before a line is logged. Nobody logs them on purpose; a library that quotes what
 * it was given might.
 */
@LoggingFilter(name = "secrets")
public final class SecretsInLogs implements Filter {

  /** A failure with more causes than that is shown without the rest. */
  private static final int MOST = 100;

  @Override
  public boolean isLoggable(LogRecord record) {
    if (record instanceof ExtLogRecord line) {
      var text = line.getFormattedMessage();
      if (text != null && Secrets.isIn(text)) {
        line.setMessage(Secrets.blackened(text), FormatStyle.NO_FORMAT);
        line.setParameters(null);
      }
      if (tells(line.getThrown(), seen())) {
        line.setThrown(Blackened.of(line.getThrown(), seen()));
      }
    }
    return true;
  }

  /** A failure may be among its own causes. */
  private static Set<Throwable> seen() {
    return Collections.newSetFromMap(new IdentityHashMap<>());
  }

  private static boolean tells(@Nullable Throwable failure, Set<Throwable> seen) {
    if (failure == null || seen.contains(failure)) {
      return false;
    }
    if (seen.size() == MOST) {
      return true;
    }
    seen.add(failure);
    return Secrets.isIn(String.valueOf(failure))
        || tells(failure.getCause(), seen)
        || Stream.of(failure.getSuppressed()).anyMatch(other -> tells(other, seen));
  }

  /** A failure in its own words, but for secrets. */
  private static final class Blackened extends Throwable {

    private static final long serialVersionUID = 1L;

    private final String words;

    private Blackened(Throwable failure, @Nullable Throwable cause) {
      super(
          failure.getMessage() == null ? null : Secrets.blackened(failure.getMessage()),
          cause,
          true,
          true);
      words = Secrets.blackened(String.valueOf(failure));
      setStackTrace(failure.getStackTrace());
    }

    /** Null for one that stands further up already. */
    static @Nullable Blackened of(@Nullable Throwable failure, Set<Throwable> seen) {
      if (failure == null || seen.size() == MOST || !seen.add(failure)) {
        return null;
      }
      var blackened = new Blackened(failure, of(failure.getCause(), seen));
      Stream.of(failure.getSuppressed())
          .map(other -> of(other, seen))
          .filter(other -> other != null)
          .forEach(blackened::addSuppressed);
      return blackened;
    }

    @Override
    public String toString() {
      return words;
    }
  }
}
