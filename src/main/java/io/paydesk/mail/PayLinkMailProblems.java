package io.paydesk.mail;

import io.paydesk.order.OrderView;
import io.paydesk.order.ReceiptEmail;
import io.paydesk.problem.Refusal;
import java.util.List;

/** Refusals to mail a pay-link. */
final class PayLinkMailProblems {

  private static final String TOO_MANY = "Too many mails within an hour";

  private PayLinkMailProblems() {}

  /**
   * @param missing environment variables
   */
  static Refusal noMailServer(List<String> missing) {
    return Refusal.of(
        "mail-not-set-up",
        409,
        "No mail server is set",
        """
        This service has no mail server to send with. Ask its operator to set %s. Until then, \
        make a link with POST /v1/orders/{id}/pay-link and send it yourself.\
        """
            .formatted(String.join(", ", missing)));
  }

  static Refusal nothingToPay(OrderView order) {
    var why =
        order.status().isPaid()
            ? "is " + order.status().text().replace('_', ' ')
            : "cannot be paid now";
    return Refusal.of(
            "order-owes-nothing",
            409,
            "There is nothing to pay",
            """
            Order %s %s, so a mail that asks to pay it would mislead its payer. Only an order that \
            is pending, or whose subscription is behind, takes a payment.\
            """
                .formatted(order.id(), why))
        .with("orderId", order.id())
        .with("orderStatus", order.status().text());
  }

  static Refusal noAddress(long orderId) {
    return Refusal.of(
            "no-address-to-mail",
            422,
            "Nobody knows where to mail it",
            "Order %s has no 'receiptEmail'. Send the address as 'to'.".formatted(orderId))
        .with("orderId", orderId);
  }

  static Refusal notAnAddress() {
    return Refusal.of(
        "invalid-mail-address",
        422,
        "Not an address that mails can go to",
        """
        'to' is one plain address such as ada@example.com: at most %s characters, with no name, \
        quotes or spaces. Use only ASCII characters before the @; the domain may have letters of \
        any language. Correct it, or leave it out to mail to the order's address.\
        """
            .formatted(ReceiptEmail.LONGEST));
  }

  /** Its page lets Stripe tell more of the owner's card than others may know. */
  static Refusal forTheOwnerAlone(long orderId) {
    return Refusal.of(
            "mail-for-the-owner-alone",
            409,
            "The link is for the owner alone",
            """
            The subscription of order %s is behind, and the link to pay it tells of the card that \
            was declined. It is mailed to the order's 'receiptEmail' and nowhere else: leave 'to' \
            out.\
            """
                .formatted(orderId))
        .with("orderId", orderId);
  }

  static Refusal tooMany(long orderId, int most) {
    return Refusal.of(
            "too-many-mails",
            429,
            TOO_MANY,
            """
            At most %s pay-links of one order are mailed within an hour, and order %s has had them. \
            Wait, or look whether the earlier ones were sent: GET /v1/orders/%2$s/pay-link-mails.\
            """
                .formatted(most, orderId))
        .with("orderId", orderId)
        .with("mostPerHour", most);
  }

  static Refusal tooManyToOneAddress(int most) {
    return Refusal.of(
            "too-many-mails",
            429,
            TOO_MANY,
            """
            At most %s pay-links go to one address within an hour, of all orders together, and this \
            address has had them. Wait, or look whether the earlier ones were sent.\
            """
                .formatted(most))
        .with("mostPerHour", most);
  }

  static Refusal tooManyByOneCaller(int most) {
    return Refusal.of(
            "too-many-mails",
            429,
            TOO_MANY,
            """
            At most %s pay-links are mailed for one key or person within an hour, and you have had \
            them. Wait, or make links with POST /v1/orders/{id}/pay-link and send them yourself.\
            """
                .formatted(most))
        .with("mostPerHour", most);
  }
}
