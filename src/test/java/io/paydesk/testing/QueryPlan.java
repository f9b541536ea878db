package io.paydesk.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * How PostgreSQL would read the tables for a statement. The tables of tests are so small that
 * reading them whole is cheaper, and so are the joins that do; so both are forbidden, and a plan
 * for any parameter is asked for. Where no index fits, one is still read whole, or without a
 * condition.
 */
public record QueryPlan(List<JsonNode> scans) {

  private static final List<String> BY_INDEX =
      List.of("Index Scan", "Index Only Scan", "Bitmap Index Scan", "Bitmap Heap Scan");

  /**
   * @param parameters how many the statement has
   */
  public static QueryPlan of(String jdbcUrl, String sql, int parameters) {
    var values = String.join(", ", Collections.nCopies(parameters, "null"));
    try (var connection = DriverManager.getConnection(jdbcUrl, "postgres", "postgres");
        var statement = connection.createStatement()) {
      statement.execute("set enable_seqscan = off");
      statement.execute("set enable_hashjoin = off");
      statement.execute("set enable_mergejoin = off");
      statement.execute("set plan_cache_mode = force_generic_plan");
      statement.execute("prepare looked as " + sql);
      try (var plan =
          statement.executeQuery(
              "explain (format json) execute looked"
                  + (parameters == 0 ? "" : "(" + values + ")"))) {
        plan.next();
        var scans = new ArrayList<JsonNode>();
        collect(new ObjectMapper().readTree(plan.getString(1)).get(0).get("Plan"), scans);
        return new QueryPlan(scans);
      }
    } catch (SQLException | JsonProcessingException e) {
      throw new AssertionError(sql, e);
    }
  }

  private static void collect(JsonNode node, List<JsonNode> scans) {
    if (node.has("Relation Name")) {
      scans.add(node);
    }
    node.path("Plans").forEach(below -> collect(below, scans));
  }

  /** No table is read whole. */
  public QueryPlan goesByIndexes() {
    assertThat(scans)
        .isNotEmpty()
        .allSatisfy(
            scan -> assertThat(scan.get("Node Type").asText()).as(scan.toString()).isIn(BY_INDEX));
    return this;
  }

  /** And no index is either. */
  public QueryPlan readsWhatItAsksFor() {
    assertThat(scans)
        .allSatisfy(
            scan ->
                assertThat(scan.has("Index Cond") || scan.has("Recheck Cond"))
                    .as(scan.toString())
                    .isTrue());
    return this;
  }
}
