package io.paydesk.testing.closedworld;

import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.objectweb.asm.Type;

/**
 * A method that code for GraalVM alone puts in the place of one of a library.
 *
 * @param by the class that says so
 * @param kind {@code Substitute}, or another annotation of GraalVM's
 * @param owner the library's class, as in bytecode
 * @param name of the library's method
 * @param type of the library's method, as in bytecode
 * @param alone whether the other methods of the owner stay as they are
 * @param maybe whether it is for GraalVM to find out if the library's class is wanted
 */
record ReplacedMethod(
    String by, String kind, String owner, String name, String type, boolean alone, boolean maybe) {

  String method() {
    return method(owner, name, type);
  }

  /** Without what it answers: no two of one class differ in that alone. */
  static String method(String owner, String name, String type) {
    var parameters =
        Stream.of(Type.getArgumentTypes(type))
            .map(each -> each.getClassName().replaceAll(".*\\.", ""))
            .collect(Collectors.joining(", "));
    return owner.replace('/', '.') + "." + name + "(" + parameters + ")";
  }
}
