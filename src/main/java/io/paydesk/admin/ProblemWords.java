package io.paydesk.admin;

import java.util.Map;

/** What somebody reads who cannot be shown a page. The API's own words are for programs. */
record ProblemWords(String title, String detail) {

  private static final Map<Integer, ProblemWords> BY_STATUS =
      Map.of(
          401,
          new ProblemWords("You were signed out", "Sign in again to go on."),
          403,
          new ProblemWords(
              "Only an admin sees this",
              "You are signed in as support. Ask an admin of your shop, or sign in as one."),
          404,
          new ProblemWords(
              "There is no such page",
              "The address is mistyped, or the page has moved. The list at the side shows what"
                  + " there is."));

  private static final ProblemWords BROKEN =
      new ProblemWords(
          "Something went wrong on our side",
          "Nothing that was done is lost. Wait a moment, then open the page again.");

  private static final ProblemWords UNREADABLE =
      new ProblemWords(
          "This address cannot be read",
          "Something in it is missing or wrong. The list at the side shows what there is.");

  /** Of a page that HTTP itself refuses. */
  static ProblemWords of(int status) {
    return BY_STATUS.getOrDefault(status, status < 500 ? UNREADABLE : BROKEN);
  }
}
