package io.paydesk.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.paydesk.problem.Refusal;
import java.math.BigDecimal;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;

class MoneyPropertyTest {

  @Provide
  Arbitrary<String> currencies() {
    return Arbitraries.of(
        "usd", "eur", "gbp", "huf", "twd", "isk", "ugx", "jpy", "krw", "clp", "mga", "xof", "bhd",
        "kwd", "tnd");
  }

  @Property
  void whatAnAmountReadsAsComesBackAsTheSameAmount(
      @ForAll("currencies") String code,
      @ForAll @LongRange(min = 1, max = 999_999_999) long steps) {
    var currency = StripeCurrency.of(code);
    var money = new Money(steps * currency.step(), currency);

    assertThat(Money.ofPrice(money.price(), currency)).isEqualTo(money);
  }

  @Property
  void whatAPriceCountsIsItsValueAndNothingElse(
      @ForAll("currencies") String code, @ForAll @LongRange(min = 1, max = 99_999_999) long whole) {
    var currency = StripeCurrency.of(code);

    var money = Money.ofPrice(Long.toString(whole), currency);

    assertThat(new BigDecimal(money.price())).isEqualByComparingTo(BigDecimal.valueOf(whole));
    assertThat(money.amount())
        .isEqualTo(whole * BigDecimal.TEN.pow(currency.digits()).longValueExact());
  }

  @Property
  void zerosBehindThePriceDoNotChangeIt(
      @ForAll("currencies") String code, @ForAll @LongRange(min = 1, max = 99_999) long whole) {
    var currency = StripeCurrency.of(code);

    assertThat(Money.ofPrice(whole + ".000", currency))
        .isEqualTo(Money.ofPrice("" + whole, currency));
  }

  @Property
  void anythingThatIsNotAPriceIsRefusedByName(@ForAll String text) {
    var currency = StripeCurrency.of("usd");

    if (!text.matches("[0-9]+(\\.[0-9]+)?")) {
      assertThatThrownBy(() -> Money.ofPrice(text, currency)).isInstanceOf(Refusal.class);
    }
  }
}
