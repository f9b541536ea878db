package io.paydesk.recurring;

import static org.assertj.core.api.Assertions.assertThat;

import io.paydesk.stripe.StripeJson;
import io.paydesk.stripe.SubscriptionSnapshot;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MonthlyRevenueTest {

  private static final String PRICE =
      "{\"id\": \"price_1\", \"currency\": \"usd\", \"unit_amount\": %s, \"unit_amount_decimal\": %s, \"recurring\":"
          + " {\"interval\": \"%s\", \"interval_count\": %d, \"usage_type\": \"licensed\"}}";

  private static String price(String amount, String interval, int count) {
    return PRICE.formatted(amount, "null", interval, count);
  }

  private static MonthlyRevenue of(String currency, String... items) {
    return MonthlyRevenue.of(
        SubscriptionSnapshot.of(
                StripeJson.parse(
                    """
                    {"id": "sub_1", "status": "active", "customer": "cus_1", "currency": "%s",
                     "items": {"data": [%s]}}
                    """
                        .formatted(currency, String.join(",", items))))
            .items());
  }

  private static String item(String price, long quantity) {
    return "{\"id\": \"si_1\", \"created\": 1, \"quantity\": %d, \"price\": %s}"
        .formatted(quantity, price);
  }

  @ParameterizedTest
  @CsvSource({
    "month, 1, 1, 999, 999",
    "month, 3, 1, 3000, 1000",
    "year, 1, 1, 9999, 833",
    "year, 1, 2, 12000, 2000",
    "week, 1, 1, 300, 1300",
    "day, 1, 1, 100, 3042",
    "month, 1, 0, 999, 0"
  })
  void itIsNormalisedToAMonthByIntervalAndQuantity(
      String interval, int count, long quantity, long amount, long monthly) {
    assertThat(of("usd", item(price("" + amount, interval, count), quantity)))
        .isEqualTo(new MonthlyRevenue(monthly, "usd"));
  }

  @Test
  void itemsAreAddedUpBeforeTheyAreRounded() {
    var third = item(price("100", "month", 3), 1);
    assertThat(of("usd", third, third, third)).isEqualTo(new MonthlyRevenue(100L, "usd"));
  }

  @Test
  void partsOfAMinorUnitCount() {
    var price = PRICE.formatted("null", "\"0.5\"", "month", 1);
    assertThat(of("usd", item(price, 1_000))).isEqualTo(new MonthlyRevenue(500L, "usd"));
  }

  @Test
  void usageBringsNothingThatIsKnownBefore() {
    var metered = price("null", "month", 1).replace("licensed", "metered");
    assertThat(of("usd", item(price("500", "month", 1), 1), item(metered, 1)))
        .isEqualTo(new MonthlyRevenue(500L, "usd"));
  }

  @Test
  void whatStripeDoesNotStateIsNotGuessed() {
    assertThat(of("usd", item(price("null", "month", 1), 1))).as("by steps").isNull();
    assertThat(of("usd", item(price("500", "decade", 1), 1))).as("a new interval").isNull();
    assertThat(of("eur", item(price("500", "month", 1), 1)))
        .as("a price of several currencies")
        .isNull();
    assertThat(of("usd", item("\"price_1\"", 1))).as("not expanded").isNull();
  }
}
