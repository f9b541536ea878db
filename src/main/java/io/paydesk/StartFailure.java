package io.paydesk;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.ConfigValidationException;
import io.vertx.pgclient.PgException;
import java.net.BindException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** What kept the service from starting: one line where a setting mends it, else a stack trace. */
final class StartFailure {

  private static final Logger LOG = Logger.getLogger(Paydesk.class);

  /** Of SmallRye's sentences, which tell the value too; that may be a secret. */
  private static final Pattern PROPERTY =
      Pattern.compile("(?:config property|property) ([a-z][\\w.\"-]*) ");

  private static final Pattern WANTED =
      Pattern.compile("SRCFG000(?:29|30|31|32|33|34|35): Expected an? ([a-z]+) value");

  /** Of io.paydesk.setting. */
  private static final Pattern MUST_BE = Pattern.compile("It must be ([\\w ]+)");

  private static final Pattern ONE_OF = Pattern.compile("allowed values: ([\\w, -]+)");

  private static final int DEEPEST = 50;

  private static final String DOES_NOT_START = "Paydesk does not start: ";

  private StartFailure() {}

  static String line(String problem) {
    return DOES_NOT_START + problem;
  }

  static void tell(Throwable failure) {
    lineOf(failure)
        .ifPresentOrElse(System.err::println, () -> LOG.error("Paydesk does not start", failure));
  }

  static Optional<String> lineOf(Throwable failure) {
    return causes(failure).stream().flatMap(cause -> ofOne(cause).stream()).findFirst();
  }

  private static List<Throwable> causes(Throwable failure) {
    var causes = new ArrayList<Throwable>();
    for (var cause = failure; cause != null && causes.size() < DEEPEST; cause = cause.getCause()) {
      causes.add(cause);
    }
    return causes;
  }

  private static Optional<String> ofOne(Throwable cause) {
    var message = cause.getMessage();
    if (message != null
        && (cause instanceof ConfigurationException || message.startsWith(DOES_NOT_START))) {
      return Optional.of(message);
    }
    if (cause instanceof ConfigValidationException invalid) {
      return Optional.of(line(unreadable(invalid.getProblem(0).getMessage())));
    }
    if (cause instanceof SQLException refused) {
      return databaseProblem(refused.getSQLState()).map(StartFailure::line);
    }
    if (cause instanceof PgException refused) {
      return databaseProblem(refused.getSqlState()).map(StartFailure::line);
    }
    if (cause instanceof BindException) {
      return Optional.of(
          line("another process has its port: set QUARKUS_HTTP_PORT or QUARKUS_MANAGEMENT_PORT"));
    }
    return Optional.empty();
  }

  /**
   * By PostgreSQL's codes.
   *
   * @see <a href="https://www.postgresql.org/docs/current/errcodes-appendix.html">Error codes</a>
   */
  private static Optional<String> databaseProblem(@Nullable String state) {
    if (state == null) {
      return Optional.empty();
    }
    return switch (state) {
      case "08000", "08001", "08003", "08004", "08006" ->
          Optional.of(
              "no database answers at the addresses of QUARKUS_DATASOURCE_JDBC_URL and"
                  + " QUARKUS_DATASOURCE_REACTIVE_URL");
      case "28000", "28P01" ->
          Optional.of(
              "the database does not take QUARKUS_DATASOURCE_USERNAME with"
                  + " QUARKUS_DATASOURCE_PASSWORD");
      case "3D000" ->
          Optional.of(
              "the database's server has no database of the name in QUARKUS_DATASOURCE_JDBC_URL");
      case "55P03" ->
          Optional.of(
              "somebody holds a lock on a table that a migration changes, such as a pg_dump that"
                  + " still runs: let that end, and start again");
      default -> Optional.empty();
    };
  }

  private static String unreadable(String message) {
    var property = PROPERTY.matcher(message + " ");
    if (!property.find()) {
      return message;
    }
    var variable = property.group(1).replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    if (message.contains("SRCFG00014")) {
      return "set " + variable;
    }
    if (message.contains("Invalid duration")) {
      return variable + " is no duration such as 30S, 2M, 168H or P180D";
    }
    var wanted = WANTED.matcher(message);
    if (wanted.find()) {
      return variable + " is no " + wanted.group(1);
    }
    var mustBe = MUST_BE.matcher(message);
    if (mustBe.find()) {
      return variable + " must be " + mustBe.group(1).strip();
    }
    var oneOf = ONE_OF.matcher(message);
    if (oneOf.find()) {
      return variable + " takes one of " + String.join(", ", List.of(oneOf.group(1).split(",")));
    }
    return variable + " cannot be read: src/docs/reference/configuration.md says what it takes";
  }
}
