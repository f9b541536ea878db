package io.paydesk.stream;

import java.util.Locale;

/** Why a stream was ended here, or that its reader went. */
enum EndReason {
  /** The token that opened it is not valid any more. */
  TOKEN_EXPIRED,
  /** This process stops; another one goes on from the last id. */
  SHUTTING_DOWN,
  /** One more than may be open came in at the same moment. */
  TOO_MANY_STREAMS,
  /** The rows could not be read. */
  UNAVAILABLE,
  /** The reader took nothing for too long; it is cut off, as it would not read a reason either. */
  STALLED,
  READER_LEFT;

  String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
