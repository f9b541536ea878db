package io.paydesk.dev.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.stripe.StripeClient;
import com.stripe.exception.AuthenticationException;
import com.stripe.exception.InvalidRequestException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RefusalsOfTheSandboxTest {

  private final Shop shop = new Shop();

  @AfterEach
  void close() {
    shop.close();
  }

  @ParameterizedTest
  @CsvSource({
    "currency=usd,parameter_missing,amount",
    "amount=100,parameter_missing,currency",
    "amount=9.99&currency=usd,parameter_invalid_integer,amount",
    "amount=0&currency=usd,parameter_invalid_integer,amount",
    "amount=&currency=usd,parameter_invalid_empty,amount",
    "amount=100&currency=usd&description=,parameter_invalid_empty,description",
    "amount=100&currency=usd&customer=,parameter_invalid_empty,customer",
    "amount=49&currency=usd,amount_too_small,amount",
    "amount=29&currency=gbp,amount_too_small,amount",
    "amount=100000000&currency=usd,amount_too_large,amount",
    "amount=100&currency=abc,,currency",
    "amount=100&currency=usd&price=7,parameter_unknown,price",
    "amount=100&currency=usd&automatic_payment_methods[on]=true,parameter_unknown,"
        + "automatic_payment_methods[on]",
    "amount=100&currency=usd&customer=cus_none,resource_missing,customer",
    "amount=100&currency=usd&payment_method=pm_none,resource_missing,payment_method"
  })
  void whatIsWrongIsNamed(String form, String code, String param) {
    var reply = shop.post("/v1/payment_intents", form);

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.error().path("type").asText()).isEqualTo("invalid_request_error");
    assertThat(reply.error().path("code").asText(null)).isEqualTo(code);
    assertThat(reply.error().path("param").asText()).isEqualTo(param);
    assertThat(shop.sandbox.paymentIntents()).isEmpty();
  }

  /** Stripe's description allows an empty text where a value may be unset. */
  @Test
  void anEmptyTextIsRefusedUnlessItUnsets() {
    assertThat(shop.post("/v1/customers", "name=").error().path("code").asText())
        .isEqualTo("parameter_invalid_empty");
    assertThat(shop.post("/v1/customers", "metadata=&address=").status()).isEqualTo(200);
    assertThat(shop.post("/v1/customers", "metadata[a]=&metadata[b]=1").status()).isEqualTo(200);
    var made = shop.post("/v1/customers", "name=Ada&metadata[a]=1").body();
    var customer = "/v1/customers/" + made.path("id").asText();
    var unset = shop.post(customer, "name=&metadata[a]=").body();
    assertThat(unset.path("metadata").isEmpty()).isTrue();
    assertThat(shop.get("/v1/payment_intents?customer=").error().path("param").asText())
        .isEqualTo("customer");
  }

  @Test
  void anUnknownParameterIsCalledThat() {
    var reply = shop.post("/v1/payment_intents", "amount=100&currency=usd&price=7");

    assertThat(reply.error().path("message").asText())
        .isEqualTo("Received unknown parameter: price");
  }

  @Test
  void anUnknownIdIsMissing() {
    InvalidRequestException missing =
        catchThrowableOfType(
            InvalidRequestException.class,
            () -> shop.stripe.v1().paymentIntents().retrieve("pi_none"));

    assertThat(missing.getStatusCode()).isEqualTo(404);
    assertThat(missing.getCode()).isEqualTo("resource_missing");
    assertThat(missing.getMessage()).startsWith("No such payment_intent: 'pi_none'");
  }

  @Test
  void metadataHasLimits() {
    String manyKeys =
        IntStream.range(0, 51)
            .mapToObj(i -> "&metadata[k" + i + "]=v")
            .collect(Collectors.joining());
    String form = "amount=100&currency=usd";

    assertThat(shop.post("/v1/payment_intents", form + manyKeys).status()).isEqualTo(400);
    assertThat(
            shop.post("/v1/payment_intents", form + "&metadata[" + "k".repeat(41) + "]=v").status())
        .isEqualTo(400);
    assertThat(shop.post("/v1/payment_intents", form + "&metadata[k]=" + "v".repeat(501)).status())
        .isEqualTo(400);
    assertThat(shop.post("/v1/payment_intents", form + "&metadata[k]=" + "v".repeat(500)).status())
        .isEqualTo(200);
  }

  @Test
  void aWrongKeyIsNotLetIn() {
    StripeClient stranger =
        StripeClient.builder()
            .setApiKey("sk_test_ofSomebodyElse")
            .setApiBase(shop.sandbox.baseUri().toString())
            .build();

    assertThat(
            catchThrowableOfType(
                    AuthenticationException.class,
                    () -> stranger.v1().paymentIntents().retrieve("pi_1"))
                .getStatusCode())
        .isEqualTo(401);
    assertThat(shop.getAs(null, "/v1/events").status()).isEqualTo(401);
  }

  @Test
  void basicAuthenticationIsAsGoodAsBearer() {
    String basic =
        java.util.Base64.getEncoder().encodeToString((shop.settings.secretKey() + ":").getBytes());

    assertThat(
            shop.send(shop.request("/v1/events", null).header("Authorization", "Basic " + basic))
                .status())
        .isEqualTo(200);
  }

  @Test
  void anotherApiVersionIsRefused() {
    var reply =
        shop.post("/v1/payment_intents", "amount=100&currency=usd", "Stripe-Version", "2024-06-20");

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.error().path("type").asText()).isEqualTo("invalid_request_error");
  }

  @Test
  void anUnknownPathIsNotFound() {
    assertThat(shop.get("/v1/payouts").status()).isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource({"0", "101", "x"})
  void aListIsOneToAHundredLong(String limit) {
    var reply = shop.get("/v1/payment_intents?limit=" + limit);

    assertThat(reply.error().path("code").asText()).isEqualTo("parameter_invalid_integer");
  }
}
