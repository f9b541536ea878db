package io.paydesk.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/** A Java program with a client that OpenAPI Generator makes from the API description. */
@QuarkusTest
class JavaClientTest extends ClientTest {

  /** The tests have these libraries of the client already: Jackson and jakarta.annotation. */
  private static final String OPTIONS =
      "openApiNullable=false,useJakartaEe=true,hideGenerationTimestamp=true,"
          + "invokerPackage=io.paydesk.client,apiPackage=io.paydesk.client.api,"
          + "modelPackage=io.paydesk.client.model";

  @Test
  void itTakesAPayment() throws IOException {
    var generator = Tools.generator();
    var folder = Tools.workshop("java");
    generate(generator, folder);
    var classes = compile(folder);

    takesAPayment(
        arguments ->
            Tools.java(
                folder,
                Stream.concat(
                        Stream.of(
                            "-cp", classes + File.pathSeparator + classPath(), "TakeAPayment"),
                        Stream.of(arguments))
                    .toArray(String[]::new)));
  }

  private static void generate(Path generator, Path folder) {
    Tools.java(
            folder,
            "-jar",
            generator.toString(),
            "generate",
            "--input-spec",
            Tools.DESCRIPTION.toString(),
            "--generator-name",
            "java",
            "--library",
            "native",
            "--additional-properties",
            OPTIONS,
            "--global-property",
            "apiTests=false,modelTests=false,apiDocs=false,modelDocs=false",
            "--output",
            folder.toString())
        .well();
  }

  private static Path compile(Path folder) throws IOException {
    var compiler = ToolProvider.getSystemJavaCompiler();
    var classes = Files.createDirectories(folder.resolve("classes"));
    var said = new StringWriter();
    try (var files = compiler.getStandardFileManager(null, null, null);
        var sources = Files.walk(folder.resolve("src/main/java"))) {
      var generated = sources.filter(source -> source.toString().endsWith(".java"));
      var all =
          Stream.concat(generated, Stream.of(Tools.CLIENTS.resolve("TakeAPayment.java"))).toList();
      boolean good =
          compiler
              .getTask(
                  said,
                  files,
                  null,
                  List.of("-proc:none", "-cp", classPath(), "-d", classes.toString()),
                  null,
                  files.getJavaFileObjectsFromPaths(all))
              .call();
      assertThat(good).as(said.toString()).isTrue();
    }
    return classes;
  }

  private static String classPath() {
    return System.getProperty("java.class.path");
  }
}
