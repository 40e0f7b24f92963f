package dev.rolegate.api;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a tenant may declare beyond roles with peers of the same VPC. */
public enum Grant {
  /** Groups with {@code exposure: Public}. */
  @JsonProperty("PublicExposure")
  PUBLIC_EXPOSURE,
  /** Peers of the kinds {@code securityGroup} and {@code prefixList}. */
  @JsonProperty("ForeignPeers")
  FOREIGN_PEERS
}
