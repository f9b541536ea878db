package io.paydesk.actionflow;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;

/**
 * Whether an address is public on the internet. Any other may lead to what only this machine and
 * its neighbours can reach.
 *
 * @see <a
 *     href="https://www.iana.org/assignments/iana-ipv4-special-registry/iana-ipv4-special-registry.xhtml">IANA,
 *     IPv4</a>
 * @see <a
 *     href="https://www.iana.org/assignments/iana-ipv6-special-registry/iana-ipv6-special-registry.xhtml">IANA,
 *     IPv6</a>
 */
final class EndpointAddress {

  /** A range of addresses, as CIDR writes it. */
  private record Block(byte[] start, int bits) {

    static Block of(String text) {
      int slash = text.indexOf('/');
      try {
        // A literal, so no name is looked up.
        return new Block(
            InetAddress.getByName(text.substring(0, slash)).getAddress(),
            Integer.parseInt(text.substring(slash + 1)));
      } catch (UnknownHostException e) {
        throw new IllegalArgumentException(text, e);
      }
    }

    boolean has(byte[] address) {
      if (address.length != start.length) {
        return false;
      }
      for (int bit = 0; bit < bits; bit++) {
        int mask = 0x80 >> bit % 8;
        if ((address[bit / 8] & mask) != (start[bit / 8] & mask)) {
          return false;
        }
      }
      return true;
    }
  }

  private static final List<Block> NOT_PUBLIC_4 =
      blocks(
          "0.0.0.0/8", // this host
          "10.0.0.0/8",
          "100.64.0.0/10", // carrier-grade NAT, and some clouds
          "127.0.0.0/8",
          "168.63.129.16/32", // Azure's virtual platform address
          "169.254.0.0/16", // link-local: where clouds serve a machine its credentials
          "172.16.0.0/12",
          "192.0.0.0/24", // protocol assignments
          "192.0.2.0/24", // documentation
          "192.88.99.0/24", // 6to4 relays
          "192.168.0.0/16",
          "198.18.0.0/15", // benchmarks
          "198.51.100.0/24", // documentation
          "203.0.113.0/24", // documentation
          "224.0.0.0/4", // multicast
          "240.0.0.0/4"); // reserved, and broadcast

  /** All that is allocated of IPv6 so far. */
  private static final Block GLOBAL_6 = Block.of("2000::/3");

  private static final List<Block> NOT_PUBLIC_6 =
      blocks(
          "2001::/23", // protocol assignments, Teredo and benchmarks among them
          "2001:db8::/32", // documentation
          "3fff::/20"); // documentation

  /** The IPv4 address is in its last four bytes. */
  private static final Block NAT64 = Block.of("64:ff9b::/96");

  /** The IPv4 address is behind its first two bytes. */
  private static final Block SIX_TO_FOUR = Block.of("2002::/16");

  private EndpointAddress() {}

  private static List<Block> blocks(String... texts) {
    return Arrays.stream(texts).map(Block::of).toList();
  }

  static boolean isPublic(InetAddress address) {
    var bytes = address.getAddress();
    if (address instanceof Inet4Address) {
      return isPublic4(bytes);
    }
    if (NAT64.has(bytes)) {
      return isPublic4(Arrays.copyOfRange(bytes, 12, 16));
    }
    if (SIX_TO_FOUR.has(bytes)) {
      return isPublic4(Arrays.copyOfRange(bytes, 2, 6));
    }
    return GLOBAL_6.has(bytes) && NOT_PUBLIC_6.stream().noneMatch(block -> block.has(bytes));
  }

  private static boolean isPublic4(byte[] bytes) {
    return NOT_PUBLIC_4.stream().noneMatch(block -> block.has(bytes));
  }
}
