package io.paydesk.audit;

import io.paydesk.caller.Caller;
import io.paydesk.caller.CarriesCalls;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;

/**
 * Notes the calls that are made through another one, see {@link CarriesCalls}, as if they had been
 * called themselves. The path of such an entry is the carrier's: by it one sees where it came by.
 */
@Singleton
public class CarriedCalls {

  private final CallerAddress address;
  private final CurrentVertxRequest http;

  CarriedCalls(CallerAddress address, CurrentVertxRequest http) {
    this.address = address;
    this.http = http;
  }

  /**
   * Call it before anything refuses the call, and {@link Deed#willBeAnswered} once its answer is
   * known: the carrier's own answer says nothing about it.
   *
   * @param operation as the description of the API names it
   */
  public void begin(SecurityIdentity identity, Class<?> resource, String operation) {
    var caller = Caller.of(identity);
    var request = http.getCurrent().request();
    Deed.begin(
        Vertx.currentContext(),
        Deed.carried(
            caller.name(),
            Deed.role(caller),
            address.of(request),
            operation,
            request.path(),
            Subjects.collection(resource)));
  }
}
