package io.paydesk.dev.sandbox;

import java.util.List;

/**
 * What banks show of a payment. See <a
 * href="https://docs.stripe.com/get-started/account/statement-descriptors">statement
 * descriptors</a>; the pretend account's own name is {@value #PREFIX}.
 */
final class StatementDescriptor {

  private static final String PREFIX = "SANDBOX";
  private static final String BETWEEN = "* ";
  private static final int LONGEST = 22;
  private static final int SHORTEST = 5;
  private static final String FORBIDDEN = "<>\\'\"*";

  private StatementDescriptor() {}

  static void check(Form form) {
    check("statement_descriptor", form, "");
    check("statement_descriptor_suffix", form, PREFIX + BETWEEN);
  }

  private static void check(String name, Form form, String before) {
    String text = form.text(name);
    if (text == null) {
      return;
    }
    int length = before.length() + text.codePointCount(0, text.length());
    if (length > LONGEST || length < SHORTEST) {
      throw refusal(name, "has 5 to 22 characters, here %d with \"%s\"".formatted(length, before));
    }
    if (text.codePoints().noneMatch(Character::isLetter)) {
      throw refusal(name, "has a letter");
    }
    for (int one : text.codePoints().toArray()) {
      boolean latin = one < 128 || Character.UnicodeScript.of(one) == Character.UnicodeScript.LATIN;
      if (!latin || Character.isISOControl(one) || FORBIDDEN.indexOf(one) >= 0) {
        throw refusal(name, "has Latin characters only, and none of " + List.of(FORBIDDEN));
      }
    }
  }

  private static Refusal refusal(String name, String rule) {
    return Refusal.invalid(null, name, "Invalid " + name + ": it " + rule + ".");
  }
}
