package io.paydesk.openapi;

import static io.paydesk.testing.http.Request.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.paydesk.testing.PaydeskTest;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ApiDescriptionTest extends PaydeskTest {

  private JsonNode api;

  @BeforeEach
  void read() throws IOException {
    api = new ObjectMapper().readTree(given().get("/q/openapi?format=json").asString());
  }

  /** So a change of the API shows in review, and a breaking one is noticed in time. */
  @Test
  void theFileInTheRepositoryIsUpToDate() throws IOException {
    var file = Path.of("src/main/openapi/paydesk.yaml");
    var said = given().get("/q/openapi").asString();
    if (Boolean.getBoolean("paydesk.openapi.write")) {
      Files.createDirectories(file.getParent());
      Files.writeString(file, said);
    }

    assertThat(said)
        .as("./mvnw test -Dtest=ApiDescriptionTest -Dpaydesk.openapi.write=true writes it anew")
        .isEqualTo(Files.readString(file));
  }

  @Test
  void itIsOpenApi31() {
    assertThat(api.path("openapi").textValue()).startsWith("3.1");
  }

  @Test
  void eachReferenceLeadsSomewhere() {
    assertThat(api.findValuesAsText("$ref"))
        .isNotEmpty()
        .allSatisfy(ref -> assertThat(api.at(ref.substring(1)).isMissingNode()).as(ref).isFalse());
  }

  @Test
  void itHasTheWholeContractAndNothingOfDevelopment() {
    var calls = new TreeSet<String>();
    api.path("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .fieldNames()
                    .forEachRemaining(method -> calls.add(method + " " + path.getKey())));

    assertThat(calls)
        .containsExactlyInAnyOrder(
            "delete /v1/actionflows/endpoints/{id}",
            "delete /v1/keys/{id}",
            "delete /v1/orders/{id}",
            "delete /v1/orders/{id}/pay-links/{linkId}",
            "delete /v1/users/{userId}/card-links/{linkId}",
            "get /v1/users/{userId}/card-links",
            "post /v1/users/{userId}/card-links",
            "delete /v1/users/{userId}/payment-methods/{paymentMethodId}",
            "delete /v1/users/{userId}/tokens",
            "get /v1/actionflows/endpoints",
            "get /v1/actionflows/endpoints/{id}",
            "get /v1/actionflows/runs",
            "get /v1/actionflows/runs/{id}",
            "post /v1/actionflows/runs/retry",
            "post /v1/actionflows/runs/{id}/retry",
            "post /v1/actionflows/runs/{id}/cancel",
            "get /v1/alerts",
            "get /v1/audit",
            "get /v1/changes",
            "get /v1/checkout-sessions/{sessionId}",
            "post /v1/checkout-sessions",
            "get /v1/users/{userId}/payment-methods",
            "post /v1/users/{userId}/payment-methods/{paymentMethodId}/default",
            "post /v1/users/{userId}/payment-methods/{paymentMethodId}/renewals",
            "post /v1/users/{userId}/setup-intents",
            "get /v1/config",
            "get /v1/currencies/{code}",
            "get /v1/disputes",
            "get /v1/disputes/{id}",
            "get /v1/events",
            "get /v1/figures",
            "get /v1/figures/attention",
            "get /v1/keys",
            "get /v1/keys/{id}",
            "get /v1/orders",
            "get /v1/totals/orders",
            "get /v1/exports/orders",
            "get /v1/totals/payments",
            "get /v1/exports/payments",
            "get /v1/totals/refunds",
            "get /v1/exports/refunds",
            "get /v1/totals/disputes",
            "get /v1/exports/disputes",
            "get /v1/totals/recurring-payments",
            "get /v1/exports/recurring-payments",
            "get /v1/totals/events",
            "get /v1/exports/events",
            "get /v1/totals/actionflows/runs",
            "get /v1/exports/actionflows/runs",
            "get /v1/totals/audit",
            "get /v1/exports/audit",
            "get /v1/orders/{id}",
            "get /v1/orders/{id}/pay-link-mails",
            "get /v1/orders/{id}/pay-links",
            "get /v1/orders/{id}/timeline",
            "get /v1/payment-method-domains",
            "post /v1/payment-method-domains",
            "get /v1/payments",
            "get /v1/payments/{id}",
            "get /v1/recurring-payments",
            "get /v1/recurring-payments/{id}",
            "get /v1/refunds",
            "get /v1/refunds/{id}",
            "post /v1/actionflows/endpoints",
            "post /v1/actionflows/endpoints/{id}/pause",
            "post /v1/actionflows/endpoints/{id}/resume",
            "post /v1/actionflows/endpoints/{id}/rotate",
            "post /v1/actionflows/endpoints/{id}/test",
            "post /v1/changes/tickets",
            "post /v1/events/retry",
            "post /v1/keys",
            "post /v1/keys/{id}/rotate",
            "post /v1/users/{userId}/tokens",
            "post /v1/events/{id}/replay",
            "post /v1/orders",
            "post /v1/orders/{id}/cancel",
            "post /v1/orders/{id}/guest-tokens",
            "post /v1/orders/{id}/pay-link",
            "post /v1/orders/{id}/pay-link-mails",
            "post /v1/orders/{id}/resolve",
            "post /v1/payments",
            "post /v1/payments/{id}/cancel",
            "post /v1/payments/{id}/capture",
            "post /v1/payments/{id}/refresh",
            "get /v1/settings",
            "get /v1/users",
            "get /v1/users/{userId}",
            "get /v1/users/{userId}/entitlements",
            "post /v1/search",
            "post /v1/recurring-payments",
            "post /v1/recurring-payments/{id}/cancel",
            "post /v1/recurring-payments/{id}/pay",
            "post /v1/recurring-payments/{id}/quantity",
            "get /v1/recurring-payments/{id}/quantity-preview",
            "post /v1/recurring-payments/{id}/refresh",
            "post /v1/recurring-payments/{id}/resume",
            "post /v1/refunds",
            "post /v1/refunds/{id}/refresh",
            "post /webhooks/stripe");
  }

  @Test
  void everyCallHasANameAndItsErrors() {
    api.path("paths")
        .forEach(
            path ->
                path.forEach(
                    call -> {
                      assertThat(call.path("operationId").textValue()).isNotBlank();
                      assertThat(call.path("summary").textValue()).isNotBlank();
                      assertThat(call.path("responses").has("500")).isTrue();
                      assertThat(call.path("responses").has("401"))
                          .as(call.path("operationId").textValue())
                          .isEqualTo(!call.path("security").isEmpty());
                    }));
    assertThat(api.at("/components/schemas/Problem/properties/type").isMissingNode()).isFalse();
  }

  @Test
  void whatIsWrongWithATokenIsDescribedOnce() {
    var shared = "#/components/responses/NoValidToken";

    assertThat(api.at("/paths/~1v1~1orders/get/responses/401/$ref").textValue()).isEqualTo(shared);
    assertThat(api.at("/components/responses/NoValidToken").toString()).contains("key-revoked");
    assertThat(api.path("paths").toString()).containsOnlyOnce("/key-revoked");
  }

  @Test
  void everyAnswerWithABodyHasASchema() {
    api.path("paths")
        .forEach(
            path ->
                path.forEach(
                    call ->
                        call.path("responses")
                            .properties()
                            .forEach(
                                answer -> {
                                  if (answer.getKey().startsWith("2")
                                      && !call.path("operationId")
                                          .asText()
                                          .matches(
                                              "receiveStripeEvent|(delete|remove|revoke|export).+|streamChanges")) {
                                    assertThat(
                                            answer
                                                .getValue()
                                                .at("/content/application~1json/schema")
                                                .isMissingNode())
                                        .as(
                                            call.path("operationId").textValue()
                                                + " "
                                                + answer.getKey())
                                        .isFalse();
                                  }
                                })));
  }

  /** The service refuses fields that it does not know, so a helper of a request must not be one. */
  @Test
  void requestsHaveTheFieldsOfTheirRecordsAndNoOther() {
    var requests =
        new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("io.paydesk")
                .stream()
                .filter(JavaClass::isRecord)
                .collect(Collectors.groupingBy(ApiDescriptionTest::described));
    var names = new TreeSet<String>();
    for (var path : api.path("paths")) {
      for (var call : path) {
        var ref = call.at("/requestBody/content/application~1json/schema/$ref").asText();
        if (!ref.isEmpty()) {
          names.add(ref.substring(ref.lastIndexOf('/') + 1));
        }
      }
    }

    assertThat(names).contains("CreateOrder", "StartPayment", "StartCheckoutSession");
    assertThat(names)
        .allSatisfy(
            name -> {
              var fields = new TreeSet<String>();
              api.at("/components/schemas/" + name + "/properties")
                  .fieldNames()
                  .forEachRemaining(fields::add);
              assertThat(requests).containsKey(name);
              assertThat(
                      requests.get(name).get(0).getFields().stream()
                          .filter(field -> !field.getModifiers().contains(JavaModifier.STATIC))
                          .map(JavaField::getName))
                  .containsAll(fields);
            });
  }

  private static String described(JavaClass type) {
    return type.tryGetAnnotationOfType(Schema.class)
        .map(Schema::name)
        .filter(name -> !name.isEmpty())
        .orElse(type.getSimpleName());
  }

  @Test
  void statusesAreDescribedAsTheyAreSent() {
    assertThat(api.at("/components/schemas/PaymentStatus/enum").toString())
        .contains("\"pending\"", "\"partially_refunded\"")
        .doesNotContain("PENDING");
  }
}
