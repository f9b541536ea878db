package io.paydesk.mail;

/**
 * What every receipt says, in the payer's words.
 *
 * @param shop its name
 * @param logo its https address; null where there is none
 * @param slogan may be null
 * @param test whether it is test mode, where no money moves
 * @param review whether a person has to look at the order before it counts as paid
 * @param amount null where the currency of the money is not certain
 * @param refunded how much was refunded since; null when nothing was
 * @param date the day on which it happened
 * @param description what was ordered; may be null
 */
record Letter(
    String shop,
    String logo,
    String slogan,
    boolean test,
    boolean review,
    String amount,
    String refunded,
    String date,
    long order,
    String description) {}
