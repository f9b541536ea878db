package io.paydesk.actionflow;

import static java.util.Objects.requireNonNull;

import io.paydesk.transaction.CallbackFlow;
import io.paydesk.transaction.TransitionKind;
import java.util.List;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;

/**
 * The schemas of what {@link OutgoingDelivery} sends: one for each flow, as the rows in {@code
 * data} differ by it. The rows have the schemas of {@link RunRows}.
 */
final class DeliverySchemas {

  static final String TEST = "TestDelivery";

  private static final String PREFIX = "#/components/schemas/";
  private static final String ROWS = "ActionflowRows";
  private static final String DATA = "Data";
  private static final String AN_ID = "0b7e3c52-8f0e-4a3e-9c57-2f6a4a1f3d11";

  private final Components components;

  private DeliverySchemas(Components components) {
    this.components = components;
  }

  static void addTo(Components components) {
    var schemas = new DeliverySchemas(components);
    for (var flow : CallbackFlow.values()) {
      schemas.add(TransitionKind.of(flow).stream().map(DeliveryType::of).toList());
    }
    components.addSchema(TEST, delivery(List.of(OutgoingDelivery.TEST), TEST + DATA));
    components.addSchema(
        TEST + DATA,
        object()
            .addProperty("runId", runId())
            .addProperty("attempt", attempt())
            .addProperty("endpointId", whole("int64").addExample(5))
            .required(List.of("runId", "attempt", "endpointId")));
  }

  static Schema refer(String schema) {
    return OASFactory.createSchema().ref(PREFIX + schema);
  }

  /**
   * @param types of one flow
   */
  private void add(List<DeliveryType> types) {
    var name = types.get(0).schema();
    components.addSchema(
        name, delivery(types.stream().map(DeliveryType::name).toList(), name + DATA));
    components.addSchema(name + DATA, data(types));
  }

  private static Schema delivery(List<String> types, String data) {
    return object()
        .addProperty("type", oneOf(types).description("What happened"))
        .addProperty(
            "timestamp",
            text().format("date-time").description("When it happened; not when it is sent"))
        .addProperty("data", refer(data))
        .required(List.of("type", "timestamp", "data"));
  }

  private Schema data(List<DeliveryType> types) {
    var data =
        object()
            .addProperty("runId", runId())
            .addProperty("attempt", attempt())
            .addProperty("flow", refer("CallbackFlow"))
            .addProperty(
                "transition", oneOf(types.stream().map(type -> type.kind().text()).toList()))
            .addProperty(
                "reason",
                text()
                    .description(
                        "In Stripe's words: an invoice's billing reason, or the code of a failure."
                            + " Of an order: its `cancelReason`"))
            .addProperty(
                "about",
                text()
                    .description(
                        "Stripe's id of what it is about, where that is not the row itself: the"
                            + " dispute, the warning, the declined attempt or the invoice"));
    var rows = requireNonNull(components.getSchemas().get(ROWS)).getProperties();
    types.get(0).rows().forEach(row -> data.addProperty(row, rows.get(row)));
    List.of("runId", "attempt", "flow", "transition").forEach(data::addRequired);
    types.get(0).rows().forEach(data::addRequired);
    return data;
  }

  private static Schema runId() {
    return text().description("The same in each attempt, as `webhook-id`").addExample(AN_ID);
  }

  private static Schema attempt() {
    return whole("int32").description("1 for the first").addExample(1);
  }

  private static Schema oneOf(List<String> values) {
    return text().enumeration(List.copyOf(values));
  }

  private static Schema object() {
    return OASFactory.createSchema().addType(SchemaType.OBJECT);
  }

  private static Schema text() {
    return OASFactory.createSchema().addType(SchemaType.STRING);
  }

  private static Schema whole(String format) {
    return OASFactory.createSchema().addType(SchemaType.INTEGER).format(format);
  }
}
