package io.paydesk.actionflow;

import static java.lang.Character.MAX_SURROGATE;
import static java.lang.Character.MIN_SURROGATE;

import org.jspecify.annotations.Nullable;

/** Why an attempt failed, in words that an admin may read. */
class RunFailure extends RuntimeException {

  private static final int LONGEST = 500;

  /** The endpoint's HTTP status; null where it did not answer. */
  private final @Nullable Integer httpStatus;

  RunFailure(String message, @Nullable Integer httpStatus) {
    super(storable(message), null, false, false);
    this.httpStatus = httpStatus;
  }

  @Nullable Integer httpStatus() {
    return httpStatus;
  }

  static RunFailure of(Throwable failure) {
    if (failure instanceof RunFailure known) {
      return known;
    }
    return new RunFailure(failure.getClass().getSimpleName() + ": " + failure.getMessage(), null);
  }

  /** Replaces what the text column cannot store: an exception's message may hold any characters. */
  private static String storable(String text) {
    var codes =
        text.codePoints()
            .limit(LONGEST)
            .map(c -> c == 0 || c >= MIN_SURROGATE && c <= MAX_SURROGATE ? '?' : c)
            .toArray();
    return new String(codes, 0, codes.length);
  }
}
