package io.paydesk.admin.list;

import io.paydesk.admin.AdminWords;
import io.paydesk.admin.Badge;
import io.paydesk.admin.Standing;
import io.quarkus.qute.RawString;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a row shows in one column.
 *
 * @param said what a screen reader says of it in the row's name; empty for nothing
 * @param html how {@link AdminWords} draws it; null where {@code said} is all
 * @param more in grey beside it; null for nothing
 */
record Cell(String said, @Nullable RawString html, @Nullable String more) {

  static final Cell NOTHING = text("");

  static Cell text(@Nullable String text) {
    return text(text, null);
  }

  static Cell text(@Nullable String text, @Nullable String more) {
    return new Cell(text == null ? "" : text, null, more);
  }

  /**
   * @param minor units
   */
  static Cell money(AdminWords words, long minor, String currency) {
    return new Cell(words.money(minor, currency), words.amount(minor, currency), null);
  }

  static Cell badge(AdminWords words, Badge badge) {
    return badge(words, badge, null);
  }

  /**
   * @param why beside it
   */
  static Cell badge(AdminWords words, Badge badge, @Nullable String why) {
    return new Cell(badge.text(), words.badge(badge), why == null || why.isBlank() ? null : why);
  }

  /**
   * @param why beside it, where its usual badge is not
   */
  static Cell standing(AdminWords words, Standing standing, @Nullable String why) {
    var besides = standing.besides();
    return badge(words, standing.badge(), besides == null ? why : besides.text());
  }

  /** The same with something in grey beside it; null for nothing. */
  Cell with(@Nullable String beside) {
    return beside == null ? this : new Cell(said, html, beside);
  }

  static Cell time(AdminWords words, @Nullable Instant at) {
    return at == null ? NOTHING : new Cell("", words.time(at), null);
  }

  /** By when somebody has to act. */
  static Cell dueBy(AdminWords words, @Nullable Instant at) {
    if (at == null) {
      return NOTHING;
    }
    var said = at.isBefore(words.now()) ? "was due " : "due ";
    return new Cell(said + words.ago(at), words.dueBy(at), null);
  }

  public boolean isEmpty() {
    return html == null && said.isEmpty();
  }
}
