package io.paydesk.dev.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.paydesk.dev.sandbox.Aftermath.IsDisputed;
import io.paydesk.dev.sandbox.Aftermath.IsDisputedTwice;
import io.paydesk.dev.sandbox.Aftermath.IsWarnedOf;

/** What some test cards are for: it happens once a charge's money has come. */
final class Aftermaths {

  private final PaymentMethods methods;
  private final DisputeMoves disputes;
  private final FraudWarnings warnings;

  Aftermaths(PaymentMethods methods, DisputeMoves disputes, FraudWarnings warnings) {
    this.methods = methods;
    this.disputes = disputes;
    this.warnings = warnings;
  }

  void follow(ObjectNode charge) {
    Aftermath aftermath = methods.cardOf(Json.text(charge, "payment_method")).aftermath();
    if (aftermath instanceof IsDisputed disputed) {
      disputes.open(charge, disputed.reason(), disputed.inquiry(), null);
    } else if (aftermath instanceof IsDisputedTwice disputed) {
      long half = charge.get("amount_captured").asLong() / 2;
      disputes.open(charge, disputed.reason(), false, half);
      disputes.open(charge, disputed.reason(), false, null);
    } else if (aftermath instanceof IsWarnedOf warned) {
      warnings.warn(charge, warned.fraudType());
    }
  }
}
