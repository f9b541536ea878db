package io.paydesk.actionflow;

import io.paydesk.testing.PaydeskTest;
import io.paydesk.testing.http.Answer;
import io.paydesk.testing.http.Json;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;

/** What tests of endpoints share. */
abstract class Endpoints extends PaydeskTest {

  static final String PATH = "/v1/actionflows/endpoints";

  /** Endpoints of other tests would get this test's payments. */
  @AfterEach
  void deleteThemAll() {
    tables()
        .change(
            "update actionflow_run set status = 'canceled', finished_at = now(), claim = null"
                + " where status = 'waiting' and not in_process");
    tables().change("update actionflow_endpoint set status = 'deleted'");
    EndpointTestAddressBook.NAMES.clear();
  }

  Answer create(String url, String... flows) {
    return asAdmin().body(Map.of("url", url, "flows", List.of(flows))).post(PATH);
  }

  Json created(String url, String... flows) {
    return create(url, flows).then().statusCode(201).extract().jsonPath();
  }

  Json endpoint(long id) {
    return asAdmin().get(PATH + "/" + id).then().statusCode(200).extract().jsonPath();
  }

  Json move(long id, String move) {
    return asAdmin().post(PATH + "/" + id + "/" + move).then().statusCode(200).extract().jsonPath();
  }
}
