package io.paydesk.problem;

/** What somebody else says, such that another sentence can follow. */
public final class Sentence {

  private Sentence() {}

  /** Ends with a full stop, unless it ends already. */
  public static String of(String words) {
    var text = words.strip();
    return text.matches("(?s).*[.!?]") ? text : text + ".";
  }
}
