package io.paydesk.dev.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SandboxArgumentsTest {

  @Test
  void withoutAWordItListensToThisMachineAloneAndSendsNothing() {
    var arguments = SandboxArguments.of();

    assertThat(arguments.settings())
        .isEqualTo(
            new SandboxSettings(
                "127.0.0.1",
                12111,
                "sk_test_sandbox",
                "pk_test_sandbox",
                "whsec_sandbox",
                null,
                Duration.ofSeconds(5)));
    assertThat(arguments.webhook()).isNull();
    assertThat(arguments.help()).isFalse();
  }

  @Test
  void eachOptionIsTakenAsTwoWordsOrAsOne() {
    var arguments =
        SandboxArguments.of(
            "--host",
            "0.0.0.0",
            "--port=0",
            "--webhook",
            "http://shop.internal:8080/webhooks?as=stripe",
            "--webhook-secret=whsec_with=sign",
            "--secret-key",
            "sk_test_1",
            "--publishable-key",
            "pk_test_1",
            "--bank-delay=0",
            "--state",
            "objects.json");

    assertThat(arguments.settings())
        .isEqualTo(
            new SandboxSettings(
                "0.0.0.0",
                0,
                "sk_test_1",
                "pk_test_1",
                "whsec_with=sign",
                Path.of("objects.json"),
                Duration.ZERO));
    assertThat(arguments.webhook())
        .isEqualTo(URI.create("http://shop.internal:8080/webhooks?as=stripe"));
  }

  @Test
  void whatCannotBeMeantIsSaidInASentence() {
    refuses("There is no option --prot.", "--prot", "1");
    refuses("There is no option 12111.", "12111");
    refuses("--port needs a value.", "--port");
    refuses("--port is a number from 0 to 65535, not '70000'.", "--port", "70000");
    refuses("--port is a number from 0 to 65535, not '-1'.", "--port=-1");
    refuses("--port is a number from 0 to 65535, not '99999999999'.", "--port=99999999999");
    refuses("--bank-delay is a number from 0 to 86400, not '5s'.", "--bank-delay=5s");
    for (var address :
        new String[] {"8080", "localhost:8080/hook", "ftp://a/b", "http://", "a b"}) {
      refuses(
          "--webhook is a whole address, such as http://127.0.0.1:8080/webhooks/stripe, not '"
              + address
              + "'.",
          "--webhook",
          address);
    }
    refuses("The sandbox takes test keys only (sk_test_, pk_test_)", "--secret-key", "sk_live_1");
  }

  private static void refuses(String sentence, String... words) {
    assertThatThrownBy(() -> SandboxArguments.of(words))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(sentence);
  }

  @Test
  void theUsageNamesEachOptionWithWhatItIsWithoutAWord() {
    var usual = SandboxArguments.of("--help");

    assertThat(usual.help()).isTrue();
    assertThat(SandboxArguments.USAGE)
        .contains("(" + usual.settings().port() + ")")
        .contains("(" + usual.settings().host() + ")")
        .contains("(" + usual.settings().secretKey() + ")")
        .contains("(" + usual.settings().publishableKey() + ")")
        .contains("(" + usual.settings().webhookSecret() + ")")
        .contains("(" + usual.settings().delayedSuccess().toSeconds() + ")")
        .contains("--webhook URL", "--state FILE");
  }
}
