package io.paydesk.about;

import io.paydesk.stripe.StripeAccountConfig;
import io.paydesk.stripe.StripeApi;
import io.smallrye.health.SmallRyeHealthReporter;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Singleton;
import java.time.ZoneId;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Reads what runs here. */
@Singleton
public class AboutReader {

  private static final String DATABASE =
      """
      select current_setting('server_version') as server, version, description, installed_on
      from flyway_schema_history where success and version is not null
      order by installed_rank desc limit 1
      """;

  private final String version;
  private final StripeAccountConfig account;
  private final Pool database;
  private final LastWorked lastWorked;
  private final SettingsReader settings;
  private final SmallRyeHealthReporter health;

  AboutReader(
      @ConfigProperty(name = "quarkus.application.version") String version,
      StripeAccountConfig account,
      Pool database,
      LastWorked lastWorked,
      SettingsReader settings,
      SmallRyeHealthReporter health) {
    this.version = version;
    this.account = account;
    this.database = database;
    this.lastWorked = lastWorked;
    this.settings = settings;
    this.health = health;
  }

  public Uni<SettingsView> read() {
    return Uni.combine()
        .all()
        .unis(
            database(),
            health.getReadinessAsync().map(found -> HealthWords.of(found.getPayload())),
            lastWorked.read())
        .usingConcurrencyOf(1)
        .with(
            (schema, ready, worked) ->
                new SettingsView(
                    version,
                    account.livemode(),
                    StripeApi.version(),
                    schema,
                    ready,
                    worked,
                    settings.all()));
  }

  private Uni<DatabaseView> database() {
    return database
        .query(DATABASE)
        .execute()
        .map(
            rows -> {
              var row = rows.iterator().next();
              return new DatabaseView(
                  row.getString("server").split(" ")[0],
                  row.getString("version"),
                  row.getString("description"),
                  row.getLocalDateTime("installed_on").atZone(ZoneId.systemDefault()).toInstant());
            });
  }
}
