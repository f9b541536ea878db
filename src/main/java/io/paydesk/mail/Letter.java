package io.paydesk.mail;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What every receipt says, in the payer's words.
 *
 * @param shop its name
 * @param logo its https address
 * @param test whether it is test mode, where no money moves
 * @param review whether a person has to look at the order before it counts as paid
 * @param amount null where the currency of the money is not certain
 * @param presented the same in the currency in which the payer paid; null where that is the shop's
 * @param released what the payer's bank had held besides that, and let go; null when it was nothing
 * @param refunded how much was refunded since; null when nothing was
 * @param coversAll whether a code covered everything, so that nothing was paid
 * @param date the day on which it happened
 * @param description what was ordered
 * @param lines what the order is made up of; empty when the shop named nothing
 * @param parts how what was due came about; empty where nothing changed the price
 */
record Letter(
    String shop,
    @Nullable String logo,
    @Nullable String slogan,
    boolean test,
    boolean review,
    @Nullable String amount,
    @Nullable String presented,
    @Nullable String released,
    @Nullable String refunded,
    boolean coversAll,
    String date,
    long order,
    @Nullable String description,
    List<Line> lines,
    List<Part> parts) {

  /**
   * @param total of all of them, as text
   */
  record Line(String name, int quantity, String total) {

    /** With how many there are. */
    public String named() {
      return quantity + " × " + name;
    }
  }

  /**
   * @param amount as text, with a minus where it takes off
   */
  record Part(String name, String amount) {}
}
