package io.paydesk.page;

import io.paydesk.rest.LowerCase;

/** A page of a link that opens no order. */
enum Notice {
  /** The link was good once. */
  EXPIRED(410),
  UNKNOWN(404),
  /** The payer was sent back, and nobody knows from where. */
  BACK(200),
  /** The database or this service has too much to do, or is ill. */
  BROKEN(503);

  final int status;

  Notice(int status) {
    this.status = status;
  }

  public String text() {
    return LowerCase.text(this);
  }
}
