package io.paydesk.page;

/** Where the payer enters a card. */
public enum PageSurface {
  ELEMENTS,
  HOSTED
}
