package io.paydesk.openapi;

import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;
import org.jspecify.annotations.Nullable;

/** Reads {@link Answers} and describes the responses that it names. */
final class Successes {

  private static final Map<String, String> STATUSES =
      Map.of("ok", "200", "created", "201", "accepted", "202", "noContent", "204");

  private final IndexView application;

  Successes(IndexView application) {
    this.application = application;
  }

  /**
   * @param answers null where the return type says it all
   */
  void describe(Operation operation, @Nullable AnnotationInstance answers) {
    if (answers == null) {
      return;
    }
    var responses = new LinkedHashMap<String, APIResponse>();
    STATUSES.forEach(
        (member, status) -> {
          if (answers.value(member) != null) {
            responses.put(
                status,
                OASFactory.createAPIResponse()
                    .description(answers.value(member).asString())
                    .content(body(answers)));
          }
        });
    // What Quarkus guesses of a Response is one status without a body.
    operation
        .getResponses()
        .getAPIResponses()
        .forEach(
            (status, response) -> {
              if (!status.startsWith("2")) {
                responses.put(status, response);
              }
            });
    operation.getResponses().setAPIResponses(responses);
  }

  private @Nullable Content body(AnnotationInstance answers) {
    if (answers.value() == null) {
      return null;
    }
    var view = answers.value().asClass().name();
    return OASFactory.createContent()
        .addMediaType(
            "application/json",
            OASFactory.createMediaType()
                .schema(OASFactory.createSchema().ref("#/components/schemas/" + schemaOf(view))));
  }

  /** Quarkus describes each class that has a schema's name, used or not. */
  private String schemaOf(DotName view) {
    var schema =
        application.getClassByName(view).declaredAnnotation(DotName.createSimple(Schema.class));
    if (schema == null || schema.value("name") == null) {
      throw new IllegalStateException(view + " needs @Schema(name = ...) to be in @Answers");
    }
    return schema.value("name").asString();
  }
}
