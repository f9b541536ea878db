package io.paydesk.search;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a text may mean. It may mean several things: {@code 42} is an order and a payment, and some
 * app's user.
 *
 * @param plain without what is around it
 * @param number of ours; null where it is none
 * @param numbered of which kinds the number may be
 * @param stripeId null where it does not look like one
 * @param uuid null where it is none
 * @param amount null where it is none
 */
record SearchedText(
    String plain,
    @Nullable Long number,
    Set<HitKind> numbered,
    @Nullable String stripeId,
    @Nullable UUID uuid,
    @Nullable SearchedAmount amount) {

  /** With or without a word before it: 42, #42, order 42, orders/42, payment:7. */
  private static final Pattern NUMBER =
      Pattern.compile("(?:(\\p{L}[\\p{L}_ -]*?)[\\s:/#]*|#)?(\\d{1,18})");

  /** A prefix, and up to 255 characters in all. */
  private static final Pattern STRIPE_ID = Pattern.compile("([a-z]{2,12})_[A-Za-z0-9_]{1,250}");

  /** What follows the id in a client secret. Nobody should have to cut it off. */
  private static final Pattern SECRET = Pattern.compile("_secret_.*");

  private static final Pattern UUIDS =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

  private static final Set<HitKind> ALL = EnumSet.allOf(HitKind.class);

  static SearchedText of(String text) {
    var plain = lastOfAddress(text.strip());
    var number = NUMBER.matcher(plain);
    boolean isNumber = number.matches();
    var kinds = isNumber ? kinds(number.group(1)) : Set.<HitKind>of();
    var id = SECRET.matcher(plain).replaceFirst("");
    return new SearchedText(
        plain,
        isNumber && !kinds.isEmpty() ? Long.valueOf(number.group(2)) : null,
        kinds,
        STRIPE_ID.matcher(id).matches() ? id : null,
        UUIDS.matcher(plain).matches() ? UUID.fromString(plain) : null,
        SearchedAmount.of(plain));
  }

  /** Of an address of Stripe's dashboard its last part, which is the id. */
  private static String lastOfAddress(String text) {
    if (!text.matches("https?://\\S+")) {
      return text;
    }
    var path = text.split("[?#]", 2)[0];
    var last = path.substring(path.lastIndexOf('/') + 1);
    return last.isEmpty() ? text : last;
  }

  private static Set<HitKind> kinds(@Nullable String word) {
    if (word == null) {
      return ALL;
    }
    var first = word.strip().toLowerCase(Locale.ROOT).split("[\\s_-]")[0];
    var one = first.endsWith("s") ? first.substring(0, first.length() - 1) : first;
    var kinds = EnumSet.noneOf(HitKind.class);
    Arrays.stream(HitKind.values()).filter(kind -> kind.words().contains(one)).forEach(kinds::add);
    return kinds;
  }

  /** What is to be asked, the surest first. */
  List<Lookup> byNumber() {
    return number == null
        ? List.of()
        : List.of(
                Lookup.ORDER,
                Lookup.PAYMENT,
                Lookup.RECURRING_PAYMENT,
                Lookup.REFUND,
                Lookup.DISPUTE,
                Lookup.SETUP_INTENT,
                Lookup.RUN)
            .stream()
            .filter(lookup -> numbered.contains(lookup.kind()))
            .toList();
  }

  List<Lookup> byUuid() {
    return uuid == null
        ? List.of()
        : List.of(
            Lookup.PAYMENT_BY_UUID,
            Lookup.RECURRING_PAYMENT_BY_UUID,
            Lookup.REFUND_BY_UUID,
            Lookup.SETUP_INTENT_BY_UUID,
            Lookup.RUN_BY_UUID);
  }

  List<Lookup> byStripeId() {
    if (stripeId == null) {
      return List.of();
    }
    var prefix = stripeId.substring(0, stripeId.indexOf('_'));
    return Arrays.stream(Lookup.values())
        .filter(lookup -> lookup == Lookup.EVENT_BY_OBJECT || lookup.prefixes().contains(prefix))
        .toList();
  }
}
