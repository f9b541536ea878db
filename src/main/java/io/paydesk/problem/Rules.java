package io.paydesk.problem;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * All rules of one decision, in one list.
 *
 * @param all the most important first: the first rule that refuses is reported
 * @param <C> the case that is decided
 */
public record Rules<C>(List<Rule<C>> all) {

  /**
   * @return null where the rule allows it
   */
  @FunctionalInterface
  public interface Rule<C> {
    @Nullable Refusal refusal(C wanted);
  }

  @SafeVarargs
  public static <C> Rules<C> of(Rule<C>... inOrder) {
    return new Rules<>(List.of(inOrder));
  }

  /**
   * @throws Refusal by name, with the numbers
   */
  public void check(C wanted) {
    all.stream()
        .map(rule -> rule.refusal(wanted))
        .filter(Objects::nonNull)
        .findFirst()
        .ifPresent(
            refusal -> {
              throw refusal;
            });
  }
}
