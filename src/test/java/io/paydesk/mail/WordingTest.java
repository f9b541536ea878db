package io.paydesk.mail;

import static org.assertj.core.api.Assertions.assertThat;

import io.paydesk.actionflow.CallbackRun;
import io.paydesk.brand.BrandConfig;
import io.paydesk.order.OrderView;
import io.paydesk.stripe.StripeAccountConfig;
import io.paydesk.testing.Samples;
import io.paydesk.transaction.CallbackFlow;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WordingTest {

  private static final OrderView ORDER = OrderView.of(Samples.paidOrder());
  private static final CallbackRun RUN =
      new CallbackRun(
          "id",
          CallbackFlow.PAYMENT,
          "succeeded",
          1,
          false,
          null,
          Instant.parse("2026-11-23T23:30:00Z"),
          List.of());

  private static Wording wording(Map<String, String> settings) {
    var all =
        new HashMap<>(
            Map.of(
                "stripe.secret-key",
                "sk_live_" + "0",
                "stripe.publishable-key",
                "pk_live_" + "0",
                "stripe.webhook-secrets",
                "whsec_0",
                "paydesk.brand.name",
                "Ada's Tickets"));
    all.putAll(settings);
    SmallRyeConfig config =
        new SmallRyeConfigBuilder()
            .withSources(new PropertiesConfigSource(all, "deployer", 300))
            .withConverter(Locale.class, 100, Locale::forLanguageTag)
            .withConverter(ZoneId.class, 100, ZoneId::of)
            .withMapping(MailConfig.class)
            .withMapping(BrandConfig.class)
            .withMapping(StripeAccountConfig.class)
            .build();
    return new Wording(
        config.getConfigMapping(MailConfig.class),
        config.getConfigMapping(BrandConfig.class),
        config.getConfigMapping(StripeAccountConfig.class));
  }

  @Test
  void realMoneyIsNotCalledATest() {
    assertThat(wording(Map.of()).letter(RUN, ORDER, "$1.00", null, null).test()).isFalse();
    assertThat(wording(Map.of()).subject("Your receipt from %s", ORDER))
        .isEqualTo("Your receipt from Ada's Tickets: order 42");
  }

  @Test
  void testMoneyIsCalledATest() {
    var wording = wording(Map.of("stripe.secret-key", "sk_test_" + "0"));

    assertThat(wording.letter(RUN, ORDER, "$1.00", null, null).test()).isTrue();
    assertThat(wording.subject("Your receipt from %s", ORDER)).startsWith("[Test, no money moved]");
  }

  @Test
  void amountsAndDaysAreWrittenAsTheSettingsSay() {
    assertThat(wording(Map.of()).day(RUN.happenedAt())).isEqualTo("November 23, 2026");
    var german =
        wording(Map.of("paydesk.mail.locale", "de-DE", "paydesk.mail.time-zone", "Europe/Berlin"));

    assertThat(german.day(RUN.happenedAt())).isEqualTo("24. November 2026");
    assertThat(german.amount(9999, "eur", ORDER)).isEqualTo("99,99\u00a0€");
  }

  @Test
  void onlyALogoWithAnHttpsAddressIsShown() {
    for (var entry :
        Map.of(
                "https://shop.example/logo.png", true,
                "http://shop.example/logo.png", false,
                "/logo.png", false,
                "javascript:alert(1)", false)
            .entrySet()) {
      var logo =
          wording(Map.of("paydesk.brand.logo", entry.getKey()))
              .letter(RUN, ORDER, "$1.00", null, null)
              .logo();
      assertThat(logo).isEqualTo(entry.getValue() ? entry.getKey() : null);
    }
  }

  @Test
  void aBrandNameWithAPercentSignIsNoFormat() {
    assertThat(
            wording(Map.of("paydesk.brand.name", "100% %s")).subject("Your refund from %s", ORDER))
        .isEqualTo("Your refund from 100% %s: order 42");
  }
}
