package io.paydesk.money;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the money of one order or payment is, in one line: "99.99 USD asked, 99.99 came, 25.00
 * back, 74.99 kept".
 *
 * @param currency in which it was asked for; all of its numbers are in it
 * @param asked minor units; 0 where it is free
 * @param due what pays it: as asked, or as Stripe states it with discount and tax
 * @param captured what was taken of what a bank held; null where that is not how it is paid
 * @param isOpen whether money may still come
 * @param money first in the currency in which it was asked for, where there is any
 */
public record MoneyInWords(
    String currency,
    long asked,
    long due,
    @Nullable Long captured,
    boolean isOpen,
    List<MoneyOfOneCurrency> money) {

  public MoneyInWords {
    money = List.copyOf(money);
  }

  /** What there is of the currency in which it was asked for. */
  public MoneyOfOneCurrency own() {
    return money.stream()
        .filter(sums -> sums.currency().equals(currency))
        .findFirst()
        .orElseGet(() -> MoneyOfOneCurrency.none(currency));
  }

  @Override
  public String toString() {
    var words = new ArrayList<String>();
    words.add(asked == 0 ? "Nothing asked" : SumInWords.of(asked, currency) + " asked");
    if (captured == null && due != asked) {
      words.add(due == 0 ? "nothing due" : SumInWords.number(due, currency) + " due");
    }
    boolean hasCome = money.stream().anyMatch(sums -> sums.came() > 0 || sums.held() > 0);
    if (!hasCome && due > 0) {
      words.add(isOpen ? "nothing came yet" : "nothing came");
    }
    money.forEach(sums -> tell(sums, words));
    return String.join(", ", words);
  }

  private void tell(MoneyOfOneCurrency sums, List<String> words) {
    say(words, sums.held(), sums, "held by the payer's bank");
    if (sums.came() > 0) {
      words.add(came(sums));
    }
    if (captured != null && sums.currency().equals(currency)) {
      say(words, asked - captured, sums, "let go");
    }
    say(words, sums.back(), sums, "back");
    say(words, sums.onItsWay(), sums, "on its way back");
    say(words, sums.questioned(), sums, "in question");
    say(words, sums.withdrawn(), sums, "withdrawn by the bank");
    say(words, sums.wonBack(), sums, "won back");
    if (sums.kept() != sums.came()) {
      words.add(
          sums.kept() < 0 ? sum(-sums.kept(), sums) + " lost" : sum(sums.kept(), sums) + " kept");
    }
  }

  private String came(MoneyOfOneCurrency sums) {
    boolean isSame =
        sums.payments() > 1 && sums.largest() == due && sums.came() == due * sums.payments();
    var verb = captured == null ? "came" : "captured";
    var words =
        isSame
            ? sum(due, sums) + " " + verb + " " + times(sums.payments())
            : sum(sums.came(), sums)
                + " "
                + verb
                + (sums.payments() > 1 ? " in " + sums.payments() + " payments" : "");
    return sums.presented() == null || sums.presentedCurrency() == null
        ? words
        : words
            + " (the payer paid "
            + SumInWords.of(sums.presented(), sums.presentedCurrency())
            + ")";
  }

  private static String times(int payments) {
    return payments == 2 ? "twice" : payments + " times";
  }

  private void say(List<String> words, long amount, MoneyOfOneCurrency sums, String what) {
    if (amount > 0) {
      words.add(sum(amount, sums) + " " + what);
    }
  }

  private String sum(long amount, MoneyOfOneCurrency sums) {
    return sums.currency().equals(currency)
        ? SumInWords.number(amount, currency)
        : SumInWords.of(amount, sums.currency());
  }
}
