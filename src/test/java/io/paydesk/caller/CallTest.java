package io.paydesk.caller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.paydesk.testing.Resources;
import java.lang.reflect.Method;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CallTest {

  private static Call call(String operationId) {
    return Call.of(method(operationId));
  }

  private static Method method(String operationId) {
    return Resources.calls().stream()
        .filter(call -> Resources.operationId(call).equals(operationId))
        .findFirst()
        .orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({
    "createOrder, orders, true",
    "deleteOrder, orders, true",
    "listOrders, orders, false",
    "retryRuns, actionflows, true",
    "createUserToken, tokens, true",
    "getEntitlements, entitlements, false",
    "createStreamTicket, changes, false",
    "search, search, false",
    "listUsers, users, false",
    "getUser, users, false",
    "getSettings, settings, false",
    "getTotalsOfOrders, orders, false",
    "exportRuns, actionflows, false"
  })
  void whatIsNoGetWritesUnlessItSaysOtherwise(String operationId, String area, boolean writes) {
    assertThat(call(operationId).area()).isEqualTo(area);
    assertThat(call(operationId).writes()).isEqualTo(writes);
    assertThat(call(operationId).isOpen()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"getConfig", "getCurrency", "streamChanges", "receiveStripeEvent"})
  void whatIsOpenToAllIsNoPartThatAScopeNames(String operationId) {
    assertThat(call(operationId).isOpen()).isTrue();
    assertThat(call(operationId).writes()).isFalse();
  }

  @Test
  void whatCarriesOtherCallsIsNoPartThatAScopeNamesEither() {
    assertThat(call("askMcp").carriesOthers()).isTrue();
    assertThat(call("askMcp").isOpen()).isFalse();
    assertThat(call("askMcp").writes()).isFalse();
    assertThat(call("listOrders").carriesOthers()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/extra", "v1/orders", "/v10/orders"})
  void whereNothingSaysWhoMayCallNobodyMay(String path) {
    assertThatThrownBy(() -> Call.area(path))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("below /v1");
  }

  @Test
  void whatIsNoResourceIsRefusedToo() throws Exception {
    var method = Object.class.getMethod("toString");

    assertThatThrownBy(() -> Call.of(method)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void eachPartOfTheApiIsAScopeOrNeverInOne() {
    var never = Set.of("keys");

    assertThat(
            Resources.calls().stream()
                .map(Call::of)
                .filter(call -> !call.isOpen() && !call.carriesOthers())
                .map(Call::area)
                .filter(area -> !never.contains(area))
                .collect(Collectors.toSet()))
        .isEqualTo(Scopes.AREAS);
  }
}
