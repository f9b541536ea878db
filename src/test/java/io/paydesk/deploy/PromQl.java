package io.paydesk.deploy;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads only the part of Prometheus' query language that is used here, so that a slip is not
 * accepted as something more advanced.
 *
 * @see <a href="https://prometheus.io/docs/prometheus/latest/querying/basics/">Querying
 *     Prometheus</a>
 */
final class PromQl {

  private static final Pattern TOKEN =
      Pattern.compile(
          "\\s*([a-zA-Z_:][a-zA-Z0-9_:]*|\\$__rate_interval|[0-9.]+[smhd]?|\"[^\"]*\"|[=!<>]=|[=!]~|[-+*/<>=(){}\\[\\],])");
  private static final Set<String> AGGREGATIONS = Set.of("sum", "max", "min", "avg", "count");
  private static final Set<String> OF_A_RANGE = Set.of("rate", "increase");
  private static final Set<String> OF_A_VECTOR = Set.of("absent", "vector");
  private static final List<Set<String>> OPERATORS =
      List.of(
          Set.of("or"),
          Set.of("and", "unless"),
          Set.of("==", "!=", "<", ">", "<=", ">="),
          Set.of("+", "-"),
          Set.of("*", "/"));

  private final String expression;
  private final Matcher tokens;
  private String token;

  /** Names of metrics, with the labels that are asked for. */
  private final Map<String, Set<String>> metrics = new TreeMap<>();

  private PromQl(String expression) {
    this.expression = expression;
    this.tokens = TOKEN.matcher(expression);
    next();
  }

  /**
   * @return the metrics in it, each with the labels that it selects or groups by
   * @throws IllegalArgumentException when it cannot be read
   */
  static Map<String, Set<String>> metricsOf(String expression) {
    var parser = new PromQl(expression);
    parser.operation(0);
    parser.refuseUnless(parser.token.isEmpty());
    return parser.metrics;
  }

  private void next() {
    int from = token == null ? 0 : tokens.end();
    if (expression.substring(from).isBlank()) {
      token = "";
      return;
    }
    tokens.region(from, expression.length());
    if (!tokens.lookingAt()) {
      throw new IllegalArgumentException(
          "'" + expression + "' cannot be read at '" + expression.substring(from) + "'");
    }
    token = tokens.group(1);
  }

  private void operation(int level) {
    if (level == OPERATORS.size()) {
      operand();
      return;
    }
    operation(level + 1);
    while (OPERATORS.get(level).contains(token)) {
      next();
      operation(level + 1);
    }
  }

  private void operand() {
    if (token.equals("(")) {
      inParentheses();
    } else if (token.matches("[0-9.]+")) {
      next();
    } else {
      refuseUnless(token.matches("[a-zA-Z_:][a-zA-Z0-9_:]*"));
      named();
    }
  }

  private void inParentheses() {
    take("(");
    operation(0);
    take(")");
  }

  private void named() {
    var name = token;
    next();
    if (AGGREGATIONS.contains(name)) {
      aggregation();
    } else if (OF_A_RANGE.contains(name)) {
      take("(");
      var metric = token;
      next();
      selector(metric);
      take("[");
      refuseUnless(token.equals("$__rate_interval") || token.matches("[0-9]+[smhd]"));
      next();
      take("]");
      take(")");
    } else if (OF_A_VECTOR.contains(name)) {
      inParentheses();
    } else {
      refuseUnless(!token.equals("("));
      selector(name);
    }
  }

  private void aggregation() {
    var labels = new TreeSet<String>();
    if (token.equals("by")) {
      next();
      take("(");
      while (!token.equals(")")) {
        labels.add(token);
        next();
        if (token.equals(",")) {
          next();
        }
      }
      take(")");
    }
    var before = Set.copyOf(metrics.keySet());
    inParentheses();
    metrics.forEach(
        (metric, asked) -> {
          if (!before.contains(metric)) {
            asked.addAll(labels);
          }
        });
  }

  private void selector(String metric) {
    refuseUnless(metric.matches("[a-z][a-z0-9_]*"));
    var labels = metrics.computeIfAbsent(metric, x -> new TreeSet<>());
    if (!token.equals("{")) {
      return;
    }
    next();
    while (!token.equals("}")) {
      labels.add(token);
      next();
      refuseUnless(Set.of("=", "!=", "=~", "!~").contains(token));
      next();
      refuseUnless(token.startsWith("\""));
      next();
      if (token.equals(",")) {
        next();
      }
    }
    next();
  }

  private void take(String expected) {
    refuseUnless(token.equals(expected));
    next();
  }

  private void refuseUnless(boolean readable) {
    if (!readable) {
      throw new IllegalArgumentException("'" + expression + "' cannot be read at '" + token + "'");
    }
  }
}
