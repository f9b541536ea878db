package io.paydesk.nativeimage;

import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitCallTarget;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** Finds what code asks that each run of a program has another answer to. */
final class Asked {

  private static final String NOW = "now";

  private static final Map<String, Set<String>> OF_ONE_RUN =
      Map.ofEntries(
          Map.entry("org.eclipse.microprofile.config.ConfigProvider", Set.of("getConfig")),
          Map.entry(
              "java.lang.System",
              Set.of("getenv", "getProperty", "getProperties", "currentTimeMillis", "nanoTime")),
          Map.entry("java.lang.Runtime", Set.of("availableProcessors", "maxMemory")),
          Map.entry("java.lang.ProcessHandle", Set.of("current")),
          Map.entry("java.net.InetAddress", Set.of("getLocalHost")),
          Map.entry("java.nio.charset.Charset", Set.of("defaultCharset")),
          Map.entry("java.time.Clock", Set.of("system", "systemUTC", "systemDefaultZone")),
          Map.entry("java.time.Instant", Set.of(NOW)),
          Map.entry("java.time.LocalDate", Set.of(NOW)),
          Map.entry("java.time.LocalDateTime", Set.of(NOW)),
          Map.entry("java.time.OffsetDateTime", Set.of(NOW)),
          Map.entry("java.time.ZonedDateTime", Set.of(NOW)),
          Map.entry("java.time.ZoneId", Set.of("systemDefault")),
          Map.entry("java.util.Locale", Set.of("getDefault")),
          Map.entry("java.util.TimeZone", Set.of("getDefault")),
          Map.entry("java.util.UUID", Set.of("randomUUID")),
          Map.entry("java.lang.Math", Set.of("random")),
          Map.entry("java.util.Random", Set.of("<init>")),
          Map.entry("java.util.SplittableRandom", Set.of("<init>")),
          Map.entry("java.util.concurrent.ThreadLocalRandom", Set.of("current")),
          Map.entry(
              "java.security.SecureRandom", Set.of("<init>", "getInstance", "getInstanceStrong")));

  /** Where no locale is given they take the machine's. */
  private static final Map<String, Set<String>> OF_A_LOCALE =
      Map.of(
          "java.lang.String", Set.of("toLowerCase", "toUpperCase"),
          "java.text.NumberFormat",
              Set.of("getInstance", "getCurrencyInstance", "getIntegerInstance"),
          "java.time.format.DateTimeFormatter",
              Set.of("ofPattern", "ofLocalizedDate", "ofLocalizedDateTime"));

  private final Set<JavaCodeUnit> seen = new HashSet<>();
  private final SortedSet<String> found = new TreeSet<>();

  private Asked() {}

  /** What is asked as it runs, also in code of ours that it calls; not what it keeps to call. */
  static SortedSet<String> by(Optional<? extends JavaCodeUnit> code) {
    var asked = new Asked();
    code.ifPresent(asked::look);
    return asked.found;
  }

  /**
   * What a main method asks before Quarkus runs, and has made the configuration.
   *
   * @param instead what it may call in place of Quarkus
   */
  static SortedSet<String> before(JavaCodeUnit main, JavaCodeUnit... instead) {
    var asked = new Asked();
    asked.seen.addAll(List.of(instead));
    asked.look(main);
    return asked.found;
  }

  private void look(JavaCodeUnit code) {
    if (!seen.add(code)) {
      return;
    }
    for (var call : calls(code)) {
      var target = call.getTarget();
      if (!call.isDeclaredInLambda()) {
        if (isOfOneRun(target) || isOfALocale(target)) {
          found.add(code.getFullName() + " asks " + target.getFullName());
        } else if (target.getOwner().getPackageName().startsWith("io.paydesk")) {
          target.resolveMember().ifPresent(this::look);
        }
      }
    }
  }

  private static List<JavaCall<?>> calls(JavaCodeUnit code) {
    return List.copyOf(code.getCallsFromSelf());
  }

  private static boolean isOfOneRun(CodeUnitCallTarget target) {
    return OF_ONE_RUN
        .getOrDefault(target.getOwner().getFullName(), Set.of())
        .contains(target.getName());
  }

  private static boolean isOfALocale(CodeUnitCallTarget target) {
    return OF_A_LOCALE
            .getOrDefault(target.getOwner().getFullName(), Set.of())
            .contains(target.getName())
        && target.getRawParameterTypes().stream()
            .noneMatch(each -> each.getFullName().equals("java.util.Locale"));
  }
}
