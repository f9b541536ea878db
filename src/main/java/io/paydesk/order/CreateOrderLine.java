package io.paydesk.order;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.paydesk.money.Money;
import io.paydesk.money.StripeCurrency;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** One line of an order to make. */
@Schema(name = "CreateOrderLine")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CreateOrderLine(
    @NotBlank(message = "is missing: say what is bought") @Size(max = 250, message = "must have at most 250 characters") @Pattern(regexp = "^[^\\x00-\\x1f\\x7f]*$", message = "must not have control characters") @Schema(description = "The payer sees it", examples = "Ticket, row A")
        String name,
    @NotNull(message = "is missing: a string in major units, such as \"49.99\"") @Schema(
            description = "Of one, in major units like `price`; \"0\" for what is free",
            examples = "49.99")
        String amount,
    @NotNull(message = "is missing: how many, 1 or more") @Min(value = 1, message = "must be 1 or more") @Max(value = 999_999, message = "must be at most 999999") @Schema(examples = "2")
        Integer quantity,
    @Pattern(
            regexp = "^txcd_[A-Za-z0-9_]{1,50}$",
            message = "must be a tax code of Stripe's, such as txcd_10000000")
        @Schema(description = "Stripe's code for how it is taxed", examples = "txcd_10000000")
        @Nullable String taxCode,
    @Size(max = 2048, message = "must have at most 2048 characters") @Pattern(
            regexp =
                "^https://[A-Za-z0-9][A-Za-z0-9.-]*(?::[0-9]{1,5})?(?:[/?#][!#-;=?-\\[\\]-~]*)?$",
            message = "must be an https:// address in ASCII, without user name and password")
        @Schema(
            description = "A picture that the payer may see, at an https address",
            examples = "https://shop.example/ticket.png")
        @Nullable String imageUrl) {

  OrderLine in(StripeCurrency currency) {
    return new OrderLine(name, Money.ofOne(amount, currency), quantity, taxCode, imageUrl);
  }
}
