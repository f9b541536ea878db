package io.paydesk.actionflow;

import io.paydesk.transaction.CallbackFlow;
import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import io.smallrye.mutiny.Uni;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.LockModeType;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.hibernate.annotations.UpdateTimestamp;
import org.jspecify.annotations.Nullable;

/** An address of the app's to which its runs are posted. */
@Entity
@Table(name = "actionflow_endpoint")
class Endpoint extends PanacheEntityBase {

  /** A run's target is this prefix and the endpoint's id. */
  static final String TARGET = "endpoint:";

  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  Long id;

  @Version int version;

  String url;

  /**
   * Equal in no two endpoints that are not deleted; null in those that shared a URL before it was
   * kept.
   */
  @Nullable String urlKey;

  /** Separated by commas. */
  String flows;

  @Nullable String description;

  @Convert(converter = EndpointStatus.Text.class)
  EndpointStatus status = EndpointStatus.ACTIVE;

  /** Null while deliveries arrive. */
  @Nullable Instant failingSince;

  /** Failed attempts since then. */
  int failures;

  @Nullable String lastError;

  @Nullable Instant lastDeliveredAt;

  @Column(updatable = false)
  String createdBy;

  @Column(updatable = false)
  Instant createdAt = Instant.now().truncatedTo(ChronoUnit.MICROS);

  @UpdateTimestamp Instant updatedAt = createdAt;

  /**
   * Locks it, so that the result of a delivery does not overwrite it.
   *
   * @throws io.paydesk.problem.Refusal {@code not-found}, also where it was deleted
   */
  static Uni<Endpoint> lock(long id) {
    return Endpoint.<Endpoint>findById(id, LockModeType.PESSIMISTIC_WRITE)
        .map(endpoint -> there(endpoint, id));
  }

  /**
   * @throws io.paydesk.problem.Refusal {@code not-found}, also where it was deleted
   */
  static Endpoint there(Endpoint endpoint, long id) {
    if (endpoint == null || endpoint.status == EndpointStatus.DELETED) {
      throw EndpointProblems.notFound(id);
    }
    return endpoint;
  }

  static String textOf(List<CallbackFlow> flows) {
    return flows.stream().map(CallbackFlow::text).collect(Collectors.joining(","));
  }

  void follow(List<CallbackFlow> followed) {
    flows = textOf(followed);
  }

  /** Without those that only a later release knows. */
  List<CallbackFlow> followed() {
    var followed = Set.of(flows.split(","));
    return Arrays.stream(CallbackFlow.values())
        .filter(flow -> followed.contains(flow.text()))
        .toList();
  }

  static String keyOf(String url) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(url.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  void pause() {
    status = EndpointStatus.PAUSED;
  }

  /** Resets its failures, so that old ones do not pause it again. */
  void resume() {
    status = EndpointStatus.ACTIVE;
    failingSince = null;
    failures = 0;
  }

  void retire() {
    status = EndpointStatus.DELETED;
  }
}
