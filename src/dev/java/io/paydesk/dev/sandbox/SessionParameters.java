package io.paydesk.dev.sandbox;

import java.util.Set;

/** The parameters of Checkout Sessions that the sandbox takes; it refuses the rest by name. */
final class SessionParameters {

  private static final Set<String> LINES =
      Set.of(
          "line_items[][price]",
          "line_items[][quantity]",
          "line_items[][metadata][*]",
          "line_items[][tax_rates][]",
          "line_items[][price_data][currency]",
          "line_items[][price_data][product]",
          "line_items[][price_data][product_data][name]",
          "line_items[][price_data][product_data][description]",
          "line_items[][price_data][product_data][images][]",
          "line_items[][price_data][product_data][tax_code]",
          "line_items[][price_data][product_data][metadata][*]",
          "line_items[][price_data][recurring][interval]",
          "line_items[][price_data][recurring][interval_count]",
          "line_items[][price_data][tax_behavior]",
          "line_items[][price_data][unit_amount]",
          "line_items[][price_data][unit_amount_decimal]");

  private static final Set<String> SHIPPING =
      Set.of(
          "shipping_options[][shipping_rate_data][display_name]",
          "shipping_options[][shipping_rate_data][type]",
          "shipping_options[][shipping_rate_data][fixed_amount][amount]",
          "shipping_options[][shipping_rate_data][fixed_amount][currency]",
          "shipping_options[][shipping_rate_data][tax_behavior]");

  private static final Set<String> PAYER =
      Set.of(
          "billing_address_collection",
          "client_reference_id",
          "customer",
          "customer_creation",
          "customer_email",
          "customer_update[address]",
          "customer_update[name]",
          "customer_update[shipping]",
          "locale",
          "phone_number_collection[enabled]",
          "saved_payment_method_options[allow_redisplay_filters][]",
          "saved_payment_method_options[payment_method_remove]",
          "saved_payment_method_options[payment_method_save]",
          "shipping_address_collection[allowed_countries][]",
          "tax_id_collection[enabled]",
          "tax_id_collection[required]");

  private static final Set<String> SURFACE =
      Set.of(
          "cancel_url",
          "expires_at",
          "metadata[*]",
          "mode",
          "redirect_on_completion",
          "return_url",
          "submit_type",
          "success_url",
          "ui_mode");

  private static final Set<String> MONEY =
      Set.of(
          "adaptive_pricing[enabled]",
          "allow_promotion_codes",
          "automatic_tax[enabled]",
          "currency",
          "discounts[][coupon]",
          "discounts[][promotion_code]",
          "managed_payments[enabled]",
          "payment_method_collection",
          "payment_method_configuration",
          "payment_method_types[]");

  private static final Set<String> MADE =
      Set.of(
          "payment_intent_data[capture_method]",
          "payment_intent_data[description]",
          "payment_intent_data[metadata][*]",
          "payment_intent_data[receipt_email]",
          "payment_intent_data[setup_future_usage]",
          "payment_intent_data[shipping][name]",
          "payment_intent_data[shipping][phone]",
          "payment_intent_data[shipping][carrier]",
          "payment_intent_data[shipping][tracking_number]",
          "payment_intent_data[shipping][address][*]",
          "payment_intent_data[statement_descriptor]",
          "payment_intent_data[statement_descriptor_suffix]",
          "invoice_creation[enabled]",
          "invoice_creation[invoice_data][description]",
          "invoice_creation[invoice_data][footer]",
          "invoice_creation[invoice_data][metadata][*]",
          "setup_intent_data[description]",
          "setup_intent_data[metadata][*]",
          "subscription_data[default_tax_rates][]",
          "subscription_data[description]",
          "subscription_data[metadata][*]",
          "subscription_data[trial_end]",
          "subscription_data[trial_period_days]",
          "subscription_data[trial_settings][end_behavior][missing_payment_method]");

  static final Set<String> CREATE =
      Routes.both(
          Routes.both(Routes.both(LINES, SHIPPING), Routes.both(PAYER, SURFACE)),
          Routes.both(MONEY, MADE));

  static final Set<String> UPDATE =
      Routes.both(
          Routes.both(LINES, SHIPPING),
          Set.of(
              "metadata[*]",
              "line_items[][id]",
              "collected_information[shipping_details][name]",
              "collected_information[shipping_details][address][*]"));

  static final Set<String> FILTERS =
      Set.of(
          "customer",
          "customer_details[email]",
          "payment_intent",
          "payment_link",
          "status",
          "subscription");

  private SessionParameters() {}
}
