package io.paydesk.actionflow;

import io.smallrye.mutiny.Uni;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Looks up the addresses of names. */
interface EndpointAddressBook {

  /**
   * Does not block an event loop.
   *
   * @param host a name, or an address itself
   * @return all of its addresses, at least one; fails with {@link UnknownHostException} where there
   *     are none
   */
  Uni<List<InetAddress>> lookUp(String host);
}
