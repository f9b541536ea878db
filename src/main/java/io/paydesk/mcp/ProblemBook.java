package io.paydesk.mcp;

import io.paydesk.openapi.ExampleBook;
import io.paydesk.problem.BodyProblems;
import io.paydesk.problem.Refusal;
import io.quarkus.runtime.annotations.RegisterResources;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the problems of the API mean, with the examples that its description has. A build of the
 * description reads them too, but only here are they read at run time, also in a native executable.
 */
@Singleton
@RegisterResources(globs = ExampleBook.FILE)
class ProblemBook {

  private static final String URN = "urn:paydesk:problem:";

  private static final String RULES =
      "'detail' says what to do. A 5xx or 429 may be sent again as it is. After another problem fix"
          + " the cause, then retry with a new Idempotency-Key.";

  /** Read when it is first asked for: most services never are. */
  private volatile @Nullable ExampleBook examples;

  /**
   * @param name with or without the beginning of its type
   * @throws Refusal {@code invalid-request} where there is no such problem
   */
  Uni<Map<String, Object>> explain(@Nullable String name) {
    var known = name != null && name.startsWith(URN) ? name.substring(URN.length()) : name;
    var problem = known == null ? null : examples().problem(known);
    if (problem == null) {
      throw BodyProblems.invalid(
          Map.of("name", "is no problem of Paydesk: it is what follows " + URN + " in its type"));
    }
    return Uni.createFrom()
        .item(
            Map.of(
                "name",
                known,
                "status",
                problem.status(),
                "example",
                problem.body(),
                "rules",
                RULES));
  }

  private ExampleBook examples() {
    var known = examples;
    if (known == null) {
      known = ExampleBook.read();
      examples = known;
    }
    return known;
  }
}
