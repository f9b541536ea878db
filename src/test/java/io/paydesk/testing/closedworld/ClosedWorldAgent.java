package io.paydesk.testing.closedworld;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.nio.file.Path;
import java.security.ProtectionDomain;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Makes every class of an application ask {@link ClosedWorld} where it would ask {@link Class}. */
public final class ClosedWorldAgent implements ClassFileTransformer {

  private static final String WORLD = ClosedWorld.class.getName().replace('.', '/');

  /** The methods that {@link ClosedWorld} replaces. */
  private static final Set<String> QUESTIONS =
      Arrays.stream(ClosedWorld.class.getDeclaredMethods())
          .map(method -> method.getName())
          .filter(name -> name.startsWith("get"))
          .collect(Collectors.toSet());

  private ClosedWorldAgent() {}

  /**
   * @param files what is registered, one per line, and where to write what was denied; separated by
   *     a comma
   */
  public static void premain(String files, Instrumentation instrumentation) throws Exception {
    var paths = Stream.of(files.split(",")).map(Path::of).toList();
    ClosedWorld.load(paths.get(0), paths.get(1));
    instrumentation.addTransformer(new ClosedWorldAgent());
  }

  @Override
  public byte[] transform(
      ClassLoader loader,
      String name,
      Class<?> redefined,
      ProtectionDomain domain,
      byte[] classFile) {
    if (loader == null || name == null || isOfThePlatform(name)) {
      return null;
    }
    try {
      var reader = new ClassReader(classFile);
      var writer = new ClassWriter(reader, 0);
      reader.accept(new Rewriting(writer, name), 0);
      return writer.toByteArray();
    } catch (RuntimeException e) {
      // The JVM would silently go on with the unchanged class.
      e.printStackTrace();
      Runtime.getRuntime().halt(86);
      return null;
    }
  }

  private static boolean isOfThePlatform(String name) {
    return name.startsWith("java/")
        || name.startsWith("jdk/")
        || name.startsWith("sun/")
        || name.startsWith("io/paydesk/testing/")
        || name.startsWith("org/objectweb/asm/")
        // Loads classes, which a native image does not.
        || name.startsWith("io/quarkus/bootstrap/runner/");
  }

  private static final class Rewriting extends ClassVisitor {

    private final String name;

    Rewriting(ClassVisitor next, String name) {
      super(Opcodes.ASM9, next);
      this.name = name;
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String method, String descriptor, String signature, String[] exceptions) {
      var next = super.visitMethod(access, method, descriptor, signature, exceptions);
      if (name.equals("io/quarkus/runner/ApplicationImpl") && method.equals("doStart")) {
        return new Closing(next);
      }
      if (name.startsWith("com/google/gson/internal/UnsafeAllocator$")
          && descriptor.equals("(Ljava/lang/Class;)Ljava/lang/Object;")) {
        return new Allocating(next);
      }
      return new Asking(next);
    }
  }

  private static class Asking extends MethodVisitor {

    Asking(MethodVisitor next) {
      super(Opcodes.ASM9, next);
    }

    @Override
    public void visitMethodInsn(
        int opcode, String owner, String name, String descriptor, boolean isInterface) {
      if (owner.equals("java/lang/Class") && QUESTIONS.contains(name)) {
        super.visitMethodInsn(
            Opcodes.INVOKESTATIC,
            WORLD,
            name,
            descriptor.replace("(", "(Ljava/lang/Class;"),
            false);
        return;
      }
      super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
      if (owner.equals("java/lang/Class") && name.equals("forName")
          || owner.equals("java/lang/ClassLoader") && name.equals("loadClass")) {
        super.visitMethodInsn(
            Opcodes.INVOKESTATIC, WORLD, "found", "(Ljava/lang/Class;)Ljava/lang/Class;", false);
      }
    }
  }

  /** By then static fields are set, which a native image does while it is built. */
  private static final class Closing extends Asking {

    Closing(MethodVisitor next) {
      super(next);
    }

    @Override
    public void visitCode() {
      super.visitCode();
      super.visitMethodInsn(Opcodes.INVOKESTATIC, WORLD, "close", "()V", false);
    }
  }

  private static final class Allocating extends Asking {

    Allocating(MethodVisitor next) {
      super(next);
    }

    @Override
    public void visitCode() {
      super.visitCode();
      super.visitVarInsn(Opcodes.ALOAD, 1);
      super.visitMethodInsn(
          Opcodes.INVOKESTATIC, WORLD, "allocated", "(Ljava/lang/Class;)Ljava/lang/Class;", false);
      super.visitInsn(Opcodes.POP);
    }
  }
}
