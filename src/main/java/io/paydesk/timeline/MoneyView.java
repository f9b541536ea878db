package io.paydesk.timeline;

import io.paydesk.money.MoneyInWords;
import io.paydesk.money.MoneyOfOneCurrency;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Where the money is: asked, came, back and kept, and that in words. */
@Schema(name = "OrderMoney")
public record MoneyView(
    @Schema(
            required = true,
            description = "In one line",
            examples = "99.99 USD asked, 99.99 came, 25.00 back, 74.99 kept")
        String words,
    @Schema(required = true, description = "In which it was asked for", examples = "usd")
        String currency,
    @Schema(required = true, description = "What the shop asked, in minor units", examples = "9999")
        long asked,
    @Schema(
            required = true,
            description = "What pays it: with discount and tax, once Stripe states them",
            examples = "9999")
        long due,
    @Schema(
            description =
                "What was captured of what a bank held; null before that, and where the money is"
                    + " taken at once",
            examples = "9999")
        @Nullable Long captured,
    @Schema(
            required = true,
            description =
                "Of each currency in which money came, or is held; empty as long as there is none")
        List<Sums> sums) {

  /** What came and went in one currency. */
  @Schema(name = "MoneyOfOneCurrency")
  public record Sums(
      @Schema(required = true, examples = "usd") String currency,
      @Schema(required = true, description = "How many payments brought money", examples = "1")
          int payments,
      @Schema(required = true, description = "Minor units that came", examples = "9999") long came,
      @Schema(
              required = true,
              description = "Minor units that payers' banks hold, to be captured",
              examples = "0")
          long held,
      @Schema(
              required = true,
              description = "Minor units that went back by refunds",
              examples = "2500")
          long back,
      @Schema(
              required = true,
              description = "Minor units that refunds are about to give back",
              examples = "0")
          long onItsWay,
      @Schema(
              required = true,
              description =
                  "Minor units that banks took for disputes, also where they came back later",
              examples = "0")
          long withdrawn,
      @Schema(
              required = true,
              description = "Minor units that came back of disputes",
              examples = "0")
          long wonBack,
      @Schema(
              required = true,
              description = "Minor units that banks ask about, and have not taken",
              examples = "0")
          long questioned,
      @Schema(
              required = true,
              description = "Minor units that the shop has of it; below zero where more went",
              examples = "7499")
          long kept) {

    static Sums of(MoneyOfOneCurrency sums) {
      return new Sums(
          sums.currency(),
          sums.payments(),
          sums.came(),
          sums.held(),
          sums.back(),
          sums.onItsWay(),
          sums.withdrawn(),
          sums.wonBack(),
          sums.questioned(),
          sums.kept());
    }
  }

  static MoneyView of(MoneyInWords money) {
    return new MoneyView(
        money.toString(),
        money.currency(),
        money.asked(),
        money.due(),
        money.captured(),
        money.money().stream().map(Sums::of).toList());
  }
}
