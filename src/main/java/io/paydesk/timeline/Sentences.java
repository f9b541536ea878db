package io.paydesk.timeline;

import io.paydesk.money.SumInWords;

/** Makes entries of what the tables say. */
final class Sentences {

  private Sentences() {}

  static TimelineEntry entry(Recorded seen) {
    var told = told(seen);
    boolean moved = told.moved() != null && told.moved() != 0 && seen.currency() != null;
    return new TimelineEntry(
        seen.at(),
        told.kind(),
        told.what(),
        told.text(),
        moved ? told.moved() : null,
        moved ? seen.currency() : null,
        seen.together(),
        TimelineReferences.of(seen));
  }

  static Told told(Recorded seen) {
    return switch (seen.source()) {
      case "made" -> made(seen);
      case "changed" -> changed(seen);
      case "last" -> last(seen);
      case "event" -> EventSentences.of(seen);
      case "decline" -> PaymentSentences.declined(seen);
      case "warning" -> PaymentSentences.suspected(seen);
      case "mail" -> PayLinkSentences.mailed(seen);
      case "call" -> CallSentences.of(seen);
      default -> RunSentences.of(seen);
    };
  }

  private static Told made(Recorded seen) {
    return switch (String.valueOf(seen.about())) {
      case "payment" -> PaymentSentences.made(seen);
      case "refund" -> RefundSentences.made(seen);
      case "dispute" -> DisputeSentences.made(seen);
      case "recurring_payment" -> SubscriptionSentences.made(seen);
      default -> OrderSentences.made(seen);
    };
  }

  private static Told changed(Recorded seen) {
    return switch (String.valueOf(seen.about())) {
      case "payment" -> PaymentSentences.changed(seen);
      case "refund" -> RefundSentences.changed(seen);
      case "dispute" -> DisputeSentences.changed(seen);
      case "recurring_payment" -> SubscriptionSentences.changed(seen);
      default -> OrderSentences.changed(seen);
    };
  }

  private static Told last(Recorded seen) {
    var sum =
        seen.amount() == null || seen.currency() == null
            ? ""
            : " of " + SumInWords.of(seen.amount(), seen.currency());
    return Told.of(
        TimelineKind.PAYDESK,
        TimelineWhat.LAST_CHANGED,
        "The %s%s changed last before this history began."
            .formatted(Told.plain(String.valueOf(seen.about())), sum));
  }
}
