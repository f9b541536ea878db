package io.paydesk.admin.find;

import io.paydesk.method.PaymentMethodView;
import io.paydesk.problem.Refusals;
import io.paydesk.rest.Page;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The saved payment methods of a payer.
 *
 * @param problem why they cannot be told; null where they can
 */
public record MethodsPart(List<Line> lines, @Nullable String problem) {

  /** One of them. */
  public record Line(String name, @Nullable String expires, boolean first, boolean offSession) {

    static Line of(PaymentMethodView one) {
      return new Line(
          name(one),
          one.expMonth() == null || one.expYear() == null
              ? null
              : "%02d/%d".formatted(one.expMonth(), one.expYear()),
          one.isDefault(),
          one.offSession());
    }

    private static String name(PaymentMethodView one) {
      var what = one.brand() == null ? one.type() : one.brand();
      var words = what.replace('_', ' ');
      return one.last4() == null ? capital(words) : capital(words) + " •••• " + one.last4();
    }

    private static String capital(String words) {
      return words.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + words.substring(1);
    }
  }

  static MethodsPart of(Page<PaymentMethodView> page) {
    return new MethodsPart(page.data().stream().map(Line::of).toList(), null);
  }

  static MethodsPart failed(Throwable failure) {
    return new MethodsPart(List.of(), Refusals.of(failure).getMessage());
  }
}
