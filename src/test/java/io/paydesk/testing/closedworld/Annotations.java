package io.paydesk.testing.closedworld;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AnnotationNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;

/** GraalVM's annotations, as bytecode has them. */
final class Annotations {

  private static final String PACKAGE = "Lcom/oracle/svm/core/annotate/";

  private Annotations() {}

  static boolean has(List<AnnotationNode> annotations, String name) {
    return find(annotations, name) != null;
  }

  private static AnnotationNode find(List<AnnotationNode> annotations, String name) {
    return annotations == null
        ? null
        : annotations.stream()
            .filter(each -> each.desc.equals(PACKAGE + name + ";"))
            .findFirst()
            .orElse(null);
  }

  private static Map<String, Object> values(AnnotationNode annotation) {
    var values = new TreeMap<String, Object>();
    for (int i = 0; annotation.values != null && i < annotation.values.size(); i += 2) {
      values.put((String) annotation.values.get(i), annotation.values.get(i + 1));
    }
    return values;
  }

  /**
   * @return the name in bytecode of the class that this one is for; null if it is for none
   */
  static String targetOf(ClassNode replacing) {
    var annotation = find(replacing.visibleAnnotations, "TargetClass");
    if (annotation == null) {
      return null;
    }
    var values = values(annotation);
    var outer =
        values.get("value") instanceof Type type
            ? type.getInternalName()
            : ((String) values.getOrDefault("className", "")).replace('.', '/');
    var inner = values.get("innerClass") instanceof List<?> names ? names : List.of();
    return Stream.concat(Stream.of(outer), inner.stream().map(Object::toString))
        .reduce((one, other) -> one + "$" + other)
        .orElseThrow();
  }

  /** Whether GraalVM asks first if the class is wanted. */
  static boolean isConditional(ClassNode replacing) {
    var annotation = find(replacing.visibleAnnotations, "TargetClass");
    return annotation != null && values(annotation).containsKey("onlyWith");
  }

  /**
   * @return what a method of such a class is there for; null for one that is only its own, or for
   *     one that is asked for under a condition
   */
  static String kindOf(MethodNode method) {
    var element = find(method.visibleAnnotations, "TargetElement");
    if (element != null && values(element).containsKey("onlyWith")) {
      return null;
    }
    return Stream.of("Substitute", "Delete", "Alias", "AnnotateOriginal")
        .filter(kind -> has(method.visibleAnnotations, kind))
        .findFirst()
        .orElse(null);
  }

  static String nameOf(MethodNode method) {
    var element = find(method.visibleAnnotations, "TargetElement");
    return element == null
        ? method.name
        : (String) values(element).getOrDefault("name", method.name);
  }
}
