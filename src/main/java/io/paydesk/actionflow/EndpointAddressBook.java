package io.paydesk.actionflow;

import io.smallrye.mutiny.Uni;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Knows the addresses of names. */
interface EndpointAddressBook {

  /**
   * Takes no event loop while it waits for an answer.
   *
   * @param host a name, or an address itself
   * @return all of its addresses, one at least; fails with {@link UnknownHostException} where there
   *     are none
   */
  Uni<List<InetAddress>> lookUp(String host);
}
