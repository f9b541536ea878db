package io.paydesk.admin.list;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What people look for in the audit. */
final class AuditedCalls {

  /** By what they do: money first. */
  static final List<String> ALL =
      List.of(
          "createRefund",
          "capturePayment",
          "cancelPayment",
          "refreshPayment",
          "refreshRefund",
          "createOrder",
          "cancelOrder",
          "deleteOrder",
          "resolveOrder",
          "createPayLink",
          "mailPayLink",
          "revokePayLink",
          "startPayment",
          "startCheckoutSession",
          "startRecurringPayment",
          "cancelRecurringPayment",
          "resumeRecurringPayment",
          "changeRecurringPaymentQuantity",
          "payRecurringPayment",
          "refreshRecurringPayment",
          "createCardLink",
          "revokeCardLink",
          "removePaymentMethod",
          "makePaymentMethodDefault",
          "retryEvents",
          "replayEvent",
          "retryRuns",
          "retryRun",
          "cancelRun",
          "createActionflowEndpoint",
          "pauseActionflowEndpoint",
          "resumeActionflowEndpoint",
          "rotateActionflowEndpoint",
          "testActionflowEndpoint",
          "deleteActionflowEndpoint",
          "createKey",
          "rotateKey",
          "revokeKey",
          "revokeUserTokens",
          "registerPaymentMethodDomain");

  private AuditedCalls() {}

  /** Each with its words. */
  static Map<String, String> choices() {
    var choices = new LinkedHashMap<String, String>();
    ALL.forEach(call -> choices.put(call, Plain.operation(call)));
    return choices;
  }
}
