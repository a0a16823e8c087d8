package ai.evolink.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressesTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.0",
        "0.1.2.3",
        "10.0.0.1",
        "10.255.255.255",
        "100.64.0.1",
        "100.127.255.255",
        "127.0.0.1",
        "127.255.255.254",
        "169.254.169.254",
        "172.16.0.1",
        "172.31.255.255",
        "192.0.0.170",
        "192.168.0.1",
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::ffff:127.0.0.1",
        "::ffff:169.254.169.254",
        "::10.0.0.1",
        "fe80::1",
        "febf::1",
        "fec0::1",
        "fc00::1",
        "fd00:ec2::254",
        "ff02::1",
        "64:ff9b::10.0.0.1",
        "64:ff9b::169.254.169.254",
        "64:ff9b:1::8.8.8.8",
        "2002:a00:1::1",
        "2002:7f00:1::",
        "2001:0:4136:e378:8000:63bf:3fff:fdd2",
        "198.18.0.7",
        "198.19.255.255",
        "::ffff:0:10.0.0.1",
        "::ffff:0:127.0.0.1",
        "5f00::1",
        "100::1",
        "2001:2::1"
      })
  void unreachableFromOutsideIsPrivate(String address) throws UnknownHostException {
    assertThat(Addresses.isPrivate(InetAddress.getByName(address))).isTrue();
    assertThat(Addresses.isPrivate(address)).isTrue();
    assertThat(Addresses.isPrivate("[" + address + "]")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.1.1.1",
        "9.255.255.255",
        "11.0.0.1",
        "100.63.255.255",
        "100.128.0.1",
        "126.255.255.255",
        "128.0.0.1",
        "169.253.1.1",
        "169.255.1.1",
        "172.15.255.255",
        "172.32.0.1",
        "192.0.1.1",
        "192.167.1.1",
        "192.169.1.1",
        "198.17.255.255",
        "198.20.0.1",
        "::ffff:0:8.8.8.8",
        "5eff::1",
        "5f01::1",
        "100:0:0:1::1",
        "2001:2:1::1",
        "223.255.255.255",
        "::ffff:8.8.8.8",
        "64:ff9b::8.8.8.8",
        "2002:808:808::1",
        "2001:4860:4860::8888",
        "2606:4700::1111",
        "fbff::1"
      })
  void reachableFromOutsideIsNot(String address) throws UnknownHostException {
    assertThat(Addresses.isPrivate(InetAddress.getByName(address))).isFalse();
    assertThat(Addresses.isPrivate(address)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "LOCALHOST.",
        "a.localhost",
        "printer",
        "nas.local",
        "db.internal",
        "metadata.google.internal."
      })
  void namesOfPrivateNetworksArePrivate(String name) {
    assertThat(Addresses.isPrivate(name)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"files.evolink.ai", "localhost.com", "10.0.0.1.com", "internal.com"})
  void otherNamesAreNot(String name) {
    assertThat(Addresses.isPrivate(name)).isFalse();
  }
}
