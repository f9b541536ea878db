package io.paydesk.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** {@code @paydesk/client}, built as for npm from the sources and the API description. */
public final class ClientPackage {

  private static final Path SOURCES = Path.of("src", "client").toAbsolutePath();

  private final Path folder;

  private ClientPackage(Path folder) {
    this.folder = folder;
  }

  /**
   * Skips the test where there are no tools of Node.
   *
   * @param name of the folder under target in which it is built
   */
  public static ClientPackage build(String name) {
    var modules = Tools.nodeModules();
    var folder = Tools.workshop(name);
    try {
      for (var file : new String[] {"package.json", "README.md", "LICENSE", "tsconfig.json"}) {
        Files.copy(SOURCES.resolve(file), folder.resolve(file));
      }
      Files.createDirectory(folder.resolve("src"));
      try (Stream<Path> sources = Files.list(SOURCES.resolve("src"))) {
        for (var source : sources.toList()) {
          Files.copy(source, folder.resolve("src").resolve(source.getFileName()));
        }
      }
      Files.createSymbolicLink(folder.resolve("node_modules"), modules);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Tools.node(
            folder,
            "node_modules/openapi-typescript/bin/cli.js",
            Tools.DESCRIPTION.toString(),
            "--output",
            "src/openapi.ts")
        .well();
    Tools.node(folder, "node_modules/typescript/bin/tsc", "--project", "tsconfig.json").well();
    return new ClientPackage(folder);
  }

  /** What {@code npm pack} says of it. */
  String pack() {
    return Tools.npm(folder, "pack", "--json", "--ignore-scripts").well().output();
  }

  /** An empty folder under target in which it is installed as npm installs what was packed. */
  Path consumer(String name) {
    var packed = folder.toFile().list((all, file) -> file.endsWith(".tgz"));
    assertThat(packed).hasSize(1);
    var consumer = Tools.workshop(name);
    var archive = folder.resolve(packed[0]).toString();
    try {
      Files.writeString(
          consumer.resolve("package.json"), "{\"private\": true, \"type\": \"module\"}");
      Tools.npm(
              consumer,
              "install",
              "--offline",
              "--ignore-scripts",
              "--no-audit",
              "--no-fund",
              archive)
          .well();
      Files.createSymbolicLink(
          consumer.resolve("node_modules/typescript"), Tools.nodeModules().resolve("typescript"));
      return consumer;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Its public members that nothing is said of. */
  String undocumented() {
    try {
      Files.copy(Tools.CLIENTS.resolve("documented.mjs"), folder.resolve("documented.mjs"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Tools.node(
            folder, "documented.mjs", "dist/index.d.ts", "dist/react.d.ts", "dist/server.d.ts")
        .well()
        .output();
  }

  /** A program of src/test/clients for browsers, by what the build bundles the client with. */
  public byte[] bundle(Path shop, String program) {
    try {
      Files.copy(Tools.CLIENTS.resolve(program), shop.resolve(program));
      var script = shop.resolve("bundle.js");
      Tools.esbuild(
              shop,
              program,
              "--bundle",
              "--format=esm",
              "--define:process.env.NODE_ENV=\"production\"",
              "--outfile=" + script)
          .well();
      return Files.readAllBytes(script);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** An empty folder under target in which it is installed, besides what the tools have. */
  public Path shop(String name) {
    var shop = Tools.workshop(name);
    try {
      var modules = shop.resolve("node_modules");
      Files.createDirectories(modules.resolve("@paydesk"));
      Files.createSymbolicLink(modules.resolve("@paydesk/client"), folder);
      try (Stream<Path> tools = Files.list(Tools.nodeModules())) {
        for (var tool : tools.toList()) {
          Files.createSymbolicLink(modules.resolve(tool.getFileName()), tool);
        }
      }
      return shop;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
