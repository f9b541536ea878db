package io.paydesk.dev.sandbox;

import java.util.Map;

/**
 * One request that has passed its checks: its caller and its parameters are known.
 *
 * @param id from the path, or null
 * @param publishable whether it came with the publishable key, as from a browser
 */
record Ask(
    String path,
    String id,
    Form form,
    String requestId,
    String idempotencyKey,
    boolean publishable) {

  /** For what happens without a request. */
  static final Ask NOBODY = ofNobody(new Form(Map.of()));

  /** For what somebody does without the API. */
  static Ask ofNobody(Form form) {
    return new Ask(null, null, form, null, null, false);
  }

  /** The same, with an object. */
  static Ask ofNobody(String id, Map<String, String> form) {
    return new Ask(null, id, new Form(form), null, null, false);
  }

  /** The same request without its parameters, for work that they are not meant for. */
  Ask withoutForm() {
    return new Ask(path, id, NOBODY.form, requestId, idempotencyKey, publishable);
  }
}
