package io.paydesk.testing.closedworld;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipFile;
import org.objectweb.asm.ClassReader;

/** The agent in the JVM's form: one jar with everything that it needs. */
final class ClosedWorldJar {

  private ClosedWorldJar() {}

  static Path write(Path file) throws IOException {
    var manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().putValue("Premain-Class", ClosedWorldAgent.class.getName());
    // So that every class of the application finds it, whatever its class loader.
    manifest.getMainAttributes().putValue("Boot-Class-Path", file.getFileName().toString());
    try (var jar = new JarOutputStream(Files.newOutputStream(file), manifest)) {
      addOurs(jar);
      addAsm(jar);
    }
    return file;
  }

  private static void addOurs(JarOutputStream jar) throws IOException {
    var folder = ClosedWorldAgent.class.getPackageName().replace('.', '/');
    var classes = Path.of(locationOf(ClosedWorldAgent.class)).resolve(folder);
    try (var files = Files.list(classes)) {
      for (var each : files.filter(file -> file.toString().endsWith(".class")).toList()) {
        jar.putNextEntry(new JarEntry(folder + "/" + each.getFileName()));
        Files.copy(each, jar);
      }
    }
  }

  private static void addAsm(JarOutputStream jar) throws IOException {
    try (var asm = new ZipFile(locationOf(ClassReader.class))) {
      for (var each :
          asm.stream().filter(entry -> entry.getName().startsWith("org/objectweb/asm/")).toList()) {
        if (!each.isDirectory()) {
          jar.putNextEntry(new JarEntry(each.getName()));
          asm.getInputStream(each).transferTo(jar);
        }
      }
    }
  }

  private static String locationOf(Class<?> type) {
    return type.getProtectionDomain().getCodeSource().getLocation().getPath();
  }
}
