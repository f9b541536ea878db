package io.paydesk.dev.library;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.AnnotationNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * What a caller outside this tree has no use for leaves a type: how Paydesk makes it of a row, how
 * a status moves, how it is stored, and how the API describes it. These lead to nearly all of
 * Paydesk.
 */
final class Trim {

  /**
   * Jackson's, so that a shop's test can read a view from JSON; they are no use to anybody else.
   */
  private static final List<String> ANNOTATIONS =
      List.of("Ljava/lang/", "Lorg/jspecify/", "Lcom/fasterxml/jackson/annotation/");

  /** What Paydesk shows to whoever has a link is nothing that a bean is given. */
  private static final String FOR_LINKS = "io/paydesk/caller/ForLinks";

  private static final List<String> OF_LINKS = List.of("forLink", "handed");

  private Trim() {}

  static void privateBusinessFrom(ClassNode type) {
    if (type.interfaces.remove(FOR_LINKS)) {
      type.methods.removeIf(method -> OF_LINKS.contains(method.name));
    }
    if (!is(type.access, Opcodes.ACC_SYNTHETIC)) {
      type.fields.removeIf(field -> isOwn(field.access));
      type.methods.removeIf(method -> !isForCallers(type, method));
      type.methods.stream()
          .filter(method -> method.name.equals("<clinit>"))
          .forEach(Trim::endWithTheConstants);
    }
    annotations(type);
  }

  private static boolean is(int access, int flag) {
    return (access & flag) != 0;
  }

  /** A static field, such as a graph of states, that is no constant of an enum. */
  private static boolean isOwn(int access) {
    return is(access, Opcodes.ACC_STATIC)
        && !is(access, Opcodes.ACC_ENUM)
        && !is(access, Opcodes.ACC_SYNTHETIC);
  }

  private static boolean isForCallers(ClassNode type, MethodNode method) {
    if (is(method.access, Opcodes.ACC_STATIC)) {
      return isHelper(type)
          || is(type.access, Opcodes.ACC_ENUM)
              && List.of("values", "valueOf", "$values", "<clinit>").contains(method.name);
    }
    return method.name.equals("<init>")
        || is(method.access, Opcodes.ACC_PUBLIC)
        || is(method.access, Opcodes.ACC_PROTECTED);
  }

  /** No record, enum or interface: what these call is there to be called. */
  private static boolean isHelper(ClassNode type) {
    return type.superName.equals("java/lang/Object") && !is(type.access, Opcodes.ACC_INTERFACE);
  }

  /** The compiler makes an enum's constants first, and its other static fields after them. */
  private static void endWithTheConstants(MethodNode initializer) {
    var code = initializer.instructions;
    while (code.size() > 0 && !hasTheConstants(code.getLast())) {
      code.remove(code.getLast());
    }
    code.add(new InsnNode(Opcodes.RETURN));
    initializer.localVariables = null;
  }

  private static boolean hasTheConstants(AbstractInsnNode code) {
    return code instanceof FieldInsnNode field
        && field.getOpcode() == Opcodes.PUTSTATIC
        && field.name.equals("$VALUES");
  }

  private static void annotations(ClassNode type) {
    keep(type.visibleAnnotations, type.invisibleAnnotations);
    keep(type.visibleTypeAnnotations, type.invisibleTypeAnnotations);
    for (var field : type.fields) {
      keep(field.visibleAnnotations, field.invisibleAnnotations);
      keep(field.visibleTypeAnnotations, field.invisibleTypeAnnotations);
    }
    for (var method : type.methods) {
      keep(method.visibleAnnotations, method.invisibleAnnotations);
      keep(method.visibleTypeAnnotations, method.invisibleTypeAnnotations);
      ofParameters(method.visibleParameterAnnotations);
      ofParameters(method.invisibleParameterAnnotations);
    }
    if (type.recordComponents != null) {
      for (var component : type.recordComponents) {
        keep(component.visibleAnnotations, component.invisibleAnnotations);
        keep(component.visibleTypeAnnotations, component.invisibleTypeAnnotations);
      }
    }
  }

  private static void ofParameters(List<AnnotationNode> @Nullable [] lists) {
    if (lists != null) {
      Arrays.stream(lists).forEach(list -> keep(list));
    }
  }

  @SafeVarargs
  private static void keep(@Nullable List<? extends AnnotationNode>... lists) {
    Stream.of(lists)
        .filter(list -> list != null)
        .forEach(
            list -> list.removeIf(one -> ANNOTATIONS.stream().noneMatch(one.desc::startsWith)));
  }
}
