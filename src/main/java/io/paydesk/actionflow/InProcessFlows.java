package io.paydesk.actionflow;

import io.paydesk.transaction.CallbackFlow;
import io.quarkus.arc.All;
import io.quarkus.arc.InjectableBean;
import io.quarkus.arc.InstanceHandle;
import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/** The beans of the app's own logic, in the order in which they follow a change. */
@Startup
@Singleton
class InProcessFlows {

  private static final Logger LOG = Logger.getLogger(InProcessFlows.class);
  private static final String NAME = "[A-Za-z0-9._-]{1,100}";

  private final Map<String, Actionflow> byName = new LinkedHashMap<>();

  InProcessFlows(@All List<InstanceHandle<Actionflow>> beans) {
    beans.stream()
        .sorted(
            Comparator.<InstanceHandle<Actionflow>>comparingInt(bean -> -priority(bean.getBean()))
                .thenComparing(bean -> bean.get().name()))
        .forEach(bean -> add(bean.get()));
  }

  private static int priority(InjectableBean<?> bean) {
    return bean.getPriority();
  }

  private void add(Actionflow flow) {
    if (!flow.name().matches(NAME)) {
      throw new IllegalStateException(
          "the actionflow of " + flow.getClass().getName() + " has no usable name: " + flow.name());
    }
    if (byName.putIfAbsent(flow.name(), flow) != null) {
      throw new IllegalStateException(
          "two actionflows are named " + flow.name() + ": override name() in one of them");
    }
  }

  /** Names of the beans that follow this callback. */
  List<String> following(CallbackFlow flow) {
    return byName.entrySet().stream()
        .filter(bean -> follows(bean.getKey(), bean.getValue(), flow))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** It is called in the transaction that records money, and no bean may make that fail. */
  private static boolean follows(String name, Actionflow bean, CallbackFlow flow) {
    try {
      return bean.follows(flow);
    } catch (RuntimeException | Error e) {
      LOG.errorf(
          e,
          "The actionflow %s failed to say whether it follows this change, so it gets a run",
          name);
      return true;
    }
  }

  List<String> names() {
    return List.copyOf(byName.keySet());
  }

  Optional<Actionflow> named(String name) {
    return Optional.ofNullable(byName.get(name));
  }
}
