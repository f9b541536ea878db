package io.paydesk.dev.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * Finds the endpoint, checks the parameters, does the work under one lock, and writes the answer.
 */
final class Api {

  private static final System.Logger LOG = System.getLogger(Api.class.getName());

  private final Store store;
  private final List<Route> routes;
  private final Expansion expansion;
  private final ClientSecrets secrets;
  private final Runnable changed;

  Api(Store store, List<Route> routes, Runnable changed) {
    this.store = store;
    this.routes = routes;
    this.expansion = new Expansion(store);
    this.secrets = new ClientSecrets(store);
    this.changed = changed;
  }

  List<Route> routes() {
    return routes;
  }

  Answer answer(
      String method,
      String path,
      Form form,
      Caller caller,
      ApiVersion version,
      String requestId,
      String key) {
    boolean browser = caller == Caller.BROWSER;
    synchronized (store) {
      try {
        Route route = route(method, path);
        version.check(route, form);
        route.check(form, browser);
        String id = route.idIn(path);
        if (browser) {
          secrets.check(route, id, form);
        }
        Ask ask = new Ask(path, id, form, requestId, key, browser);
        ObjectNode object = route.work().apply(ask);
        ObjectNode shown = browser ? ClientSecrets.forBrowsers(object) : expansion.of(object, form);
        return new Answer(200, Json.write(version.shape(shown)), true, null);
      } catch (Refusal refusal) {
        return Answer.of(browser ? refusal.forBrowsers() : refusal);
      } catch (RuntimeException e) {
        LOG.log(System.Logger.Level.ERROR, "The sandbox failed at " + method + " " + path, e);
        return Answer.of(Refusal.ofStatus(500));
      } finally {
        changed.run();
      }
    }
  }

  private Route route(String method, String path) {
    return routes.stream()
        .filter(route -> route.matches(method, path))
        .findFirst()
        .orElseThrow(() -> Refusal.noRoute(method, path));
  }
}
