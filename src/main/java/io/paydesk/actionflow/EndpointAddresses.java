package io.paydesk.actionflow;

import io.paydesk.problem.Refusal;
import io.paydesk.transaction.HomeContext;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;

/**
 * Where deliveries may go. It is asked when an endpoint is saved, and again for each delivery, as
 * the name may lead elsewhere by then. Connect to the addresses that it returns, without another
 * look-up.
 */
@Singleton
class EndpointAddresses {

  /**
   * Shorter than a delivery may take, so that a silent name server is told from a silent address.
   */
  private static final Duration LONGEST_LOOK_UP = Duration.ofSeconds(5);

  private final ActionflowConfig config;
  private final EndpointAddressBook book;

  EndpointAddresses(ActionflowConfig config, EndpointAddressBook book) {
    this.config = config;
    this.book = book;
  }

  /**
   * @throws Refusal {@code invalid-endpoint-url}, {@code endpoint-url-with-user-info}, {@code
   *     endpoint-url-not-https}
   */
  EndpointUrl read(String url) {
    return EndpointUrl.of(url, config.allowPrivateAddresses());
  }

  /**
   * @return at least one address; fails with a Refusal {@code endpoint-host-unknown}, or {@code
   *     endpoint-not-public} where any of them is not public
   */
  Uni<List<InetAddress>> of(EndpointUrl url) {
    return book.lookUp(url.host())
        .ifNoItem()
        .after(LONGEST_LOOK_UP)
        .fail()
        .plug(HomeContext.back())
        .onFailure()
        .transform(failure -> EndpointProblems.hostUnknown(url.host()))
        .invoke(
            addresses -> {
              if (!config.allowPrivateAddresses()
                  && !addresses.stream().allMatch(EndpointAddress::isPublic)) {
                throw EndpointProblems.notPublic(url.host());
              }
            });
  }
}
