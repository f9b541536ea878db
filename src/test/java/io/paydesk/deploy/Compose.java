package io.paydesk.deploy;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The compose file, with only the fields that it uses: any other is refused.
 *
 * @see <a href="https://compose-spec.io">The Compose Specification</a>
 */
record Compose(String name, Map<String, Service> services, Map<String, Object> volumes) {

  static final Path FILE = Path.of("deploy/compose.yaml");
  static final Path EXAMPLE = Path.of("deploy/.env.example");

  /** Required with {@code :?}, or with a default after {@code :-}. */
  private static final Pattern VARIABLE = Pattern.compile("(?<!\\$)\\$\\{([A-Z_]+):([?-])([^}]*)}");

  private static final Pattern ASSIGNED =
      Pattern.compile("^(?:# )?([A-Z_]+)=(.*)$", Pattern.MULTILINE);

  record Service(
      String image,
      Build build,
      List<String> profiles,
      String command,
      Map<String, String> environment,
      List<String> ports,
      List<String> volumes,
      @JsonProperty("depends_on") Map<String, Map<String, String>> dependsOn,
      Health healthcheck,
      String user,
      @JsonProperty("read_only") boolean readOnly,
      List<String> tmpfs,
      @JsonProperty("cap_drop") List<String> capDrop,
      @JsonProperty("security_opt") List<String> securityOpt,
      @JsonProperty("mem_limit") String memLimit,
      @JsonProperty("stop_grace_period") String stopGracePeriod,
      String restart) {}

  record Build(String context, String dockerfile, Map<String, String> args) {}

  record Health(
      List<String> test,
      String interval,
      String timeout,
      int retries,
      @JsonProperty("start_period") String startPeriod) {}

  /** As it is written. */
  static Compose written() {
    return read(text -> text);
  }

  /** With the defaults of its variables; what is required is its own name. */
  static Compose withDefaults() {
    return read(
        text ->
            VARIABLE
                .matcher(text)
                .replaceAll(named -> named.group(2).equals("-") ? named.group(3) : named.group(1)));
  }

  private static Compose read(UnaryOperator<String> filled) {
    try {
      return Manifest.YAML.readValue(filled.apply(Metrics.read(FILE)), Compose.class);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  static SortedSet<String> variables(String kind) {
    return VARIABLE
        .matcher(Metrics.read(FILE))
        .results()
        .filter(named -> named.group(2).equals(kind))
        .map(named -> named.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** What the example gives each variable, those behind a comment's sign too. */
  static Map<String, String> example() {
    return ASSIGNED
        .matcher(Metrics.read(EXAMPLE))
        .results()
        .collect(
            Collectors.toMap(
                named -> named.group(1),
                named -> named.group(2),
                (one, other) -> one,
                TreeMap::new));
  }
}
