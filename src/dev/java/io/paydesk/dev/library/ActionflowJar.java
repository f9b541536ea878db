package io.paydesk.dev.library;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * The jar that beans outside this tree are compiled against. It has a POM of its own, with no
 * dependencies, which Maven also finds when it installs the file.
 */
final class ActionflowJar {

  private static final String ROOT = "io/paydesk/actionflow/Actionflow";
  private static final String POM_FILE = "META-INF/maven/io.paydesk/paydesk-actionflow/pom.xml";
  private static final String MANIFEST = "Manifest-Version: 1.0\r\n\r\n";

  /** The same files make the same jar. */
  private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 2, 1, 0, 0);

  private static final String POM =
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <project xmlns="http://maven.apache.org/POM/4.0.0"
               xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
               xsi:schemaLocation="http://maven.apache.org/POM/4.0.0 http://maven.apache.org/xsd/maven-4.0.0.xsd">
        <modelVersion>4.0.0</modelVersion>
        <groupId>io.paydesk</groupId>
        <artifactId>paydesk-actionflow</artifactId>
        <version>%s</version>
        <name>Paydesk actionflow</name>
        <description>What a bean with the shop's own logic is compiled against</description>
        <licenses>
          <license>
            <name>%s</name>
            <url>%s</url>
            <distribution>repo</distribution>
          </license>
        </licenses>
      </project>
      """;

  private ActionflowJar() {}

  static void write(Path jar, Path ourClasses, String version, String licence, String licenceUrl)
      throws IOException {
    var pom = POM.formatted(version, licence, licenceUrl);
    try (var zip = new ZipOutputStream(Files.newOutputStream(jar))) {
      put(zip, "META-INF/MANIFEST.MF", MANIFEST.getBytes(StandardCharsets.UTF_8));
      put(zip, POM_FILE, pom.getBytes(StandardCharsets.UTF_8));
      for (var one : new PublicFace(ourClasses).of(ROOT).entrySet()) {
        put(zip, one.getKey() + ".class", one.getValue());
      }
    }
  }

  private static void put(ZipOutputStream zip, String name, byte[] content) throws IOException {
    var entry = new ZipEntry(name);
    entry.setTimeLocal(NO_TIME);
    zip.putNextEntry(entry);
    zip.write(content);
    zip.closeEntry();
  }
}
