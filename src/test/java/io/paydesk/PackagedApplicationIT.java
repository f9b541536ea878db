package io.paydesk;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import io.paydesk.testing.Backends;
import io.paydesk.testing.ManagementPort;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import org.junit.jupiter.api.Test;

/** The packaged application, started by Quarkus' own test runner. */
@QuarkusIntegrationTest
@QuarkusTestResource(Backends.class)
class PackagedApplicationIT {

  ManagementPort management;

  @Test
  void itStartsAndServes() {
    given()
        .get(management.url("/q/health/live"))
        .then()
        .statusCode(200)
        .body("status", equalTo("UP"));
    given()
        .get(management.url("/q/health/ready"))
        .then()
        .statusCode(200)
        .body("status", equalTo("UP"));
    given().get("/v1/config").then().statusCode(200).body("publishableKey", startsWith("pk_test_"));
    given().get("/v1/orders").then().statusCode(401);
  }

  @Test
  void probesAndMetricsAreNotOnThePublicPort() {
    given().get(management.url("/q/metrics")).then().statusCode(200);
    given().get("/q/metrics").then().statusCode(404);
    given().get("/q/health").then().statusCode(404);
  }

  @Test
  void itDescribesItself() {
    given()
        .accept("application/json")
        .get("/q/openapi?format=json")
        .then()
        .statusCode(200)
        .body("openapi", startsWith("3.1"))
        .body("paths.'/v1/payments'.post.operationId", equalTo("startPayment"));
  }
}
