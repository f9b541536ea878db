package io.paydesk.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;

import io.paydesk.testing.SubscriptionTest;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each list can be filtered by user, as an app needs it to forget one. */
@QuarkusTest
class ListsOfAUserTest extends SubscriptionTest {

  @BeforeEach
  void oneOfEach() {
    long order = order();
    var started = started(order);
    sandbox.confirm(started.getString("paymentIntentId"), GOOD_CARD);
    eventuallyPaid(order);
    asAdmin()
        .header("Idempotency-Key", UUID.randomUUID())
        .body(Map.of("paymentId", started.getLong("id"), "refundAmount", 100))
        .post("/v1/refunds")
        .then()
        .statusCode(201);
    sandbox.dispute(started.getString("paymentIntentId"), "fraudulent", true);
    eventually(x -> asUser().get("/v1/disputes").then().statusCode(200).body("data", hasSize(1)));
    subscribed(monthly());
  }

  /** A dispute takes a fee too, which the shared balance would lack in another test. */
  @AfterEach
  void settleTheBalance() {
    sandbox.payOut("usd");
  }

  @ParameterizedTest
  @ValueSource(strings = {"orders", "payments", "refunds", "recurring-payments", "disputes"})
  void aListOfAUserHasOnlyThatUsersRows(String list) {
    var path = "/v1/" + list + "?userId=";
    int own = list.equals("orders") ? 2 : 1;

    asService()
        .get(path + user)
        .then()
        .statusCode(200)
        .body("data", hasSize(own))
        .body("data.userId", everyItem(equalTo(user)));
    asUser().get(path + user).then().statusCode(200).body("data", hasSize(own));
    asService().get(path + "nobody").then().statusCode(200).body("data", hasSize(0));
    // Neither the other user's rows nor one's own, which were not asked for.
    asUser().get(path + "nobody").then().statusCode(200).body("data", hasSize(0));
    for (var blank : new String[] {"", "%20", "%C2%A0"}) {
      asService()
          .get(path + blank)
          .then()
          .statusCode(400)
          .body("type", equalTo("urn:paydesk:problem:blank-query-parameter"));
    }
    as("a-stranger").get(path + user).then().statusCode(200).body("data", hasSize(0));
  }

  @ParameterizedTest
  @ValueSource(strings = {"orders", "payment", "refund", "recurring_payment", "dispute"})
  void aListOfAUserIsReadByAnIndex(String table) throws SQLException {
    try (var connection = DriverManager.getConnection(database.jdbcUrl(), "postgres", "postgres");
        var statement = connection.createStatement()) {
      // The test's tables are so small that PostgreSQL would read them all.
      statement.execute("set enable_seqscan = off");
      statement.execute("set enable_bitmapscan = off");
      var plan = new StringBuilder();
      try (var rows =
          statement.executeQuery(
              "explain select * from %s where id < 1000 and user_id = 'u' order by id desc limit 21"
                  .formatted(table))) {
        while (rows.next()) {
          plan.append(rows.getString(1)).append('\n');
        }
      }

      assertThat(plan.toString())
          .contains("Index Scan Backward using " + table + "_of_user on " + table)
          .doesNotContain("Sort", "Filter");
    }
  }
}
