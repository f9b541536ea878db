package io.paydesk.admin.act;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.paydesk.caller.Call;
import io.paydesk.caller.Caller;
import io.paydesk.caller.Scopes;
import io.paydesk.testing.Resources;
import jakarta.annotation.security.RolesAllowed;
import java.lang.reflect.Method;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class KeyScopesTest {

  private static final Set<String> ALL = Set.of(Caller.ADMIN, Caller.SERVICE, Caller.SUPPORT);

  @Test
  void eachScopeThatOpensACallIsOfferedToTheRolesThatMayMakeIt() {
    var opened =
        Resources.calls().stream()
            .filter(call -> !Resources.operationId(call).startsWith("refresh"))
            .filter(call -> Scopes.AREAS.contains(Call.of(call).area()))
            .collect(groupingBy(KeyScopesTest::scope, mapping(KeyScopesTest::roles, toSet())))
            .entrySet()
            .stream()
            .collect(toMap(Map.Entry::getKey, entry -> union(entry.getValue())));
    // Support's links to orders need it beside orders:write.
    opened.put("tokens:write", ALL);

    assertThat(
            KeyScopes.all()
                .collect(toMap(KeyScope::name, scope -> Set.of(scope.roles().split(" ")))))
        .containsExactlyInAnyOrderEntriesOf(opened);
  }

  private static String scope(Method call) {
    return Call.of(call).area() + (Call.of(call).reads() ? ":read" : ":write");
  }

  private static Set<String> roles(Method call) {
    var own = call.getAnnotation(RolesAllowed.class);
    var rule = own == null ? call.getDeclaringClass().getAnnotation(RolesAllowed.class) : own;
    var roles = new HashSet<>(rule == null ? ALL : Set.of(rule.value()));
    if (!Call.of(call).reads() && !Call.of(call).isOpenToSupport()) {
      roles.remove(Caller.SUPPORT);
    }
    return roles;
  }

  private static Set<String> union(Set<Set<String>> sets) {
    return sets.stream().flatMap(Set::stream).collect(toSet());
  }

  @Test
  void eachPresetTicksWhatIsOfferedToItsRoles() {
    var offered =
        KeyScopes.all().collect(toMap(KeyScope::name, scope -> List.of(scope.roles().split(" "))));

    assertThat(KeyScopes.PRESETS)
        .allSatisfy(
            preset -> {
              for (var scope : preset.ticks().split(" ")) {
                assertThat(offered.getOrDefault(scope, List.copyOf(ALL)))
                    .as(scope)
                    .containsAll(List.of(preset.roles().split(" ")));
                assertThat(Scopes.isKnown(scope)).as(scope).isTrue();
              }
            });
  }

  @Test
  void scopesOfAKeyAreToldInWordsAndOneThatIsNotOfferedAsItIs() {
    assertThat(KeyScopes.inWords(List.of("alerts:write", "read", "refunds:write")))
        .isEqualTo("alerts:write, read everything, make refunds");
  }
}
