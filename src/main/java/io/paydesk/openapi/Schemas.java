package io.paydesk.openapi;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;

/** Gives schemas good names and descriptions, for the clients that are generated from them. */
final class Schemas {

  private static final String PREFIX = "#/components/schemas/";
  private static final String INSTANT = "Instant";

  /** The prefix of Quarkus' names for pages, such as PageOrderView; in ours it is the suffix. */
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

  /** Names the answer of {@code listOrders} an {@code OrderPage}. */
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

  /**
   * A time is text with a format, not a type of its own. A reference must have no type beside it.
   */
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
