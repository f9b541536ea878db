package io.paydesk.key;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.paydesk.caller.ForLinks;
import io.paydesk.caller.RoleGate;
import io.paydesk.problem.HttpProblems;
import io.paydesk.rest.Page;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;
import org.jspecify.annotations.Nullable;

/**
 * Answers whoever has a link with what they may see: each answer's own {@link ForLinks#forLink}. An
 * answer that has none is not sent, so a call that is opened to links and forgets it shows nothing.
 * Whoever is answered with a secret is noted, so that a link shows papers of what it paid alone.
 */
public class LinkAnswers {

  private static final Logger LOG = Logger.getLogger(LinkAnswers.class);

  /** Members of a problem with this beginning are in Stripe's words. */
  private static final String STRIPES = "stripe";

  private static final TypeReference<LinkedHashMap<String, Object>> PROBLEM =
      new TypeReference<>() {};

  @Inject HandedSecrets secrets;
  @Inject ObjectMapper json;

  @ServerResponseFilter
  public @Nullable Uni<Void> narrow(
      ContainerRequestContext request, ContainerResponseContext response) {
    var link = RoleGate.linkOf(request);
    var answer = response.getEntity();
    if (link != null && answer != null) {
      response.setEntity(response.getStatus() < 400 ? view(answer, response) : problem(answer));
    }
    var handed = answer instanceof ForLinks view ? view.handed() : null;
    return handed == null
        ? null
        : secrets
            .note(link, handed)
            .onFailure()
            .recoverWithItem(
                failure -> {
                  LOG.errorf(failure, "To whom a secret is given was not noted: it was not sent");
                  refuse(response);
                  return null;
                });
  }

  private static Object refuse(ContainerResponseContext response) {
    var refusal = HttpProblems.of(500);
    response.setStatus(refusal.status());
    response.getHeaders().putSingle("Content-Type", "application/problem+json");
    response.setEntity(refusal.body());
    return refusal.body();
  }

  private static Object view(Object answer, ContainerResponseContext response) {
    if (answer instanceof ForLinks view) {
      return view.forLink();
    }
    if (answer instanceof Page<?> page
        && page.data().stream().allMatch(ForLinks.class::isInstance)) {
      return new Page<>(
          page.data().stream().map(row -> ((ForLinks) row).forLink()).toList(), page.next());
    }
    LOG.errorf("%s is not for links: it was not sent", answer.getClass().getName());
    return refuse(response);
  }

  /** What Stripe says of the shop's account is for the shop. */
  private Object problem(Object answer) {
    var body = read(answer);
    if (body == null || body.keySet().stream().noneMatch(name -> name.startsWith(STRIPES))) {
      return answer;
    }
    var shown = new LinkedHashMap<String, Object>();
    for (var name : new String[] {"type", "title", "status"}) {
      shown.put(name, body.get(name));
    }
    shown.put(
        "detail",
        "Stripe refused this, and nothing was charged. If it was about a card, try another one. Else"
            + " try again later, or ask the shop: it can see why.");
    return answer instanceof String ? written(shown) : shown;
  }

  private @Nullable Map<String, Object> read(Object answer) {
    if (answer instanceof Map<?, ?> body) {
      var copy = new LinkedHashMap<String, Object>();
      body.forEach((name, value) -> copy.put(String.valueOf(name), value));
      return copy;
    }
    // A refusal that is kept with an Idempotency-Key is text.
    try {
      return answer instanceof String kept ? json.readValue(kept, PROBLEM) : null;
    } catch (JsonProcessingException noObject) {
      return null;
    }
  }

  private String written(Map<String, Object> body) {
    try {
      return json.writeValueAsString(body);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
