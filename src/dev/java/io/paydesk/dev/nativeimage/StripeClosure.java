package io.paydesk.dev.nativeimage;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Field;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * All classes that Gson reaches by reflection when it writes or reads a given one: the types of its
 * fields, of their fields, and so on. A native image only knows the members of registered classes.
 * In any other class Gson sees no field, and silently writes nothing.
 */
final class StripeClosure {

  /**
   * The packages whose objects stripe-java writes and reads; its services and exceptions are only
   * called.
   */
  private static final String DATA = "com\\.stripe\\.(model|param|net)\\..*";

  private final Collection<Class<?>> library;
  private final SortedSet<String> names = new TreeSet<>();
  private final Deque<Class<?>> waiting = new ArrayDeque<>();

  /**
   * @param library all classes of stripe-java, among which implementations of interfaces are found
   */
  StripeClosure(Collection<Class<?>> library) {
    this.library = library;
  }

  /**
   * @return the names as {@link Class#getName} gives them
   */
  SortedSet<String> from(Collection<? extends Type> roots) {
    roots.forEach(this::add);
    while (!waiting.isEmpty()) {
      reachedFrom(waiting.remove());
    }
    return names;
  }

  private void reachedFrom(Class<?> type) {
    if (type.getGenericSuperclass() != null) {
      add(type.getGenericSuperclass());
    }
    adapterOf(type);
    for (var field : type.getDeclaredFields()) {
      if (isData(field)) {
        add(field.getGenericType());
        adapterOf(field);
      }
    }
    if (Modifier.isAbstract(type.getModifiers())) {
      library.stream().filter(each -> each != type && isReadAs(each, type)).forEach(this::add);
    }
  }

  /**
   * Whether Gson may make the candidate where a field has an interface such as {@code
   * PaymentSource}.
   */
  private static boolean isReadAs(Class<?> candidate, Class<?> type) {
    return type.isAssignableFrom(candidate) && !isCommonToAll(type);
  }

  /** Types of the library's own code; no data field is declared with one of them. */
  private static boolean isCommonToAll(Class<?> type) {
    return type.getName().matches("com\\.stripe\\.(net\\..*|model\\.(Stripe|Has|Metadata).*)");
  }

  private static boolean isData(Field field) {
    return !Modifier.isStatic(field.getModifiers()) && !Modifier.isTransient(field.getModifiers());
  }

  /** The adapter that {@code @JsonAdapter} names: Gson calls its constructor. */
  private void adapterOf(AnnotatedElement element) {
    for (var annotation : element.getAnnotations()) {
      for (var member : annotation.annotationType().getDeclaredMethods()) {
        if (member.getReturnType() == Class.class) {
          add(valueOf(member, annotation));
        }
      }
    }
  }

  private static Class<?> valueOf(Method member, Annotation annotation) {
    try {
      return (Class<?>) member.invoke(annotation);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private void add(Type type) {
    if (type instanceof Class<?> one) {
      var plain = one.isArray() ? one.getComponentType() : one;
      if (plain.getName().matches(DATA) && names.add(plain.getName())) {
        waiting.add(plain);
      }
    } else if (type instanceof ParameterizedType generic) {
      add(generic.getRawType());
      for (var argument : generic.getActualTypeArguments()) {
        add(argument);
      }
    } else if (type instanceof WildcardType wildcard) {
      for (var bound : wildcard.getUpperBounds()) {
        add(bound);
      }
    } else if (type instanceof GenericArrayType array) {
      add(array.getGenericComponentType());
    }
    // A type variable is resolved where its class is named.
  }
}
