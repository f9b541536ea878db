package io.paydesk.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import io.paydesk.reconcile.DueRound;
import io.paydesk.testing.StripeEvents;
import io.paydesk.testing.http.Json;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A payer saves a bank account, and their bank answers days later: by small deposits, or alone. */
@QuarkusTest
class SetupsAtBanksTest extends SavedMethodTest {

  private static final String BANK = "pm_usBankAccount_success";
  private static final String BANK_WITH_DEPOSITS = "pm_usBankAccount_microdeposits";

  @Inject DueRound dueRound;

  @BeforeEach
  void customerIsThere() {
    customer(user);
  }

  @AfterEach
  void end() {
    sandbox.faults().clear();
  }

  /** Where the payer gives the account. */
  enum Way {
    BARE,
    SESSION
  }

  private Json begun(Way way) {
    return way == Way.BARE
        ? json(asUser().post(setups()), 201)
        : json(
            asUser()
                .body(
                    Map.of(
                        "surface", "hosted",
                        "currency", "usd",
                        "successUrl", "https://shop.example/pay/cards"))
                .post(setups()),
            201);
  }

  private void give(Way way, Json setup, String bank) {
    if (way == Way.BARE) {
      sandbox.billing().confirmSetup(intentId(setup), bank);
    } else {
      sandbox.checkout().pay(setup.getString("sessionId"), bank);
    }
  }

  private String intentId(Json setup) {
    var session = setup.getString("sessionId");
    return session == null
        ? tables()
            .text("select setup_intent_id from setup_intent where id = ?", setup.getLong("id"))
        : sandbox.checkout().session(session).path("setup_intent").asText();
  }

  private String atStripe(Json setup) {
    return sandbox.billing().setupIntent(intentId(setup)).path("status").asText();
  }

  private String status(Json setup) {
    return tables().text("select status from setup_intent where id = ?", setup.getLong("id"));
  }

  private void eventuallyIs(Json setup, String status) {
    eventually(x -> assertThat(status(setup)).isEqualTo(status));
  }

  private void look(Json setup) {
    dueRound.setupNow(setup.getLong("id"));
  }

  private long saved() {
    return json(asUser().get(methods()), 200).getList("data").size();
  }

  @ParameterizedTest
  @EnumSource
  void anAccountIsSavedOnceItsBankHasAnswered(Way way) {
    var setup = begun(way);
    sandbox.faults().banksWait(true);
    give(way, setup, BANK);
    look(setup);
    assertThat(atStripe(setup)).isEqualTo("processing");
    assertThat(status(setup)).isEqualTo("processing");
    assertThat(saved()).isZero();

    sandbox.billing().bankAnswers(intentId(setup), true);

    eventuallyIs(setup, "succeeded");
    assertThat(saved()).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource
  void anAccountThatItsBankRefusesIsNotSavedAndAnotherMayBe(Way way) {
    var setup = begun(way);
    sandbox.faults().banksWait(true);
    give(way, setup, BANK);
    look(setup);

    sandbox.billing().bankAnswers(intentId(setup), false);

    eventually(
        x -> {
          look(setup);
          assertThat(status(setup)).isEqualTo("canceled");
        });
    assertThat(
            tables()
                .text("select failure_code from setup_intent where id = ?", setup.getLong("id")))
        .isEqualTo("payment_method_microdeposit_failed");
    assertThat(saved()).isZero();
    var another = begun(way);
    assertThat(another.getLong("id")).isNotEqualTo(setup.getLong("id"));
    sandbox.faults().clear();
    give(way, another, "4242424242424242");
    eventuallyIs(another, "succeeded");
  }

  @ParameterizedTest
  @EnumSource
  void whileABankDecidesThePayerSavesACard(Way way) {
    var setup = begun(way);
    sandbox.faults().banksWait(true);
    give(way, setup, BANK);
    look(setup);

    var another = begun(way);
    give(way, another, "4242424242424242");

    eventuallyIs(another, "succeeded");
    assertThat(status(setup)).isEqualTo("processing");
    sandbox.billing().bankAnswers(intentId(setup), true);
    eventuallyIs(setup, "succeeded");
    assertThat(saved()).isEqualTo(2);
  }

  @ParameterizedTest
  @EnumSource
  void smallDepositsAreVerifiedDaysLater(Way way) {
    var setup = begun(way);
    give(way, setup, BANK_WITH_DEPOSITS);
    workedOff();
    look(setup);
    assertThat(atStripe(setup)).isEqualTo("requires_action");
    assertThat(status(setup)).isEqualTo(way == Way.BARE ? "pending" : "processing");

    sandbox.authenticate(intentId(setup), true);

    eventuallyIs(setup, "succeeded");
    assertThat(saved()).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource
  void whoEntersWrongDepositsSavesNothing(Way way) {
    var setup = begun(way);
    give(way, setup, BANK_WITH_DEPOSITS);
    workedOff();

    sandbox.authenticate(intentId(setup), false);
    workedOff();
    look(setup);

    // Without a session the payer may try another method by the same intent.
    assertThat(status(setup)).isEqualTo(way == Way.BARE ? "pending" : "canceled");
    assertThat(saved()).isZero();
    var again = asUser();
    if (way == Way.BARE) {
      again.post(setups()).then().statusCode(200).body("id", equalTo(setup.getInt("id")));
    } else {
      assertThat(begun(way).getLong("id")).isNotEqualTo(setup.getLong("id"));
    }
  }

  /** How the bank answers, and the order in which the news of it come. */
  record News(Way way, boolean good, List<String> types) {}

  static Stream<News> news() {
    var all = new ArrayList<News>();
    for (var way : Way.values()) {
      for (boolean good : List.of(true, false)) {
        var types = new ArrayList<>(List.of("setup_intent.requires_action"));
        types.add(good ? "setup_intent.succeeded" : "setup_intent.setup_failed");
        if (way == Way.SESSION) {
          types.add("checkout.session.completed");
        }
        orders(types).forEach(order -> all.add(new News(way, good, order)));
      }
    }
    return all.stream();
  }

  private static List<List<String>> orders(List<String> of) {
    if (of.isEmpty()) {
      return List.of(List.of());
    }
    return of.stream()
        .flatMap(
            first ->
                orders(of.stream().filter(other -> !other.equals(first)).toList()).stream()
                    .map(rest -> Stream.concat(Stream.of(first), rest.stream()).toList()))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("news")
  void everyOrderOfTheNewsEndsTheSame(News news) {
    var setup = begun(news.way);
    loseEvents();
    give(news.way, setup, BANK_WITH_DEPOSITS);
    var waiting = sandbox.billing().setupIntent(intentId(setup));
    sandbox.faults().banksWait(true);
    sandbox.authenticate(intentId(setup), true);
    look(setup);
    sandbox.billing().bankAnswers(intentId(setup), news.good);

    for (int times = 0; times < 2; times++) {
      news.types.forEach(type -> deliver(event(type, setup, waiting)).then().statusCode(200));
    }
    workedOff();
    look(setup);

    assertThat(status(setup)).isEqualTo(news.good ? "succeeded" : "canceled");
    assertThat(saved()).isEqualTo(news.good ? 1 : 0);
  }

  private String event(String type, Json setup, JsonNode waiting) {
    var about =
        switch (type) {
          case "checkout.session.completed" ->
              sandbox.checkout().session(setup.getString("sessionId"));
          case "setup_intent.requires_action" -> waiting;
          default -> sandbox.billing().setupIntent(intentId(setup));
        };
    return StripeEvents.event(type, about).toString();
  }
}
