package io.paydesk.dev.library;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.commons.ClassRemapper;
import org.objectweb.asm.commons.Remapper;
import org.objectweb.asm.tree.ClassNode;

/**
 * A type as its users outside this tree see it, with all types of ours that they meet there, and
 * with nothing of how Paydesk makes them: see {@link Trim}.
 */
final class PublicFace {

  private static final String OURS = "io/paydesk/";

  private final Path ourClasses;

  /**
   * @param ourClasses a folder of compiled classes
   */
  PublicFace(Path ourClasses) {
    this.ourClasses = ourClasses;
  }

  /**
   * @param root an internal name, as in all that follows
   * @return class files by name
   */
  SortedMap<String, byte[]> of(String root) throws IOException {
    var met = new TreeMap<String, ClassNode>();
    var waiting = new ArrayDeque<>(List.of(root));
    while (!waiting.isEmpty()) {
      var name = waiting.remove();
      if (!met.containsKey(name)) {
        var type = trimmed(name);
        met.put(name, type);
        waiting.addAll(namedIn(type));
      }
    }
    var written = new TreeMap<String, byte[]>();
    met.forEach((name, type) -> written.put(name, bytes(type, met.keySet())));
    return written;
  }

  private ClassNode trimmed(String name) throws IOException {
    var type = new ClassNode();
    new ClassReader(Files.readAllBytes(ourClasses.resolve(name + ".class"))).accept(type, 0);
    Trim.privateBusinessFrom(type);
    return type;
  }

  /** Types of ours that the type names in its members; of a nested one, also those around it. */
  private static Set<String> namedIn(ClassNode type) {
    var names = new TreeSet<String>();
    var listener =
        new Remapper(Opcodes.ASM9) {
          @Override
          public String map(String name) {
            if (name.startsWith(OURS)) {
              names.add(name);
            }
            return name;
          }
        };
    type.accept(
        new ClassRemapper(Opcodes.ASM9, new ClassWriter(0), listener) {
          @Override
          public void visitInnerClass(String name, String outer, String inner, int access) {
            if (name.equals(type.name)) {
              super.visitInnerClass(name, outer, inner, access);
            }
          }

          @Override
          public void visitNestMember(String member) {
            // Members that nobody names stay away.
          }
        });
    return names;
  }

  private static byte[] bytes(ClassNode type, Set<String> met) {
    type.innerClasses.removeIf(one -> one.name.startsWith(OURS) && !met.contains(one.name));
    if (type.nestMembers != null) {
      type.nestMembers.retainAll(met);
    }
    var writer = new ClassWriter(0);
    type.accept(writer);
    return writer.toByteArray();
  }
}
