package io.paydesk.actionflow;

/** Why an attempt failed, in words that an admin may read. */
class RunFailure extends RuntimeException {

  private static final int LONGEST = 500;

  /** What an address answered; null where none did. */
  private final Integer httpStatus;

  RunFailure(String message, Integer httpStatus) {
    super(message, null, false, false);
    this.httpStatus = httpStatus;
  }

  Integer httpStatus() {
    return httpStatus;
  }

  static RunFailure of(Throwable failure) {
    if (failure instanceof RunFailure told) {
      return told;
    }
    var text = failure.getClass().getSimpleName() + ": " + failure.getMessage();
    return new RunFailure(text.length() <= LONGEST ? text : text.substring(0, LONGEST), null);
  }
}
