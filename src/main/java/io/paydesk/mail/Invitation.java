package io.paydesk.mail;

import org.jspecify.annotations.Nullable;

/**
 * What a mail that asks to pay says beside its letter.
 *
 * @param behind whether a subscription's renewal could not be charged
 * @param goesOn how a subscription goes on, such as "7 days free, then $10.00 a month"; null where
 *     the order is paid once
 * @param worksOut whether codes or tax may change the amount on the page
 * @param button what is pressed
 * @param link its address, which is a secret
 * @param until the day on which the link ends
 */
record Invitation(
    boolean behind,
    @Nullable String goesOn,
    boolean worksOut,
    String button,
    String link,
    String until) {

  /** Without the link. */
  @Override
  public String toString() {
    return "Invitation until " + until;
  }
}
