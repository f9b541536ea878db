package io.paydesk.dev.sandbox;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * What the arguments of {@code java -jar} ask for.
 *
 * @param webhook null for none
 * @param help whether they only ask for the usage
 */
record SandboxArguments(SandboxSettings settings, URI webhook, boolean help) {

  static final String USAGE =
      """
      Usage: java -jar paydesk-<version>-stripe-sandbox.jar [--option value]...

      A pretend Stripe for development and tests. Point the API base of Stripe's library at it.

        --port NUMBER            where to listen; 0 takes a free port             (12111)
        --host ADDRESS           where to listen; beyond 127.0.0.1, whoever
                                 reaches it controls it                           (127.0.0.1)
        --webhook URL            where to send events, such as
                                 http://127.0.0.1:8080/webhooks/stripe            (nowhere: they wait)
        --webhook-secret SECRET  what to sign events with                         (whsec_sandbox)
        --secret-key KEY         the API key of your server                       (sk_test_sandbox)
        --publishable-key KEY    the API key of your pages                        (pk_test_sandbox)
        --bank-delay SECONDS     how long a bank debit is processing, and a
                                 refund pending                                   (5)
        --state FILE             where to keep objects over a restart             (in memory)
        --help                   prints this

      GET /sandbox/cards lists the test cards. POST /sandbox/faults makes calls fail.
      """;

  private static final Set<String> OPTIONS =
      Set.of(
          "--port",
          "--host",
          "--webhook",
          "--webhook-secret",
          "--secret-key",
          "--publishable-key",
          "--bank-delay",
          "--state");

  /**
   * @param words options and values in turn, or joined by {@code =}
   * @throws IllegalArgumentException with a sentence for the person who typed them
   */
  static SandboxArguments of(String... words) {
    Map<String, String> given = new HashMap<>();
    boolean help = false;
    for (int i = 0; i < words.length; i++) {
      String[] parts = words[i].split("=", 2);
      if (parts[0].equals("--help") || parts[0].equals("-h")) {
        help = true;
        continue;
      }
      if (!OPTIONS.contains(parts[0])) {
        throw new IllegalArgumentException("There is no option " + parts[0] + ".");
      }
      if (parts.length == 1 && i + 1 == words.length) {
        throw new IllegalArgumentException(parts[0] + " needs a value.");
      }
      given.put(parts[0], parts.length == 2 ? parts[1] : words[++i]);
    }
    return new SandboxArguments(settings(given), webhook(given.get("--webhook")), help);
  }

  private static SandboxSettings settings(Map<String, String> given) {
    String state = given.get("--state");
    return new SandboxSettings(
        given.getOrDefault("--host", SandboxSettings.LOOPBACK),
        number(given, "--port", 12111, 65_535),
        given.getOrDefault("--secret-key", "sk_test_sandbox"),
        given.getOrDefault("--publishable-key", "pk_test_sandbox"),
        given.getOrDefault("--webhook-secret", "whsec_sandbox"),
        state == null ? null : Path.of(state),
        Duration.ofSeconds(number(given, "--bank-delay", 5, 86_400)));
  }

  private static int number(Map<String, String> given, String option, int usual, int most) {
    String value = given.getOrDefault(option, Integer.toString(usual));
    // Limits the digits, so that the number can be read.
    int number = value.matches("[0-9]{1,9}") ? Integer.parseInt(value) : -1;
    if (number < 0 || number > most) {
      throw new IllegalArgumentException(
          option + " is a number from 0 to " + most + ", not '" + value + "'.");
    }
    return number;
  }

  private static URI webhook(String address) {
    if (address == null) {
      return null;
    }
    try {
      URI uri = URI.create(address);
      if (uri.getHost() != null && Set.of("http", "https").contains(uri.getScheme())) {
        return uri;
      }
    } catch (IllegalArgumentException noAddress) {
      // refused below
    }
    throw new IllegalArgumentException(
        "--webhook is a whole address, such as http://127.0.0.1:8080/webhooks/stripe, not '"
            + address
            + "'.");
  }
}
