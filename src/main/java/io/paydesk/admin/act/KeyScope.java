package io.paydesk.admin.act;

import io.paydesk.caller.Caller;

/**
 * One scope that a key can be given, in a shop's words.
 *
 * @param name as the API has it, such as {@code orders:write}
 * @param label "Read"
 * @param subject of what: "orders"
 * @param roles that it leaves something of, separated by blanks
 */
public record KeyScope(String name, String label, String subject, String roles) {

  private static final String SHOP = Caller.ADMIN + " " + Caller.SERVICE;
  private static final String ALL = SHOP + " " + Caller.SUPPORT;

  static KeyScope reading(String area, String subject) {
    return new KeyScope(area + ":read", "Read", subject, ALL);
  }

  static KeyScope writing(String area, String label, String subject) {
    return new KeyScope(area + ":write", label, subject, SHOP);
  }

  KeyScope ofSupportToo() {
    return new KeyScope(name, label, subject, ALL);
  }

  KeyScope ofAdmins() {
    return new KeyScope(name, label, subject, Caller.ADMIN);
  }

  /** "read orders", as a part of a sentence. */
  String inWords() {
    return Character.toLowerCase(label.charAt(0)) + label.substring(1) + " " + subject;
  }
}
