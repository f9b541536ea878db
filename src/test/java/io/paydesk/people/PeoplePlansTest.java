package io.paydesk.people;

import io.paydesk.testing.PaydeskTest;
import io.paydesk.testing.QueryPlan;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** However many orders others have, a payer's page reads the payer's alone. */
@QuarkusTest
class PeoplePlansTest extends PaydeskTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        PersonSums.ORDERS,
        PersonSums.PAYMENTS,
        PersonSums.WITHDRAWN,
        PersonSums.WHO,
        PersonSums.NEWEST_ORDERS,
        PersonSums.EMAILS,
        PersonSums.METHODS,
        PersonSums.LINKS
      })
  void allOfAPayerIsReadByIndexes(String sql) {
    QueryPlan.of(database.jdbcUrl(), sql, 1).goesByIndexes().readsWhatItAsksFor();
  }

  @Test
  void theListGoesDownTheOrdersAndLooksUpTheRest() {
    QueryPlan.of(database.jdbcUrl(), PeopleReader.SQL, 3).goesByIndexes();
  }
}
