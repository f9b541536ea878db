package io.paydesk.people;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What a payer was asked and what came of it, in one currency. All in minor units. */
@Schema(name = "PayersMoney")
public record PayersMoney(
    @Schema(required = true, examples = "usd") String currency,
    @Schema(
            required = true,
            description = "By orders that are not canceled, after discounts and taxes where known",
            examples = "29997")
        long asked,
    @Schema(required = true, description = "By all payments", examples = "19998") long came,
    @Schema(required = true, description = "By refunds that succeeded", examples = "2500")
        long back,
    @Schema(
            required = true,
            description = "What banks took for disputes, and have not given back",
            examples = "0")
        long withdrawn,
    @Schema(
            required = true,
            description = "What came, less what went back and what banks took",
            examples = "17498")
        long kept) {

  static PayersMoney of(String currency, long asked, long came, long back, long withdrawn) {
    return new PayersMoney(currency, asked, came, back, withdrawn, came - back - withdrawn);
  }
}
