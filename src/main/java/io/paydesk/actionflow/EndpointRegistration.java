package io.paydesk.actionflow;

import io.paydesk.audit.Deed;
import io.paydesk.idempotency.ApiAnswer;
import io.paydesk.idempotency.Claim;
import io.paydesk.transaction.Transactions;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import jakarta.persistence.LockModeType;
import org.jspecify.annotations.Nullable;

/**
 * Makes endpoints, one for each URL. An app may register at each of its starts, from each of its
 * processes: the second caller is given the endpoint that is there.
 */
@Singleton
class EndpointRegistration {

  private static final String MAKE =
      """
      insert into actionflow_endpoint (url, url_key, flows, description, created_by)
      values (:url, :key, :flows, :description, :by)
      on conflict (url_key) where status <> 'deleted' do nothing
      """;

  private final Transactions transactions;
  private final EndpointAddresses addresses;

  EndpointRegistration(Transactions transactions, EndpointAddresses addresses) {
    this.transactions = transactions;
    this.addresses = addresses;
  }

  Uni<ApiAnswer> register(CreateEndpoint request, String createdBy, Claim claim) {
    return addresses
        .of(addresses.read(request.url()))
        .flatMap(reachable -> registerUnseen(request, createdBy, claim));
  }

  private Uni<ApiAnswer> registerUnseen(CreateEndpoint request, String createdBy, Claim claim) {
    return transactions.write(() -> registered(request, createdBy, claim).map(Registered::answer));
  }

  /**
   * Also where its host is not known yet; each delivery looks it up and checks it. Nobody calls,
   * and each process registers at each start, so only what changes something is worth an entry of
   * the audit.
   */
  Uni<Void> registerOfSetting(CreateEndpoint request) {
    return transactions
        .write(
            () ->
                registered(request, Deed.SETTING, Claim.NONE)
                    .invoke(
                        registered -> {
                          if (registered.changed) {
                            Deed.ofSetting(
                                "createActionflowEndpoint",
                                "actionflows/endpoints",
                                registered.endpointId,
                                registered.answer.status());
                          } else {
                            Deed.isNone();
                          }
                        }))
        .replaceWithVoid();
  }

  private record Registered(ApiAnswer answer, long endpointId, boolean changed) {}

  private Uni<Registered> registered(CreateEndpoint request, String createdBy, Claim claim) {
    return known(request.url())
        .flatMap(
            known ->
                known == null
                    ? make(request, createdBy, claim)
                    : bringUpToDate(known, request, claim));
  }

  /** The answer to a repetition of a request. */
  Uni<ApiAnswer> again(long remembered) {
    if (remembered > 0) {
      return withSecret(remembered, 201);
    }
    // Also where it is gone: what is remembered is not its id.
    Deed.isAbout(-remembered);
    return transactions.read(() -> EndpointFlow.find(-remembered).map(this::handedBack));
  }

  /**
   * Of several that share the URL from before, the one that the migration or an earlier call chose.
   */
  private static Uni<@Nullable Endpoint> known(String url) {
    return Endpoint.<Endpoint>find(
            "url = ?1 and status <> ?2 order by urlKey nulls last, id desc",
            url,
            EndpointStatus.DELETED)
        .withLock(LockModeType.PESSIMISTIC_WRITE)
        .firstResult();
  }

  private Uni<Registered> make(CreateEndpoint request, String createdBy, Claim claim) {
    return Panache.getSession()
        .flatMap(
            session ->
                session
                    .createNativeQuery(MAKE)
                    .setParameter("url", request.url())
                    .setParameter("key", Endpoint.keyOf(request.url()))
                    .setParameter("flows", Endpoint.textOf(request.flows()))
                    .setParameter("description", request.description())
                    .setParameter("by", createdBy)
                    .executeUpdate())
        .flatMap(
            made ->
                known(request.url())
                    .flatMap(
                        endpoint -> {
                          if (endpoint == null) {
                            // Another request made it meanwhile, and a third has deleted it.
                            return make(request, createdBy, claim);
                          }
                          return made == 0
                              ? bringUpToDate(endpoint, request, claim)
                              : withSecret(endpoint, secretOf(endpoint, request), 201, claim)
                                  .map(answer -> new Registered(answer, endpoint.id, true));
                        }));
  }

  private static EndpointSecret secretOf(Endpoint endpoint, CreateEndpoint request) {
    return request.secret() == null
        ? EndpointSecret.of(endpoint.id)
        : EndpointSecret.of(endpoint.id, request.secret());
  }

  private Uni<Registered> bringUpToDate(Endpoint endpoint, CreateEndpoint request, Claim claim) {
    boolean follows = endpoint.flows.equals(Endpoint.textOf(request.flows()));
    endpoint.urlKey = Endpoint.keyOf(endpoint.url);
    endpoint.follow(request.flows());
    if (request.description() != null) {
      endpoint.description = request.description();
    }
    Deed.isAbout(endpoint.id);
    return replaceSecret(endpoint, request.secret())
        .call(() -> Panache.getSession().flatMap(session -> session.flush()))
        .call(() -> claim.made(-endpoint.id))
        .map(replaced -> new Registered(handedBack(endpoint), endpoint.id, replaced || !follows));
  }

  /** Whether it had another one. */
  private static Uni<Boolean> replaceSecret(Endpoint endpoint, @Nullable String secret) {
    if (secret == null) {
      return Uni.createFrom().item(false);
    }
    return EndpointSecret.present(endpoint.id)
        .flatMap(
            present ->
                present != null && secret.equals(present.secret)
                    ? Uni.createFrom().item(false)
                    : EndpointSecret.replace(endpoint.id)
                        .flatMap(
                            replaced ->
                                EndpointSecret.of(endpoint.id, secret)
                                    .persist()
                                    .replaceWith(true)));
  }

  /** Remembered by its id below zero, as the secret of a new one is by its id. */
  private ApiAnswer handedBack(Endpoint endpoint) {
    Deed.isAbout(endpoint.id);
    return new ApiAnswer(200, EndpointWithSecretView.without(endpoint), -endpoint.id);
  }

  /**
   * Stores the secret's id with the idempotency key, so that a repeat is answered with the same
   * secret.
   */
  static Uni<ApiAnswer> withSecret(
      Endpoint endpoint, EndpointSecret secret, int status, Claim claim) {
    Deed.isAbout(endpoint.id);
    return secret
        .persistAndFlush()
        .call(() -> claim.made(secret.id))
        .map(
            saved -> new ApiAnswer(status, EndpointWithSecretView.of(endpoint, secret), secret.id));
  }

  /** The answer to the request that made this secret. */
  Uni<ApiAnswer> withSecret(long secretId, int status) {
    return transactions.read(
        () ->
            EndpointSecret.<EndpointSecret>findById(secretId)
                .invoke(secret -> Deed.isAbout(secret.endpointId))
                .flatMap(
                    secret ->
                        EndpointFlow.find(secret.endpointId)
                            .map(
                                endpoint ->
                                    new ApiAnswer(
                                        status,
                                        EndpointWithSecretView.of(endpoint, secret),
                                        secretId))));
  }
}
