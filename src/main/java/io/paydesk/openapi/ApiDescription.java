package io.paydesk.openapi;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.lang.annotation.Annotation;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.AnnotationTarget.Kind;
import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.MethodInfo;

/**
 * Completes the API description that Quarkus makes of the resources at build time. It adds
 * examples, the problems of each operation, and the headers that operations share.
 */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public class ApiDescription implements OASFilter {

  private final ExampleBook book = ExampleBook.read();
  private final Map<String, List<String>> refused = new HashMap<>();
  private final Map<String, AnnotationInstance> answers = new HashMap<>();
  private final Successes successes;

  public ApiDescription(IndexView application) {
    successes = new Successes(application);
    onOperations(
        application,
        Refuses.class,
        (operation, refuses) -> refused.put(operation, List.of(refuses.value().asStringArray())));
    onOperations(application, Answers.class, answers::put);
  }

  private static void onOperations(
      IndexView application,
      Class<? extends Annotation> type,
      BiConsumer<String, AnnotationInstance> read) {
    for (var annotation : application.getAnnotations(DotName.createSimple(type))) {
      if (annotation.target().kind() == Kind.METHOD) {
        read.accept(operationId(annotation.target().asMethod()), annotation);
      }
    }
  }

  private static String operationId(MethodInfo method) {
    var operation = method.annotation(DotName.createSimple(Operation.class));
    if (operation == null || operation.value("operationId") == null) {
      throw new IllegalStateException(
          method + " has @Answers or @Refuses, but no @Operation with an id");
    }
    return operation.value("operationId").asString();
  }

  @Override
  public void filterOpenAPI(OpenAPI api) {
    api.getPaths()
        .getPathItems()
        .values()
        .forEach(path -> path.getOperations().values().forEach(this::describeSuccesses));
    Schemas.tidy(api);
    Headers.addTo(api);
    var errors = new ErrorResponses(api.getComponents(), book);
    for (var path : api.getPaths().getPathItems().values()) {
      for (var operation : path.getOperations().values()) {
        var own = refused.getOrDefault(operation.getOperationId(), List.of());
        if (Shape.isPublic(operation)) {
          operation.setSecurity(List.of());
        }
        BodyExamples.add(operation, book);
        errors.add(operation, own);
        Headers.keyOf(operation, statuses(own));
      }
    }
  }

  private void describeSuccesses(org.eclipse.microprofile.openapi.models.Operation operation) {
    successes.describe(operation, answers.get(operation.getOperationId()));
  }

  private Set<Integer> statuses(List<String> problems) {
    var statuses = new HashSet<Integer>();
    for (var name : problems) {
      var problem = book.problem(name);
      if (problem != null) {
        statuses.add(problem.status());
      }
    }
    return statuses;
  }
}
