package io.paydesk.mail;

/**
 * What every receipt tells, in the payer's words.
 *
 * @param shop its name
 * @param logo its https address; null where there is none
 * @param slogan may be null
 * @param test whether no money moved
 * @param review whether a person has to look at the order before it can be called paid
 * @param amount null where it is not known for sure in which currency the money came
 * @param refunded what has gone back since; null when nothing has
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
