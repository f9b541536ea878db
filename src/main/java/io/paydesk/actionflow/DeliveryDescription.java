package io.paydesk.actionflow;

import io.paydesk.openapi.BodyExamples;
import io.paydesk.openapi.ExampleBook;
import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.List;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;

/**
 * Adds each delivery to the description of the API, as a webhook. It comes after {@code
 * ApiDescription}, which tidies the schemas of the rows.
 */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD, priority = 0)
public class DeliveryDescription implements OASFilter {

  private static final String HEADERS = "#/components/parameters/";

  private final ExampleBook book = ExampleBook.read();

  @Override
  public void filterOpenAPI(OpenAPI api) {
    addHeaders(api);
    DeliverySchemas.addTo(api.getComponents());
    for (var type : DeliveryType.all()) {
      add(api, type.name(), type.operationId(), type.kind().meaning(), type.schema());
    }
    add(
        api,
        OutgoingDelivery.TEST,
        "tellEndpointTest",
        "An admin wants to see whether deliveries arrive",
        DeliverySchemas.TEST);
  }

  private void add(OpenAPI api, String type, String id, String meaning, String schema) {
    var operation =
        OASFactory.createOperation()
            .operationId(id)
            .summary(meaning)
            .addTag("actionflows")
            .security(List.of())
            .requestBody(
                OASFactory.createRequestBody()
                    .required(true)
                    .content(
                        OASFactory.createContent()
                            .addMediaType(
                                "application/json",
                                OASFactory.createMediaType()
                                    .schema(DeliverySchemas.refer(schema)))))
            .responses(
                OASFactory.createAPIResponses()
                    .addAPIResponse(
                        "2XX",
                        OASFactory.createAPIResponse()
                            .description("Taken. Anything else is tried again, a redirect too"))
                    .addAPIResponse(
                        "410",
                        OASFactory.createAPIResponse()
                            .description("Gone: the endpoint is paused, and what happens waits")));
    for (var header : List.of("WebhookId", "WebhookTimestamp", "WebhookSignature")) {
      operation.addParameter(OASFactory.createParameter().ref(HEADERS + header));
    }
    BodyExamples.add(operation, book);
    api.addWebhook(type, OASFactory.createPathItem().POST(operation));
  }

  private static void addHeaders(OpenAPI api) {
    api.getComponents()
        .addParameter(
            "WebhookId",
            header("webhook-id", "The same in each attempt: act once for each")
                .example("0b7e3c52-8f0e-4a3e-9c57-2f6a4a1f3d11"))
        .addParameter(
            "WebhookTimestamp",
            header("webhook-timestamp", "When this attempt was signed, in seconds since 1970")
                .example("1795426261"))
        .addParameter(
            "WebhookSignature",
            header(
                    "webhook-signature",
                    """
                    By https://www.standardwebhooks.com: `v1,` and a signature, for each of the \
                    endpoint's secrets, separated by spaces\
                    """)
                .example("v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4="));
  }

  private static Parameter header(String name, String description) {
    return OASFactory.createParameter()
        .name(name)
        .in(Parameter.In.HEADER)
        .required(true)
        .description(description)
        .schema(OASFactory.createSchema().addType(Schema.SchemaType.STRING));
  }
}
