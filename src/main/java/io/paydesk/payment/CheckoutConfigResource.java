package io.paydesk.payment;

import io.paydesk.brand.BrandColor;
import io.paydesk.brand.BrandConfig;
import io.paydesk.stripe.StripeAccountConfig;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What a payment page must know before anybody signs in. */
@Path("/v1/config")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "config", description = "What a payment page needs before it is drawn")
@PermitAll
public class CheckoutConfigResource {

  private final StripeAccountConfig account;
  private final BrandConfig brand;

  CheckoutConfigResource(StripeAccountConfig account, BrandConfig brand) {
    this.account = account;
    this.brand = brand;
  }

  @Schema(name = "CheckoutConfig")
  public record CheckoutConfig(
      @Schema(required = true, examples = "pk_test_123") String publishableKey,
      @Schema(
              required = true,
              description = "The address of the Stripe.js to load",
              examples = "https://js.stripe.com/dahlia/stripe.js")
          String stripeScript,
      @Schema(required = true, examples = "Ada's Tickets") String brandName,
      @Schema(examples = "https://shop.example/logo.svg") @Nullable String brandLogo,
      @Schema(examples = "Front row, fair price") @Nullable String brandSlogan,
      @Schema(
              required = true,
              description =
                  "The color of the shop's buttons and links, as the payer's page has it. Text on it"
                      + " is white or black, whichever can be read",
              examples = "#4338ca")
          String brandColor) {}

  @GET
  @Operation(operationId = "getConfig", summary = "Publishable key, Stripe.js and brand: anyone")
  public CheckoutConfig get() {
    return new CheckoutConfig(
        account.publishableKey(),
        account.script().toString(),
        brand.name(),
        brand.logo().orElse(null),
        brand.slogan().orElse(null),
        BrandColor.of(brand.color()).orElseThrow().css());
  }
}
