package io.paydesk.admin.list;

import io.quarkus.qute.RawString;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A row that is told by its facts alone.
 *
 * @param kind which row it is, for modules: {@code endpoint} or {@code audit}
 * @param up the list that it is in
 * @param status its badge
 */
record FactsPage(
    String kind,
    String id,
    String title,
    String up,
    String upTitle,
    Cell status,
    List<Fact> facts) {

  /**
   * @param html drawn by the page's words; null where {@code text} is all
   * @param href where it leads; null for nowhere
   */
  record Fact(
      String name, String text, @Nullable RawString html, @Nullable String href, boolean copied) {}

  /** Facts that are there. */
  static final class Facts {

    private final List<Fact> all = new ArrayList<>();

    Facts add(String name, @Nullable String text) {
      return add(name, text, null, false);
    }

    /** Of an id or an address: a click copies it. */
    Facts copied(String name, @Nullable String text) {
      return add(name, text, null, true);
    }

    Facts link(String name, @Nullable String text, @Nullable String href) {
      return add(name, text, href, false);
    }

    Facts add(String name, Cell cell) {
      if (!cell.isEmpty()) {
        all.add(new Fact(name, cell.said(), cell.html(), null, false));
      }
      return this;
    }

    private Facts add(String name, @Nullable String text, @Nullable String href, boolean copied) {
      if (text != null && !text.isBlank()) {
        all.add(new Fact(name, text, null, href, copied));
      }
      return this;
    }

    List<Fact> all() {
      return all;
    }
  }
}
