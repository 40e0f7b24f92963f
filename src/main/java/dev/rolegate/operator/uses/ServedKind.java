package dev.rolegate.operator.uses;

import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;

/**
 * A kind that the cluster serves, in the one version that is read.
 *
 * @param group empty for the core group
 */
record ServedKind(
    ClusterKind sought,
    String group,
    String version,
    String plural,
    String kind,
    boolean namespaced) {

  /** As {@link dev.rolegate.model.Holding#kind} spells it. */
  String text() {
    return group.isEmpty() ? kind : kind + "." + group;
  }

  /** As RBAC and kubectl spell it. */
  String resource() {
    return group.isEmpty() ? plural : plural + "." + group;
  }

  ResourceDefinitionContext context() {
    return new ResourceDefinitionContext.Builder()
        .withGroup(group)
        .withVersion(version)
        .withPlural(plural)
        .withKind(kind)
        .withNamespaced(namespaced)
        .build();
  }
}
