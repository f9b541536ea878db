package io.paydesk.admin.list;

import io.paydesk.rest.LowerCase;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/**
 * Something that a list can be narrowed by. Its name stands in the address, and is the API's: so it
 * is never what names a person.
 *
 * @param label before its value
 * @param input which field of the menu takes it
 * @param choices its values with their words, where they are known
 */
record Filter(String name, String label, Input input, List<Choice> choices) {

  static final String CURRENCY = "currency";

  /** A row, as the audit names it. */
  static final String SUBJECT = "subject";

  /** A field of the menu. */
  enum Input {
    CHOICE,
    /** One of the choices. */
    PICK,
    TEXT,
    /** From this day on. */
    SINCE,
    /** This day is the last. */
    UNTIL,
    /** Major units of the currency that is asked for too. */
    AMOUNT
  }

  record Choice(String value, String words) {}

  static final Filter SINCE = new Filter("since", "From", Input.SINCE, List.of());
  static final Filter UNTIL = new Filter("until", "To", Input.UNTIL, List.of());

  /** Of lists whose rows are sums of money. */
  static final List<Filter> OF_MONEY =
      List.of(
          text(CURRENCY, "Currency"),
          new Filter("amountFrom", "Amount from", Input.AMOUNT, List.of()),
          new Filter("amountTo", "Amount to", Input.AMOUNT, List.of()),
          SINCE,
          UNTIL);

  static Filter text(String name, String label) {
    return new Filter(name, label, Input.TEXT, List.of());
  }

  static Filter choice(String name, String label, Map<String, String> choices) {
    return new Filter(name, label, Input.CHOICE, each(choices));
  }

  static Filter pick(String name, String label, Map<String, String> choices) {
    return new Filter(name, label, Input.PICK, each(choices));
  }

  private static List<Choice> each(Map<String, String> choices) {
    return choices.entrySet().stream()
        .map(choice -> new Choice(choice.getKey(), choice.getValue()))
        .toList();
  }

  static <E extends Enum<E>> Filter choice(
      String name, String label, E[] values, Function<E, String> words) {
    var choices = new LinkedHashMap<String, String>();
    Arrays.stream(values).forEach(value -> choices.put(LowerCase.text(value), words.apply(value)));
    return choice(name, label, choices);
  }

  public boolean isChoice() {
    return input == Input.CHOICE;
  }

  /** Of the menu's field. */
  public String type() {
    return input == Input.SINCE || input == Input.UNTIL ? "date" : "text";
  }

  public boolean isPick() {
    return input == Input.PICK;
  }

  public boolean isAmount() {
    return input == Input.AMOUNT;
  }

  /** How a chip says it: of several values each. */
  String words(String value) {
    if (input == Input.AMOUNT) {
      return value; // its comma may be a decimal one
    }
    return String.join(" or ", Arrays.stream(value.split(",")).map(this::word).toList());
  }

  private String word(String value) {
    if (input == Input.SINCE || input == Input.UNTIL) {
      return Plain.typedDay(value);
    }
    if (name.equals(CURRENCY)) {
      return value.toUpperCase(Locale.ROOT);
    }
    return choices.stream()
        .filter(choice -> choice.value().equals(value))
        .map(Choice::words)
        .findFirst()
        .orElse(value);
  }
}
