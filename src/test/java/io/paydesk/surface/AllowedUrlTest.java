package io.paydesk.surface;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AllowedUrlTest {

  private static boolean allows(String entry, String url) {
    return AllowedUrl.of(entry).orElseThrow().allows(url);
  }

  @ParameterizedTest
  @CsvSource({
    "https://shop.example, https://shop.example",
    "https://shop.example, https://shop.example/",
    "https://shop.example/, https://shop.example/paid?order=1#top",
    "https://shop.example, https://SHOP.example/paid",
    "https://shop.example, HTTPS://shop.example:443/paid",
    "https://shop.example:8443, https://shop.example:8443/paid",
    "https://shop.example/pay, https://shop.example/pay",
    "https://shop.example/pay/, https://shop.example/pay/thanks",
    "http://localhost:3000, http://localhost:3000/paid",
    "http://127.0.0.1:3000, http://127.0.0.1:3000/paid",
  })
  void anAddressBelowAnAllowedOneIsAllowed(String entry, String url) {
    assertThat(allows(entry, url)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "https://shop.example/pay, https://shop.example/pay/..;/logout",
    "https://shop.example/pay, https://shop.example/pay/%252e%252e/logout",
    "https://shop.example, https://shop.example.evil.example/",
    "https://shop.example, https://shop.example@evil.example/",
    "https://shop.example, https://evil.example/https://shop.example",
    "https://shop.example, https://evil.example#@shop.example",
    "https://shop.example, https://evil.example\\@shop.example",
    "https://shop.example, https:shop.example/paid",
    "https://shop.example, //shop.example/paid",
    "https://shop.example, /paid",
    "https://shop.example, http://shop.example/paid",
    "https://shop.example, https://shop.example:8443/paid",
    "https://shop.example, https://shop.example./paid",
    "https://shop.example, https://user@shop.example/paid",
    "https://shop.example, javascript:alert(1)",
    "https://shop.example, data:text/html;base64;x",
    "https://shop.example/pay, https://shop.example/payments",
    "https://shop.example/pay, https://shop.example/",
    "https://shop.example/pay, https://shop.example/pay/../admin",
    "https://shop.example/pay, https://shop.example/pay/%2e%2e/admin",
    "https://shop.example/pay, https://shop.example/pay/%2E./admin",
    "https://shop.example/pay, https://shop.example/pay%2f..%2fadmin",
    "https://shop.example/pay, https://shop.example/pay/..%5cadmin",
    "https://shop.example, https://shop example/paid",
    "http://localhost:3000, http://localhost/paid",
    "http://localhost:3000, http://localhost.evil.example:3000/paid",
  })
  void anotherAddressIsNot(String entry, String url) {
    assertThat(allows(entry, url)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "shop.example",
        "http://shop.example",
        "https://",
        "https://*.shop.example",
        "https://user:secret@shop.example",
        "https://shop.example/pay?x=1",
        "https://shop.example/#top",
        "https://shop.example/pay/../x",
        "ftp://shop.example",
        "*",
      })
  void aSettingThatPayersCannotBeSentToStopsTheStart(String entry) {
    assertThat(AllowedUrl.of(entry)).isEmpty();
    assertThat(ReturnUrls.areReadable("https://shop.example," + entry)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://shop.example",
        " https://a.example , https://b.example/pay ",
        "https://a.example,"
      })
  void originsWithCommasBetweenThemAreASetting(String setting) {
    assertThat(ReturnUrls.areReadable(setting)).isTrue();
  }
}
