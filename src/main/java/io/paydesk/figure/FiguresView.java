package io.paydesk.figure;

import java.math.BigDecimal;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What happened from one time to another, in one currency. Amounts are minor units. */
@Schema(name = "Figures")
public record FiguresView(
    @Schema(required = true) Instant from,
    @Schema(required = true, description = "What happened then is not in it any more") Instant to,
    @Schema(
            required = true,
            description =
                "Money that came, when it came: of orders and of renewals, also what is in review,"
                    + " before refunds, disputes and Stripe's fees",
            examples = "129900")
        long came,
    @Schema(
            required = true,
            description = "Money that went back, when it did, whenever it had come",
            examples = "2500")
        long refunded,
    @Schema(
            required = true,
            description =
                "Money that banks took for disputes opened in this time, unless the shop has won. Inquiries take"
                    + " nothing",
            examples = "9999")
        long disputed,
    @Schema(
            required = true,
            description = "`came` less `refunded` and `disputed`: it may be below zero",
            examples = "117401")
        long kept,
    @Schema(
            required = true,
            description = "Tries to pay that came to an end: `succeeded` and `failed`",
            examples = "15")
        long tried,
    @Schema(required = true, description = "Payments whose money came", examples = "13")
        long succeeded,
    @Schema(
            required = true,
            description = "Tries that failed, also of a payment that succeeded later",
            examples = "2")
        long failed,
    @Schema(
            description = "`succeeded` of `tried`, from 0 to 1; not there where nothing was tried",
            examples = "0.8667")
        @Nullable BigDecimal successRate,
    @Schema(required = true, description = "How many refunds went back", examples = "1")
        long refunds,
    @Schema(
            required = true,
            description = "How many disputes were opened, without inquiries",
            examples = "1")
        long disputes,
    @Schema(
            required = true,
            description = "Orders that the shop made; renewals are none",
            examples = "20")
        long ordersMade,
    @Schema(
            required = true,
            description = "Those of them that are paid by now, refunded or not",
            examples = "13")
        long ordersPaid,
    @Schema(
            required = true,
            description = "Subscriptions that began to run, trials too",
            examples = "3")
        long subscriptionsStarted,
    @Schema(required = true, description = "Subscriptions that ended", examples = "1")
        long subscriptionsEnded,
    @Schema(
            required = true,
            description = "Subscriptions that run at the end, trials and paused ones too",
            examples = "42")
        long subscriptionsRunning,
    @Schema(
            description =
                "How many of the subscriptions that ran as it began have ended, from 0 to 1; not there where none ran",
            examples = "0.025")
        @Nullable BigDecimal churn,
    @Schema(
            description =
                """
                What the subscriptions bring a month at the end, by their prices and quantities: before discounts, taxes and \
                credit. See `withoutAmount` for what is not in it; not there for a time from which nothing is known\
                """,
            examples = "41958")
        @Nullable Long monthlyRecurring) {}
