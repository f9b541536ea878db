package io.paydesk.stream;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How far a stream has come: it has all changes of transactions before {@code xmin}. It is the
 * {@code id} of an event, and comes back as {@code Last-Event-ID}.
 *
 * @param cluster how {@link ChangeReader} identifies the database: after a restore, a failover or a
 *     crash the same number may be another transaction
 * @param xmin the oldest transaction that had not ended
 */
public record Horizon(String cluster, long xmin) {

  /** No database has it as its past. */
  static final Horizon UNKNOWN = new Horizon("unknown", 0);

  private static final Pattern TEXT =
      Pattern.compile("(\\d{1,20}-[0-9A-F]{8}-\\d{1,10}-\\d{1,15})-(\\d{1,19})");

  /** Empty for a text that is none of our ids. */
  static Optional<Horizon> parse(String id) {
    var match = TEXT.matcher(id);
    try {
      return match.matches()
          ? Optional.of(new Horizon(match.group(1), Long.parseLong(match.group(2))))
          : Optional.empty();
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  @Override
  public String toString() {
    return cluster + "-" + xmin;
  }
}
