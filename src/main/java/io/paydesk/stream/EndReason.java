package io.paydesk.stream;

import java.util.Locale;

/** Why a stream was ended here, or that its reader left. */
enum EndReason {
  /** The token that opened it has expired, the link was taken back, or the session has ended. */
  TOKEN_EXPIRED,
  /** This process stops; another one continues from the last id. */
  SHUTTING_DOWN,
  /** Several streams came at the same moment, more than may be open. */
  TOO_MANY_STREAMS,
  /** The rows could not be read. */
  UNAVAILABLE,
  /**
   * The reader took nothing for too long. It is cut off without the reason, which it would not read
   * either.
   */
  STALLED,
  READER_LEFT;

  String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
