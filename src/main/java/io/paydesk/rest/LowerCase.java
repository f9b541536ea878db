package io.paydesk.rest;

import java.util.Locale;

/** How enums read in the tables and in JSON. */
public final class LowerCase {

  private LowerCase() {}

  public static String text(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
