package io.paydesk.key;

import io.paydesk.caller.Scopes;
import java.io.PrintStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeSet;
import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;

/**
 * Makes a key on the command line, for somebody who has the database's password: the first one, and
 * one for an admin who is locked out. It needs the database alone and starts no service. The key is
 * all that it prints to standard output.
 */
public final class KeyCommand {

  public static final String NAME = "key";

  private static final String USAGE =
      """
      Usage: key create --role admin|service|support --name <whose> [--scope <scope>]... [--expires <time>]
             key generate --mode test|live
      'create' makes a key in the database of QUARKUS_DATASOURCE_JDBC_URL. It works at once.
      'generate' only prints one, for PAYDESK_BOOTSTRAP_ADMIN_KEY.""";

  private static final String INSERT =
      """
      with made as (
        insert into api_key (name, role, scopes, origin, created_at, updated_at, expires_at)
        values (?, ?, ?, 'command', now(), now(), ?::timestamptz)
        returning id),
      noted as (
        insert into audit (request, caller, role, operation, subject, status)
        select gen_random_uuid(), 'key:command', 'admin', 'createKey', 'keys/' || id, 201 from made)
      insert into api_key_secret (key_id, hash, last_four, created_at)
      select id, ?, ?, now() from made
      returning key_id
      """;

  private final Config config;
  private final PrintStream out;
  private final PrintStream err;

  public KeyCommand(Config config, PrintStream out, PrintStream err) {
    this.config = config;
    this.out = out;
    this.err = err;
  }

  /** What is wrong with the words, or with the database, in words for the person who typed them. */
  private static final class Unusable extends Exception {
    private static final long serialVersionUID = 1L;

    private Unusable(String why) {
      super(why);
    }
  }

  /**
   * @param words as typed, with the command's name
   * @return what the process ends with: 0 where a key was made
   */
  public int run(List<String> words) {
    try {
      var options = options(words);
      switch (words.size() > 1 ? words.get(1) : "") {
        case "create" -> create(options);
        case "generate" -> generate(options);
        default -> throw new Unusable(USAGE);
      }
      return 0;
    } catch (Unusable e) {
      err.println(e.getMessage());
      return 1;
    }
  }

  private static Map<String, List<String>> options(List<String> words) throws Unusable {
    var options = new HashMap<String, List<String>>();
    for (int i = 2; i < words.size(); i += 2) {
      var name = words.get(i);
      if (!name.matches("--(role|name|scope|expires|mode)") || i + 1 == words.size()) {
        throw new Unusable(USAGE);
      }
      options.computeIfAbsent(name, x -> new ArrayList<>()).add(words.get(i + 1));
    }
    return options;
  }

  private static String needed(Map<String, List<String>> options, String name) throws Unusable {
    var values = options.getOrDefault(name, List.of());
    if (values.size() != 1 || values.get(0).isBlank()) {
      throw new Unusable("Give " + name + " once.\n" + USAGE);
    }
    return values.get(0);
  }

  private void generate(Map<String, List<String>> options) throws Unusable {
    var mode = needed(options, "--mode");
    if (!mode.matches("test|live")) {
      throw new Unusable("--mode is test or live.");
    }
    out.println(TokenText.random(TokenKind.KEY, mode.equals("live")).text());
  }

  private void create(Map<String, List<String>> options) throws Unusable {
    var name = needed(options, "--name");
    var role = needed(options, "--role");
    if (name.length() > 100) {
      throw new Unusable("--name has 100 characters at most.");
    }
    if (new KeyRole.Text().convertToEntityAttribute(role) == null) {
      throw new Unusable("--role is admin, service or support.");
    }
    var scopes = new TreeSet<>(options.getOrDefault("--scope", List.of()));
    if (!scopes.stream().allMatch(Scopes::isKnown)) {
      throw new Unusable("--scope is one of " + String.join(", ", Scopes.known()) + ".");
    }
    var expires = options.containsKey("--expires") ? time(needed(options, "--expires")) : null;
    try (var database = connection()) {
      var secret = TokenText.random(TokenKind.KEY, isLive(database));
      long id = insert(database, name, role, scopes, expires, secret);
      err.printf(
          "Key %d of the role %s is made and works at once. It is shown only now:%n", id, role);
      out.println(secret.text());
    } catch (SQLException e) {
      throw new Unusable(
          "42P01".equals(e.getSQLState())
              ? "The database has no tables for keys yet. Start Paydesk once."
              : "The database refused: " + e.getMessage());
    }
  }

  private static Instant time(String text) throws Unusable {
    try {
      var time = Instant.parse(text);
      if (ApiKey.canExpireAt(time)) {
        return time;
      }
    } catch (DateTimeParseException e) {
      // told below, like a time that is over
    }
    throw new Unusable("--expires is a time to come, such as 2030-01-31T09:30:00Z.");
  }

  private Connection connection() throws Unusable, SQLException {
    var url =
        text("quarkus.datasource.jdbc.url")
            .orElseThrow(() -> new Unusable("Set QUARKUS_DATASOURCE_JDBC_URL."));
    var login = new Properties();
    text("quarkus.datasource.username").ifPresent(user -> login.setProperty("user", user));
    text("quarkus.datasource.password").ifPresent(word -> login.setProperty("password", word));
    var connection = new Driver().connect(url, login);
    if (connection == null) {
      throw new Unusable("QUARKUS_DATASOURCE_JDBC_URL begins with jdbc:postgresql:");
    }
    return connection;
  }

  private Optional<String> text(String setting) {
    return config.getOptionalValue(setting, String.class).filter(value -> !value.isBlank());
  }

  private static boolean isLive(Connection database) throws SQLException, Unusable {
    try (var query = database.prepareStatement("select livemode from installation");
        var rows = query.executeQuery()) {
      if (!rows.next() || rows.getObject(1) == null) {
        throw new Unusable(
            "The database does not know its mode yet. Start Paydesk once: STRIPE_SECRET_KEY says"
                + " whether it is test or live.");
      }
      return rows.getBoolean(1);
    }
  }

  private static long insert(
      Connection database,
      String name,
      String role,
      TreeSet<String> scopes,
      @Nullable Instant expires,
      TokenText secret)
      throws SQLException {
    try (var insert = database.prepareStatement(INSERT)) {
      insert.setString(1, name);
      insert.setString(2, role);
      insert.setString(3, scopes.isEmpty() ? null : String.join(",", scopes));
      insert.setString(4, expires == null ? null : expires.toString());
      insert.setBytes(5, secret.hash());
      insert.setString(6, secret.lastFour());
      try (var rows = insert.executeQuery()) {
        rows.next();
        return rows.getLong(1);
      }
    }
  }
}
