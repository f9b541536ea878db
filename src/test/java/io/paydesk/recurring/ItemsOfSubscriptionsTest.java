package io.paydesk.recurring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;

import io.paydesk.testing.SubscriptionTest;
import io.paydesk.testing.http.AnswerCheck;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Period;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Subscriptions with items that were added in the dashboard. */
@QuarkusTest
class ItemsOfSubscriptionsTest extends SubscriptionTest {

  private long id;
  private String subscription;
  private String own;
  private String addOnPrice;

  @BeforeEach
  void subscribed() {
    var started = active(monthly());
    id = started.getLong("recurringPayment.id");
    subscription = started.getString("recurringPayment.subscriptionId");
    own = sandbox.billing().dashboard().items(subscription).get(0);
    addOnPrice = sandbox.billing().price("usd", 300, "month");
  }

  /**
   * Ends this test's subscriptions, so that they do not renew when another test moves the clock.
   */
  @AfterEach
  void end() {
    sandbox.faults().clear();
    sandbox.billing().cancelAtDashboard(subscription);
  }

  private AnswerCheck entitlements() {
    return asUser().get("/v1/users/" + user + "/entitlements").then().statusCode(200);
  }

  private long quantityAtStripe(String itemId) {
    return StreamSupport.stream(
            sandbox.billing().subscription(subscription).at("/items/data").spliterator(), false)
        .filter(item -> item.path("id").asText().equals(itemId))
        .findFirst()
        .orElseThrow()
        .path("quantity")
        .asLong();
  }

  @Test
  void allItemsGiveEntitlementsEvenIfStripeDoesNotShowThemAtOnce() {
    for (int i = 0; i < 11; i++) {
      var another = sandbox.billing().price("usd", 100 + i, "month");
      sandbox.billing().dashboard().addOn(subscription, another, 1);
    }

    eventually(x -> entitlements().body("entitlements", hasSize(12)));
  }

  private String added() {
    var addOn = sandbox.billing().dashboard().addOn(subscription, addOnPrice, 3);
    eventually(x -> entitlements().body("entitlements", hasSize(2)));
    return addOn;
  }

  @Test
  void anAddOnFromTheDashboardGivesItsOwnEntitlementAndIsNotTakenForOurs() {
    added();

    entitlements()
        .body("entitlements.priceId", hasItems(price, addOnPrice))
        .body("entitlements[priceId=%s].quantity".formatted(addOnPrice), equalTo(3))
        .body("entitlements[priceId=%s].quantity".formatted(price), equalTo(1))
        .body(
            "entitlements[priceId=%s].recurringPaymentId".formatted(addOnPrice), equalTo((int) id));
    assertThat(recurring(id).getString("priceId")).isEqualTo(price);
    assertThat(recurring(id).getInt("quantity")).isEqualTo(1);
  }

  @Test
  void aSwappedPriceIsFollowedAndTheQuantityChangesOnlyOurItem() {
    var addOn = added();
    var gold = sandbox.billing().price("usd", 2500, "month");

    sandbox.billing().dashboard().swapPrice(own, gold);

    eventually(x -> assertThat(recurring(id).getString("priceId")).isEqualTo(gold));
    entitlements().body("entitlements.priceId", hasItems(gold, addOnPrice));
    asService()
        .body(Map.of("quantity", 4))
        .post("/v1/recurring-payments/" + id + "/quantity")
        .then()
        .statusCode(200)
        .body("quantity", equalTo(4));
    assertThat(quantityAtStripe(own)).isEqualTo(4);
    assertThat(quantityAtStripe(addOn)).isEqualTo(3);
  }

  @Test
  void aRenewalsOrderHasOurItemAndNotTheAddOn() {
    added();
    var gold = sandbox.billing().price("usd", 2500, "month");
    sandbox.billing().dashboard().swapPrice(own, gold);
    eventually(x -> assertThat(recurring(id).getString("priceId")).isEqualTo(gold));

    sandbox.advanceClock(Period.ofMonths(1));

    eventually(
        x ->
            assertThat(
                    tables()
                        .text(
                            "select price_id || ' ' || quantity from orders where user_id = ? and"
                                + " renewal_of is not null",
                            user))
                .isEqualTo(gold + " 1"));
  }

  @Test
  void onceOurItemIsRemovedOnlyTheAddOnIsLeftAndNoQuantityChanges() {
    var addOn = added();

    sandbox.billing().dashboard().removeItem(own);

    eventually(x -> entitlements().body("entitlements.priceId", contains(addOnPrice)));
    assertThat(recurring(id).getString("priceId")).isEqualTo(price);
    assertThat(recurring(id).getInt("quantity")).isZero();
    asService()
        .body(Map.of("quantity", 4))
        .post("/v1/recurring-payments/" + id + "/quantity")
        .then()
        .statusCode(422)
        .body("type", equalTo("urn:paydesk:problem:refused-by-stripe"));
    assertThat(quantityAtStripe(addOn)).isEqualTo(3);
    assertThat(recurring(id).getString("change")).isNull();
  }
}
