package io.paydesk.openapi;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.paydesk.problem.Refusal;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The examples of the API description. They are made by the code that makes the real answers, so
 * that a change of it changes them too.
 */
public final class ExampleBook {

  /** Writes as the service does. */
  private static final ObjectMapper JSON =
      new ObjectMapper()
          .registerModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .setSerializationInclusion(JsonInclude.Include.NON_NULL);

  private static final int REQUEST = 0;

  private record Place(String operationId, int status) {}

  private final Map<String, Refusal> problems = new LinkedHashMap<>();
  private final Map<Place, Map<String, Object>> bodies = new LinkedHashMap<>();

  /** What an operation may be sent. */
  public void request(String operationId, String name, Object body) {
    add(new Place(operationId, REQUEST), name, body);
  }

  /** What an operation answers when it succeeds. */
  public void answer(String operationId, int status, String name, Object body) {
    add(new Place(operationId, status), name, body);
  }

  /** A problem under its own name. */
  public void problem(Refusal refusal) {
    problem(refusal.name(), refusal);
  }

  /** A problem that has several examples, each under a name of its own. */
  public void problem(String name, Refusal refusal) {
    if (problems.putIfAbsent(name, refusal) != null) {
      throw new IllegalStateException("two examples are named " + name);
    }
  }

  /** The problem that this ends in. */
  public void problem(Runnable refused) {
    problem(refusalOf(refused));
  }

  public void problem(String name, Runnable refused) {
    problem(name, refusalOf(refused));
  }

  private static Refusal refusalOf(Runnable refused) {
    try {
      refused.run();
    } catch (Refusal refusal) {
      return refusal;
    }
    throw new IllegalStateException("an example of a problem was not refused");
  }

  private void add(Place place, String name, Object body) {
    bodies
        .computeIfAbsent(place, p -> new LinkedHashMap<>())
        .put(name, JSON.convertValue(body, Object.class));
  }

  Map<String, Object> requests(String operationId) {
    return bodies.getOrDefault(new Place(operationId, REQUEST), Map.of());
  }

  Map<String, Object> answers(String operationId, String status) {
    return bodies.getOrDefault(new Place(operationId, Integer.parseInt(status)), Map.of());
  }

  Refusal problem(String name) {
    var problem = problems.get(name);
    if (problem == null) {
      throw new IllegalStateException("no example shows the problem " + name);
    }
    return problem;
  }
}
