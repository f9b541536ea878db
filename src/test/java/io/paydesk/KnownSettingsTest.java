package io.paydesk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class KnownSettingsTest {

  private static final Pattern ROW =
      Pattern.compile(
          "^\\| `(PAYDESK_[A-Z_]+)` \\|.*?\\|(?: `([^`|]*)`)? *\\|$", Pattern.MULTILINE);

  private static final String DURATION = "P\\d+\\w|\\d+[SMHsmh]";

  @Test
  void theyAreThoseOfTheReferencePage() throws IOException {
    var rows =
        ROW.matcher(Files.readString(Path.of("src/docs/reference/configuration.md")))
            .results()
            .collect(
                Collectors.partitioningBy(
                    row -> row.group(2) != null && row.group(2).matches(DURATION),
                    Collectors.mapping(
                        row -> row.group(1), Collectors.toCollection(TreeSet::new))));
    assertThat(rows.get(true)).isNotEmpty().isEqualTo(new TreeSet<>(KnownSettings.DURATIONS));
    assertThat(rows.get(false)).isNotEmpty().isEqualTo(new TreeSet<>(KnownSettings.OTHERS));
  }

  @Test
  void theChartTakesNoOthers() throws IOException {
    var schema =
        new ObjectMapper().readTree(Path.of("deploy/helm/paydesk/values.schema.json").toFile());
    var names = new TreeSet<String>();
    schema.at("/definitions/setting/anyOf/1/enum").forEach(name -> names.add(name.asText()));

    var known = new TreeSet<>(KnownSettings.DURATIONS);
    known.addAll(KnownSettings.OTHERS);
    assertThat(names).isEqualTo(known);
    assertThat(schema.at("/properties/settings/propertyNames/$ref").asText())
        .isEqualTo(schema.at("/properties/secretSettings/items/properties/name/$ref").asText())
        .isEqualTo("#/definitions/setting");
  }

  /** Their values would stand in the Deployment. */
  @Test
  void theChartTakesThoseThatAreSecretsAsSecretsOnly() throws IOException {
    var schema =
        new ObjectMapper().readTree(Path.of("deploy/helm/paydesk/values.schema.json").toFile());
    var refused =
        schema.at("/properties/settings/patternProperties").properties().iterator().next();
    assertThat(refused.getValue().path("const").asText()).contains("secretSettings");
    var secret = Pattern.compile(refused.getKey()).asPredicate();

    var names = new TreeSet<>(KnownSettings.DURATIONS);
    names.addAll(KnownSettings.OTHERS);
    assertThat(names.stream().filter(secret))
        .containsExactly(
            "PAYDESK_ADMIN_OIDC_CLIENT_SECRET",
            "PAYDESK_BOOTSTRAP_ADMIN_KEY",
            "PAYDESK_ENDPOINT_SECRET")
        .containsExactlyElementsOf(
            names.stream().filter(name -> name.matches(".*_(SECRET|PASSWORD|KEY|TOKEN)")).toList());
    assertThat(
            Stream.of(
                "STRIPE_SECRET_KEY",
                "STRIPE_WEBHOOK_SECRETS",
                "QUARKUS_DATASOURCE_PASSWORD",
                "QUARKUS_MAILER_PASSWORD",
                "QUARKUS_OIDC_CREDENTIALS_SECRET"))
        .allMatch(secret);
    assertThat(Stream.of("STRIPE_PUBLISHABLE_KEY", "QUARKUS_OIDC_PUBLIC_KEY")).noneMatch(secret);
  }
}
