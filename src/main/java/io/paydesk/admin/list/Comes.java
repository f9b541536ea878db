package io.paydesk.admin.list;

import io.paydesk.admin.AdminWords;
import io.paydesk.admin.Section;
import io.paydesk.listing.TotalsView;
import io.paydesk.listing.TotalsView.Amount;
import java.util.ArrayList;
import java.util.List;

/**
 * What a list comes to, in words: how many rows, and then sums.
 *
 * @param rows how many there are at least, for the table
 * @param complete whether that is all
 */
record Comes(long rows, boolean complete, String count, List<String> sums) {

  static Comes to(TotalsView totals, About about, AdminWords words) {
    if (totals.wasGivenUp()) {
      return new Comes(0, false, "Too many to count: add a filter, such as a month", List.of());
    }
    var over = totals.complete() ? "" : "over ";
    var sums = new ArrayList<String>();
    if (totals.amounts() != null) {
      totals.amounts().forEach(amount -> add(sums, amount, over, about, words));
    }
    var count =
        words.count(totals.count()) + " " + (totals.count() == 1 ? about.one() : about.many());
    return new Comes(
        totals.count(), totals.complete(), totals.complete() ? count : "Over " + count, sums);
  }

  /**
   * Of payments it counts what came: what was asked for may never come. Of orders it counts what
   * was asked, of which a discount may have taken away.
   */
  private static void add(
      List<String> sums, Amount amount, String over, About about, AdminWords words) {
    if (amount.amountReceived() == null) {
      sums.add(
          over
              + words.money(amount.amount(), amount.currency())
              + (about.section() == Section.ORDERS ? " asked" : ""));
      return;
    }
    if (amount.amountReceived() > 0) {
      sums.add(over + words.money(amount.amountReceived(), amount.currency()) + " came");
    }
    if (amount.amountRefunded() != null && amount.amountRefunded() > 0) {
      sums.add(over + words.money(amount.amountRefunded(), amount.currency()) + " went back");
    }
  }
}
