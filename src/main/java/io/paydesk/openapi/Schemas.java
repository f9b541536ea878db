package io.paydesk.openapi;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;

/** Names and words schemas as a person would, for the sake of the clients made from them. */
final class Schemas {

  private static final String PREFIX = "#/components/schemas/";
  private static final String INSTANT = "Instant";

  /** Begins the names that Quarkus gives to pages, such as PageOrderView, and ends ours. */
  private static final String PAGE = "Page";

  private Schemas() {}

  static void tidy(OpenAPI api) {
    api.getPaths()
        .getPathItems()
        .values()
        .forEach(path -> path.getOperations().values().forEach(call -> nameThePage(api, call)));
    var schemas = new TreeMap<>(api.getComponents().getSchemas());
    schemas.keySet().removeIf(name -> name.equals(INSTANT) || name.startsWith(PAGE));
    schemas.values().stream()
        .filter(schema -> schema.getProperties() != null)
        .forEach(
            schema -> {
              var properties = new LinkedHashMap<String, Schema>();
              schema.getProperties().forEach((name, type) -> properties.put(name, plain(type)));
              schema.setProperties(properties);
            });
    api.getComponents().setSchemas(schemas);
  }

  /** What {@code listOrders} answers with is an {@code OrderPage}. */
  private static void nameThePage(OpenAPI api, Operation operation) {
    var id = operation.getOperationId();
    var ok = operation.getResponses().getAPIResponse("200");
    if (!id.matches("list.+s") || ok == null || ok.getContent() == null) {
      return;
    }
    var schema = ok.getContent().getMediaType("application/json").getSchema();
    var old = schema.getRef().substring(PREFIX.length());
    var name = id.substring("list".length(), id.length() - 1) + PAGE;
    api.getComponents().addSchema(name, api.getComponents().getSchemas().get(old));
    schema.setRef(PREFIX + name);
  }

  /** A time is text in a format, not a type of its own; and what refers to a type has no other. */
  private static Schema plain(Schema schema) {
    if (schema.getRef() == null) {
      return schema;
    }
    if (schema.getRef().equals(PREFIX + INSTANT)) {
      schema.setRef(null);
      return schema.type(List.of(SchemaType.STRING)).format("date-time");
    }
    return schema.type(null);
  }
}
