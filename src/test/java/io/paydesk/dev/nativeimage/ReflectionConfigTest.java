package io.paydesk.dev.nativeimage;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.stripe.StripeClient;
import com.stripe.exception.StripeException;
import com.stripe.model.Charge;
import com.stripe.model.PaymentSource;
import com.stripe.model.StripeCollection;
import com.stripe.param.PayoutCreateParams;
import java.io.IOException;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** The build registers every class of stripe-java that our code makes Gson read or write. */
class ReflectionConfigTest {

  private static final Path CLASSES = Path.of("target", "classes");
  private static final String FILE =
      "META-INF/native-image/io.paydesk/stripe-java/reflect-config.json";

  @Test
  void theBuildRegistersWhatOurCodeReaches() throws IOException {
    var entries = new ObjectMapper().readTree(CLASSES.resolve(FILE).toFile());

    assertThat(StreamSupport.stream(entries.spliterator(), false))
        .allMatch(
            entry ->
                entry.path("allDeclaredFields").asBoolean()
                    && entry.path("allDeclaredConstructors").asBoolean()
                    && entry.path("unsafeAllocated").asBoolean())
        .map((JsonNode entry) -> entry.path("name").asText())
        .containsExactlyElementsOf(ReflectionConfig.namesFor(CLASSES));
  }

  @Test
  void aNewCallIsFoundWithItsParametersAndItsAnswer() throws IOException {
    assertThat(uses(Adds.class))
        .contains(PayoutCreateParams.class, PayoutCreateParams.Method.class)
        .anyMatch(type -> type.getTypeName().equals("com.stripe.model.Payout"))
        .anyMatch(
            type ->
                type.getTypeName()
                    .equals("com.stripe.model.StripeCollection<com.stripe.model.Topup>"));
  }

  /** A gateway to which somebody adds two calls. */
  static final class Adds {
    Object payOut(StripeClient stripe) throws StripeException {
      var params = PayoutCreateParams.builder().setMethod(PayoutCreateParams.Method.INSTANT);
      return stripe.v1().payouts().create(params.setAmount(1L).setCurrency("usd").build());
    }

    Object list(StripeClient stripe) throws StripeException {
      return stripe.v1().topups().list();
    }
  }

  @Test
  void aTypeBringsTheTypesOfItsFieldsAndItsImplementations() {
    assertThat(reached(Charge.class))
        .contains(
            Charge.class.getName(),
            Charge.Outcome.class.getName(),
            "com.stripe.net.ApiResource",
            "com.stripe.model.Refund");
    assertThat(reached(PaymentSource.class))
        .contains("com.stripe.model.Card", "com.stripe.model.BankAccount");
    assertThat(reached(StripeCollection.class)).hasSizeLessThan(20);
  }

  private static Set<Type> uses(Class<?> type) throws IOException {
    try (var file = type.getResourceAsStream("/" + type.getName().replace('.', '/') + ".class")) {
      return new StripeUses(type.getClassLoader()).of(file).types();
    }
  }

  private static SortedSet<String> reached(Type root) {
    return new StripeClosure(
            List.of(com.stripe.model.Card.class, com.stripe.model.BankAccount.class, Charge.class))
        .from(Set.of(root));
  }
}
