package dev.rolegate.operator.uses;

import dev.rolegate.kube.Kubectl;
import java.util.List;
import java.util.Locale;

/** Brings kinds of others to a real API server, each with a schema that takes any field. */
record Served(String group, String kind, String plural, String scope, List<String> versions) {

  static Served cluster(String group, String kind) {
    return new Served(group, kind, kind.toLowerCase(Locale.ROOT) + "s", "Cluster", List.of("v1"));
  }

  static Served namespaced(String group, String kind) {
    return new Served(
        group, kind, kind.toLowerCase(Locale.ROOT) + "s", "Namespaced", List.of("v1"));
  }

  Served plural(String value) {
    return new Served(group, kind, value, scope, versions);
  }

  Served versions(String... value) {
    return new Served(group, kind, plural, scope, List.of(value));
  }

  String resource() {
    return plural + "." + group;
  }

  /** Applies the CRDs and waits until each is served. */
  static void apply(Kubectl kubectl, List<Served> kinds) {
    StringBuilder all = new StringBuilder();
    kinds.forEach(one -> all.append("---\n").append(one.crd()));
    must(kubectl.runWithInput(all.toString(), "apply", "-f", "-"));
    for (Served one : kinds) {
      must(
          kubectl.run(
              "wait", "--for=condition=Established", "--timeout=30s", "crd/" + one.resource()));
    }
  }

  static void must(Kubectl.Result result) {
    if (result.exit() != 0) {
      throw new AssertionError(result.stderr());
    }
  }

  private String crd() {
    StringBuilder served = new StringBuilder();
    for (String version : versions) {
      served.append(
          """
            - name: %s
              served: true
              storage: %s
              schema:
                openAPIV3Schema:
                  type: object
                  x-kubernetes-preserve-unknown-fields: true
          """
              .formatted(version, version.equals(versions.get(0))));
    }
    return """
    apiVersion: apiextensions.k8s.io/v1
    kind: CustomResourceDefinition
    metadata:
      name: %s
      annotations: {api-approved.kubernetes.io: "unapproved, for tests"}
    spec:
      group: %s
      scope: %s
      names: {kind: %s, plural: %s}
      versions:
    %s"""
        .formatted(resource(), group, scope, kind, plural, served);
  }
}
