package io.paydesk.admin;

import io.paydesk.actionflow.RunView;
import io.paydesk.timeline.ReasonInWords;
import java.util.Map;
import java.util.Objects;

/** What happened of which the app is told, and who is told: the same in lists and on pages. */
public final class RunWords {

  private RunWords() {}

  /** "Renewal succeeded". */
  public static String happened(RunView run) {
    var of =
        switch (run.flow()) {
          case PAYMENT -> "Payment";
          case REFUND -> "Refund";
          case RECURRING_PAYMENT_MANAGEMENT -> "Subscription";
          case RECURRING_PAYMENT_DEDUCTION -> "Renewal";
          case ORDER -> "Order";
        };
    return of + " " + run.transition().replace('_', ' ');
  }

  /**
   * @param hosts of endpoints, by their targets
   */
  public static String target(String target, Map<String, String> hosts) {
    if (target.startsWith("flow:")) {
      return target.substring("flow:".length());
    }
    var host = hosts.get(target);
    return host == null
        ? Objects.toString(ReasonInWords.of(target.replace(':', ' ')), target)
        : host;
  }
}
