package io.paydesk.testing.closedworld;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.tree.ClassNode;

/** The classes that tests run with, as bytecode: nothing of them is loaded. */
public final class ClassPath {

  private static final String CLASS = ".class";

  private final Map<String, byte[]> classes = new HashMap<>();

  /**
   * @param wanted takes a class's name as bytecode has it
   */
  public ClassPath(Predicate<String> wanted) {
    Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(Path::of)
        .forEach(
            each -> {
              try {
                if (Files.isDirectory(each)) {
                  addFolder(each, wanted);
                } else if (Files.exists(each)) {
                  addJar(each, wanted);
                }
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
  }

  private void addFolder(Path folder, Predicate<String> wanted) throws IOException {
    try (var files = Files.walk(folder)) {
      for (var file : files.filter(each -> each.toString().endsWith(CLASS)).toList()) {
        var name = nameOf(folder.relativize(file).toString().replace(File.separatorChar, '/'));
        if (wanted.test(name)) {
          classes.putIfAbsent(name, Files.readAllBytes(file));
        }
      }
    }
  }

  private void addJar(Path jar, Predicate<String> wanted) throws IOException {
    try (var zip = new ZipFile(jar.toFile())) {
      for (var entry : Collections.list(zip.entries())) {
        var name = nameOf(entry.getName());
        if (entry.getName().endsWith(CLASS) && wanted.test(name)) {
          try (var bytes = zip.getInputStream(entry)) {
            classes.putIfAbsent(name, bytes.readAllBytes());
          }
        }
      }
    }
  }

  private static String nameOf(String file) {
    return file.endsWith(CLASS) ? file.substring(0, file.length() - CLASS.length()) : file;
  }

  /**
   * @return null where there is none of that name
   */
  byte[] read(String name) {
    return classes.get(name);
  }

  /** Those that have this text in them, in the order of their names. */
  List<ClassNode> mentioning(String text) {
    var found = new ArrayList<ClassNode>();
    for (var name : classes.keySet().stream().sorted().toList()) {
      if (new String(classes.get(name), StandardCharsets.ISO_8859_1).contains(text)) {
        var node = new ClassNode();
        new ClassReader(classes.get(name))
            .accept(node, ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG);
        found.add(node);
      }
    }
    return found;
  }
}
