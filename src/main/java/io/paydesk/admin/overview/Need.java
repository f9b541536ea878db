package io.paydesk.admin.overview;

import io.paydesk.figure.Attention;
import io.paydesk.figure.AttentionView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What needs somebody, and where it is listed.
 *
 * @param count such as "3"
 * @param words such as "disputes to answer"
 * @param until by when; null where there is no hurry
 * @param untilWords such as "first due"
 * @param overWords the same where it is over, such as "first was due"
 * @param icon of the navigation
 */
public record Need(
    String count,
    String words,
    @Nullable Instant until,
    String untilWords,
    String overWords,
    String href,
    String icon) {

  /** Such as "first was due". */
  public String when(Instant now) {
    return until != null && until.isBefore(now) ? overWords : untilWords;
  }

  /** The most urgent first; none where all is well. */
  static List<Need> of(AttentionView all) {
    var needs = new ArrayList<Need>();
    add(
        needs,
        all.disputes(),
        "dispute to answer",
        "disputes to answer",
        all.disputeDueBy(),
        "first due",
        "first was due",
        "/admin/disputes?status=needs_response,warning_needs_response,appeal_needs_response&sort=due",
        "disputes");
    add(
        needs,
        all.reviews(),
        "order to review",
        "orders to review",
        null,
        "",
        "",
        "/admin/orders?status=review",
        "orders");
    add(
        needs,
        all.authorized(),
        "payment to capture",
        "payments to capture",
        all.captureBefore(),
        "first lapses",
        "first has lapsed",
        "/admin/payments?status=authorized",
        "payments");
    add(
        needs,
        all.overdueSubscriptions(),
        "overdue subscription",
        "overdue subscriptions",
        null,
        "",
        "",
        "/admin/subscriptions?status=past_due,unpaid",
        "subscriptions");
    add(needs, all.alerts(), "open alert", "open alerts", null, "", "", "/admin/alerts", "alerts");
    add(
        needs,
        all.failedRuns(),
        "failed run",
        "failed runs",
        null,
        "",
        "",
        "/admin/runs?status=failed",
        "runs");
    add(
        needs,
        all.pausedEndpoints(),
        "paused endpoint",
        "paused endpoints",
        null,
        "",
        "",
        "/admin/endpoints",
        "endpoints");
    add(
        needs,
        all.failedEvents(),
        "failed event",
        "failed events",
        null,
        "",
        "",
        "/admin/inbox?status=failed",
        "inbox");
    return needs;
  }

  private static void add(
      List<Need> needs,
      @Nullable Long count,
      String one,
      String many,
      @Nullable Instant until,
      String untilWords,
      String overWords,
      String href,
      String icon) {
    if (count != null && count > 0) {
      var shown = count >= Attention.MOST ? Attention.MOST + " or more" : count.toString();
      needs.add(new Need(shown, count == 1 ? one : many, until, untilWords, overWords, href, icon));
    }
  }
}
