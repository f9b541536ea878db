package io.paydesk.timeline;

import static java.util.Objects.requireNonNull;

import io.paydesk.transaction.CallbackFlow;
import io.paydesk.transaction.TransitionKind;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the app's own logic was told, and whether that worked. */
final class RunSentences {

  /** The flows of this service that write to the payer, and what each writes. */
  private static final Map<String, String> MAILS =
      Map.of(
          "flow:PaymentReceipt", "the receipt",
          "flow:RefundReceipt", "the receipt of the refund",
          "flow:RenewalReceipt", "the receipt of the renewal");

  /** Of what else they follow they write nothing. */
  private static final Set<String> MAILED = Set.of("succeeded", "paid");

  private RunSentences() {}

  static Told of(Recorded seen) {
    boolean writes = MAILS.containsKey(String.valueOf(seen.told()));
    var kind = writes ? TimelineKind.PAYDESK : TimelineKind.APP;
    var target = target(seen);
    var news = news(seen);
    return switch (seen.now()) {
      case "waiting" ->
          Told.of(
              TimelineKind.PAYDESK,
              TimelineWhat.RUN_WAITING,
              target + " is to be told: " + news + ".");
      case "done" -> writes ? mailed(seen) : told(seen, target, news);
      case "failed" ->
          Told.of(
              kind,
              TimelineWhat.RUN_ATTEMPT_FAILED,
              target + " could not be told" + tries(seen) + ", and is told again: " + news + ".");
      case "given_up" ->
          Told.of(
              kind,
              TimelineWhat.RUN_FAILED,
              target + " was given up" + tries(seen) + ": " + news + ".");
      default ->
          Told.of(
              TimelineKind.PAYDESK,
              TimelineWhat.RUN_CANCELED,
              target + " is not told any more: " + news + ".");
    };
  }

  private static Told told(Recorded seen, String target, String news) {
    return Told.of(
        TimelineKind.APP,
        TimelineWhat.RUN_SUCCEEDED,
        target + " was told" + tries(seen) + ": " + news + ".");
  }

  /** Those that write are told of more than they write of, and of orders that have no address. */
  private static Told mailed(Recorded seen) {
    var what = MAILS.get(String.valueOf(seen.told()));
    boolean writes = seen.because() != null && MAILED.contains(String.valueOf(seen.what()));
    return writes
        ? Told.of(
            TimelineKind.PAYDESK,
            TimelineWhat.MAIL_SENT,
            "The mail server took " + what + tries(seen) + ".")
        : Told.of(
            TimelineKind.PAYDESK,
            TimelineWhat.RUN_SUCCEEDED,
            "There was nothing to mail as " + what + ".");
  }

  private static String tries(Recorded seen) {
    return seen.tries() == null || seen.tries() <= 1 ? "" : " in attempt " + seen.tries();
  }

  /** An address may have a secret in its path: its host says which one it is. */
  private static String target(Recorded seen) {
    var target = String.valueOf(seen.told());
    if (target.startsWith("flow:")) {
      return Who.inOneLine(target.substring("flow:".length()));
    }
    var host = host(seen.caller());
    return host == null ? "Endpoint " + target.substring(target.indexOf(':') + 1) : host;
  }

  private static @Nullable String host(@Nullable String url) {
    try {
      return url == null || url.isEmpty() ? null : URI.create(url).getHost();
    } catch (IllegalArgumentException notAnAddress) {
      return null;
    }
  }

  /** The transition in the words that the docs have for it, without a capital. */
  private static String news(Recorded seen) {
    var flow =
        requireNonNull(
            new CallbackFlow.Text().convertToEntityAttribute(String.valueOf(seen.was())));
    return TransitionKind.of(flow).stream()
        .filter(kind -> kind.text().equals(seen.what()))
        .findFirst()
        .map(
            kind ->
                kind.meaning().substring(0, 1).toLowerCase(Locale.ROOT)
                    + kind.meaning().substring(1))
        .orElseGet(() -> Told.plain(String.valueOf(seen.what())));
  }
}
