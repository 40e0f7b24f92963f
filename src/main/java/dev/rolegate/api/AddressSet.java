package dev.rolegate.api;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn.Type;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;

/**
 * Addresses that rules name together. Cluster-scoped: it belongs to whoever answers for the
 * network, and any RoleSecurityGroup may name it.
 */
@JsonClassDescription(
    "Addresses under one name, such as those of the company's VPN. A rule names them with the peer"
        + " addressSet; an address that leaves the set leaves every group that used it.")
@Group("rolegate.dev")
@Version("v1alpha1")
@Plural("addresssets")
@ShortNames("aset")
@AdditionalPrinterColumn(name = "KIND", jsonPath = ".spec.kind", type = Type.STRING)
@AdditionalPrinterColumn(name = "ENTRIES", jsonPath = ".status.entries", type = Type.INTEGER)
@AdditionalPrinterColumn(name = "GROUPS", jsonPath = ".status.groups", type = Type.INTEGER)
@AdditionalPrinterColumn(name = "EXPIRES", jsonPath = ".status.nextExpiry", type = Type.STRING)
@AdditionalPrinterColumn(
    name = "READY",
    jsonPath = ".status.conditions[?(@.type==\"Ready\")].status",
    type = Type.STRING)
@AdditionalPrinterColumn(name = "AGE", jsonPath = ".metadata.creationTimestamp", type = Type.DATE)
@ValidationRule(
    value =
        "size(self.metadata.name) <= 63 && self.metadata.name.matches('^[a-z0-9]([-a-z0-9]*[a-z0-9])?$')",
    message =
        "choose a metadata.name of at most 63 lower-case letters, digits and hyphens, such as corp-vpn: rules name"
            + " the set by it")
public class AddressSet extends CustomResource<AddressSetSpec, AddressSetStatus> {}
