package io.paydesk.mail;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The receipts that are sent by mail, and how they are worded. */
@ConfigMapping(prefix = "paydesk.mail")
public interface MailConfig {

  /**
   * Which receipts are mailed: {@code payment}, {@code refund}, {@code renewal}, comma-separated.
   * None by default.
   */
  Optional<Set<ReceiptKind>> receipts();

  /** How amounts and dates are written, as a language tag such as {@code de-DE}. */
  @WithDefault("en-US")
  Locale locale();

  /** The time zone of a receipt's day, such as {@code Europe/Berlin}. */
  @WithDefault("UTC")
  ZoneId timeZone();
}
