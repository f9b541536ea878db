package io.paydesk.testing.closedworld;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * What the class path has for GraalVM to put in the place of other code, compared with that code.
 * GraalVM looks for the methods only when an executable is built, and stops where one is missing;
 * where a library has got an overload, the code that was to be kept out comes in by that.
 */
public final class Replacements {

  private final ClassPath classPath;
  private final List<ClassNode> replacing;
  private final Map<String, String> targets = new HashMap<>();

  public Replacements(ClassPath classPath) {
    this.classPath = classPath;
    this.replacing = classPath.mentioning("Lcom/oracle/svm/core/annotate/TargetClass;");
    for (var each : replacing) {
      var target = Annotations.targetOf(each);
      if (target != null) {
        targets.put(each.name, target);
      }
    }
  }

  /** What replaces methods, and of what, as far as both are there. */
  List<ReplacedMethod> methods() {
    var methods = new ArrayList<ReplacedMethod>();
    for (var each : replacing) {
      var owner = targets.get(each.name);
      if (owner == null || classPath.read(owner) == null) {
        continue;
      }
      boolean alone = !Annotations.has(each.visibleAnnotations, "Substitute");
      for (var method : each.methods) {
        var kind = Annotations.kindOf(method);
        if (kind != null && (method.access & Opcodes.ACC_SYNTHETIC) == 0) {
          methods.add(
              new ReplacedMethod(
                  each.name.replace('/', '.'),
                  kind,
                  owner,
                  Annotations.nameOf(method),
                  original(method.desc),
                  alone,
                  Annotations.isConditional(each)));
        }
      }
    }
    return methods;
  }

  /**
   * @return each method that a replacement is for, or that it needs, and that is not there
   */
  public Set<String> missing() {
    return methods().stream()
        .filter(method -> !method.maybe())
        .filter(
            method ->
                methodsOf(method.owner()).stream()
                    .noneMatch(
                        each -> each.name.equals(method.name()) && each.desc.equals(method.type())))
        .map(method -> method.method() + ", of which " + method.by() + " knows")
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /**
   * @return each overload of a replaced method that nothing replaces
   */
  public Set<String> forgotten() {
    var replaced = substitutes();
    var all = replaced.stream().map(ReplacedMethod::method).collect(Collectors.toSet());
    var forgotten = new TreeSet<String>();
    for (var method : replaced) {
      for (var each : methodsOf(method.owner())) {
        var overload = ReplacedMethod.method(method.owner(), each.name, each.desc);
        if (method.alone()
            && each.name.equals(method.name())
            && (each.access & Opcodes.ACC_SYNTHETIC) == 0
            && !all.contains(overload)) {
          forgotten.add(overload);
        }
      }
    }
    return forgotten;
  }

  /**
   * @return each method that two replace
   */
  public Set<String> twice() {
    var seen = new LinkedHashSet<String>();
    return substitutes().stream()
        .map(ReplacedMethod::method)
        .filter(method -> !seen.add(method))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private List<ReplacedMethod> substitutes() {
    return methods().stream()
        .filter(method -> method.kind().equals("Substitute") || method.kind().equals("Delete"))
        .toList();
  }

  private List<MethodNode> methodsOf(String owner) {
    var node = new ClassNode();
    new ClassReader(classPath.read(owner))
        .accept(node, ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG);
    return node.methods;
  }

  /** Where a class stands for one that nobody else may name, that one is meant. */
  private String original(String type) {
    var parameters = Type.getArgumentTypes(type);
    for (int i = 0; i < parameters.length; i++) {
      parameters[i] = original(parameters[i]);
    }
    return Type.getMethodDescriptor(original(Type.getReturnType(type)), parameters);
  }

  private Type original(Type type) {
    if (type.getSort() == Type.ARRAY) {
      var dimensions = "[".repeat(type.getDimensions());
      return Type.getType(dimensions + original(type.getElementType()).getDescriptor());
    }
    return type.getSort() == Type.OBJECT && targets.containsKey(type.getInternalName())
        ? Type.getObjectType(targets.get(type.getInternalName()))
        : type;
  }
}
