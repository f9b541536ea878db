package io.paydesk.admin.list;

import io.paydesk.admin.AdminWords;
import io.paydesk.admin.Section;
import io.paydesk.listing.TotalsView;
import io.paydesk.listing.TotalsView.Amount;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

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
    var amounts = totals.amounts() == null ? List.<Amount>of() : totals.amounts();
    var sums = new ArrayList<String>();
    Stream.of(
            sum(amounts, Comes::stated, words, about.section() == Section.ORDERS ? " asked" : ""),
            sum(amounts, Amount::amountReceived, words, " came"),
            sum(amounts, Amount::amountRefunded, words, " went back"))
        .filter(sum -> !sum.isEmpty())
        .map(sum -> over + sum)
        .forEach(sums::add);
    var count =
        words.count(totals.count()) + " " + (totals.count() == 1 ? about.one() : about.many());
    return new Comes(
        totals.count(), totals.complete(), totals.complete() ? count : "Over " + count, sums);
  }

  /**
   * Of payments it counts what came: what was asked for may never come. Of orders it counts what
   * was asked, of which a discount may have taken away.
   */
  private static @Nullable Long stated(Amount amount) {
    return amount.amountReceived() == null ? amount.amount() : null;
  }

  /** "98.720 KWD, 10,542.29 USD asked"; empty where that is nothing in any currency. */
  private static String sum(
      List<Amount> amounts, Function<Amount, @Nullable Long> what, AdminWords words, String verb) {
    var sums = new ArrayList<String>();
    for (var amount : amounts) {
      var minor = what.apply(amount);
      if (minor != null && (minor > 0 || amount.amountReceived() == null)) {
        sums.add(words.money(minor, amount.currency()));
      }
    }
    return sums.isEmpty() ? "" : String.join(", ", sums) + verb;
  }
}
