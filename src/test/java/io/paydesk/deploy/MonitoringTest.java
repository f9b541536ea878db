package io.paydesk.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Alerts and dashboard query existing metrics. PackagedDeploymentIT checks that in a scrape. */
class MonitoringTest {

  @Test
  void eachExpressionIsValidAndNamesExistingMetrics() {
    var known = new TreeSet<>(Metrics.ofTheSources());
    known.addAll(Metrics.OF_THE_FRAMEWORK);

    assertThat(Metrics.expressions()).hasSizeGreaterThan(40);
    assertThat(known).containsAll(Metrics.named());
  }

  @Test
  void theDashboardLeavesNoMetricOut() {
    var shown =
        Metrics.named().stream().map(name -> name.replaceAll("_(count|sum|max)$", "")).toList();

    assertThat(Metrics.ofTheSources())
        .hasSizeGreaterThan(25)
        .allSatisfy(name -> assertThat(shown).contains(name.replaceAll("_(count|sum|max)$", "")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "max(paydesk_inbox_failed > 0",
        "max(paydesk_inbox_failed)) > 0",
        "rate(paydesk_webhooks_total)",
        "rate(paydesk_webhooks_total[5])",
        "summ(paydesk_inbox_failed)",
        "max by kind (paydesk_alerts_open)",
        "paydesk_webhooks_total{result=refused}",
        "paydesk_inbox_failed >",
        "paydesk_inbox_failed 0"
      })
  void whatPrometheusCouldNotReadIsRefused(String expression) {
    assertThatThrownBy(() -> PromQl.metricsOf(expression)).hasMessageContaining("cannot be read");
  }

  @Test
  void metricsHaveTheLabelsThatExpressionsUse() {
    assertThat(
            PromQl.metricsOf(
                "sum by (reason) (rate(a_total{status=\"x\", mode!~\"y\"}[5m])) / 2 > max(b) or vector(0)"))
        .hasToString("{a_total=[mode, reason, status], b=[]}");
  }
}
