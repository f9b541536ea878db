package io.paydesk.admin;

import io.paydesk.rest.LowerCase;
import io.paydesk.session.SignedIn;

/** A part of the shop's page, as the navigation lists them. */
public enum Section {
  OVERVIEW("Overview", true),
  ORDERS("Orders", true),
  PAYMENTS("Payments", true),
  REFUNDS("Refunds", true),
  DISPUTES("Disputes", true),
  SUBSCRIPTIONS("Subscriptions", true),
  PEOPLE("People", true),
  INBOX("Inbox", false),
  RUNS("Runs", false),
  ENDPOINTS("Endpoints", false),
  ALERTS("Alerts", false),
  KEYS("Keys", false),
  AUDIT("Audit", false),
  SETTINGS("Settings", false),

  /** In no list: the account menu leads to it. */
  ACCOUNT("Your session", true);

  private final String title;
  private final boolean toSupport;

  Section(String title, boolean toSupport) {
    this.title = title;
    this.toSupport = toSupport;
  }

  public String title() {
    return title;
  }

  /** Of the icon, and of the address. */
  public String text() {
    return LowerCase.text(this);
  }

  public String href() {
    return this == OVERVIEW ? AdminPaths.ROOT : AdminPaths.ROOT + "/" + text();
  }

  /** Whether whoever has signed in may see it. */
  public boolean isOpenTo(SignedIn who) {
    return toSupport || who.isAdmin();
  }

  /** Whether the API opens what it shows to the role support. */
  boolean isOpenToSupport() {
    return toSupport;
  }
}
