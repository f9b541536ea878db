package io.paydesk.dev.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/** A shop whose payers pay at Checkout Sessions. */
final class Till implements AutoCloseable {

  static final String HOSTED = "&success_url=https://shop.example/done?s={CHECKOUT_SESSION_ID}";
  static final String SOCKS =
      "mode=payment&line_items[0][quantity]=2&line_items[0][price_data][currency]=usd"
          + "&line_items[0][price_data][unit_amount]=1000"
          + "&line_items[0][price_data][product_data][name]=Socks";

  final Shop shop;
  final CheckoutControls payer;

  Till() {
    this(new Shop());
  }

  Till(Shop shop) {
    this.shop = shop;
    this.payer = shop.sandbox.checkout();
  }

  Shop.Reply post(String form) {
    return shop.post("/v1/checkout/sessions", form);
  }

  /** A session in payment mode on the hosted page. */
  JsonNode socks(String more) {
    return made(SOCKS + HOSTED + more);
  }

  JsonNode made(String form) {
    Shop.Reply reply = post(form);
    if (reply.status() != 200) {
      throw new IllegalStateException(reply.http().body());
    }
    return reply.body();
  }

  String open(String more) {
    String id = socks(more).path("id").asText();
    payer.email(id, "ada@example.com");
    return id;
  }

  String customer(String form) {
    return shop.post("/v1/customers", form).body().path("id").asText();
  }

  /** A promotion code that takes a part off. */
  String code(String coupon, String more) {
    String made = shop.post("/v1/coupons", coupon).body().path("id").asText();
    String form = "promotion[type]=coupon&promotion[coupon]=" + made + more;
    return shop.post("/v1/promotion_codes", form).body().path("code").asText();
  }

  JsonNode read(String id) {
    return shop.get("/v1/checkout/sessions/" + id).body();
  }

  static Map<String, String> in(String country) {
    return Map.of("country", country, "postal_code", "10115");
  }

  /** The types of all events so far, oldest first, of these prefixes. */
  List<String> events(String... prefixes) {
    return shop.sandbox.events().stream()
        .map(event -> event.path("type").asText())
        .filter(type -> List.of(prefixes).stream().anyMatch(type::startsWith))
        .toList();
  }

  @Override
  public void close() {
    shop.close();
  }
}
