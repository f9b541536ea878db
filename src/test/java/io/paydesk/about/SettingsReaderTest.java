package io.paydesk.about;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsReaderTest {

  private static final int OF_THE_ENVIRONMENT = 300;

  private final SettingsBook book = new SettingsBook(new ObjectMapper());

  private List<SettingView> settings(Map<String, String> values, int ordinal) {
    return new SettingsReader(
            book,
            new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(values, "test", ordinal))
                .build())
        .all();
  }

  private Map<String, String> each(String value) {
    var values = new HashMap<String, String>();
    book.all().forEach(setting -> values.put(setting.property(), value));
    return values;
  }

  @Test
  void theBookHasThem() {
    assertThat(book.all())
        .hasSizeGreaterThan(80)
        .extracting(KnownSetting::variable)
        .contains("PAYDESK_AUDIT_KEEP", "PAYDESK_ROLES_CLAIM", "STRIPE_SECRET_KEY")
        .doesNotHaveDuplicates();
  }

  @Test
  void whatIsSetIsSaidAndWhatIsInTheJarIsNot() {
    var name = "PAYDESK_AUDIT_KEEP";
    var values = Map.of("paydesk.audit.keep", "P30D");

    assertThat(settings(values, OF_THE_ENVIRONMENT))
        .filteredOn(SettingView::set)
        .singleElement()
        .satisfies(
            setting -> {
              assertThat(setting.name()).isEqualTo(name);
              assertThat(setting.value()).isEqualTo("P30D");
              assertThat(setting.usually()).isNotEmpty();
              assertThat(setting.meaning()).isNotEmpty();
            });
    assertThat(settings(values, 250)).noneMatch(SettingView::set);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sk_live_PLANTED",
        "rk_test_PLANTED",
        "whsec_PLANTED",
        "pdk_live_PLANTED",
        "eyJhbGciOi.PLANTED.x",
        "https://user:PLANTED@shop.example/",
        "https://shop.example/?token=PLANTED",
        "postgresql://paydesk:PLANTED@db/paydesk",
        "password=PLANTED",
        "-----BEGIN PRIVATE KEY-----PLANTED"
      })
  void noSecretIsShownWhereverItWasSet(String secret) {
    var shown = settings(each(secret), OF_THE_ENVIRONMENT);

    assertThat(shown).hasSizeGreaterThan(80).allMatch(SettingView::set);
    assertThat(shown.toString()).doesNotContain("PLANTED");
  }

  /** Whatever it looks like: a key may look like a word. */
  @Test
  void whatMayBeASecretIsNeverShown() {
    assertThat(settings(each("hunter2"), OF_THE_ENVIRONMENT))
        .filteredOn(setting -> setting.name().matches(".*(KEY|SECRET|SECRETS|PASSWORD|FILE)"))
        .hasSizeGreaterThanOrEqualTo(5)
        .allSatisfy(setting -> assertThat(setting.value()).isNull());
    assertThat(settings(each("hunter2"), OF_THE_ENVIRONMENT))
        .filteredOn(setting -> setting.name().equals("PAYDESK_ENDPOINT_URL"))
        .singleElement()
        .extracting(SettingView::value)
        .isNull();
  }
}
