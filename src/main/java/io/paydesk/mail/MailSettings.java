package io.paydesk.mail;

import io.paydesk.rest.LowerCase;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.Config;

/**
 * Checks the settings of mails before the service starts. Without receipts and without a mail
 * server there is nothing to check.
 */
public final class MailSettings {

  private static final String RECEIPTS = "paydesk.mail.receipts";

  private MailSettings() {}

  /**
   * @return one line that names what is missing or wrong; empty when nothing is
   */
  public static Optional<String> problemOf(Config config) {
    var wanted = texts(config);
    var known = Arrays.stream(ReceiptKind.values()).map(LowerCase::text).toList();
    if (!known.containsAll(wanted)) {
      return Optional.of("PAYDESK_MAIL_RECEIPTS takes " + String.join(", ", known) + " only");
    }
    if (wanted.isEmpty() && !missing(config).isEmpty()) {
      return Optional.empty(); // no mail ever goes out
    }
    return Stream.of(languageProblem(config), zoneProblem(config), serverProblem(config))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static List<String> texts(Config config) {
    var list = config.getOptionalValue(RECEIPTS, String.class).orElse("");
    return Arrays.stream(list.split(",")).map(String::strip).filter(one -> !one.isEmpty()).toList();
  }

  private static Optional<String> languageProblem(Config config) {
    var tag = config.getOptionalValue("paydesk.mail.locale", String.class).orElse("en-US");
    return Locale.forLanguageTag(tag).getLanguage().isEmpty()
        ? Optional.of("PAYDESK_MAIL_LOCALE is no language tag such as en-US")
        : Optional.empty();
  }

  private static Optional<String> zoneProblem(Config config) {
    try {
      ZoneId.of(config.getOptionalValue("paydesk.mail.time-zone", String.class).orElse("UTC"));
      return Optional.empty();
    } catch (DateTimeException e) {
      return Optional.of("PAYDESK_MAIL_TIME_ZONE is no time zone such as Europe/Berlin");
    }
  }

  private static Optional<String> serverProblem(Config config) {
    var missing = missing(config);
    return missing.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "set " + String.join(", ", missing) + ", as PAYDESK_MAIL_RECEIPTS turns receipts on");
  }

  /**
   * What has to be set before any mail can be sent, as environment variables; with a mock mailer,
   * nothing.
   */
  static List<String> missing(Config config) {
    if (config.getOptionalValue("quarkus.mailer.mock", Boolean.class).orElse(false)) {
      return List.of();
    }
    return Stream.of("quarkus.mailer.host", "quarkus.mailer.from")
        .filter(property -> !isSet(config, property))
        .map(property -> property.replace('.', '_').toUpperCase(Locale.ROOT))
        .toList();
  }

  /**
   * Whether the operator set it. Quarkus' own default is a mail server on this machine, with an
   * ordinal below zero. A native executable has the lines of application.properties at zero.
   */
  private static boolean isSet(Config config, String property) {
    var value = config.getConfigValue(property);
    return value.getValue() != null && !value.getValue().isBlank() && value.getSourceOrdinal() >= 0;
  }
}
