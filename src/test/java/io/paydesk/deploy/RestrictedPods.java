package io.paydesk.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The profile "restricted" of Kubernetes' Pod Security Standards, and three rules of ours: nothing
 * is written to the image's own files, no token of the cluster is in the pod, and memory is
 * bounded.
 *
 * @see <a href="https://kubernetes.io/docs/concepts/security/pod-security-standards/">Pod Security
 *     Standards</a>
 */
final class RestrictedPods {

  private static final Set<String> VOLUMES =
      Set.of(
          "name",
          "configMap",
          "csi",
          "downwardAPI",
          "emptyDir",
          "ephemeral",
          "persistentVolumeClaim",
          "projected",
          "secret");

  private static final Set<String> PROFILES = Set.of("RuntimeDefault", "Localhost");

  private RestrictedPods() {}

  /** Which rules the pod's spec breaks. */
  static List<String> violations(JsonNode pod) {
    var violations = new ArrayList<String>();
    for (var host : List.of("hostNetwork", "hostPID", "hostIPC")) {
      if (pod.path(host).asBoolean()) {
        violations.add(host);
      }
    }
    if (pod.path("automountServiceAccountToken").asBoolean(true)) {
      violations.add("automountServiceAccountToken");
    }
    for (var volume : pod.path("volumes")) {
      volume
          .fieldNames()
          .forEachRemaining(type -> addUnless(VOLUMES.contains(type), type, violations));
    }
    var security = pod.path("securityContext");
    addUnless(security.path("sysctls").isMissingNode(), "sysctls", violations);
    Stream.of("initContainers", "containers", "ephemeralContainers")
        .flatMap(kind -> StreamSupport.stream(pod.path(kind).spliterator(), false))
        .forEach(container -> violations.addAll(violations(container, security)));
    return violations;
  }

  private static List<String> violations(JsonNode container, JsonNode podSecurity) {
    var violations = new ArrayList<String>();
    var security = container.path("securityContext");
    addUnless(!security.path("privileged").asBoolean(), "privileged", violations);
    addUnless(
        !security.path("allowPrivilegeEscalation").asBoolean(true),
        "allowPrivilegeEscalation",
        violations);
    addUnless(
        security.path("readOnlyRootFilesystem").asBoolean(), "readOnlyRootFilesystem", violations);
    addUnless(
        texts(security.at("/capabilities/drop")).anyMatch("ALL"::equals)
            && texts(security.at("/capabilities/add")).allMatch("NET_BIND_SERVICE"::equals),
        "capabilities",
        violations);
    addUnless(
        either(security, podSecurity, "runAsNonRoot").asBoolean()
            && either(security, podSecurity, "runAsUser").asInt(1) != 0,
        "runAsNonRoot",
        violations);
    addUnless(
        PROFILES.contains(either(security, podSecurity, "seccompProfile").path("type").asText()),
        "seccompProfile",
        violations);
    addUnless(
        security.path("procMount").asText("Default").equals("Default"), "procMount", violations);
    for (var port : container.path("ports")) {
      addUnless(port.path("hostPort").isMissingNode(), "hostPort", violations);
    }
    addUnless(container.at("/resources/limits/memory").isTextual(), "memory", violations);
    return violations;
  }

  private static JsonNode either(JsonNode container, JsonNode pod, String field) {
    return container.has(field) ? container.path(field) : pod.path(field);
  }

  private static Stream<String> texts(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asText);
  }

  private static void addUnless(boolean kept, String rule, List<String> violations) {
    if (!kept) {
      violations.add(rule);
    }
  }
}
