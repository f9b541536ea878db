package io.paydesk.testing.closedworld;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Answers questions of reflection as a native image does: what is not registered does not exist. In
 * every class of the application it replaces the methods of {@link Class} of the same names. It
 * only uses the JDK, as it is loaded outside of the application.
 */
public final class ClosedWorld {

  /** Packages that the framework does not register; the framework's parts register their own. */
  private static final List<String> WATCHED =
      List.of("io.paydesk.", "com.stripe.", "com.standardwebhooks.", "com.google.gson.");

  /** Lines such as {@code fields io.paydesk.payment.PaymentView}: see {@link Registered}. */
  private static Set<String> registered = Set.of();

  private static Path denials;
  private static boolean closed;

  private ClosedWorld() {}

  static synchronized void load(Path lines, Path denied) throws IOException {
    registered = new HashSet<>(Files.readAllLines(lines));
    denials = denied;
  }

  /** Takes effect from here on. A native image does what comes before while it is built. */
  public static synchronized void close() {
    closed = true;
  }

  private static boolean open(String kind, Class<?> type) {
    return !closed
        || WATCHED.stream().noneMatch(type.getName()::startsWith)
        // Generated code of the framework is called by name, and generated code of Java is not
        // looked up.
        || type.isHidden()
        || registered.contains(kind + " " + type.getName());
  }

  private static boolean open(String kind, Class<?> type, Member member) {
    return open(kind, type)
        || registered.contains(kind + " " + type.getName() + " " + member.getName());
  }

  private static synchronized void denied(String kind, String type) {
    try {
      Files.writeString(
          denials,
          kind + " " + type + " for " + caller() + System.lineSeparator(),
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String caller() {
    return StackWalker.getInstance()
        .walk(
            frames ->
                frames
                    .filter(frame -> !frame.getClassName().equals(ClosedWorld.class.getName()))
                    .findFirst()
                    .map(StackWalker.StackFrame::getClassName)
                    .orElse("nobody"));
  }

  private static <M extends Member> M[] known(String kind, Class<?> type, M[] members) {
    Predicate<M> isKnown = member -> open(kind, member.getDeclaringClass(), member);
    if (Arrays.stream(members).allMatch(isKnown)) {
      return members;
    }
    denied(kind, type.getName());
    return Arrays.stream(members).filter(isKnown).toArray(length -> Arrays.copyOf(members, length));
  }

  private static <M extends Member> M known(String kind, M member) throws NoSuchMethodException {
    if (open(kind, member.getDeclaringClass(), member)) {
      return member;
    }
    denied(kind, member.getDeclaringClass().getName());
    throw new NoSuchMethodException(member.toString());
  }

  private static Field known(Field field) throws NoSuchFieldException {
    if (open("fields", field.getDeclaringClass(), field)) {
      return field;
    }
    denied("fields", field.getDeclaringClass().getName());
    throw new NoSuchFieldException(field.toString());
  }

  public static Field[] getDeclaredFields(Class<?> type) {
    return known("fields", type, type.getDeclaredFields());
  }

  public static Field[] getFields(Class<?> type) {
    return known("fields", type, type.getFields());
  }

  public static Field getDeclaredField(Class<?> type, String name) throws NoSuchFieldException {
    return known(type.getDeclaredField(name));
  }

  public static Field getField(Class<?> type, String name) throws NoSuchFieldException {
    return known(type.getField(name));
  }

  public static Method[] getDeclaredMethods(Class<?> type) {
    return known("methods", type, type.getDeclaredMethods());
  }

  public static Method[] getMethods(Class<?> type) {
    return known("methods", type, type.getMethods());
  }

  public static Method getDeclaredMethod(Class<?> type, String name, Class<?>... parameters)
      throws NoSuchMethodException {
    return known("methods", type.getDeclaredMethod(name, parameters));
  }

  public static Method getMethod(Class<?> type, String name, Class<?>... parameters)
      throws NoSuchMethodException {
    return known("methods", type.getMethod(name, parameters));
  }

  public static Constructor<?>[] getDeclaredConstructors(Class<?> type) {
    return known("constructors", type, type.getDeclaredConstructors());
  }

  public static Constructor<?>[] getConstructors(Class<?> type) {
    return known("constructors", type, type.getConstructors());
  }

  public static Constructor<?> getDeclaredConstructor(Class<?> type, Class<?>... parameters)
      throws NoSuchMethodException {
    return known("constructors", type.getDeclaredConstructor(parameters));
  }

  public static Constructor<?> getConstructor(Class<?> type, Class<?>... parameters)
      throws NoSuchMethodException {
    return known("constructors", type.getConstructor(parameters));
  }

  /** Replaces {@code sun.misc.Unsafe}, with which Gson makes objects without a constructor. */
  public static Class<?> allocated(Class<?> type) throws InstantiationException {
    if (open("unsafe", type)) {
      return type;
    }
    denied("unsafe", type.getName());
    throw new InstantiationException(type.getName());
  }

  /** Replaces look-ups by a name that is computed. */
  public static Class<?> found(Class<?> type) throws ClassNotFoundException {
    if (open("class", type)) {
      return type;
    }
    denied("class", type.getName());
    throw new ClassNotFoundException(type.getName());
  }
}
