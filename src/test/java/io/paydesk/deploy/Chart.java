package io.paydesk.deploy;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.TemplateCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;

/** The Helm chart, rendered by Helm itself. */
final class Chart {

  static final Path FOLDER = Path.of("deploy/helm/paydesk");

  /** Replaces "helm.sh/hook". */
  static final String HOOK = "paydesk.io/hook";

  /** Any version that the chart supports: without a cluster, Helm must be given one. */
  private static final String KUBERNETES = "1.34.0";

  /** The library does not render hooks, unless they have another name. */
  private static final Path WITH_HOOKS = copyWithHooks(Path.of("target/deploy/paydesk"));

  private Chart() {}

  private static Path copyWithHooks(Path target) {
    try (var files = Files.walk(FOLDER)) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        var copy = target.resolve(FOLDER.relativize(file));
        Files.createDirectories(copy.getParent());
        Files.writeString(copy, Files.readString(file).replace("helm.sh/hook", HOOK));
      }
      return target;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** With only the required values. */
  static List<Manifest> minimal() {
    return render("minimal", command -> command);
  }

  /** With everything turned on. */
  static List<Manifest> full() {
    return render("full", command -> command);
  }

  static List<Manifest> render(String values, UnaryOperator<TemplateCommand> more) {
    var file = FOLDER.resolve("ci/" + values + "-values.yaml");
    return Manifest.parse(more.apply(template().withValuesFile(file)).call());
  }

  static TemplateCommand template() {
    return new Helm(WITH_HOOKS)
        .template()
        .withName("paydesk")
        .withNamespace("shop")
        .set("image.repository", "registry.example/shop/paydesk")
        .withKubeVersion(KUBERNETES);
  }
}
