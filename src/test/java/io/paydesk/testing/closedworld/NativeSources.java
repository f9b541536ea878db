package io.paydesk.testing.closedworld;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipFile;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** What GraalVM is given: the profile native-sources leaves it in a folder. */
public final class NativeSources {

  private static final Path FOLDER = Path.of("target", "native-sources");

  private NativeSources() {}

  public static Path jar() {
    try (var files = Files.list(FOLDER)) {
      return files
          .filter(file -> file.toString().endsWith("-runner.jar"))
          .findFirst()
          .orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static List<String> arguments() {
    try {
      return List.of(Files.readString(FOLDER.resolve("native-image.args")).split("\\s+"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static JsonNode json(String entry) {
    try (var jar = new ZipFile(jar().toFile());
        var json = jar.getInputStream(jar.getEntry(entry))) {
      return new ObjectMapper().readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Our classes, as {@link Class#forName(String)} takes them. */
  public static List<String> classes() {
    try (var jar = new ZipFile(jar().toFile())) {
      return jar.stream()
          .map(entry -> entry.getName())
          .filter(name -> name.startsWith("io/paydesk/") && name.endsWith(".class"))
          .map(name -> name.replaceAll("\\.class$", "").replace('/', '.'))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Classes that are initialized when the executable starts, not while it is built. The framework
   * names them as texts in a class that it generates for GraalVM.
   */
  public static List<String> startedAtRunTime() {
    var names = new ArrayList<String>();
    try (var jar = new ZipFile(jar().toFile());
        var feature = jar.getInputStream(jar.getEntry("io/quarkus/runner/Feature.class"))) {
      new ClassReader(feature)
          .accept(
              new ClassVisitor(Opcodes.ASM9) {
                @Override
                public MethodVisitor visitMethod(
                    int access, String name, String type, String signature, String[] exceptions) {
                  return new MethodVisitor(Opcodes.ASM9) {
                    @Override
                    public void visitLdcInsn(Object constant) {
                      if (constant instanceof String text && text.matches("[\\w$]+(\\.[\\w$]+)+")) {
                        names.add(text);
                      }
                    }
                  };
                }
              },
              ClassReader.SKIP_FRAMES);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return names;
  }
}
