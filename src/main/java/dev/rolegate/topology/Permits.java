package dev.rolegate.topology;

import dev.rolegate.api.Exposure;
import dev.rolegate.api.Grant;
import dev.rolegate.api.ManagedVpc;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a ManagedVpc lets the declarations of each namespace do. What it does not say is refused.
 */
final class Permits {
  /** The form of default names, {@code <namespace>/<name>}, as EC2 compares them. */
  private static final Pattern OF_NAMESPACE =
      Pattern.compile("([a-z0-9]([-a-z0-9]*[a-z0-9])?)/.*", Pattern.DOTALL);

  private static final String LEFT = ". The group is left as it is";

  private final ManagedVpc vpc;
  private final String name;
  private final Tenancy tenancy;

  Permits(ManagedVpc vpc, Map<String, Map<String, String>> namespaceLabels) {
    this.vpc = vpc;
    this.name = vpc.getMetadata().getName();
    this.tenancy = new Tenancy(name, vpc.getSpec().tenants(), namespaceLabels);
  }

  /** Empty where the declaration may be followed. */
  Optional<Refusal> refuse(Declaration declaration) {
    return tenancy
        .refuse(declaration.key().namespace(), declaration.role())
        .or(() -> refuseGroup(declaration))
        .or(() -> refuseExposure(declaration));
  }

  /** Empty where the declaration may have the group that it names, whatever else it may. */
  Optional<Refusal> refuseGroup(Declaration declaration) {
    return refuseName(declaration).or(() -> refuseAdoption(declaration));
  }

  /** Whether rules of a declaration may name groups by id and prefix lists. */
  boolean mayNameForeignPeers(Declaration declaration) {
    return grants(declaration, Grant.FOREIGN_PEERS);
  }

  /** Whether the platform team lets a namespace take over a group. */
  boolean consents(String groupId, String namespace) {
    return !groupId.isEmpty()
        && vpc.getSpec().adoptable().stream()
            .anyMatch(a -> groupId.equals(a.groupId()) && namespace.equals(a.namespace()));
  }

  private boolean grants(Declaration declaration, Grant grant) {
    return tenancy.grants(declaration.key().namespace(), declaration.role(), grant);
  }

  /**
   * Names that begin with a namespace are that namespace's, whether it has declared them or not.
   */
  private static Optional<Refusal> refuseName(Declaration declaration) {
    Matcher form = OF_NAMESPACE.matcher(declaration.foldedGroupName());
    String namespace = declaration.key().namespace();
    if (!form.matches() || form.group(1).equals(namespace)) {
      return Optional.empty();
    }
    return Optional.of(
        new Refusal(
            Problem.Reason.GROUP_NAME_NOT_ALLOWED,
            "spec.groupName: names that begin with "
                + form.group(1)
                + "/ are kept for namespace "
                + form.group(1)
                + ": create this resource again with a name that begins with "
                + namespace
                + "/, or with one that has no slash"
                + LEFT));
  }

  private Optional<Refusal> refuseAdoption(Declaration declaration) {
    String namespace = declaration.key().namespace();
    if (!declaration.adopts() || consents(declaration.adoptId(), namespace)) {
      return Optional.empty();
    }
    return Optional.of(
        new Refusal(
            Problem.Reason.ADOPTION_NOT_ALLOWED,
            "namespace "
                + namespace
                + " may not take over group "
                + declaration.adoptId()
                + ": ask the platform team to add {groupId: "
                + declaration.adoptId()
                + ", namespace: "
                + namespace
                + "} to spec.adoptable of ManagedVpc "
                + name
                + LEFT));
  }

  /** Whoever is being deleted exposes nothing any more. */
  private Optional<Refusal> refuseExposure(Declaration declaration) {
    if (declaration.spec().exposure() != Exposure.PUBLIC
        || declaration.deleting()
        || grants(declaration, Grant.PUBLIC_EXPOSURE)) {
      return Optional.empty();
    }
    return Optional.of(
        new Refusal(
            Problem.Reason.EXPOSURE_NOT_GRANTED,
            "spec.exposure: Public needs the grant PublicExposure, and no entry of spec.tenants of"
                + " ManagedVpc "
                + name
                + " gives it to role "
                + declaration.role()
                + " of namespace "
                + declaration.key().namespace()
                + ": ask its platform team for it, or write Internal"
                + LEFT));
  }
}
