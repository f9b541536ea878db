package io.paydesk.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.paydesk.actionflow.EndpointResource;
import io.paydesk.caller.Guest;
import io.paydesk.key.UserTokenResource;
import io.paydesk.order.OrderResource;
import io.paydesk.orderdesk.OrderCancelResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SubjectsTest {

  @Test
  void rowsAreCalledAsTheirResourceIs() {
    assertThat(Subjects.collection(OrderResource.class)).isEqualTo("orders");
    assertThat(Subjects.collection(OrderCancelResource.class)).isEqualTo("orders");
    assertThat(Subjects.collection(EndpointResource.class)).isEqualTo("actionflows/endpoints");
    assertThat(Subjects.collection(UserTokenResource.class)).isEqualTo("users");
  }

  @ParameterizedTest
  @CsvSource({"42, orders/42", "0042, orders/42", "+42, orders/42"})
  void aRowHasOneNameHoweverItsIdIsWritten(String id, String subject) {
    assertThat(Subjects.of("orders", id, null)).isEqualTo(subject);
  }

  @ParameterizedTest
  @ValueSource(strings = {"abc", "0", "-1", "99999999999999999999", ""})
  void whatIsNoIdNamesNoRow(String id) {
    assertThat(Subjects.of("orders", id, null)).isNull();
  }

  @Test
  void anEventIsCalledAsStripeCallsIt() {
    assertThat(Subjects.of("events", "evt_1Ab", null)).isEqualTo("events/evt_1Ab");
    assertThat(Subjects.of("events", "1", null)).isNull();
    assertThat(Subjects.of("events", "evt_a\nb", null)).isNull();
    assertThat(Subjects.of("events", "evt_" + "x".repeat(300), null)).isNull();
    assertThat(Subjects.of("orders", "evt_1Ab", null)).isNull();
  }

  @Test
  void whoIsNoUserIsNotNamed() {
    assertThat(Subjects.of("users", null, "pia")).isEqualTo("users/pia");
    assertThat(Subjects.of("users", null, "key:1")).isNull();
    assertThat(Subjects.of("users", null, "x".repeat(256))).isNull();
    var guest = Guest.random();
    assertThat(Subjects.of("users", null, guest)).isEqualTo("users/" + guest);
    assertThat(Subjects.of("users", null, guest + "x".repeat(3_000))).isNull();
    assertThat(Subjects.of("users", null, Guest.PREFIX + "a\nb")).isNull();
    assertThat(Subjects.of("orders", null, null)).isNull();
  }
}
