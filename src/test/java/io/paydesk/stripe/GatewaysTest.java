package io.paydesk.stripe;

import static org.assertj.core.api.Assertions.assertThat;

import com.stripe.StripeClient;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.paydesk.stripe.Calls.Settings;
import io.paydesk.stripe.RawStripe.Asked;
import io.paydesk.stripe.RawStripe.Behaviour;
import io.paydesk.stripe.RawStripe.Line;
import io.paydesk.stripe.StripeOutcome.Done;
import io.paydesk.stripe.StripeOutcome.Refused;
import io.paydesk.stripe.StripeOutcome.Unknown;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Every call of every gateway, against every answer that is not Stripe's, at each request of the
 * call: nothing that may have been done is reported as refused or missing, and no key is given up.
 * Gateways and methods are found by reflection, so new ones are included.
 */
@Timeout(600)
class GatewaysTest {

  private static final String NO =
      "{\"error\":{\"type\":\"invalid_request_error\",\"code\":\"resource_missing\",\"message\":\"No.\"}}";
  private static final String HTML = "<!doctype html><title>Nothing to see here</title>";

  /** What may come instead of Stripe's answer. */
  private static final Map<String, Behaviour> FAULTS = new LinkedHashMap<>();

  static {
    FAULTS.put("nothing at all", (asked, line) -> {});
    FAULTS.put("cut in the head", (asked, line) -> line.write("HTTP/1.1 200 OK\r\nContent-Le"));
    FAULTS.put("cut before the body", (asked, line) -> line.write(Line.head(200, right(asked))));
    FAULTS.put(
        "cut in the body",
        (asked, line) -> {
          var whole = right(asked);
          line.write(Line.head(200, whole) + whole.substring(0, whole.length() / 2));
        });
    FAULTS.put(
        "cut JSON",
        (asked, line) -> line.answer(200, right(asked).substring(0, right(asked).length() / 2)));
    FAULTS.put("drip in the head", (asked, line) -> line.drip("HTTP/1.1 200 OK\r\nX-Slow: ", "a"));
    FAULTS.put(
        "drip in the body",
        (asked, line) ->
            line.drip("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n{\"id\":\"", "a"));
    for (int status : List.of(200, 400, 404)) {
      for (var body :
          List.of(
              "",
              "null",
              "[]",
              "{}",
              "\"ok\"",
              HTML,
              "{\"error\":\"not_found\"}",
              "{\"error\":{\"message\":\"No.\"}}",
              "{\"error\":{\"code\":\"resource_missing\"}}")) {
        FAULTS.put(status + " " + body, (asked, line) -> line.answer(status, body));
      }
    }
    for (int status : List.of(201, 202, 402, 408, 410, 422, 500, 502, 503, 504)) {
      FAULTS.put("HTML of status " + status, (asked, line) -> line.answer(status, HTML));
    }
    for (int status : List.of(301, 302, 303, 307, 308)) {
      FAULTS.put(
          "redirect " + status,
          (asked, line) -> line.answer(status, "", "Location: http://127.0.0.1:9/v1/refunds"));
    }
    FAULTS.put("204", (asked, line) -> line.write("HTTP/1.1 204 No Content\r\n\r\n"));
    for (int status : List.of(401, 403, 409, 410, 429)) {
      FAULTS.put("no of status " + status, (asked, line) -> line.answer(status, NO));
    }
    FAULTS.put("Stripe's no at 200", (asked, line) -> line.answer(200, NO));
    FAULTS.put(
        "another object",
        (asked, line) -> line.answer(200, "{\"id\":\"bal_1\",\"object\":\"balance\"}"));
    FAULTS.put(
        "an object without an id",
        (asked, line) -> line.answer(200, right(asked).replaceFirst("\"id\":\"[^\"]*\",", "")));
    FAULTS.put(
        "an empty listing without an end",
        (asked, line) -> line.answer(200, "{\"object\":\"list\",\"data\":[],\"has_more\":true}"));
    FAULTS.put("half a listing", (asked, line) -> line.answer(200, "{\"object\":\"list\"}"));
  }

  /**
   * @param at the index of the faulty request, from 0
   * @param replayed whether Stripe marks its answer as replayed
   */
  private record Scenario(Method method, String fault, int at, boolean replayed) {

    @Override
    public String toString() {
      return "%s.%s, request %d: %s%s"
          .formatted(
              method.getDeclaringClass().getSimpleName(),
              method.getName(),
              at,
              fault,
              replayed ? ", replayed" : "");
    }
  }

  /** Products of Stripe's with a path and name prefix of their own. */
  private static final List<String> ROOMS = List.of("radar", "checkout", "billing_portal");

  /** Values for parameters that cannot be any text. */
  private static final Map<String, String> KNOWN =
      Map.of("currency", "usd", "reason", "duplicate", "kind", "payment_intent");

  /** A call under way; a repeated request meets the same fault again. */
  private static final class Under {
    private final Scenario scenario;
    private final AtomicInteger requests;
    private String struck;

    private Under(Scenario scenario, AtomicInteger requests) {
      this.scenario = scenario;
      this.requests = requests;
    }

    private synchronized boolean strikes(Asked asked) {
      var request = asked.method() + " " + asked.path();
      if (requests.getAndIncrement() == scenario.at) {
        struck = request;
      }
      return request.equals(struck);
    }
  }

  private final Map<String, Under> underWay = new ConcurrentHashMap<>();
  private RawStripe stripe;
  private Calls patient;
  private Calls hasty;

  @BeforeEach
  void open() {
    stripe = new RawStripe(this::answer);
    patient = new Calls(Settings.patient(), stripe.uri());
    hasty =
        new Calls(
            Settings.patient().timeout(Duration.ofSeconds(2)).threads(64, 100_000), stripe.uri());
  }

  @AfterEach
  void close() {
    patient.close();
    hasty.close();
    stripe.close();
  }

  private void answer(Asked asked, Line line) throws IOException {
    var under = underWay.get(asked.apiKey());
    if (under.strikes(asked)) {
      if (under.scenario.fault.equals("no")) {
        line.answer(404, NO);
      } else {
        FAULTS.get(under.scenario.fault).answer(asked, line);
      }
    } else if (under.scenario.replayed && !asked.method().equals("GET")) {
      line.answer(200, right(asked), "Idempotent-Replayed: true");
    } else {
      line.answer(200, right(asked));
    }
  }

  /** The correct answer of Stripe's: a listing has two pages. */
  private static String right(Asked asked) {
    var path = asked.path().split("\\?")[0].substring("/v1/".length());
    var room = ROOMS.stream().filter(name -> path.startsWith(name + "/")).findFirst();
    var parts = path.substring(room.map(name -> name.length() + 1).orElse(0)).split("/");
    var kind = room.map(name -> name + ".").orElse("") + one(parts[0]);
    boolean isListed = asked.method().equals("GET") && parts.length != 2;
    if (!isListed) {
      return object(kind, parts.length == 1 ? "new_1" : parts[1]);
    }
    var listed = parts.length == 3 ? one(parts[2]).replaceFirst("^line$", "line_item") : kind;
    boolean first = !asked.path().contains("starting_after");
    return "{\"object\":\"list\",\"data\":[%s],\"has_more\":%s}"
        .formatted(object(listed, first ? "x_1" : "x_2"), first);
  }

  private static String one(String many) {
    return many.substring(0, many.length() - 1);
  }

  /** An object with all fields, so that each snapshot finds what it needs. */
  private static String object(String kind, String id) {
    return """
        {"id":"%s","object":"%s","type":"card","status":"paid","amount":100,"amount_received":100,"amount_paid":100,
         "subtotal":100,"total":100,"currency":"usd","created":1700000000,"customer":"cus_1","metadata":{},
         "charge":"ch_1","payment_intent":"pi_1","payment":{"type":"payment_intent","payment_intent":"pi_1"},
         "promotion":{"type":"coupon","coupon":"co_1"},"domain_name":"shop.example","active":true,"unit_amount":100,"recurring":{"interval":"month","usage_type":"licensed"},
         "period":{"start":1700000000,"end":1700009999},
         "lines":{"object":"list","data":[],"has_more":true},
         "items":{"object":"list","has_more":false,"data":[
          {"id":"si_1","object":"subscription_item","quantity":1,"price":{"id":"price_1","object":"price"},
           "current_period_start":1700000000,"current_period_end":1700009999}]}}"""
        .replace("\n", "")
        .formatted(id, kind);
  }

  private static List<Method> methods() {
    return new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.paydesk.stripe")
            .stream()
            .map(found -> found.reflect())
            .filter(GatewaysTest::callsStripe)
            .flatMap(gateway -> Arrays.stream(gateway.getDeclaredMethods()))
            .filter(method -> !Modifier.isPrivate(method.getModifiers()))
            .filter(method -> Uni.class.isAssignableFrom(method.getReturnType()))
            .sorted(Comparator.comparing(Method::toString))
            .toList();
  }

  private static boolean callsStripe(Class<?> type) {
    return Arrays.stream(type.getDeclaredFields())
        .anyMatch(field -> field.getType() == StripeClient.class);
  }

  /** Makes one call; the API key identifies its requests. */
  private Uni<StripeOutcome<?>> call(Calls calls, Scenario scenario, AtomicInteger requests) {
    var apiKey = "sk_test_" + UUID.randomUUID();
    underWay.put(apiKey, new Under(scenario, requests));
    try {
      var constructor =
          scenario
              .method
              .getDeclaringClass()
              .getDeclaredConstructor(StripeClient.class, StripeWorkers.class);
      constructor.setAccessible(true);
      var gateway = constructor.newInstance(calls.client(apiKey), calls.workers);
      var arguments =
          Arrays.stream(scenario.method.getParameters()).map(GatewaysTest::argument).toArray();
      scenario.method.setAccessible(true);
      return ((Uni<?>) scenario.method.invoke(gateway, arguments))
          .map(outcome -> (StripeOutcome<?>) outcome);
    } catch (InvocationTargetException e) {
      return Uni.createFrom().failure(e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new AssertionError("This test does not know how to call " + scenario.method, e);
    }
  }

  private static Object argument(Parameter parameter) {
    return value(parameter.getType(), parameter.getName());
  }

  private static Object value(Class<?> type, String name) {
    if (type == String.class) {
      return KNOWN.getOrDefault(name, "some_" + name);
    } else if (type == UUID.class) {
      return UUID.randomUUID();
    } else if (type == Instant.class) {
      return Instant.now();
    } else if (type == Predicate.class) {
      return (Predicate<Object>) any -> true;
    } else if (type == Set.class) {
      return Set.of();
    } else if (type == List.class) {
      return List.of();
    } else if (type == Map.class) {
      return Map.of();
    } else if (type == boolean.class || type == Boolean.class) {
      return true;
    } else if (type == long.class || type == Long.class) {
      return 2L;
    } else if (type == int.class || type == Integer.class) {
      return 2;
    } else if (type.isEnum()) {
      return type.getEnumConstants()[0];
    } else if (type.isRecord()) {
      return record(type);
    }
    throw new AssertionError("This test does not know a value of " + type + ", for " + name);
  }

  private static Object record(Class<?> type) {
    var components = type.getRecordComponents();
    try {
      var constructor =
          type.getDeclaredConstructor(
              Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
      constructor.setAccessible(true);
      return constructor.newInstance(
          Arrays.stream(components).map(part -> value(part.getType(), part.getName())).toArray());
    } catch (ReflectiveOperationException e) {
      throw new AssertionError("This test does not know a value of " + type, e);
    }
  }

  /** How many requests a call makes when all goes well. */
  private int requestsOf(Method method, boolean replayed) {
    var requests = new AtomicInteger();
    var outcome =
        call(patient, new Scenario(method, "none", -1, replayed), requests).await().indefinitely();
    assertThat(outcome).as("%s, answered as Stripe does", method).isInstanceOf(Done.class);
    assertThat(requests).as("requests of %s", method).hasPositiveValue();
    return requests.get();
  }

  private Stream<Scenario> scenarios(Method method, String fault) {
    return Stream.of(true, false)
        .flatMap(
            replayed ->
                Stream.iterate(0, at -> at + 1)
                    .limit(Math.min(4, requestsOf(method, replayed)))
                    .map(at -> new Scenario(method, fault, at, replayed)));
  }

  @Test
  void aCallThatMayHaveSucceededIsNeverReportedAsRefusedOrMissing() {
    var all = new ArrayList<Scenario>();
    for (var method : methods()) {
      var places = scenarios(method, "").toList();
      for (var fault : FAULTS.keySet()) {
        places.stream()
            .map(place -> new Scenario(method, fault, place.at, place.replayed))
            .forEach(all::add);
      }
    }

    var outcomes =
        Uni.join()
            .all(all.stream().map(scenario -> call(hasty, scenario, new AtomicInteger())).toList())
            .andCollectFailures()
            .await()
            .indefinitely();

    assertThat(all).hasSizeGreaterThan(20 * FAULTS.size());
    for (int i = 0; i < all.size(); i++) {
      assertThat((Object) outcomes.get(i)).as("%s", all.get(i)).isInstanceOf(Unknown.class);
      assertThat(((Unknown<?>) outcomes.get(i)).spentKey()).as("%s", all.get(i)).isFalse();
    }
  }

  @Test
  void aRefusalCountsOnlyForTheFirstRequestOfACall() {
    var all = methods().stream().flatMap(method -> scenarios(method, "no")).toList();

    for (var scenario : all) {
      assertThat((Object) call(patient, scenario, new AtomicInteger()).await().indefinitely())
          .as("%s", scenario)
          .isInstanceOf(scenario.at == 0 ? Refused.class : Unknown.class);
    }
  }

  @Test
  void thereAreGatewaysToTry() {
    assertThat(methods()).extracting(Method::getName).contains("create", "cancel", "retrieve");
  }
}
