package dev.rolegate.api;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What the addresses of an AddressSet belong to. */
public enum AddressKind {
  /** An office's own connection to the Internet. */
  @JsonProperty("Office")
  OFFICE,
  /** Where clients of a VPN come from. */
  @JsonProperty("Vpn")
  VPN,
  /** Data centres, reached through Direct Connect or a site-to-site VPN. */
  @JsonProperty("OnPremises")
  ON_PREMISES,
  /** Load balancers and proxies in front of the VPC. */
  @JsonProperty("LoadBalancer")
  LOAD_BALANCER,
  /** Another company. */
  @JsonProperty("Partner")
  PARTNER
}
