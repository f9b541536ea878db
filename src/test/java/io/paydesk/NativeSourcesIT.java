package io.paydesk;

import static org.assertj.core.api.Assertions.assertThat;

import io.paydesk.dev.nativeimage.ReflectionConfig;
import io.paydesk.testing.closedworld.NativeSources;
import io.paydesk.testing.closedworld.Registered;
import io.paydesk.testing.closedworld.StaticFields;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** What GraalVM is given to build a native executable. */
@EnabledIfEnvironmentVariable(
    named = "PAYDESK_NATIVE_SOURCES",
    matches = "true",
    disabledReason =
        "PAYDESK_NATIVE_SOURCES is not true: the sources of a native image were not built")
class NativeSourcesIT {

  private static final List<String> KINDS = List.of("class", "fields", "constructors", "unsafe");

  @Test
  void exactlyTheStripeJavaClassesThatGsonReachesAreRegistered() throws IOException {
    var reached = ReflectionConfig.namesFor(Path.of("target", "classes"));

    assertThat(reached)
        .contains(
            "com.stripe.param.PaymentIntentCreateParams",
            "com.stripe.param.SubscriptionUpdateParams$ProrationBehavior",
            "com.stripe.model.Dispute",
            "com.stripe.model.StripeError");
    assertThat(Registered.in(NativeSources.jar()).lines())
        .filteredOn(line -> line.contains(" com.stripe."))
        .containsExactlyInAnyOrderElementsOf(
            reached.stream()
                .flatMap(name -> KINDS.stream().map(kind -> kind + " " + name))
                .toList());
  }

  @Test
  void noStaticFieldOfOursHoldsStateOfOneRun() throws ClassNotFoundException {
    var atRunTime = NativeSources.startedAtRunTime();
    assertThat(atRunTime).contains("io.vertx.core.buffer.impl.VertxByteBufAllocator");
    var fields = new StaticFields(atRunTime);

    var found = new ArrayList<String>();
    for (var name : NativeSources.classes()) {
      if (isCompiledHere(name)) {
        found.addAll(fields.of(name));
      }
    }
    assertThat(found).isEmpty();
    assertThat(fields.of(Holding.class.getName()))
        .anyMatch(line -> line.contains("Holding.CHANCE"))
        .anyMatch(line -> line.contains("Holding.BUFFERS"));
  }

  /** Generated classes are the framework's business. */
  private static boolean isCompiledHere(String name) {
    return Files.exists(Path.of("target", "classes", name.replace('.', '/') + ".class"));
  }

  /** An example of what the test above must find. */
  static final class Holding {
    static final Object CHANCE = new SecureRandom();
    static final Object BUFFERS = List.of(Buffer.buffer("x"));
  }

  @Test
  void itMayCallStripeOverTls() {
    assertThat(NativeSources.arguments()).contains("--enable-url-protocols=http,https");
  }

  @Test
  void itHasWhatIsReadFromResourcesAtRunTime() {
    assertThat(resources())
        .anyMatch(pattern -> pattern.contains("db/migration/V1__"))
        .anyMatch(pattern -> pattern.contains("templates/mail/refund.html"))
        .anyMatch(pattern -> pattern.contains("templates/tags/mailrow.html"))
        .anyMatch(pattern -> pattern.contains("io/paydesk/brand/"))
        .anyMatch(pattern -> pattern.contains("io/paydesk/openapi/examples"))
        .anyMatch(pattern -> pattern.contains("io/paydesk/client/paydesk"))
        .anyMatch(pattern -> pattern.contains("META-INF/quarkus-generated-openapi-doc.JSON"));
  }

  private static Stream<String> resources() {
    var included =
        NativeSources.json("META-INF/native-image/resource-config.json")
            .path("resources")
            .path("includes");
    return StreamSupport.stream(included.spliterator(), false)
        .map(each -> each.path("pattern").asText());
  }

  @Test
  void itHasNothingOfDevelopment() {
    assertThat(NativeSources.classes())
        .contains("io.paydesk.payment.PaymentFlow")
        .noneMatch(name -> name.startsWith("io.paydesk.dev."));
  }
}
