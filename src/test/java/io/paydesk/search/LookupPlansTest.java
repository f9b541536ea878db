package io.paydesk.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.paydesk.testing.PaydeskTest;
import io.paydesk.testing.QueryPlan;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** However many rows there are, a search reads a few of them. */
@QuarkusTest
class LookupPlansTest extends PaydeskTest {

  @ParameterizedTest
  @EnumSource
  void eachLookupGoesByAnIndex(Lookup lookup) {
    QueryPlan.of(database.jdbcUrl(), lookup.sql(), lookup.sql().contains("$2") ? 2 : 1)
        .goesByIndexes()
        .readsWhatItAsksFor();
  }

  @ParameterizedTest
  @EnumSource
  void eachLookupHasAnEnd(Lookup lookup) {
    assertThat(lookup.sql()).containsPattern("limit \\d\\b");
  }
}
