package io.paydesk.search;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.paydesk.testing.PaydeskTest;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** However many rows there are, a search reads a few of them. */
@QuarkusTest
class LookupPlansTest extends PaydeskTest {

  private static final List<String> BY_INDEX =
      List.of("Index Scan", "Index Only Scan", "Bitmap Index Scan", "Bitmap Heap Scan");

  /**
   * The tables of tests are so small that reading them whole is cheaper. So that is forbidden, and
   * a plan for any parameter is asked for: where an index did not fit, it would still be read
   * whole, or without a condition.
   */
  private JsonNode plan(String sql) throws Exception {
    try (var connection = DriverManager.getConnection(database.jdbcUrl(), "postgres", "postgres");
        var statement = connection.createStatement()) {
      statement.execute("set enable_seqscan = off");
      statement.execute("set plan_cache_mode = force_generic_plan");
      statement.execute("prepare looked as " + sql);
      try (var plan = statement.executeQuery("explain (format json) execute looked(null)")) {
        plan.next();
        return new ObjectMapper().readTree(plan.getString(1)).get(0).get("Plan");
      }
    }
  }

  private static List<JsonNode> scans(JsonNode plan) {
    var scans = new ArrayList<JsonNode>();
    if (plan.has("Relation Name")) {
      scans.add(plan);
    }
    plan.path("Plans").forEach(below -> scans.addAll(scans(below)));
    return scans;
  }

  @ParameterizedTest
  @EnumSource
  void eachLookupGoesByAnIndex(Lookup lookup) throws Exception {
    var scans = scans(plan(lookup.sql()));

    assertThat(scans)
        .isNotEmpty()
        .allSatisfy(
            scan -> {
              assertThat(scan.get("Node Type").asText()).as(scan.toString()).isIn(BY_INDEX);
              assertThat(scan.has("Index Cond") || scan.has("Recheck Cond"))
                  .as(scan.toString())
                  .isTrue();
            });
  }

  @ParameterizedTest
  @EnumSource
  void eachLookupHasAnEnd(Lookup lookup) {
    assertThat(lookup.sql()).containsPattern("limit \\d\\b");
  }
}
