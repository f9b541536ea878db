package io.paydesk.payment;

import static org.assertj.core.api.Assertions.assertThat;

import io.paydesk.testing.CountedStatements;
import io.paydesk.testing.CountedStatements.OfACall;
import io.paydesk.testing.PaydeskTest;
import io.paydesk.testing.http.Request;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What beginning a payment asks of the database: a count, which no slow machine changes. */
@QuarkusTest
class PaymentCostTest extends PaydeskTest {

  @Inject CountedStatements counted;

  @Test
  void aPaymentOfAKnownUserTakesTwoTransactionsAndOneLook() {
    started(order());
    long order = order();

    try (var call = counted.ofACall()) {
      begin(call, asUser(), order);

      mostlyAsks(call, 9, 2);
    }
  }

  @Test
  void aPaymentOfANewUserTakesTwoTransactionsMore() {
    long order = order();

    try (var call = counted.ofACall()) {
      begin(call, asUser(), order);

      mostlyAsks(call, 13, 4);
    }
  }

  @Test
  void anIdempotencyKeyTakesTwoTransactionsMore() {
    started(order());
    long order = order();

    try (var call = counted.ofACall()) {
      begin(call, asUser().header("Idempotency-Key", UUID.randomUUID().toString()), order);

      mostlyAsks(call, 13, 4);
    }
  }

  private static void begin(OfACall call, Request caller, long order) {
    json(call.of(caller).body(Map.of("orderId", order)).post("/v1/payments"), 201);
  }

  private static void mostlyAsks(OfACall call, int statements, int transactions) {
    assertThat(call.statements()).isNotEmpty().hasSizeLessThanOrEqualTo(statements);
    assertThat(call.transactions()).isPositive().isLessThanOrEqualTo(transactions);
  }
}
