package io.paydesk.about;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which values anybody who may see the settings sees. What could be a secret is left out: a text is
 * shown only where payers' browsers, receipts or the claim of a token say it anyway, and never
 * where it looks like a key.
 */
final class ShownValue {

  /** Nothing secret can be one of these: the start fails with any other text. */
  private static final Set<String> CLOSED_TYPES =
      Set.of(
          "boolean",
          "int",
          "long",
          "Duration",
          "Locale",
          "ZoneId",
          "McpMode",
          "PageSurface",
          "Paused",
          "Optional<Set<ReceiptKind>>");

  private static final Set<String> PUBLIC_TEXTS =
      Set.of(
          "PAYDESK_ALERT_EVERY",
          "PAYDESK_BRAND_COLOR",
          "PAYDESK_BRAND_LOGO",
          "PAYDESK_BRAND_NAME",
          "PAYDESK_BRAND_SLOGAN",
          "PAYDESK_ENDPOINT_FLOWS",
          "PAYDESK_PAGE_FRAME_ANCESTORS",
          "PAYDESK_PAYMENT_METHOD_CONFIGURATION",
          "PAYDESK_PUBLIC_URL",
          "PAYDESK_RETURN_URLS",
          "PAYDESK_ROLES_CLAIM",
          "PAYDESK_WEBHOOK_LATE_EVENTS",
          "STRIPE_API_BASE",
          "STRIPE_SCRIPT");

  /** Keys of Stripe's and of ours, and addresses with a password or a query. */
  private static final Pattern SECRET =
      Pattern.compile(
          "(?i)(sk|rk|whsec|pdk)_|eyJ|-----BEGIN|://[^/\\s]*@|[?&][^=\\s]+=|password|secret|bearer");

  /** A brand's logo may be in the setting itself. */
  private static final int LONGEST = 300;

  private ShownValue() {}

  /** Empty where it is not shown. */
  static Optional<String> of(KnownSetting setting, String value) {
    boolean shown =
        CLOSED_TYPES.contains(setting.type()) || PUBLIC_TEXTS.contains(setting.variable());
    return shown && !SECRET.matcher(value).find() ? Optional.of(cut(value)) : Optional.empty();
  }

  private static String cut(String value) {
    return value.length() <= LONGEST ? value : value.substring(0, LONGEST) + "…";
  }
}
