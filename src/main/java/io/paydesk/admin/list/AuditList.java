package io.paydesk.admin.list;

import io.paydesk.admin.AdminWords;
import io.paydesk.admin.Badge;
import io.paydesk.admin.Section;
import io.paydesk.admin.list.Column.Kind;
import io.paydesk.audit.AuditQuery;
import io.paydesk.audit.AuditResource;
import io.paydesk.audit.AuditView;
import io.paydesk.export.TotalsResource;
import io.paydesk.listing.TotalsView;
import io.paydesk.rest.Page;
import io.paydesk.rest.PageQuery;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Who did what. */
@Singleton
class AuditList extends ShopList<AuditView> {

  /** Stripe had not answered when the call was. */
  private static final int ACCEPTED = 202;

  private static final int ERRORS = 400;

  /** What they have done, only the row itself says. */
  private static final int OWN_ERRORS = 500;

  private static final About ABOUT =
      new About(
          Section.AUDIT,
          "entry",
          "entries",
          "Nobody has changed anything yet",
          "Each call that writes leaves an entry here, which nobody can change.",
          AuditResource.class,
          "audit");

  private final AuditResource audit;
  private final TotalsResource totals;

  AuditList(AuditResource audit, TotalsResource totals) {
    super(
        ABOUT,
        Column.of("Did what", Kind.WHAT),
        Column.of("Outcome", Kind.STATUS),
        Column.of("Who", Kind.WHO),
        Column.of("To what", Kind.WHY),
        Column.made("When"));
    this.audit = audit;
    this.totals = totals;
  }

  @Override
  List<Filter> filters() {
    return List.of(
        Filter.pick("operation", "Did what", AuditedCalls.choices()),
        Filter.text(Filter.SUBJECT, "To what, such as order 42"),
        Filter.SINCE,
        Filter.UNTIL);
  }

  @Override
  Uni<Page<AuditView>> read(Asked asked, PageQuery page) {
    return audit.list(query(asked), asked.order(), page);
  }

  @Override
  Uni<TotalsView> totals(Asked asked) {
    return totals.audit(query(asked));
  }

  private static AuditQuery query(Asked asked) {
    var query = asked.into(new AuditQuery());
    query.operation = asked.value("operation");
    query.subject = asked.value("subject");
    return query;
  }

  @Override
  Row row(AuditView entry, AdminWords words) {
    return row(
        entry.id(),
        "",
        Cell.text(Plain.operation(entry.operation()), Plain.words(entry.note())),
        Cell.badge(words, badge(entry), Plain.words(entry.problem())),
        Cell.text(who(entry.caller()), entry.role()),
        Cell.text(subject(entry.subject())),
        Cell.time(words, entry.at()));
  }

  static Badge badge(AuditView entry) {
    if (entry.status() == null) {
      return new Badge("Not answered", "wait");
    }
    if (entry.status() == ACCEPTED || entry.status() >= OWN_ERRORS) {
      return new Badge("Not known", "wait");
    }
    return entry.status() < ERRORS ? new Badge("Done", "good") : new Badge("Refused", "bad");
  }

  static String who(String caller) {
    return switch (caller) {
      case "key:command" -> "A command on the server";
      case "key:setting" -> "A setting of the server";
      default -> {
        if (caller.startsWith("key:")) {
          yield "Key " + caller.substring("key:".length());
        }
        yield caller.startsWith("paydesk-link:")
            ? "The holder of pay-link " + caller.substring("paydesk-link:".length())
            : Plain.payer(caller);
      }
    };
  }

  /** {@code recurring-payments/7} is "Recurring payment 7". */
  static @Nullable String subject(@Nullable String subject) {
    if (subject == null) {
      return null;
    }
    int slash = subject.lastIndexOf('/');
    return slash < 0
        ? subject
        : Objects.toString(Plain.words(subject.substring(0, slash).replaceAll("^.*/|s$", "")))
            + " "
            + subject.substring(slash + 1);
  }

  @Override
  Place place(AuditView view) {
    return new Place(view.id(), view.at());
  }
}
