package io.paydesk.admin;

import io.paydesk.session.SignedIn;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What stands around each page of {@code /admin}.
 *
 * @param shop its name
 * @param assets where style sheets and modules are
 * @param sheets the style sheets of each page
 * @param test whether no real money moves
 * @param whole whether the shell is asked for too, or what is in it alone
 * @param section that the page belongs to; null before somebody has signed in
 * @param who has signed in; null while nobody has
 */
public record AdminFrame(
    String shop,
    String assets,
    List<String> sheets,
    boolean test,
    boolean whole,
    @Nullable Section section,
    @Nullable SignedIn who) {

  private static final List<Section> MONEY =
      List.of(
          Section.OVERVIEW,
          Section.ORDERS,
          Section.PAYMENTS,
          Section.REFUNDS,
          Section.DISPUTES,
          Section.SUBSCRIPTIONS,
          Section.PEOPLE);

  private static final List<Section> WORK =
      List.of(Section.INBOX, Section.RUNS, Section.ENDPOINTS, Section.ALERTS);

  private static final List<Section> SERVICE =
      List.of(Section.KEYS, Section.AUDIT, Section.SETTINGS);

  /**
   * @param title null for the first, which needs none
   */
  public record Group(@Nullable String title, List<Section> sections) {}

  /** What whoever has signed in may see. */
  public List<Group> groups() {
    return List.of(new Group(null, MONEY), new Group("Work", WORK), new Group("Service", SERVICE))
        .stream()
        .map(group -> new Group(group.title, group.sections.stream().filter(this::isOpen).toList()))
        .filter(group -> !group.sections.isEmpty())
        .toList();
  }

  private boolean isOpen(Section one) {
    return one.isOpenToSupport() || who != null && who.isAdmin();
  }

  /** Stands for the shop where there is little room. */
  public String initial() {
    return initial(shop);
  }

  /** Stands for whoever has signed in. */
  public String whoInitial() {
    return who == null ? "" : initial(who.who());
  }

  private static String initial(String name) {
    return name.isBlank()
        ? ""
        : new String(Character.toChars(Character.toUpperCase(name.strip().codePointAt(0))));
  }
}
