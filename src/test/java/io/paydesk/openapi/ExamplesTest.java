package io.paydesk.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.paydesk.openapi.DescribedApi.Call;
import io.paydesk.testing.PaydeskTest;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whoever writes a client reads examples first. */
@QuarkusTest
class ExamplesTest extends PaydeskTest {

  /**
   * No described operation answers with these: they are for other addresses and methods, and for
   * the cookie of the shop's page, which no program sends.
   */
  private static final Set<String> OF_NO_OPERATION =
      Set.of(
          "no-such-path",
          "method-not-allowed",
          "cross-site-request",
          "csrf-token-missing",
          "key-not-for-people",
          "key-too-narrow",
          "no-role-for-admin",
          "session-ended");

  private static final Pattern REFUSAL = Pattern.compile("Refusal\\s*\\.of\\(\\s*\"([a-z-]+)\"");

  /** An enum of refusals has each one's name first. */
  private static final Pattern ENUM_OF_REFUSALS =
      Pattern.compile("(?m)^ {2}[A-Z_]+\\(\\s*\"([a-z-]+)\"");

  private static final Pattern REFUSES = Pattern.compile("@Refuses\\(([^)]*)\\)");

  private static final Pattern QUOTED = Pattern.compile("\"([a-z-]+)\"");

  private DescribedApi api;

  @BeforeEach
  void read() {
    api = DescribedApi.read();
  }

  @Test
  void everyRequestBodyHasAnExample() {
    assertThat(api.calls())
        .filteredOn(Call::hasBody)
        .isNotEmpty()
        .allSatisfy(call -> assertThat(call.body()).as(call.id()).startsWith("{"));
  }

  @Test
  void everyAnswerWithABodyHasAnExample() {
    for (var call : api.calls()) {
      for (var answer : call.answers()) {
        if (answer.hasBody()) {
          assertThat(answer.examples())
              .as(answer.toString())
              .isNotEmpty()
              .allMatch(example -> !example.isMissingNode());
        }
      }
    }
  }

  @Test
  void everyExampleHasTheShapeThatIsDescribed() {
    assertThat(api.calls())
        .allSatisfy(call -> assertThat(call.faultsOfExamples()).as(call.id()).isEmpty());
  }

  /** Of the examples that the calls are described with, none is missing and none is for nobody. */
  @Test
  void everyProblemThatACallNamesIsRecordedAndNoOther() throws IOException {
    var used = new TreeSet<String>();
    for (var call : api.calls()) {
      call.operation()
          .path("responses")
          .forEach(answer -> used.addAll(problemsOf(api.resolve(answer))));
    }
    var recorded = new TreeSet<String>();
    Recording.json(Files.readString(Path.of("src/main/resources/io/paydesk/openapi/examples.json")))
        .path("problems")
        .fieldNames()
        .forEachRemaining(recorded::add);

    assertThat(recorded).isEqualTo(used).containsAll(namedByResources());
  }

  private static Set<String> problemsOf(JsonNode answer) {
    var names = new TreeSet<String>();
    answer
        .at("/content/application~1problem+json/examples")
        .fieldNames()
        .forEachRemaining(names::add);
    return names;
  }

  private static Set<String> namedByResources() throws IOException {
    return texts().stream()
        .flatMap(text -> REFUSES.matcher(text).results())
        .flatMap(refuses -> QUOTED.matcher(refuses.group(1)).results())
        .map(name -> name.group(1))
        .collect(Collectors.toSet());
  }

  @Test
  void everyErrorHasTheSchemaOfAProblemAndExamplesThatFit() {
    for (var call : api.calls()) {
      for (var answer : call.answers()) {
        if (answer.status() >= 400) {
          var media = answer.response().path("content");
          assertThat(media.at("/application~1problem+json/schema/$ref").textValue())
              .as(answer.toString())
              .isEqualTo("#/components/schemas/Problem");
          assertThat(answer.examples()).allSatisfy(example -> isProblem(example, answer.status()));
        }
      }
    }
  }

  private void isProblem(JsonNode example, int status) {
    var schema = api.root().at("/components/schemas/Problem");
    schema.path("required").forEach(name -> assertThat(example.has(name.textValue())).isTrue());
    schema
        .path("properties")
        .properties()
        .forEach(
            member -> {
              var value = example.path(member.getKey());
              var type = member.getValue().path("type").textValue();
              assertThat(type.equals("integer") ? value.isInt() : value.isTextual())
                  .as(member.getKey() + " of " + example)
                  .isTrue();
            });
    assertThat(example.path("status").intValue()).isEqualTo(status);
    assertThat(example.path("type").textValue()).startsWith("urn:paydesk:problem:");
    assertThat(example.path("detail").textValue()).endsWith(".");
  }

  @Test
  void everyRefusalThatTheCodeKnowsIsDescribedAndNoOther() throws IOException {
    var described = new TreeSet<>(OF_NO_OPERATION);
    for (var call : api.calls()) {
      call.answers().stream()
          .filter(answer -> answer.status() >= 400)
          .forEach(answer -> described.addAll(call.problems(answer.status())));
    }

    assertThat(described).isEqualTo(new TreeSet<>(refusalsOfTheCode()));
  }

  private static Set<String> refusalsOfTheCode() throws IOException {
    var names =
        texts().stream()
            .flatMap(text -> REFUSAL.matcher(text).results())
            .map((MatchResult found) -> found.group(1))
            .collect(Collectors.toCollection(TreeSet::new));
    texts().stream()
        .filter(text -> text.contains("final String problem;"))
        .flatMap(text -> ENUM_OF_REFUSALS.matcher(text).results())
        .forEach(found -> names.add(found.group(1)));
    names.add("not-found"); // made by Refusal itself
    return names;
  }

  private static List<String> texts() throws IOException {
    try (var files = Files.walk(Path.of("src/main/java/io/paydesk"))) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .map(ExamplesTest::text)
          .toList();
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aPageIsNamedAfterWhatIsListed() {
    for (var name :
        new String[] {
          "OrderPage",
          "PaymentPage",
          "RefundPage",
          "DisputePage",
          "EventPage",
          "AlertPage",
          "ActionflowEndpointPage",
          "RecurringPaymentPage",
          "KeyPage",
          "AuditRecordPage"
        }) {
      var page = api.root().at("/components/schemas/" + name);
      assertThat(page.path("required").toString()).isEqualTo("[\"data\"]");
      assertThat(page.at("/properties/next/description").textValue()).contains("`after`");
    }
    assertThat(api.root().at("/components/schemas").properties())
        .extracting(schema -> schema.getKey())
        .noneMatch(name -> name.startsWith("Page") || name.endsWith("View"))
        .doesNotContain("Instant");
  }

  @Test
  void whatAnybodyMayCallSaysSo() {
    assertThat(api.calls())
        .filteredOn(call -> !call.isSecured())
        .allSatisfy(call -> assertThat(call.operation().has("security")).isTrue())
        .extracting(Call::id)
        .containsExactlyInAnyOrder("getConfig", "getCurrency", "receiveStripeEvent");
  }

  @Test
  void whereAKeyMustBeSentTheDescriptionRequiresIt() {
    assertThat(api.calls())
        .filteredOn(call -> call.refuses("idempotency-key-missing"))
        .isNotEmpty()
        .allSatisfy(
            call ->
                assertThat(call.parameters())
                    .filteredOn(header -> header.path("name").asText().equals("Idempotency-Key"))
                    .singleElement()
                    .matches(key -> key.path("required").booleanValue()));
  }

  @Test
  void everyKeyIsDescribedAndItsReplayedAnswersToo() {
    assertThat(api.calls())
        .filteredOn(call -> call.refuses("idempotency-key-in-use"))
        .extracting(Call::id)
        .contains("createOrder", "startPayment", "cancelPayment", "replayEvent");
    assertThat(api.calls())
        .filteredOn(call -> call.refuses("idempotency-key-in-use"))
        .allSatisfy(
            call -> {
              assertThat(call.parameters())
                  .filteredOn(header -> header.path("name").asText().equals("Idempotency-Key"))
                  .singleElement()
                  .matches(key -> !key.path("description").asText().isBlank())
                  .matches(key -> !key.path("example").asText().isBlank());
              assertThat(call.answers())
                  .filteredOn(answer -> answer.status() < 300)
                  .allMatch(answer -> answer.response().at("/headers").has("Idempotency-Replayed"));
            });
  }
}
