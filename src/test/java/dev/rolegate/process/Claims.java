package dev.rolegate.process;

import dev.rolegate.api.RoleSecurityGroup;
import dev.rolegate.e2e.CloudView;
import dev.rolegate.e2e.RoleDoc;
import dev.rolegate.e2e.Scene;
import dev.rolegate.sim.state.SecurityGroup;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Every time that a status calls a role ready, whether EC2 held exactly what the document of that
 * generation says. Documents are applied through it, so that it knows them.
 */
final class Claims implements AutoCloseable {
  private record Version(String role, long generation) {}

  private record Claim(Version of, List<String> rules) {}

  private final Scene scene;
  private final Map<Version, RoleDoc> docs = new ConcurrentHashMap<>();
  private final List<Claim> claims = new ArrayList<>();
  private final SharedIndexInformer<RoleSecurityGroup> informer;

  Claims(Scene scene) {
    this.scene = scene;
    informer =
        scene
            .client()
            .resources(RoleSecurityGroup.class)
            .inNamespace(scene.namespace())
            .inform(
                new ResourceEventHandler<>() {
                  @Override
                  public void onAdd(RoleSecurityGroup role) {
                    heard(role);
                  }

                  @Override
                  public void onUpdate(RoleSecurityGroup before, RoleSecurityGroup role) {
                    heard(role);
                  }

                  @Override
                  public void onDelete(RoleSecurityGroup role, boolean unknown) {}
                });
  }

  void apply(RoleDoc doc) {
    scene.apply(doc);
    docs.put(new Version(doc.name(), scene.get(doc.name()).getMetadata().getGeneration()), doc);
  }

  private synchronized void heard(RoleSecurityGroup role) {
    long generation = role.getMetadata().getGeneration();
    boolean ready =
        role.getStatus() != null
            && !role.isMarkedForDeletion()
            && Long.valueOf(generation).equals(role.getStatus().observedGeneration())
            && Scene.condition(role, "Ready").filter(c -> "True".equals(c.getStatus())).isPresent();
    if (!ready) {
      return;
    }
    CloudView cloud = scene.cloud();
    List<String> rules =
        cloud
            .now()
            .find(SecurityGroup.class, role.getStatus().groupId())
            .map(cloud::rules)
            .orElse(List.of("no group"));
    claims.add(new Claim(new Version(role.getMetadata().getName(), generation), rules));
  }

  /** Claims that were not true, in words. */
  synchronized List<String> untrue() {
    return claims.stream()
        .filter(c -> docs.containsKey(c.of()))
        .filter(c -> !docs.get(c.of()).rules(scene.namespace()).equals(c.rules()))
        .map(c -> c.of() + " was called ready with " + c.rules())
        .toList();
  }

  /** How many claims were checked. */
  synchronized long count() {
    return claims.stream().filter(c -> docs.containsKey(c.of())).count();
  }

  @Override
  public void close() {
    informer.close();
  }
}
