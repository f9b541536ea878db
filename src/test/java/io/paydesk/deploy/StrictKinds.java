package io.paydesk.deploy;

import static java.util.Map.entry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kubernetes.client.openapi.JSON;
import io.kubernetes.client.openapi.models.V1ConfigMap;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1Ingress;
import io.kubernetes.client.openapi.models.V1Job;
import io.kubernetes.client.openapi.models.V1NetworkPolicy;
import io.kubernetes.client.openapi.models.V1Pod;
import io.kubernetes.client.openapi.models.V1PodDisruptionBudget;
import io.kubernetes.client.openapi.models.V1Service;
import io.kubernetes.client.openapi.models.V1ServiceAccount;
import io.kubernetes.client.openapi.models.V2HorizontalPodAutoscaler;
import java.util.Map;
import java.util.Optional;

/**
 * Validates a document like {@code kubectl apply --validate=strict}: a field that its kind does not
 * have is misspelt.
 */
final class StrictKinds {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** From Kubernetes' own description of its API. */
  private static final Map<String, Class<?>> KUBERNETES =
      Map.ofEntries(
          entry("apps/v1 Deployment", V1Deployment.class),
          entry("autoscaling/v2 HorizontalPodAutoscaler", V2HorizontalPodAutoscaler.class),
          entry("batch/v1 Job", V1Job.class),
          entry("networking.k8s.io/v1 Ingress", V1Ingress.class),
          entry("networking.k8s.io/v1 NetworkPolicy", V1NetworkPolicy.class),
          entry("policy/v1 PodDisruptionBudget", V1PodDisruptionBudget.class),
          entry("v1 ConfigMap", V1ConfigMap.class),
          entry("v1 Pod", V1Pod.class),
          entry("v1 Service", V1Service.class),
          entry("v1 ServiceAccount", V1ServiceAccount.class));

  private StrictKinds() {}

  /**
   * @return what is wrong with it; empty when nothing is
   */
  static Optional<String> problemOf(Manifest manifest) {
    var type = manifest.type();
    if (manifest.name().isEmpty()) {
      return Optional.of(type + " has no name");
    }
    if (CustomKinds.ALL.containsKey(type)) {
      return problemOf(manifest, CustomKinds.ALL.get(type));
    }
    var kind = KUBERNETES.get(type);
    if (kind == null) {
      return Optional.of(type + " is no kind that is known here");
    }
    try {
      var read = JSON.getGson().fromJson(manifest.json().toString(), kind);
      return difference("", manifest.json(), MAPPER.readTree(JSON.serialize(read)))
          .map(difference -> manifest + ": " + difference);
    } catch (Exception e) {
      return Optional.of(manifest + ": " + e.getMessage());
    }
  }

  private static Optional<String> problemOf(Manifest manifest, Class<?> kind) {
    try {
      MAPPER.treeToValue(manifest.json(), kind);
      return Optional.empty();
    } catch (Exception e) {
      return Optional.of(manifest + ": " + e.getMessage());
    }
  }

  /** A number written as text, for example, is read as a number and written back differently. */
  private static Optional<String> difference(String path, JsonNode written, JsonNode read) {
    if (written.isObject()) {
      return written.properties().stream()
          .map(
              field ->
                  difference(
                      path + "/" + field.getKey(), field.getValue(), read.path(field.getKey())))
          .flatMap(Optional::stream)
          .findFirst();
    }
    if (written.isArray()) {
      for (int i = 0; i < written.size(); i++) {
        var difference = difference(path + "/" + i, written.get(i), read.path(i));
        if (difference.isPresent()) {
          return difference;
        }
      }
      return Optional.empty();
    }
    return written.equals(read)
        ? Optional.empty()
        : Optional.of(path + " is " + written + ", and would be read as " + read);
  }
}
