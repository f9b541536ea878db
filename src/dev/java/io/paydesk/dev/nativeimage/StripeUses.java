package io.paydesk.dev.nativeimage;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * What a compiled class uses of stripe-java: the types that its methods make, name or call, and the
 * types that the called methods take and return. It reads bytecode, so that a new call in a gateway
 * is found without a list.
 */
final class StripeUses {

  private static final String STRIPE = "com.stripe.";

  private final ClassLoader classes;
  private final Set<Type> types = new LinkedHashSet<>();

  StripeUses(ClassLoader classes) {
    this.classes = classes;
  }

  Set<Type> types() {
    return types;
  }

  StripeUses of(InputStream classFile) throws IOException {
    new ClassReader(classFile).accept(new Bodies(), ClassReader.SKIP_DEBUG);
    return this;
  }

  private void named(String internalName) {
    // An array's name is a descriptor; those of stripe-java are only varargs.
    var name = internalName.replace('/', '.');
    if (name.startsWith(STRIPE)) {
      types.add(loaded(name));
    }
  }

  private void called(String owner, String method, String descriptor) {
    named(owner);
    if (!owner.replace('/', '.').startsWith(STRIPE)) {
      return;
    }
    Arrays.stream(loaded(owner.replace('/', '.')).getMethods())
        .filter(each -> each.getName().equals(method) && descriptorOf(each).equals(descriptor))
        .forEach(
            each -> {
              // With generics: a listing returns a StripeCollection<Dispute>.
              types.add(each.getGenericReturnType());
              types.addAll(Arrays.asList(each.getGenericParameterTypes()));
            });
  }

  private static String descriptorOf(Method method) {
    return org.objectweb.asm.Type.getMethodDescriptor(method);
  }

  private Class<?> loaded(String name) {
    try {
      return Class.forName(name, false, classes);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  private final class Bodies extends ClassVisitor {

    Bodies() {
      super(Opcodes.ASM9);
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String name, String descriptor, String signature, String[] exceptions) {
      return new Body();
    }
  }

  private final class Body extends MethodVisitor {

    Body() {
      super(Opcodes.ASM9);
    }

    @Override
    public void visitMethodInsn(
        int opcode, String owner, String name, String descriptor, boolean isInterface) {
      called(owner, name, descriptor);
    }

    @Override
    public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
      named(owner);
    }

    @Override
    public void visitTypeInsn(int opcode, String type) {
      named(type);
    }

    @Override
    public void visitLdcInsn(Object constant) {
      if (constant instanceof org.objectweb.asm.Type type
          && type.getSort() == org.objectweb.asm.Type.OBJECT) {
        named(type.getInternalName());
      }
    }
  }
}
