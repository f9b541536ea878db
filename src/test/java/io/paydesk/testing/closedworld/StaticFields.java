package io.paydesk.testing.closedworld;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executor;

/**
 * What the static fields of a class hold, followed through our own classes. A native image contains
 * them as they were when it was built, so none may hold state of one run: randomness, a thread, or
 * an object of a class that is initialized at run time.
 */
public final class StaticFields {

  private static final List<Class<?>> OF_ONE_RUN =
      List.of(Random.class, Thread.class, Executor.class, AutoCloseable.class);

  private final List<Class<?>> forbidden = new ArrayList<>(OF_ONE_RUN);
  private final Map<Object, Boolean> seen = new IdentityHashMap<>();
  private final List<String> found = new ArrayList<>();

  public StaticFields(List<String> startedAtRunTime) {
    for (var name : startedAtRunTime) {
      try {
        forbidden.add(Class.forName(name, false, getClass().getClassLoader()));
      } catch (ClassNotFoundException | LinkageError e) {
        // The library is missing when tests run: nothing of ours can hold its objects.
        continue;
      }
    }
  }

  /**
   * @return where such state was found
   */
  public List<String> of(String className) throws ClassNotFoundException {
    found.clear();
    var type = Class.forName(className, true, getClass().getClassLoader());
    for (var field : type.getDeclaredFields()) {
      if (Modifier.isStatic(field.getModifiers()) && !field.getType().isPrimitive()) {
        look(className + "." + field.getName(), valueOf(field, null));
      }
    }
    return List.copyOf(found);
  }

  private void look(String where, Object value) {
    if (value == null || seen.put(value, true) != null) {
      return;
    }
    var type = value.getClass();
    if (forbidden.stream().anyMatch(each -> each.isInstance(value))) {
      found.add(where + " holds a " + type.getName());
    } else if (value instanceof Collection<?> all) {
      all.forEach(each -> look(where, each));
    } else if (value instanceof Map<?, ?> map) {
      map.values().forEach(each -> look(where, each));
    } else if (value instanceof Object[] all) {
      List.of(all).forEach(each -> look(where, each));
    } else if (type.getName().startsWith("io.paydesk.") || type.getName().startsWith("io.vertx.")) {
      fieldsOf(type).forEach(field -> look(where + "." + field.getName(), valueOf(field, value)));
    }
  }

  private static List<Field> fieldsOf(Class<?> type) {
    var fields = new ArrayList<Field>();
    for (Class<?> each = type; each != null && each != Object.class; each = each.getSuperclass()) {
      for (var field : each.getDeclaredFields()) {
        if (!Modifier.isStatic(field.getModifiers()) && !field.getType().isPrimitive()) {
          fields.add(field);
        }
      }
    }
    return fields;
  }

  private static Object valueOf(Field field, Object holder) {
    try {
      field.setAccessible(true);
      return field.get(holder);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }
}
