package io.paydesk.bench;

import io.vertx.core.buffer.Buffer;
import java.util.Map;

/**
 * A request that is sent.
 *
 * @param expected the status of the answer that it should have
 */
record Post(String path, Map<String, String> headers, String body, int expected) {

  Buffer bytes() {
    return Buffer.buffer(body);
  }
}
