package io.paydesk.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.paydesk.problem.Refusal;
import java.math.BigDecimal;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every price: edge cases and random ones in each run. Failures show their seed. */
class MoneyPropertyTest {

  private static final int TRIES = 1000;

  /** The characters of random texts, which often look like a price. */
  private static final String OF_PRICES = "0123456789..,-+eE _";

  private final long seed = Long.getLong("paydesk.test.seed", new Random().nextLong());
  private final Random random = new Random(seed);

  static Stream<StripeCurrency> currencies() {
    return Stream.of("usd eur gbp huf twd isk ugx jpy krw clp mga xof bhd kwd tnd".split(" "))
        .map(StripeCurrency::of);
  }

  private LongStream upTo(long most) {
    return LongStream.concat(
        LongStream.of(1, 2, 9, 10, 99, 100, 101, 999, 1000, most - 1, most),
        random.longs(TRIES, 1, most + 1));
  }

  @ParameterizedTest
  @MethodSource("currencies")
  void anAmountSurvivesBeingWrittenAndRead(StripeCurrency currency) {
    upTo(999_999_999)
        .forEach(
            steps -> {
              var money = new Money(steps * currency.step(), currency);

              assertThat(Money.ofPrice(money.price(), currency))
                  .as("seed %d", seed)
                  .isEqualTo(money);
            });
  }

  @ParameterizedTest
  @MethodSource("currencies")
  void onlyTheValueOfAPriceCounts(StripeCurrency currency) {
    upTo(99_999_999)
        .forEach(
            whole -> {
              var money = Money.ofPrice(Long.toString(whole), currency);

              assertThat(new BigDecimal(money.price()))
                  .as("seed %d", seed)
                  .isEqualByComparingTo(BigDecimal.valueOf(whole));
              assertThat(money.amount())
                  .as("seed %d", seed)
                  .isEqualTo(whole * BigDecimal.TEN.pow(currency.digits()).longValueExact());
            });
  }

  @ParameterizedTest
  @MethodSource("currencies")
  void trailingZerosDoNotChangeAPrice(StripeCurrency currency) {
    upTo(99_999)
        .forEach(
            whole ->
                assertThat(Money.ofPrice(whole + ".000", currency))
                    .as("seed %d", seed)
                    .isEqualTo(Money.ofPrice("" + whole, currency)));
  }

  private String text(IntStream characters) {
    return characters
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private Stream<String> texts() {
    var edges = List.of("", " ", "\u0000", "\uffff", "\ud83d", "١", "１", "½", "1\n", "1e2", "0x1");
    return Stream.concat(
        edges.stream(),
        Stream.generate(
                () ->
                    random.nextBoolean()
                        ? text(random.ints(random.nextInt(40), 0, Character.MAX_CODE_POINT + 1))
                        : text(
                            random
                                .ints(random.nextInt(12), 0, OF_PRICES.length())
                                .map(OF_PRICES::charAt)))
            .limit(TRIES));
  }

  @Test
  void anythingThatIsNotAPriceIsRefusedByName() {
    var currency = StripeCurrency.of("usd");

    texts()
        .filter(text -> !text.matches("[0-9]+(\\.[0-9]+)?"))
        .forEach(
            text ->
                assertThat(catchThrowable(() -> Money.ofPrice(text, currency)))
                    .as("seed %d, the text '%s'", seed, text)
                    .isInstanceOf(Refusal.class));
  }
}
