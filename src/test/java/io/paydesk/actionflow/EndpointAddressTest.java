package io.paydesk.actionflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.paydesk.problem.Refusal;
import io.smallrye.mutiny.Uni;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where deliveries may go to. */
class EndpointAddressTest {

  private static final EndpointAddressBook SYSTEM = new EndpointSystemAddressBook();

  /** How it is where nothing is set. */
  private final EndpointAddresses strict = addresses(false, SYSTEM);

  private static EndpointAddresses addresses(boolean allowPrivate, EndpointAddressBook book) {
    return new EndpointAddresses(new EndpointConfig(allowPrivate), book);
  }

  private static InetAddress address(String literal) {
    try {
      return InetAddress.getByName(literal);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static EndpointAddressBook book(Map<String, List<String>> names) {
    return host ->
        names.containsKey(host)
            ? Uni.createFrom()
                .item(names.get(host).stream().map(EndpointAddressTest::address).toList())
            : Uni.createFrom().failure(new UnknownHostException(host));
  }

  private static void isRefused(EndpointAddresses addresses, String url, String problem) {
    assertThatThrownBy(
            () -> addresses.of(addresses.read(url)).await().atMost(Duration.ofSeconds(60)))
        .as(url)
        .isInstanceOfSatisfying(
            Refusal.class, refusal -> assertThat(refusal.name()).as(url).isEqualTo(problem));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.0",
        "0.1.2.3",
        "10.0.0.1",
        "10.255.255.255",
        "100.64.0.1",
        "100.127.255.255",
        "100.100.100.200",
        "127.0.0.1",
        "127.255.255.254",
        "168.63.129.16",
        "169.254.0.1",
        "169.254.169.254",
        "172.16.0.1",
        "172.31.255.255",
        "192.0.0.1",
        "192.0.0.192",
        "192.0.2.1",
        "192.88.99.1",
        "192.168.0.1",
        "198.18.0.1",
        "198.19.255.255",
        "198.51.100.7",
        "203.0.113.9",
        "224.0.0.1",
        "239.255.255.255",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::2",
        "::127.0.0.1",
        "::8.8.8.8",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "::ffff:0:127.0.0.1",
        "64:ff9b::127.0.0.1",
        "64:ff9b::a9fe:a9fe",
        "64:ff9b:1::8.8.8.8",
        "100::1",
        "2001::1",
        "2001:0:4136:e378:8000:63bf:3fff:fdd2",
        "2001:2::1",
        "2001:10::1",
        "2001:db8::1",
        "2002:7f00:1::",
        "2002:a00:1::1",
        "2002:a9fe:a9fe::1",
        "3fff::1",
        "3fff:fff:ffff::1",
        "5f00::1",
        "fc00::1",
        "fd12:3456::1",
        "fe80::1",
        "febf::1",
        "fec0::1",
        "ff02::1",
        "ff0e::1",
        "4000::1"
      })
  void anAddressThatIsNotPublicIsRefused(String address) {
    assertThat(EndpointAddress.isPublic(address(address))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.1.1.1",
        "8.8.8.8",
        "9.255.255.255",
        "11.0.0.0",
        "100.63.255.255",
        "100.128.0.0",
        "126.255.255.255",
        "128.0.0.1",
        "168.63.129.17",
        "169.253.255.255",
        "169.255.0.0",
        "172.15.255.255",
        "172.32.0.0",
        "192.0.1.1",
        "192.0.3.0",
        "192.167.255.255",
        "192.169.0.0",
        "198.17.255.255",
        "198.20.0.0",
        "198.51.101.0",
        "203.0.114.0",
        "223.255.255.255",
        "::ffff:8.8.8.8",
        "64:ff9b::8.8.8.8",
        "2001:200::1",
        "2001:4860:4860::8888",
        "2001:db9::1",
        "2002:808:808::1",
        "2606:4700:4700::1111",
        "2a00:1450:4001:80b::200e",
        "3ffe::1"
      })
  void aPublicAddressIsAllowed(String address) {
    assertThat(EndpointAddress.isPublic(address(address))).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // 127.0.0.1 as no person writes it
        "https://2130706433/           | invalid-endpoint-url",
        "https://0x7f000001/           | invalid-endpoint-url",
        "https://0x7f.0.0.1/           | invalid-endpoint-url",
        "https://0x7f.0x0.0x0.0x1/     | invalid-endpoint-url",
        "https://0177.0.0.1/           | invalid-endpoint-url",
        "https://017700000001/         | invalid-endpoint-url",
        "https://127.1/                | invalid-endpoint-url",
        "https://127.0.1/              | invalid-endpoint-url",
        "https://127.0.0.1./           | invalid-endpoint-url",
        "https://127.0.0.01/           | invalid-endpoint-url",
        "https://127.0.0.256/          | invalid-endpoint-url",
        "https://0/                    | invalid-endpoint-url",
        "https://①②⑦.0.0.1/            | invalid-endpoint-url",
        "https://127。0。0。1/           | invalid-endpoint-url",
        "https://%31%32%37.0.0.1/      | invalid-endpoint-url",
        // and as a person writes it
        "https://127.0.0.1/            | endpoint-not-public",
        "https://127.0.0.1:8443/hook   | endpoint-not-public",
        "https://169.254.169.254/      | endpoint-not-public",
        "https://[::1]/                | endpoint-not-public",
        "https://[::]/                 | endpoint-not-public",
        "https://[::ffff:127.0.0.1]/   | endpoint-not-public",
        "https://[::ffff:7f00:1]/      | endpoint-not-public",
        "https://[::127.0.0.1]/        | endpoint-not-public",
        "https://[64:ff9b::7f00:1]/    | endpoint-not-public",
        "https://[fe80::1]/            | endpoint-not-public",
        "https://[fe80::1%25eth0]/     | invalid-endpoint-url",
        "https://[fe80::1%eth0]/       | invalid-endpoint-url",
        "https://localhost/            | endpoint-not-public",
        "https://LOCALHOST/            | endpoint-not-public",
        "https://localhost./           | invalid-endpoint-url",
        // which host is meant
        "https://user@8.8.8.8/         | endpoint-url-with-user-info",
        "https://user:word@8.8.8.8/    | endpoint-url-with-user-info",
        "https://8.8.8.8@127.0.0.1/    | endpoint-url-with-user-info",
        "https://8.8.8.8:80@127.0.0.1/ | endpoint-url-with-user-info",
        "https://@8.8.8.8/             | endpoint-url-with-user-info",
        "https://8.8.8.8\\@127.0.0.1/  | invalid-endpoint-url",
        "https://8.8.8.8#@127.0.0.1/   | invalid-endpoint-url",
        "https://8.8.8.8%00.example/   | invalid-endpoint-url",
        // no URL that can be used
        "https://8.8.8.8/a b           | invalid-endpoint-url",
        "https:///hook                 | invalid-endpoint-url",
        "https:8.8.8.8                 | invalid-endpoint-url",
        "//8.8.8.8/                    | invalid-endpoint-url",
        "8.8.8.8/hook                  | invalid-endpoint-url",
        "https://8.8.8.8:0/            | invalid-endpoint-url",
        "https://8.8.8.8:65536/        | invalid-endpoint-url",
        "https://8.8.8.8:x/            | invalid-endpoint-url",
        "https://-a.example/           | invalid-endpoint-url",
        "https://a..example/           | invalid-endpoint-url",
        "http://8.8.8.8/               | endpoint-url-not-https",
        "ftp://8.8.8.8/                | endpoint-url-not-https",
        "file://host/etc/passwd        | endpoint-url-not-https",
        "https://nobody.invalid/       | endpoint-host-unknown"
      })
  void anUnusableUrlIsRefused(String url, String problem) {
    isRefused(strict, url, problem);
  }

  @Test
  void aUsableUrlIsAllowed() {
    var url = strict.read("HTTPS://8.8.8.8:8443/hooks/a%20b?x=1&y=%2F");

    assertThat(url).isEqualTo(new EndpointUrl(true, "8.8.8.8", 8443, "/hooks/a%20b?x=1&y=%2F"));
    assertThat(strict.of(url).await().indefinitely()).containsExactly(address("8.8.8.8"));
    assertThat(strict.read("https://Shop.Example"))
        .isEqualTo(new EndpointUrl(true, "shop.example", 443, "/"));
    assertThat(strict.read("https://[2606:4700:4700::1111]/ä").target()).isEqualTo("/%C3%A4");
  }

  @Test
  void privateAddressesAndHttpAreAllowedByASetting() {
    var lax = addresses(true, SYSTEM);
    for (var url :
        List.of(
            "http://127.0.0.1:3000/", "http://[::1]/", "https://10.0.0.1/", "http://localhost/")) {
      assertThat(lax.of(lax.read(url)).await().atMost(Duration.ofSeconds(60))).isNotEmpty();
    }
    for (var url : List.of("http://2130706433/", "http://0x7f.1/", "http://127.1/")) {
      isRefused(lax, url, "invalid-endpoint-url");
    }
    isRefused(lax, "http://user@127.0.0.1/", "endpoint-url-with-user-info");
  }

  @Test
  void aNameIsRefusedIfAnyOfItsAddressesIsNotPublic() {
    var names =
        addresses(
            false,
            book(
                Map.of(
                    "good.example", List.of("8.8.8.8", "2606:4700:4700::1111"),
                    "half.example", List.of("8.8.8.8", "127.0.0.1"),
                    "mapped.example", List.of("::ffff:10.0.0.1"),
                    "loop.example", List.of("127.0.0.1"))));

    assertThat(names.of(names.read("https://good.example")).await().indefinitely()).hasSize(2);
    isRefused(names, "https://half.example/", "endpoint-not-public");
    isRefused(names, "https://mapped.example/", "endpoint-not-public");
    isRefused(names, "https://loop.example/", "endpoint-not-public");
    isRefused(names, "https://gone.example/", "endpoint-host-unknown");
  }

  @Test
  void aNameIsLookedUpAgainEachTime() {
    var answers = new ArrayList<>(List.of("8.8.8.8", "127.0.0.1"));
    var names =
        addresses(false, host -> Uni.createFrom().item(List.of(address(answers.remove(0)))));

    assertThat(names.of(names.read("https://turns.example")).await().indefinitely()).hasSize(1);
    isRefused(names, "https://turns.example", "endpoint-not-public");
  }

  @Test
  void theSystemIsAskedOnAThreadOfItsOwn() {
    SYSTEM.lookUp("127.0.0.1").await().indefinitely();

    assertThat(Thread.getAllStackTraces().keySet())
        .extracting(Thread::getName)
        .contains("endpoint-names");
  }
}
