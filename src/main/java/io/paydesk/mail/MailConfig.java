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

  /** Of payment, refund and renewal, comma-separated; none by default: PAYDESK_MAIL_RECEIPTS. */
  Optional<Set<ReceiptKind>> receipts();

  /** How amounts and dates are written, as a language tag such as de-DE: PAYDESK_MAIL_LOCALE. */
  @WithDefault("en-US")
  Locale locale();

  /** Where the day of a receipt is told, such as Europe/Berlin: PAYDESK_MAIL_TIME_ZONE. */
  @WithDefault("UTC")
  ZoneId timeZone();
}
