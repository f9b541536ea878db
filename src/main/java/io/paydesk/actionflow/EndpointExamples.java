package io.paydesk.actionflow;

import io.paydesk.openapi.ApiExamples;
import io.paydesk.openapi.ExampleBook;
import io.paydesk.rest.Page;
import io.paydesk.transaction.CallbackFlow;
import java.time.Instant;
import java.util.List;

/** An endpoint of a shop that sells tickets. */
public final class EndpointExamples implements ApiExamples {

  private static final Instant MORNING = Instant.parse("2026-11-23T09:30:00Z");
  private static final String SECRET = "whsec_a2VlcCBpdCBzYWZl";

  private static Endpoint endpoint(EndpointStatus status) {
    var endpoint = new Endpoint();
    endpoint.id = 5L;
    endpoint.url = "https://shop.example/paydesk";
    endpoint.follow(List.of(CallbackFlow.PAYMENT, CallbackFlow.REFUND));
    endpoint.description = "Sends the tickets";
    endpoint.status = status;
    endpoint.createdBy = "ada";
    endpoint.createdAt = MORNING;
    endpoint.updatedAt = MORNING;
    return endpoint;
  }

  private static EndpointView active() {
    var endpoint = endpoint(EndpointStatus.ACTIVE);
    endpoint.lastDeliveredAt = MORNING.plusSeconds(61);
    return EndpointView.of(endpoint);
  }

  private static EndpointView paused() {
    var endpoint = endpoint(EndpointStatus.PAUSED);
    endpoint.failingSince = MORNING.plusSeconds(61);
    endpoint.failures = 34;
    endpoint.lastError = "It answered 503";
    endpoint.updatedAt = MORNING.plusSeconds(86_500);
    return EndpointView.of(endpoint);
  }

  private static EndpointWithSecretView withSecret() {
    return new EndpointWithSecretView(EndpointView.of(endpoint(EndpointStatus.ACTIVE)), SECRET);
  }

  @Override
  public void addTo(ExampleBook book) {
    book.request(
        "createActionflowEndpoint",
        "tickets",
        new CreateEndpoint(
            "https://shop.example/paydesk",
            List.of(CallbackFlow.PAYMENT, CallbackFlow.REFUND),
            "Sends the tickets"));
    book.answer("createActionflowEndpoint", 201, "made", withSecret());
    book.answer("rotateActionflowEndpoint", 200, "rotated", withSecret());
    book.answer("getActionflowEndpoint", 200, "active", active());
    book.answer("getActionflowEndpoint", 200, "paused", paused());
    book.answer("pauseActionflowEndpoint", 200, "paused", paused());
    book.answer("resumeActionflowEndpoint", 200, "active", active());
    book.answer("listActionflowEndpoints", 200, "a-page", new Page<>(List.of(active()), "5"));
    book.answer(
        "listActionflowEndpoints", 200, "the-last-page", new Page<>(List.of(paused()), null));
    refusals(book);
  }

  private static void refusals(ExampleBook book) {
    book.problem("endpoint-not-found", EndpointProblems.notFound(5));
    book.problem(EndpointProblems.withoutFlows());
    book.problem(EndpointProblems.unknownFlow());
    book.problem(() -> EndpointUrl.of("shop.example/paydesk", false));
    book.problem(() -> EndpointUrl.of("https://name:word@shop.example/paydesk", false));
    book.problem(() -> EndpointUrl.of("http://shop.example/paydesk", false));
    book.problem(EndpointProblems.hostUnknown("shop.example"));
    book.problem(EndpointProblems.notPublic("10.0.0.1"));
  }
}
