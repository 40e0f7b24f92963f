package dev.rolegate.model;

import java.util.List;

/**
 * Addresses that a platform team knows by a name.
 *
 * @param kind what the addresses belong to
 * @param entries those that have not expired, in order, none twice
 */
public record AddressSet(String name, Kind kind, List<Cidr> entries) {

  /** What addresses belong to. */
  public enum Kind {
    OFFICE("Office"),
    VPN("Vpn"),
    ON_PREMISES("OnPremises"),
    LOAD_BALANCER("LoadBalancer"),
    PARTNER("Partner");

    private final String text;

    Kind(String text) {
      this.text = text;
    }

    /** As documents and expressions write it. */
    public String text() {
      return text;
    }
  }

  public AddressSet {
    entries = entries.stream().distinct().sorted().toList();
  }
}
