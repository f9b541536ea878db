package io.paydesk.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.paydesk.actionflow.RunResource;
import io.paydesk.alert.AlertResource;
import io.paydesk.dispute.DisputeResource;
import io.paydesk.order.OrderResource;
import io.paydesk.payment.PaymentResource;
import io.paydesk.recurring.EntitlementResource;
import io.paydesk.recurring.RecurringPaymentResource;
import io.paydesk.refund.RefundInTwoSteps;
import io.paydesk.refund.RefundResource;
import io.paydesk.webhook.StripeEventResource;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each text that a tool may tell is either ours, or set apart as somebody else's. */
class TextsOfOthersTest {

  /**
   * Ids of Stripe's and of ours, currencies and prices, words of a fixed set, and sentences that we
   * wrote. A new text is decided about here: what a payer, a shop or another system can choose
   * belongs into {@link Telling}.
   */
  private static final Set<String> OURS =
      Set.of(
          "apiVersion",
          "behavior",
          "checkoutSessionId",
          "code",
          "confirmation",
          "currency",
          "declineCode",
          "detail",
          "disputeId",
          "feedback",
          "fraudType",
          "id",
          "interval",
          "next",
          "objectId",
          "occurrence",
          "paymentIntentId",
          "paymentMethodConfiguration",
          "paymentMethodId",
          "pendingReason",
          "presentmentCurrency",
          "presentmentPrice",
          "price",
          "priceId",
          "reason",
          "refundId",
          "reviewReason",
          "runId",
          "status",
          "subscriptionId",
          "target",
          "transition",
          "type",
          "warning",
          "warningId",
          "warnings");

  private final Set<Type> walked = new HashSet<>();
  private final Set<String> texts = new TreeSet<>();

  private void walk(Type type) {
    if (!walked.add(type)) {
      return;
    }
    if (type instanceof ParameterizedType generic) {
      walk(generic.getRawType());
      Stream.of(generic.getActualTypeArguments()).forEach(this::walk);
    } else if (type instanceof Class<?> one && one.isRecord()) {
      for (var field : one.getRecordComponents()) {
        if (Telling.NOT_TOLD.contains(field.getName())) {
          continue;
        }
        if (isText(field.getGenericType())) {
          texts.add(field.getName());
        }
        // What is set apart is so with all that is in it.
        if (!Telling.TEXTS_OF_OTHERS.contains(field.getName())) {
          walk(field.getGenericType());
        }
      }
    }
  }

  /** Also as the member of a list, a map or an object of any kind. */
  private static boolean isText(Type type) {
    return type == String.class
        || type == Object.class
        || type instanceof ParameterizedType generic
            && Stream.of(generic.getActualTypeArguments()).anyMatch(TextsOfOthersTest::isText);
  }

  @Test
  void eachTextOfAnAnswerIsOursOrSetApart() {
    Stream.of(
            OrderResource.class,
            PaymentResource.class,
            RefundResource.class,
            DisputeResource.class,
            RecurringPaymentResource.class,
            EntitlementResource.class,
            AlertResource.class,
            RunResource.class,
            StripeEventResource.class,
            RefundInTwoSteps.class)
        .flatMap(asked -> Stream.of(asked.getDeclaredMethods()))
        .filter(method -> Set.of("list", "get", "preview").contains(method.getName()))
        .forEach(method -> walk(method.getGenericReturnType()));

    assertThat(texts).contains("description", "metadata", "lastError", "warnings");
    texts.removeAll(OURS);
    texts.removeAll(Telling.TEXTS_OF_OTHERS);
    texts.removeAll(Telling.NAMES_OF_OTHERS);
    assertThat(texts).isEmpty();
  }
}
