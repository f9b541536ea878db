package io.paydesk.dev.sandbox;

import java.util.Map;

/**
 * One request that may go to work: who it is from is settled, its parameters are known ones.
 *
 * @param id what stands in the path, or null
 * @param publishable it came with the publishable key, as from a browser
 */
record Ask(
    String path,
    String id,
    Form form,
    String requestId,
    String idempotencyKey,
    boolean publishable) {

  /** What happens by itself, without a request. */
  static final Ask NOBODY = ofNobody(new Form(Map.of()));

  /** What somebody does elsewhere than over the API. */
  static Ask ofNobody(Form form) {
    return new Ask(null, null, form, null, null, false);
  }

  /** The same request, for work that its parameters do not mean. */
  Ask withoutForm() {
    return new Ask(path, id, NOBODY.form, requestId, idempotencyKey, publishable);
  }
}
