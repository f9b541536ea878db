package io.paydesk.audit;

import static org.hamcrest.Matchers.equalTo;

import io.paydesk.testing.PaydeskTest;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The address of an entry, behind proxies that each add to X-Forwarded-For. */
@QuarkusTest
@TestProfile(ForwardedAddressTest.BehindProxies.class)
class ForwardedAddressTest extends PaydeskTest {

  public static class BehindProxies implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "quarkus.http.proxy.proxy-address-forwarding", "true",
          "quarkus.http.proxy.trusted-proxies", "127.0.0.1,10.0.0.0/8");
    }
  }

  private void isSeenAs(String address, Map<String, String> headers) {
    var body = Map.of("userId", user, "price", "5.00", "currency", "usd");
    long order =
        json(asService().headers(headers).body(body).post("/v1/orders"), 201).getLong("id");

    asAdmin()
        .get("/v1/audit?subject=orders/" + order)
        .then()
        .body("data[0].address", equalTo(address));
  }

  @Test
  void whatTheCallerInventedIsNotBelieved() {
    isSeenAs("203.0.113.9", Map.of("X-Forwarded-For", "6.6.6.6, 203.0.113.9, 10.1.2.3"));
    isSeenAs("203.0.113.9", Map.of("X-Forwarded-For", "127.0.0.1, 203.0.113.9"));
    isSeenAs("127.0.0.1", Map.of("Forwarded", "for=6.6.6.6"));
    isSeenAs("127.0.0.1", Map.of());
  }
}
