package io.paydesk.actionflow;

import io.paydesk.problem.Refusal;
import io.paydesk.transaction.HomeContext;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;

/**
 * Where deliveries may go to. It is asked when an endpoint is saved, and again for each delivery,
 * as a name may lead elsewhere by then: the addresses that are handed out here are the ones to
 * connect to, without another look at the name.
 */
@Singleton
class EndpointAddresses {

  /**
   * Within a delivery's time, so that a name server that is silent is told from a silent address.
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
   * @return one address at least; fails with a Refusal {@code endpoint-host-unknown}, or {@code
   *     endpoint-not-public} where one of them all is not
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
