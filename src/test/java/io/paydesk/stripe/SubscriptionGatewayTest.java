package io.paydesk.stripe;

import static org.assertj.core.api.Assertions.assertThat;

import io.paydesk.stripe.StripeOutcome.Done;
import java.io.IOException;
import java.time.Instant;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Subscriptions whose items do not fit into one answer. */
class SubscriptionGatewayTest {

  private static String items(int from, int to, boolean more) {
    return "{\"object\":\"list\",\"has_more\":%s,\"url\":\"/v1/subscription_items\",\"data\":[%s]}"
        .formatted(
            more,
            IntStream.range(from, to)
                .mapToObj(
                    i ->
                        """
                        {"id":"si_%d","object":"subscription_item","quantity":1,"created":1,
                         "price":{"id":"price_%d","object":"price"},"subscription":"sub_1"}
                        """
                            .formatted(i, i))
                .collect(Collectors.joining(",")));
  }

  private static String subscription() {
    return """
    {"id":"sub_1","object":"subscription","status":"active","customer":"cus_1","metadata":{},
     "current_period_start":1,"current_period_end":2000,"items":%s}
    """
        .formatted(items(0, 10, true));
  }

  private static void answer(RawStripe.Asked asked, RawStripe.Line line) throws IOException {
    if (!asked.path().startsWith("/v1/subscription_items")) {
      line.answer(200, subscription());
    } else if (asked.path().contains("starting_after=si_6")) {
      line.answer(200, items(7, 12, false));
    } else {
      line.answer(200, items(0, 7, true));
    }
  }

  @Test
  void itemsThatAreNotInTheSubscriptionAreListed() {
    try (var stripe = new RawStripe(SubscriptionGatewayTest::answer);
        var calls = new Calls(Calls.Settings.patient(), stripe.uri())) {

      var outcome = calls.subscriptions().retrieve("sub_1").await().indefinitely();

      var seen = ((Done<SubscriptionSnapshot>) outcome).value();
      assertThat(seen.moreItems()).isFalse();
      assertThat(seen.items().stream().map(SubscriptionSnapshot.Item::id))
          .isEqualTo(IntStream.range(0, 12).mapToObj(i -> "si_" + i).toList());
      assertThat(seen.items().get(11).periodEnd()).isEqualTo(Instant.ofEpochSecond(2000));
    }
  }
}
