package io.paydesk.timeline;

/** What became of a pay-link that somebody asked to be mailed. */
final class PayLinkSentences {

  private PayLinkSentences() {}

  static Told mailed(Recorded seen) {
    return switch (seen.now()) {
      case "sent" ->
          Told.of(
              TimelineKind.PAYDESK,
              TimelineWhat.PAY_LINK_MAILED,
              "The mail server took a mail with a pay-link" + where(seen) + tries(seen) + ".");
      case "failed" ->
          Told.of(
              TimelineKind.PAYDESK,
              TimelineWhat.PAY_LINK_NOT_MAILED,
              "A pay-link could not be mailed"
                  + where(seen)
                  + tries(seen)
                  + Told.why(seen.because())
                  + ".");
      default ->
          Told.of(
              TimelineKind.PAYDESK,
              TimelineWhat.PAY_LINK_MAIL_CANCELED,
              "A pay-link is not mailed any more" + where(seen) + Told.why(seen.because()) + ".");
    };
  }

  /** Without the address, which is forgotten earlier than the order. */
  private static String where(Recorded seen) {
    return "elsewhere".equals(seen.what()) ? " to another address than the order's" : "";
  }

  private static String tries(Recorded seen) {
    return seen.tries() == null || seen.tries() <= 1 ? "" : " in attempt " + seen.tries();
  }
}
