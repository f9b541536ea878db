package io.paydesk.admin.find;

import io.paydesk.admin.AdminWords;
import io.paydesk.admin.Badge;
import io.paydesk.admin.Bought;
import io.paydesk.order.OrderStatus;
import io.paydesk.people.PayersMoney;
import io.paydesk.people.UserView;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Everything of one payer.
 *
 * @param order the number in the page's address
 * @param name how the shop knows them best
 * @param sums all money, in words, one line for each currency
 * @param orders how many of which status, in words
 * @param newestOrders those that the page begins with
 * @param inside whether only what changes with each payment is asked for
 */
public record PersonPage(
    UserView user,
    long order,
    String name,
    @Nullable String also,
    List<Sum> sums,
    List<Counted> orders,
    OrdersPart newestOrders,
    boolean inside) {

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
      parts.add(
          money.came() == 0
              ? "nothing came"
              : words.money(money.came(), money.currency()) + " came");
      if (money.back() > 0) {
        parts.add(words.money(money.back(), money.currency()) + " went back");
      }
      if (money.withdrawn() > 0) {
        parts.add(words.money(money.withdrawn(), money.currency()) + " withdrawn by banks");
      }
      return new Sum(money.kept(), money.currency(), String.join(", ", parts));
    }
  }

  /**
   * @param target the id of what it is put into; null for a page of its own
   */
  static PersonPage of(UserView user, long order, @Nullable String target, AdminWords words) {
    var email = user.receiptEmails().isEmpty() ? null : user.receiptEmails().get(0);
    long all = user.orderCounts().stream().mapToLong(UserView.OrderCount::count).sum();
    return new PersonPage(
        user,
        order,
        PersonName.of(user.payerName(), email, user.userId(), user.guest()),
        PersonName.also(user.payerName(), email, user.userId(), user.guest()),
        user.money().stream()
            .sorted(Comparator.comparing((PayersMoney money) -> money.came() == 0))
            .map(money -> Sum.of(money, words))
            .toList(),
        user.orderCounts().stream().map(PersonPage::counted).toList(),
        OrdersPart.of(order, user.orders(), false, all <= user.orders().size()),
        ("person-" + order).equals(target));
  }

  private static Counted counted(UserView.OrderCount one) {
    return new Counted(
        Badge.of(OrderStatus.valueOf(one.status().toUpperCase(Locale.ROOT))), one.count());
  }

  /** What the order is for. */
  public String what(long orderId) {
    return Bought.of(orderId, user.orders());
  }

  /** What a subscription is for; its number where its order is not among the newest. */
  public String subscribed(long recurringPaymentId) {
    return user.recurringPayments().stream()
        .filter(one -> one.id() == recurringPaymentId)
        .findFirst()
        .map(one -> Bought.of(one.orderId(), user.orders()))
        .filter(words -> !words.startsWith("Order "))
        .orElse("Subscription " + recurringPaymentId);
  }

  /** Opens a new mail to them; null where no address is known. */
  public @Nullable String mailTo() {
    return user.receiptEmails().isEmpty()
        ? null
        : "mailto:"
            + URLEncoder.encode(user.receiptEmails().get(0), StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("%40", "@");
  }

  public String initial() {
    return new String(Character.toChars(Character.toUpperCase(name.codePointAt(0))));
  }
}
