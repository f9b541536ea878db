package io.paydesk.deploy;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/**
 * Kinds of Kubernetes operators, with only the fields that are used here: any other is refused.
 * They are written from the operators' documentation, not from their schemas.
 *
 * @see <a href="https://prometheus-operator.dev/docs/api-reference/api/">Prometheus Operator</a>
 * @see <a href="https://external-secrets.io/latest/api/externalsecret/">External Secrets</a>
 * @see <a
 *     href="https://cloudnative-pg.io/documentation/current/cloudnative-pg.v1/">CloudNativePG</a>
 * @see <a
 *     href="https://argo-cd.readthedocs.io/en/stable/user-guide/application-specification/">Argo
 *     CD</a>
 * @see <a href="https://fluxcd.io/flux/components/">Flux</a>
 */
final class CustomKinds {

  static final Map<String, Class<?>> ALL =
      Map.of(
          "monitoring.coreos.com/v1 ServiceMonitor",
          ServiceMonitor.class,
          "monitoring.coreos.com/v1 PrometheusRule",
          PrometheusRule.class,
          "external-secrets.io/v1 ExternalSecret",
          ExternalSecret.class,
          "postgresql.cnpg.io/v1 Cluster",
          Cluster.class,
          "argoproj.io/v1alpha1 Application",
          Application.class,
          "source.toolkit.fluxcd.io/v1 GitRepository",
          GitRepository.class,
          "helm.toolkit.fluxcd.io/v2 HelmRelease",
          HelmRelease.class);

  private CustomKinds() {}

  record Metadata(
      String name, String namespace, Map<String, String> labels, Map<String, String> annotations) {}

  record Named(String name) {}

  record ServiceMonitor(
      String apiVersion, String kind, Metadata metadata, ServiceMonitorSpec spec) {}

  record ServiceMonitorSpec(Selector selector, List<Endpoint> endpoints) {}

  record Selector(Map<String, String> matchLabels) {}

  record Endpoint(String port, String path, String interval) {}

  record PrometheusRule(
      String apiVersion, String kind, Metadata metadata, PrometheusRuleSpec spec) {}

  record PrometheusRuleSpec(List<RuleGroup> groups) {}

  record RuleGroup(String name, List<Rule> rules) {}

  /** {@code for} is a Java keyword. */
  record Rule(
      String alert,
      String expr,
      @JsonProperty("for") String lasting,
      Map<String, String> labels,
      Map<String, String> annotations) {}

  record ExternalSecret(
      String apiVersion, String kind, Metadata metadata, ExternalSecretSpec spec) {}

  record ExternalSecretSpec(
      String refreshInterval, StoreRef secretStoreRef, Target target, List<From> dataFrom) {}

  record StoreRef(String kind, String name) {}

  record Target(String name, String creationPolicy) {}

  record From(Extract extract) {}

  record Extract(String key) {}

  record Cluster(String apiVersion, String kind, Metadata metadata, ClusterSpec spec) {}

  record ClusterSpec(
      int instances,
      PostgreSql postgresql,
      Bootstrap bootstrap,
      Managed managed,
      Storage storage,
      Storage walStorage,
      JsonNode resources,
      Affinity affinity) {}

  record PostgreSql(Map<String, String> parameters, Synchronous synchronous) {}

  record Synchronous(String method, int number) {}

  record Bootstrap(InitDb initdb) {}

  record InitDb(String database, String owner, Named secret, List<String> postInitApplicationSQL) {}

  record Managed(List<Role> roles) {}

  record Role(String name, String ensure, boolean login, Named passwordSecret) {}

  record Storage(String size) {}

  record Affinity(String topologyKey, String podAntiAffinityType) {}

  record Application(String apiVersion, String kind, Metadata metadata, ApplicationSpec spec) {}

  record ApplicationSpec(
      String project, Source source, Destination destination, SyncPolicy syncPolicy) {}

  record Source(String repoURL, String targetRevision, String path, HelmSource helm) {}

  record HelmSource(String releaseName, JsonNode valuesObject) {}

  record Destination(String server, String namespace) {}

  record SyncPolicy(Automated automated, List<String> syncOptions, Retry retry) {}

  record Automated(boolean prune, boolean selfHeal) {}

  record Retry(int limit, Backoff backoff) {}

  record Backoff(String duration, int factor, String maxDuration) {}

  record GitRepository(String apiVersion, String kind, Metadata metadata, GitSpec spec) {}

  record GitSpec(String interval, String url, GitRef ref) {}

  record GitRef(String tag) {}

  record HelmRelease(String apiVersion, String kind, Metadata metadata, ReleaseSpec spec) {}

  record ReleaseSpec(
      String interval,
      String timeout,
      String releaseName,
      ChartTemplate chart,
      Remedied install,
      Remedied upgrade,
      Tested test,
      JsonNode values) {}

  record ChartTemplate(ChartSpec spec) {}

  record ChartSpec(String chart, String reconcileStrategy, SourceRef sourceRef) {}

  record SourceRef(String kind, String name) {}

  record Remedied(Remediation remediation) {}

  record Remediation(int retries, boolean remediateLastFailure) {}

  record Tested(boolean enable) {}
}
