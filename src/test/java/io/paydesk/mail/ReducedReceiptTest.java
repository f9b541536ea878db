package io.paydesk.mail;

import static org.assertj.core.api.Assertions.assertThat;

import io.paydesk.checkout.CheckoutTest;
import io.quarkus.mailer.MockMailbox;
import io.quarkus.test.junit.QuarkusMock;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A receipt says how the amount came about that was paid. */
@QuarkusTest
class ReducedReceiptTest extends CheckoutTest {

  @Inject MockMailbox mailbox;

  private final String address = user + "@example.com";

  @BeforeEach
  void turnOn() {
    QuarkusMock.installMockForType(
        new ReceiptSwitch(null) {
          @Override
          boolean isOn(ReceiptKind kind) {
            return kind == ReceiptKind.PAYMENT;
          }
        },
        ReceiptSwitch.class);
  }

  private long ordered(Map<String, Object> more) {
    var body = new HashMap<String, Object>(more);
    body.putIfAbsent("currency", "usd");
    body.putAll(Map.of("userId", user, "price", "100.00", "receiptEmail", address));
    return json(asService().body(body).post("/v1/orders"), 201).getLong("id");
  }

  private String mailed(long order) {
    eventuallyPaid(order);
    eventually(x -> assertThat(mailbox.getMailsSentTo(address)).hasSize(1));
    return mailbox.getMailsSentTo(address).get(0).getText();
  }

  @Test
  void ofDiscountAndTaxItShowsEachPart() {
    var code = code(Map.of("percent_off", "25")).getString("id");
    long order = ordered(Map.of("promotionCode", code, "automaticTax", true));
    var session = begun(order);
    sandbox.checkout().address(session.getString("sessionId"), Map.of("country", "DE"));
    pay(session, GOOD_CARD);

    assertThat(mailed(order))
        .contains(
            "payment of $89.25",
            """
            Subtotal: $100.00
            Discount: -$25.00
            Tax: $14.25
            Total: $89.25
            """);
  }

  @Test
  void taxThatIsIncludedIsNotAdded() {
    long order = ordered(Map.of("automaticTax", true, "currency", "eur"));
    var session = begun(order);
    sandbox.checkout().address(session.getString("sessionId"), Map.of("country", "DE"));
    pay(session, GOOD_CARD);

    assertThat(mailed(order))
        .contains(
            """
            Subtotal: €100.00
            Total: €100.00
            Tax included in it: €15.97
            """);
  }

  @Test
  void aPriceThatNothingChangedIsShownOnce() {
    long order = ordered(Map.of());
    var session = begun(order);
    pay(session, GOOD_CARD);

    assertThat(mailed(order)).doesNotContain("Subtotal");
  }

  @Test
  void whoPaidInTheirOwnCurrencyReadsBothSums() {
    long order = ordered(Map.of());
    var session = begun(order);
    sandbox.checkout().payIn(session.getString("sessionId"), "eur", 9_215);
    pay(session, GOOD_CARD);

    assertThat(mailed(order))
        .contains(
            "Thank you. You paid €92.15. That is $100.00 in our currency.",
            """
            You paid: €92.15
            Payment: $100.00
            """);
  }

  @Test
  void aCodeThatCoversEverythingIsSaidPlainly() {
    var code = code(Map.of("percent_off", "100")).getString("id");
    long order = ordered(Map.of("promotionCode", code));
    sandbox.checkout().pay(begun(order).getString("sessionId"), null);

    assertThat(mailed(order))
        .contains("A code covered everything, so there was nothing to pay.")
        .doesNotContain("We have received your payment");
  }
}
