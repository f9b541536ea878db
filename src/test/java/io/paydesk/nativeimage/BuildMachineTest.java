package io.paydesk.nativeimage;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.paydesk.Paydesk;
import io.paydesk.key.KeyCommand;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/**
 * A native executable runs the static initializers while it is built. What they ask of the
 * configuration, the environment, the clock, chance or the machine is then the build machine's, in
 * each copy and for ever. The same goes for the configuration that is asked before Quarkus runs.
 */
class BuildMachineTest {

  private static final JavaClasses CLASSES = new ClassFileImporter().importPackages("io.paydesk");

  private static List<JavaClass> production() {
    return CLASSES.stream()
        .filter(each -> each.getSource().orElseThrow().getUri().getPath().contains("/classes/"))
        .filter(each -> !each.getPackageName().startsWith("io.paydesk.dev"))
        .toList();
  }

  @Test
  void noStaticInitializerAsksWhatBelongsToOneRun() {
    assertThat(production())
        .hasSizeGreaterThan(300)
        .flatExtracting(each -> Asked.by(each.getStaticInitializer()))
        .isEmpty();
  }

  @Test
  void nothingIsAskedBeforeQuarkusRuns() {
    var main = CLASSES.get(Paydesk.class).getMethod("main", String[].class);
    assertThat(Asked.before(main, keyCommand())).isEmpty();
  }

  /**
   * A program of its own that ends without Quarkus. It runs in the executable, not while that is
   * built.
   */
  private static JavaMethod keyCommand() {
    return CLASSES.get(KeyCommand.class).getMethod("run", List.class);
  }

  @Test
  void theKeyCommandAsksNoConfigurationOfTheBuildMachine() {
    assertThat(Asked.by(Optional.of(keyCommand())))
        .isNotEmpty()
        .noneMatch(asked -> asked.contains("ConfigProvider"));
  }

  @Test
  void whoeverAsksIsFound() {
    for (var asking :
        List.of(AsksChance.class, AsksTheClock.class, AsksThePlace.class, AsksByAnother.class)) {
      assertThat(Asked.by(CLASSES.get(asking).getStaticInitializer()))
          .as(asking.getSimpleName())
          .isNotEmpty();
    }
    assertThat(Asked.by(CLASSES.get(AsksLater.class).getStaticInitializer())).isEmpty();
    var asksInMain = CLASSES.get(AsksInMain.class).getMethod("main", String[].class);
    assertThat(Asked.before(asksInMain, keyCommand()))
        .singleElement()
        .asString()
        .contains("getenv");
  }

  static final class AsksChance {
    static final byte[] SECRET = new SecureRandom().generateSeed(4);
  }

  static final class AsksTheClock {
    static final Instant BUILT = Instant.now();
  }

  static final class AsksThePlace {
    static final String WORD = "ID".toLowerCase(Locale.getDefault());
  }

  static final class AsksByAnother {
    static final AsksByAnother ONE = new AsksByAnother();
    private final String id = fresh();

    private static String fresh() {
      return UUID.randomUUID().toString();
    }

    @Override
    public String toString() {
      return id;
    }
  }

  static final class AsksLater {
    static final Supplier<Instant> CLOCK = Instant::now;
    static final Supplier<UUID> CHANCE = () -> UUID.randomUUID();
  }

  static final class AsksInMain {
    public static void main(String... args) {
      if (System.getenv("PAYDESK_BRAND_NAME") == null) {
        Paydesk.main(args);
      }
    }
  }
}
