package io.paydesk.admin.find;

import io.paydesk.admin.AdminWords;
import io.paydesk.admin.Badge;
import io.paydesk.order.OrderStatus;
import io.paydesk.people.PayersMoney;
import io.paydesk.people.UserView;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Everything of one payer.
 *
 * @param order the number in the page's address
 * @param name how the shop knows them best
 * @param sums all money, in words, one line for each currency
 * @param orders how many of which status, in words
 * @param ordersShown whether all orders are on the page
 */
public record PersonPage(
    UserView user,
    long order,
    String name,
    @Nullable String also,
    List<Sum> sums,
    List<Counted> orders,
    boolean ordersShown) {

  /** So many of one status. */
  public record Counted(Badge badge, long count) {}

  /**
   * Money in one currency.
   *
   * @param kept the sum that counts most
   * @param words how it came to be
   */
  public record Sum(long kept, String currency, String words) {

    static Sum of(PayersMoney money, AdminWords words) {
      var parts = new ArrayList<String>();
      parts.add(words.money(money.asked(), money.currency()) + " asked");
      parts.add(words.money(money.came(), money.currency()) + " came");
      if (money.back() > 0) {
        parts.add(words.money(money.back(), money.currency()) + " went back");
      }
      if (money.lost() > 0) {
        parts.add(words.money(money.lost(), money.currency()) + " lost in disputes");
      }
      return new Sum(money.kept(), money.currency(), String.join(", ", parts));
    }
  }

  static PersonPage of(UserView user, long order, AdminWords words) {
    var email = user.receiptEmails().isEmpty() ? null : user.receiptEmails().get(0);
    long all = user.orderCounts().stream().mapToLong(UserView.OrderCount::count).sum();
    return new PersonPage(
        user,
        order,
        PersonName.of(user.payerName(), email, user.userId(), user.guest()),
        PersonName.also(user.payerName(), email, user.userId(), user.guest()),
        user.money().stream().map(money -> Sum.of(money, words)).toList(),
        user.orderCounts().stream().map(PersonPage::counted).toList(),
        all <= user.orders().size());
  }

  private static Counted counted(UserView.OrderCount one) {
    return new Counted(
        Badge.of(OrderStatus.valueOf(one.status().toUpperCase(Locale.ROOT))), one.count());
  }

  /** All addresses that receipts go to. */
  public String emails() {
    return user.receiptEmails().stream().collect(Collectors.joining(", "));
  }

  public String initial() {
    return new String(Character.toChars(Character.toUpperCase(name.codePointAt(0))));
  }
}
