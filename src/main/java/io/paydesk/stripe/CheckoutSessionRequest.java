package io.paydesk.stripe;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.stripe.param.checkout.SessionCreateParams;
import io.paydesk.rest.StorableText;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of the call that makes a Checkout Session, stored before the call, like those of
 * {@link PaymentIntentRequest}. Its metadata go on the session and on the PaymentIntent or
 * Subscription that the session makes: either may be heard of first. What is absent is not written,
 * so that a pod of the release before reads each request that asks for nothing new.
 *
 * @param lines of a one-time payment; empty for a subscription, and where a method is only saved
 * @param plan of a subscription; null for a one-time payment, and not written then, so that the
 *     release before can read the request
 * @param pricing null where the lines are all that is due
 * @param expiresAt seconds since 1970; null leaves it to Stripe, which takes 24 hours
 * @param captureLater null for no, and only as the release before has stored it: then it does not
 *     say who sells and whether it is taxed, since under its key it must be sent as it was. {@link
 *     #stored} writes none
 * @param invoiced whether Stripe makes an invoice of what was paid; null for no
 * @param chargedLater whether a saved method may be charged without the payer; null for no
 * @param selling null where the shop sells, in its currency or as the account is set
 * @see <a href="https://docs.stripe.com/api/checkout/sessions/create">create a Session</a>
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@RegisterForReflection
public record CheckoutSessionRequest(
    Surface surface,
    String customer,
    String currency,
    List<Line> lines,
    @Nullable String description,
    @Nullable String statementDescriptorSuffix,
    Addresses addresses,
    boolean savePaymentMethod,
    @Nullable String locale,
    @Nullable Long expiresAt,
    @Nullable Boolean captureLater,
    @Nullable Boolean chargedLater,
    @Nullable CheckoutPricing pricing,
    @Nullable Boolean invoiced,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable CheckoutPlan plan,
    @Nullable CheckoutSelling selling,
    Map<String, String> metadata) {

  /** Stripe lets a payer take no less. */
  public static final Duration SHORTEST = Duration.ofMinutes(30);

  /** The call takes a while, and Stripe's clock is not ours: exactly at a limit it would refuse. */
  public static final Duration CLOCKS_APART = Duration.ofMinutes(2);

  /** What Stripe names where it refuses the end. */
  public static final String END = "expires_at";

  /** In the metadata of an intent that a session makes. */
  static final String SURFACE = "paydesk_surface";

  /**
   * What is sold.
   *
   * @param amount of one, in minor units
   * @param taxCode Stripe's
   */
  @RegisterForReflection
  public record Line(
      String name,
      long amount,
      long quantity,
      @Nullable String taxCode,
      @Nullable String imageUrl) {}

  /**
   * Where the payer is sent afterwards: a hosted session has the last two, the others the first.
   */
  @RegisterForReflection
  public record Addresses(
      @Nullable String returnUrl, @Nullable String successUrl, @Nullable String cancelUrl) {}

  /** Stripe refuses an empty text, which an old order may have. */
  public CheckoutSessionRequest {
    description = StorableText.isBlank(description) ? null : description;
    lines = List.copyOf(lines);
    metadata = new TreeMap<>(metadata);
  }

  public static CheckoutSessionRequest read(String stored) {
    return StripeJson.read(stored, CheckoutSessionRequest.class);
  }

  /** Of a call that has not been made: it leaves nothing to the account's defaults. */
  public String stored() {
    return StripeJson.write(saysEverything() ? this : with(expiresAt, false));
  }

  /** Whether a payer who asked for these would find the session to be as they asked. */
  public boolean looksLike(
      Surface where, Addresses afterwards, boolean saves, @Nullable String language) {
    return surface == where
        && addresses.equals(afterwards)
        && savePaymentMethod == saves
        && Objects.equals(locale, language);
  }

  /** The same, with an end that Stripe takes now: the soonest that it allows. */
  public CheckoutSessionRequest endingLater(Instant now) {
    return with(now.plus(SHORTEST).plus(CLOCKS_APART).getEpochSecond(), captureLater);
  }

  private CheckoutSessionRequest with(@Nullable Long end, @Nullable Boolean later) {
    return new CheckoutSessionRequest(
        surface,
        customer,
        currency,
        lines,
        description,
        statementDescriptorSuffix,
        addresses,
        savePaymentMethod,
        locale,
        end,
        later,
        chargedLater,
        pricing,
        invoiced,
        plan,
        selling,
        metadata);
  }

  /**
   * For a payer who saves a method and pays nothing. Who sells is said there too: where Stripe
   * sells unless that is said, it takes no such session.
   */
  public static CheckoutSessionRequest toSave(
      Surface surface,
      String customer,
      String currency,
      Addresses addresses,
      @Nullable String locale,
      @Nullable Long expiresAt,
      @Nullable String paymentMethodConfiguration,
      Map<String, String> metadata) {
    return new CheckoutSessionRequest(
        surface,
        customer,
        currency,
        List.of(),
        null,
        null,
        addresses,
        true,
        locale,
        expiresAt,
        null,
        true,
        null,
        null,
        null,
        new CheckoutSelling(false, null, paymentMethodConfiguration),
        metadata);
  }

  /** Whether a method is saved there and nothing is paid. */
  boolean onlySaves() {
    return plan == null && lines.isEmpty();
  }

  /** Whether the session is to make a subscription, and not a payment. */
  public boolean makesASubscription() {
    return plan != null;
  }

  /** Whether a session of ours made the intent. */
  public static boolean made(JsonNode intent) {
    return intent.path("metadata").has(SURFACE);
  }

  /** Whether Stripe's pages speak it. */
  public static boolean isLocale(String text) {
    return Arrays.stream(SessionCreateParams.Locale.values())
        .anyMatch(known -> known.getValue().equals(text));
  }

  private SessionCreateParams.UiMode uiMode() {
    return switch (surface) {
      case HOSTED -> SessionCreateParams.UiMode.HOSTED_PAGE;
      case EMBEDDED -> SessionCreateParams.UiMode.EMBEDDED_PAGE;
      case ELEMENTS -> SessionCreateParams.UiMode.ELEMENTS;
    };
  }

  /** An older request says only what its order asks for, and leaves the rest to the account. */
  boolean saysEverything() {
    return captureLater != null;
  }

  SessionCreateParams params() {
    var params =
        SessionCreateParams.builder()
            .setUiMode(uiMode())
            .setCustomer(customer)
            .setReturnUrl(addresses.returnUrl)
            .setSuccessUrl(addresses.successUrl)
            .setCancelUrl(addresses.cancelUrl)
            .setExpiresAt(expiresAt)
            .putAllMetadata(metadata);
    if (onlySaves()) {
      CheckoutSetup.addTo(params, currency, metadata);
    } else if (plan == null) {
      CheckoutPayment.addTo(params, this);
    } else {
      plan.addTo(params, currency, description, metadata);
    }
    if (locale != null) {
      params.setLocale(
          Arrays.stream(SessionCreateParams.Locale.values())
              .filter(known -> known.getValue().equals(locale))
              .findFirst()
              .orElse(SessionCreateParams.Locale.AUTO));
    }
    if (pricing != null) {
      pricing.addTo(params);
    }
    if (selling != null) {
      selling.addTo(params);
    } else if (saysEverything()) {
      CheckoutSelling.PLAIN.addTo(params);
    }
    return params.build();
  }
}
