package io.paydesk.actionflow;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.vertx.VertxContextSupport;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Duration;

/** What an endpoint would be sent for a run, whoever's run it is. */
@Singleton
public class DeliveryPreview {

  private static final String FIRST =
      """
      select * from actionflow_run
      where split_part(subject, ':', 1) || '.' || transition = $1 order by id limit 1
      """;

  private final Pool database;
  private final RunRowsReader rows;
  private final ObjectMapper json;

  DeliveryPreview(Pool database, RunRowsReader rows, ObjectMapper json) {
    this.database = database;
    this.rows = rows;
    this.json = json;
  }

  /** Of the first run of this type that there is, with the rows as they are now. */
  public String firstOf(String type) {
    var run =
        ClaimedRun.of(
            database
                .preparedQuery(FIRST)
                .execute(Tuple.of(type))
                .await()
                .atMost(Duration.ofSeconds(30))
                .iterator()
                .next());
    try {
      var now =
          VertxContextSupport.subscribeAndAwait(
              () -> rows.read(run.flow(), run.subjectId(), run.orderId(), run.occurrence()));
      return json.writeValueAsString(OutgoingDelivery.of(run, now));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    } catch (Throwable e) {
      throw new AssertionError("the rows of a run cannot be read", e);
    }
  }

  /** The operation of the API description that stands for a type. */
  public static String operation(String type) {
    return DeliveryType.all().stream()
        .filter(known -> known.name().equals(type))
        .findFirst()
        .orElseThrow()
        .operationId();
  }
}
