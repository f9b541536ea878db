package io.paydesk.caller;

/**
 * Whoever has a link to the payer's page of an order. Nobody knows whether that is the order's
 * owner, so what a link does is noted under the link's own name, and what it shows never has the
 * owner's.
 */
public final class LinkHolder {

  /** Stands where answers to a link would have the owner's userId. No user is called so. */
  public static final String SOMEBODY = "paydesk-link";

  private LinkHolder() {}

  /** For the audit. */
  static String name(long link) {
    return SOMEBODY + ":" + link;
  }

  /** Whether it is kept for links, in whatever form. */
  static boolean is(String userId) {
    return userId.equals(SOMEBODY) || userId.startsWith(SOMEBODY + ":");
  }
}
