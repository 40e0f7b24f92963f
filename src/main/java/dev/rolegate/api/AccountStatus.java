package dev.rolegate.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** The account that a ManagedVpc was first seen in. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record AccountStatus(
    @JsonPropertyDescription("AWS account id of the credentials, such as \"111122223333\".")
        String id,
    @JsonPropertyDescription("AWS account id of the VPC's owner. Rolegate works on own VPCs only.")
        String vpcOwner) {}
