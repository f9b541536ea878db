package io.paydesk.recurring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.paydesk.stripe.SubscriptionSnapshot;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which of several items is our own. */
class SoldRowTest {

  private static final long START = 1_790_000_000;
  private static final long END = START + 2_592_000;

  private static ObjectNode item(String id, String price, int quantity, long created) {
    var item = JsonNodeFactory.instance.objectNode();
    item.put("id", id).put("quantity", quantity).put("created", created);
    item.put("current_period_start", START).put("current_period_end", END);
    item.putObject("price").put("id", price);
    return item;
  }

  private static SubscriptionSnapshot selling(ObjectNode... items) {
    var subscription = JsonNodeFactory.instance.objectNode();
    subscription.put("id", "sub_1").put("status", "active");
    subscription.putObject("items").putArray("data").addAll(List.of(items));
    return SubscriptionSnapshot.of(subscription);
  }

  private static RecurringPayment row() {
    var row = new RecurringPayment();
    row.priceId = "price_base";
    return row;
  }

  private static void show(RecurringPayment row, SubscriptionSnapshot seen) {
    var own = row.own(seen);
    row.apply(seen, Instant.now(), Instant.now());
    row.priceId = own == null ? row.priceId : own.priceId();
  }

  private static RecurringPayment rowOf(ObjectNode... items) {
    var row = row();
    show(row, selling(items));
    return row;
  }

  @Test
  void aSwappedPriceOfOurItemIsFollowedWhateverTheOrderOfItems() {
    var row =
        rowOf(item("si_add", "price_add", 7, START + 5), item("si_base", "price_base", 1, START));
    assertThat(row.subscriptionItemId).isEqualTo("si_base");

    show(
        row,
        selling(
            item("si_add", "price_add", 7, START + 5), item("si_base", "price_gold", 2, START)));

    assertThat(row.priceId).isEqualTo("price_gold");
    assertThat(row.quantity).isEqualTo(2);
    assertThat(row.items.data()).extracting(SoldItem::id).containsExactly("si_add", "si_base");
  }

  @Test
  void inAnOlderRowTheOldestItemIsOursOnceItsPriceIsGone() {
    var row = row();

    show(
        row,
        selling(
            item("si_add", "price_add", 7, START + 5), item("si_base", "price_gold", 1, START)));

    assertThat(row.subscriptionItemId).isEqualTo("si_base");
    assertThat(row.priceId).isEqualTo("price_gold");
  }

  @Test
  void anAddOnDoesNotReplaceOurRemovedItem() {
    var row = rowOf(item("si_base", "price_base", 3, START), item("si_add", "price_add", 1, START));

    show(row, selling(item("si_add", "price_add", 1, START)));

    assertThat(row.priceId).isEqualTo("price_base");
    assertThat(row.quantity).isZero();
    assertThat(row.items.data()).extracting(SoldItem::priceId).containsExactly("price_add");
    assertThat(row.own(selling(item("si_add", "price_add", 1, START)))).isNull();
  }

  @Test
  void anItemAddedWithTheRemovalOfOursReplacesIt() {
    var row = rowOf(item("si_base", "price_base", 3, START), item("si_add", "price_add", 1, START));

    show(row, selling(item("si_add", "price_add", 1, START), item("si_new", "price_gold", 2, END)));

    assertThat(row.subscriptionItemId).isEqualTo("si_new");
    assertThat(row.priceId).isEqualTo("price_gold");
    assertThat(row.quantity).isEqualTo(2);
  }

  @Test
  void anEventWithoutItemsChangesNothingOfWhatIsSold() {
    var row = rowOf(item("si_base", "price_base", 3, START));

    show(row, selling());

    assertThat(row.quantity).isEqualTo(3);
    assertThat(row.currentPeriodEnd).isEqualTo(Instant.ofEpochSecond(END));
    assertThat(row.subscriptionItemId).isEqualTo("si_base");
    assertThat(row.items.data()).hasSize(1);
  }
}
