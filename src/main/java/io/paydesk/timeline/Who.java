package io.paydesk.timeline;

import java.util.Optional;

/** Who called, as the audit knows them. */
final class Who {

  private Who() {}

  /** Of a row without its call: the service itself, or the audit is older than it keeps. */
  static TimelineKind made(Recorded seen) {
    return seen.caller() == null ? TimelineKind.PAYDESK : called(seen);
  }

  static TimelineKind called(Recorded seen) {
    return switch (seen.role() == null ? "" : seen.role()) {
      case "user" -> TimelineKind.PAYER;
      case "service" -> TimelineKind.APP;
      default -> isOfServer(seen) ? TimelineKind.PAYDESK : TimelineKind.PERSON;
    };
  }

  private static boolean isOfServer(Recorded seen) {
    return "key:setting".equals(seen.caller()) || "key:command".equals(seen.caller());
  }

  /** At the beginning of a sentence. A payer's own id is not told. */
  static Optional<String> named(Recorded seen) {
    var caller = seen.caller();
    if (caller == null) {
      return Optional.empty();
    }
    if (caller.startsWith("paydesk-link:")) {
      return Optional.of("The holder of the pay-link");
    }
    return switch (called(seen)) {
      case PAYER -> Optional.of("The payer");
      case PAYDESK -> Optional.of("A command on the server");
      case APP -> Optional.of("The app" + name(seen));
      default -> Optional.of(seen.callerName() == null ? inOneLine(caller) : key(seen));
    };
  }

  private static String name(Recorded seen) {
    return seen.callerName() == null ? "" : " (key " + inOneLine(seen.callerName()) + ")";
  }

  private static String key(Recorded seen) {
    return "Somebody with the key " + inOneLine(String.valueOf(seen.callerName()));
  }

  /** A name may be any text. */
  static String inOneLine(String text) {
    return text.replaceAll("[\\p{C}\\p{Zl}\\p{Zp}]", "?");
  }
}
