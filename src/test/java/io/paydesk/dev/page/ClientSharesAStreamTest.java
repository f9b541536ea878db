package io.paydesk.dev.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Request;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** However much a page follows, it holds one connection: a browser has six to one host. */
@QuarkusTest
class ClientSharesAStreamTest extends ShopPageTest {

  private static final String FOLLOW =
      """
      (orderId) => {
        window.told ??= {}; window.stops ??= {};
        window.at = (id) => told[id].at(-1);
        told[orderId] = [];
        stops[orderId] = client.watch({ orderId }, (watched) => told[orderId].push(watched),
          { onError: (error) => problems.push(error.type) });
      }""";

  private final List<String> opened = new CopyOnWriteArrayList<>();
  private final Set<Request> open = ConcurrentHashMap.newKeySet();

  @BeforeEach
  void countStreams() {
    page.onRequest(
        request -> {
          if (request.resourceType().equals("eventsource")) {
            opened.add(request.url());
            open.add(request);
          }
        });
    page.onRequestFailed(open::remove);
    page.onRequestFinished(open::remove);
  }

  @Test
  void allThatBeginsTogetherIsInOneStreamFromItsBeginning() {
    var orders = List.of(order(), order(), order());
    openShop();
    // One call of the page: each call is a task of its own, and a stream begins after its task.
    page.evaluate(
        "(orders) => { orders.forEach(%s); client.changes({}, (change) => seen.push(change)); }"
            .formatted(FOLLOW),
        orders.stream().map(Math::toIntExact).toList());
    orders.forEach(
        order -> until("at(%d)?.live && at(%<d).order.status === 'pending'".formatted(order)));

    orders.forEach(this::pay);

    orders.forEach(
        order ->
            until(
                "at(%d).order.status === 'paid' && at(%<d).payments.length === 1"
                    .formatted(order)));
    until(
        "new Set(seen.filter(({ kind }) => kind === 'payment').map(({ row }) => row.orderId)).size === 3");
    assertThat(opened).hasSize(1);
    assertThat(list("problems")).isEmpty();
  }

  /** With one for each, the seventh would wait for ever, and every call with it. */
  @Test
  void sevenOrdersAreFollowedAndThePageStillCallsPaydesk() {
    var orders = List.of(order(), order(), order(), order(), order(), order(), order());
    openShop();
    orders.forEach(this::follow);
    orders.forEach(order -> until("at(%d)?.live".formatted(order)));

    page.evaluate("async () => { window.known = await client.config(); }");
    assertThat(page.evaluate("known.publishableKey")).isNotNull();
    assertThat(open).hasSize(1);
  }

  @Test
  void whatComesLaterJoinsItAndNobodyIsCutOffMeanwhile() {
    long first = order();
    long second = order();
    pay(second);
    eventuallyPaid(second);
    openShop();
    follow(first);
    until("at(%d)?.live".formatted(first));
    assertThat(opened.get(0)).contains("orderId=" + first);

    follow(second);
    until("at(%d)?.live && at(%<d).payments.length === 1".formatted(second));
    page.waitForCondition(() -> opened.size() == 2 && open.size() == 1);
    assertThat(opened.get(1)).doesNotContain("orderId=");
    pay(first);
    until("at(%d).order.status === 'paid' && at(%<d).payments.length === 1".formatted(first));
    var wasLive = "told[%d].map(({ live }) => live).join()".formatted(first);
    assertThat((String) page.evaluate(wasLive)).matches("(false,)*(true,?)+");
  }

  @Test
  void twoThatFollowOneOrderShareWhatIsReadOfIt() {
    long order = order();
    var reads = new CopyOnWriteArrayList<String>();
    openShop();
    follow(order);
    until("at(%d)?.live".formatted(order));
    page.onRequest(request -> reads.add(request.url()));
    page.evaluate(
        "(orderId) => { client.watch({ orderId }, (watched) => seen.push(watched)); }",
        Math.toIntExact(order));
    until("last?.live && last.order.status === 'pending'");
    assertThat(reads).isEmpty();

    pay(order);
    until("last.order.status === 'paid' && at(%d).order.status === 'paid'".formatted(order));
    assertThat(opened).hasSize(1);
  }

  @Test
  void whoeverStopsLeavesItToTheOthers() {
    long first = order();
    long second = order();
    openShop();
    follow(first);
    follow(second);
    until("at(%d)?.live && at(%d)?.live".formatted(first, second));
    page.evaluate("stops[%d](); stops[%<d]();".formatted(first));
    pay(first);
    pay(second);

    until("at(%d).order.status === 'paid'".formatted(second));
    assertThat(page.evaluate("told[%d].at(-1).order.status".formatted(first))).isEqualTo("pending");
    assertThat(open).hasSize(1);
    page.evaluate("stops[%d]()".formatted(second));
    page.waitForCondition(open::isEmpty);
  }

  @Test
  void anErrorOfThePagesOwnKeepsNobodyFromHearing() {
    expected = "(?s).*mine to mend.*";
    long order = order();
    openShop();
    page.evaluate(
        "(orderId) => { client.watch({ orderId }, () => { throw new Error('mine to mend'); }); }",
        Math.toIntExact(order));
    follow(order);
    until("at(%d)?.live".formatted(order));
    pay(order);

    until("at(%d).order.status === 'paid'".formatted(order));
    expectARefusal("mine to mend");
  }

  @Test
  void whoMayNotFollowIsToldSoAndTheOthersGoOn() {
    expected = ".*status of 404 .*";
    long own = order();
    var body = Map.of("userId", "somebody-else", "price", "9.99", "currency", "usd");
    long foreign = json(asService().body(body).post("/v1/orders"), 201).getLong("id");
    openShop();
    follow(own);
    follow(foreign);
    page.evaluate(
        "(orderId) => { client.changes({ orderId }, ({ kind }) => seen.push(kind), { onError: (e) => problems.push(e.type) }); }",
        Math.toIntExact(foreign));

    page.waitForFunction("() => problems.length === 2");
    assertThat(Set.copyOf(list("problems"))).hasSize(1);
    pay(own);
    until("at(%d)?.order.status === 'paid'".formatted(own));
    assertThat(page.evaluate("told[%d].length".formatted(foreign))).isEqualTo(0);
  }

  private void follow(long order) {
    page.evaluate(FOLLOW, Math.toIntExact(order));
  }
}
